"""The pages of the performance room."""
