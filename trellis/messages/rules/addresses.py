"""E-mail addresses as they are compared and as people bring them."""

import re


def folded(address: str) -> str:
    """No spaces around it, lower case, so that one mailbox has one form."""
    return address.strip().lower()


def addresses_in(text: str) -> list[str]:
    """The addresses that somebody pasted, a line or a comma apart, each once, in their order; a
    name before `<address>` is left out."""
    pieces = (piece.strip() for piece in re.split(r"[\n\r,;]+", text))
    bare = (piece.rpartition("<")[2].rstrip("> ") for piece in pieces if piece)
    return list(dict.fromkeys(folded(one) for one in bare))
