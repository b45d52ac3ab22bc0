"""The forms of the performance room."""
