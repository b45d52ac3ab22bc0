"""Names folded for search, sorting and matching, so that no database's collation decides.

What people type differs from what the register prints in capitals, accents, apostrophes, dots
and ampersands; none of these tells two organisations apart.
"""

import re
import unicodedata
from functools import lru_cache

LIMIT = 200

# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
)
_ACCENTS = re.compile("[\u0300-\u036f]")
# Dropped without a trace: apostrophes of every make, soft hyphens, invisible and direction marks.
_DROPPED = re.compile("['’‘ʼ‛`´′＇\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_AND = re.compile("[&+＆﹠]")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_PLAIN_WORDS = re.compile("[0-9a-z]+")
# Vowel signs of Indic and other scripts are marks, not letters, and belong to the word.
_OTHER_MARKS = frozenset({"Mn", "Mc"})


# One row of a table is folded to find it, to compare it and to write it, each with thousands more.
@lru_cache(maxsize=8_192)
def fold(name: str, *, limit: int = LIMIT) -> str:
    """`"St. John's Café & Co-op"` becomes `"st johns cafe and co op"`.

    Empty when the name holds no letter and no digit. Folding twice changes nothing.
    """
    return _folded(name)[:limit].rstrip()


def _folded(name: str) -> str:
    # Before compatibility forms, because those turn a lone accent into a space and the accent.
    plain = _DROPPED.sub("", name)
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", plain).casefold().translate(_LETTERS))
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), plain)
    plain = _AND.sub(" and ", plain)
    if plain.isascii():
        return " ".join(_PLAIN_WORDS.findall(plain))
    spaced = "".join(sign if _belongs_to_a_word(sign) else " " for sign in plain)
    return unicodedata.normalize("NFC", " ".join(spaced.split()))


def _belongs_to_a_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign) in _OTHER_MARKS


def words_of(*names: str) -> frozenset[str]:
    """The folded words of all the names together, none longer than the search keeps."""
    return frozenset(word[:WORD] for name in names for word in fold(name).split())


WORD = 40
START = 3


def start_of(word: str) -> str:
    """The first letters of a word: what the search index is entered by."""
    return word[:START]
