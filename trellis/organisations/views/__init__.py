"""The pages of the organisations room."""
