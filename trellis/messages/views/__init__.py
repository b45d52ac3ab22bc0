"""Pages of the messages room."""
