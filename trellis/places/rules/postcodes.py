"""Postcodes in their one written form, `"LE1 1AA"`, and their first half, the outcode."""

import re

# Outward code: area letters, district digit, perhaps a further digit or letter; inward code:
# digit and two letters, of which C I K M O V are never used. GIR 0AA stands outside the pattern.
_OUTWARD = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_FORM = re.compile(rf"({_OUTWARD})([0-9][ABD-HJLNP-UW-Z]{{2}})")
_OUTCODE = re.compile(_OUTWARD)
_DROPPED = re.compile(r"[^A-Z0-9]")


class NotAPostcodeError(ValueError):
    """What was typed has the form neither of a postcode nor of an outcode."""


def normalise(typed: str) -> str:
    """In capitals, with one space before the last three characters. Raises NotAPostcodeError.
    Whether the postcode exists is not asked."""
    found = _FORM.fullmatch(_squeeze(typed))
    if found is None:
        raise NotAPostcodeError(typed)
    return f"{found[1]} {found[2]}"


def outcode_of(typed: str) -> str:
    """The outcode of a postcode, or the outcode itself where only that was typed. Raises
    NotAPostcodeError."""
    squeezed = _squeeze(typed)
    if found := _FORM.fullmatch(squeezed):
        return found[1]
    if _OUTCODE.fullmatch(squeezed):
        return squeezed
    raise NotAPostcodeError(typed)


def _squeeze(typed: str) -> str:
    return _DROPPED.sub("", typed.upper())
