"""The pages of the funding room."""
