"""Words folded so that two spellings of one are the same, whatever the database's collation."""

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u036f]")
_DROPPED = re.compile("['’‘ʼ`\u00ad\u200b-\u200f\u2060\ufeff]")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """`"The Café’s  Plan"` becomes `"the cafes plan"`: letters and digits, single spaces."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(_LETTERS)
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))
    spaced = "".join(sign if sign.isalnum() else " " for sign in plain)
    return unicodedata.normalize("NFC", " ".join(spaced.split()))
