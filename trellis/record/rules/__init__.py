"""The arithmetic of the record, without Django: shares, cells, reach, doubles."""
