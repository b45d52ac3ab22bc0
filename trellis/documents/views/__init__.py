"""The pages of the documents room."""
