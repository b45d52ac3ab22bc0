"""How an area's infrastructure is doing."""
