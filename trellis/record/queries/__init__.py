"""Every read of the record."""
