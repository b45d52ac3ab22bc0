"""The forms of the organisations room."""
