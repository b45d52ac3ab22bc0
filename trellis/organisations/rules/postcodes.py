"""Postcodes in their one written form: `"LE1 1AA"`."""

import re

# Outward code: area letters, district digit, perhaps a further digit or letter; inward code:
# digit and two letters, of which C I K M O V are never used. GIR 0AA stands outside the pattern.
_FORM = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][ABD-HJLNP-UW-Z]{2})")
_DROPPED = re.compile(r"[^A-Z0-9]")


class NotAPostcodeError(ValueError):
    """What was typed has not the form of a postcode."""


def normalise(typed: str) -> str:
    """The postcode in capitals with one space before the last three characters; "" for "".

    Raises NotAPostcodeError. Whether the postcode exists is not asked.
    """
    squeezed = _DROPPED.sub("", typed.upper())
    if not typed.strip():
        return ""
    found = _FORM.fullmatch(squeezed)
    if found is None:
        raise NotAPostcodeError(typed)
    return f"{found[1]} {found[2]}"
