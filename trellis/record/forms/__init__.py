"""What the pages of the record ask for."""
