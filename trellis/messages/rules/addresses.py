"""E-mail addresses as they are compared and as people bring them."""

import re
from typing import Final

# Mailboxes that take no notice of full stops in the name.
_DOTLESS: Final = frozenset({"gmail.com", "googlemail.com"})


def folded(address: str) -> str:
    """No spaces around it, lower case, so that one mailbox has one form."""
    return address.strip().lower()


def addresses_in(text: str) -> list[str]:
    """The addresses that somebody pasted, a line or a comma apart, each once, in their order; a
    name before `<address>` is left out."""
    pieces = (piece.strip() for piece in re.split(r"[\n\r,;]+", text))
    bare = (piece.rpartition("<")[2].rstrip("> ") for piece in pieces if piece)
    return list(dict.fromkeys(folded(one) for one in bare))


def mailbox_of(address: str) -> str:
    """Where letters to this address end up, for counting only: `jo+news@example.org` is that of
    `jo@example.org`, so that nobody fills it under a hundred spellings."""
    name, _at, host = folded(address).rpartition("@")
    name = name.partition("+")[0] or name
    return f"{name.replace('.', '') if host in _DOTLESS else name}@{host}"
