"""E-mail addresses as they are compared and as they are shown."""


def folded(address: str) -> str:
    """No spaces around it, lower case, so that one mailbox has one form."""
    return address.strip().lower()
