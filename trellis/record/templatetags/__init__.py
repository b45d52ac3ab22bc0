"""Words for the templates of the record."""
