"""What a file is, and what it may be: arithmetic over bytes, without Django."""
