"""The arithmetic of places: codes, postcodes, distances, boundary files and how they are drawn."""
