"""Words as they are searched by, so that two databases find the same: folded, and cut down to
what the forms of one English word share. The cutting is rough: it may find a little too much."""

import re
from dataclasses import dataclass
from typing import Final

from trellis.documents.rules.folding import fold

LONGEST: Final = 40
MOST_ASKED: Final = 8
AROUND: Final = 110
_VOWEL: Final = re.compile("[aeiouy]")


def stem(word: str) -> str:
    """`plans`, `planned` and `planning` are all `plan`; a number or a short word stays."""
    if len(word) < 4 or not (word.isascii() and word.isalpha()):
        return word[:LONGEST]
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and _VOWEL.search(rest):
            word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    return (word[:-1] if len(word) > 3 and word.endswith("e") else word)[:LONGEST]


def words_of(text: str, *, most: int) -> str:
    """The text as it is kept for the search: at most so many signs."""
    return " ".join(stem(word) for word in fold(text).split())[:most]


def asked(typed: str) -> tuple[str, ...]:
    """What to look for, as typed: all must be there, the last may be the beginning of a word."""
    return tuple(dict.fromkeys(stem(word) for word in fold(typed).split()))[:MOST_ASKED]


@dataclass(frozen=True)
class Piece:
    """A part of an excerpt; `is_hit` is a word that was looked for."""

    text: str
    is_hit: bool = False


def excerpt(body: str, words: tuple[str, ...]) -> tuple[Piece, ...]:
    """What stands around the first word found; its beginning where none is spelt so."""
    if not body or not words:
        return ()
    hits = re.compile("|".join(rf"\b{re.escape(_start(word))}\w*" for word in words), re.IGNORECASE)
    first = hits.search(body)
    start = max(0, first.start() - AROUND) if first else 0
    cut = body[start : start + 2 * AROUND + 20]
    lead = "… " if start else ""
    text = lead + (cut[cut.find(" ") + 1 :] if start else cut)
    text = text.rsplit(" ", 1)[0] + " …" if len(body) > start + len(cut) else text
    return tuple(_pieces(text, hits))


def _start(word: str) -> str:
    """What every form of the word begins with."""
    return word[:-1] if len(word) > 3 and word.endswith("y") else word


def _pieces(text: str, hits: re.Pattern[str]) -> list[Piece]:
    found, at = [], 0
    for hit in hits.finditer(text):
        found += [Piece(text[at : hit.start()]), Piece(hit[0], is_hit=True)]
        at = hit.end()
    return [piece for piece in [*found, Piece(text[at:])] if piece.text]
