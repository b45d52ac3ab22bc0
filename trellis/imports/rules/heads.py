"""Where the headings of a table stand, and which field of a shape each column is."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trellis.imports.rules.lines import Line
from trellis.kernel.imports import ImportField

_AMONG: Final = 30
_VALUE: Final = re.compile(r"[\d£$€(+-][\d,.\s/:%)-]*|[\d]{4}-\d\d-\d\d.*|\S+@\S+|https?://\S+")
_SAMPLES: Final = 3


@dataclass(frozen=True)
class Head:
    """The headings and the line on which they stand (0: there are none, the columns are
    numbered); `samples` are the first values under each."""

    line: int
    headings: list[str]
    samples: list[list[str]]


def folded(heading: str) -> str:
    """`"Charity No. (E&W)"` becomes `"charity no e w"`."""
    plain = unicodedata.normalize("NFKD", heading).casefold()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def find_head(sample: Sequence[Line], known: Collection[str], *, at: int | None = None) -> Head:
    """`known` are folded headings of the shape, which tell a row of headings from a title above
    it; `at` is the line somebody said."""
    places = range(min(len(sample), _AMONG))
    if at == 0:
        return _head(sample, None)
    if at is not None:
        chosen = [place for place in places if sample[place][0] == at]
        return _head(sample, chosen[0] if chosen else 0)
    return _head(sample, max(places, key=lambda place: _fit(sample, place, known)))


def _fit(sample: Sequence[Line], place: int, known: Collection[str]) -> tuple[float, int]:
    """How much a row looks like headings: filled as wide as what follows, all words, each once,
    and names that we know. Of equals the first."""
    cells = [cell for cell in sample[place][1] if cell]
    below = [sum(map(bool, row)) for _line, row in sample[place + 1 : place + 11]]
    usual = sorted(below)[len(below) // 2] if below else 0
    words = [cell for cell in cells if not _VALUE.fullmatch(cell) and len(cell) <= 100]
    share = len(words) / len(cells)
    distinct = len({folded(cell) for cell in cells}) / len(cells)
    width = min(1.0, len(cells) / usual) if usual else 0.3
    hits = sum(folded(cell) in known for cell in cells) / len(cells)
    lonely = 0.5 if len(cells) == 1 and usual > 1 else 0.0
    return share + distinct + width + 2 * hits - lonely, -place


def _head(sample: Sequence[Line], place: int | None) -> Head:
    rows = [cells for _line, cells in (sample if place is None else sample[place + 1 :])]
    width = max((len(cells) for _line, cells in sample[place or 0 :]), default=0)
    named = sample[place][1] if place is not None else []
    headings = [named[column] if column < len(named) else "" for column in range(width)]
    return Head(
        sample[place][0] if place is not None else 0,
        [" ".join(heading.split())[:100] for heading in headings],
        [_samples(rows, column) for column in range(width)],
    )


def _samples(rows: Iterable[Sequence[str]], column: int) -> list[str]:
    found = dict.fromkeys(row[column] for row in rows if column < len(row) and row[column])
    return [value[:60] for value in list(found)[:_SAMPLES]]


def has_head(sample: Sequence[Line], head: Head, known: Collection[str]) -> bool:
    """Whether that row is one of headings at all: one of them is known, or it is all words where
    the rows below have numbers or days."""
    cells = [cell for cell in head.headings if cell]
    if any(_VALUE.fullmatch(cell) for cell in cells):
        return False
    below = [cells for line, cells in sample if line > head.line]
    valued = sum(any(_VALUE.fullmatch(cell) for cell in row) for row in below)
    return any(folded(cell) in known for cell in cells) or 2 * valued > len(below)


def in_order(order: Sequence[str], samples: Sequence[Sequence[str]]) -> dict[str, int]:
    """Columns without headings by what they usually are; one with nothing in it is none."""
    return {name: place for place, name in enumerate(order[: len(samples)]) if samples[place]}


def names_of(field: ImportField) -> set[str]:
    """Every heading, folded, under which the field is known."""
    return {folded(name) for name in (field.name, str(field.label), *field.headings)}


def suggest(headings: Sequence[str], fields: Sequence[ImportField]) -> dict[str, int]:
    """Which column is which field, by exact names first and then by names that contain one
    another in whole words; a column is nobody's twice."""
    names = [folded(heading) for heading in headings]
    found: dict[str, int] = {}
    for close in (False, True):
        for field in fields:
            known = names_of(field)
            for place, name in enumerate(names):
                if field.name in found or place in found.values() or not name:
                    continue
                if name in known or (close and _is_close(name, known)):
                    found[field.name] = place
    return found


def _is_close(name: str, known: Collection[str]) -> bool:
    words = set(name.split())
    return any(len(one) > 3 and set(one.split()) <= words for one in known)


def signature(headings: Sequence[str]) -> str:
    """The same for two files of one make: their folded headings in order."""
    return "|".join(folded(heading) for heading in headings)


Mapped = Mapping[str, int]
