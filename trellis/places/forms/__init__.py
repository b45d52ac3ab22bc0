"""The forms of the places room."""
