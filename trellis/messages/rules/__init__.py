"""The arithmetic of messages."""
