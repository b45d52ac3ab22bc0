"""The long runs: what is promised about lost writes and tampering, tried many times over."""
