"""What runs the house: server and worker side by side, checks, backup and restore.

The management commands of `web` are thin; what they do is here. Nothing here decides anything
about the record: it starts, stops, looks and copies.
"""
