"""How much room words take, and where they can stand without covering anything.

Nobody measures letters on the server, so widths are estimated on the generous side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf

from trellis.ui.charts.parts import FONT, LINE_HEIGHT, Anchor, Line, Text, tenth

NARROW_LETTERS, WIDE_LETTERS = frozenset("iljtfrI.,:;'|!()[] "), frozenset("mwMWQOG%@—")


def width_of(words: str, size: float = FONT) -> float:
    """Estimate the width of a line of text in pixels."""
    return size * sum(_share(letter) for letter in words)


def _share(letter: str) -> float:
    if letter in NARROW_LETTERS:
        return 0.38
    if letter in WIDE_LETTERS:
        return 0.92
    return 0.74 if letter.isupper() else 0.62


def shorten(words: str, room: float) -> str:
    """Cut words off at the end, with an ellipsis, until they fit."""
    if width_of(words) <= room:
        return words
    kept = words
    while kept and width_of(kept + "…") > room:
        kept = kept[:-1].rstrip()
    return kept + "…"


def wrap(words: str, room: float, most: int) -> tuple[str, ...]:
    """Break words into at most `most` lines; what is left over goes into the last, shortened."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        is_full = len(lines) == most
        if lines and (is_full or width_of(longer) <= room):
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(shorten(line, room) for line in lines)


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: "Box") -> bool:
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    @classmethod
    def around(cls, x: float, y: float, reach: float) -> "Box":
        return cls(x - reach, y - reach, x + reach, y + reach)


@dataclass(frozen=True)
class Name:
    """Words that belong to the point at x, y. Lower `rank` chooses its place first.

    A name wider than `room` is broken in two.
    """

    x: float
    y: float
    words: str
    rank: int = 0
    room: float = inf


@dataclass(frozen=True)
class Label:
    """A name where it stands, in one or two lines; `leader` joins it to a point it stands off."""

    lines: tuple[Text, ...]
    leader: Line | None = None


@dataclass(frozen=True)
class _Spot:
    """Where words hang from a point: an offset in pixels, and which end of them is there.

    `lift` is -1 for words above the spot, 0 for level with it, 1 for below.
    """

    across: float
    down: float
    anchor: Anchor
    lift: int = 0
    is_apart: bool = False


Ring = tuple[_Spot, ...]


NEAR = 9.0
DISTANCES = (NEAR, 22.0, 36.0, 52.0, 70.0, 92.0)
DIRECTIONS = (
    (1, 0, Anchor.START),
    (-1, 0, Anchor.END),
    (0, -1, Anchor.MIDDLE),
    (0, 1, Anchor.MIDDLE),
    (0.8, -0.7, Anchor.START),
    (-0.8, -0.7, Anchor.END),
    (0.8, 0.7, Anchor.START),
    (-0.8, 0.7, Anchor.END),
    (0.4, -0.9, Anchor.MIDDLE),
    (-0.4, -0.9, Anchor.MIDDLE),
    (0.4, 0.9, Anchor.MIDDLE),
    (-0.4, 0.9, Anchor.MIDDLE),
)


def _ring(far: float) -> Ring:
    return tuple(
        _Spot(
            across * far,
            down * far,
            anchor,
            lift=0 if anchor is not Anchor.MIDDLE else 1 if down > 0 else -1,
            is_apart=far > NEAR,
        )
        for across, down, anchor in DIRECTIONS
    )


BESIDE = tuple(_ring(far) for far in DISTANCES)
UPON = tuple((_Spot(0, down, Anchor.MIDDLE),) for down in (0.0, -10.0, 10.0, -20.0, 20.0))


def place_names(
    names: Sequence[Name], frame: Box, avoid: Sequence[Box] = ()
) -> tuple[Label | None, ...]:
    """Set names beside their points so that no two touch, none covers a point, all are in frame.

    The nearest free place is taken, clear of `avoid` too. A name that finds none is None: the
    table under the chart has it. Results are in the order of `names`.
    """
    dots = [_dot(name) for name in names]
    return _place_all(names, BESIDE, _Placing(frame, list(avoid), dots))


def place_names_upon(names: Sequence[Name], frame: Box) -> tuple[Label | None, ...]:
    """Set names on the middles of their places, never on a neighbour's, so without leaders."""
    return _place_all(names, UPON, _Placing(frame, [], []))


def _place_all(
    names: Sequence[Name], rings: Sequence[Ring], placing: "_Placing"
) -> tuple[Label | None, ...]:
    """Long names choose before short ones of the same rank: a short one finds room more easily."""
    order = sorted(range(len(names)), key=lambda n: (names[n].rank, -width_of(names[n].words)))
    found = {n: placing.place(names[n], rings) for n in order}
    return tuple(found[n] for n in range(len(names)))


@dataclass(frozen=True)
class _Placing:
    """What names keep clear of; leaders may cross `avoid`, but neither names nor dots."""

    frame: Box
    avoid: list[Box]
    dots: list[Box]
    taken: list[Box] = field(default_factory=list)

    def place(self, name: Name, rings: Sequence[Ring]) -> Label | None:
        for label in _candidates(name, rings):
            box = box_of(label.lines)
            if self._has_room(box) and self._is_clear(label, _dot(name)):
                self.taken.append(box)
                return label
        return None

    def _has_room(self, box: Box) -> bool:
        others = (*self.taken, *self.dots, *self.avoid)
        return self.frame.holds(box) and not any(box.meets(other) for other in others)

    def _is_clear(self, label: Label, own: Box) -> bool:
        others = [box for box in (*self.taken, *self.dots) if box != own]
        steps = _steps(label.leader) if label.leader else ()
        return not any(step.meets(box) for step in steps for box in others)


def box_of(lines: Sequence[Text]) -> Box:
    """Return the room that lines of text take, with a hair's breadth around it."""
    boxes = [_line_box(line) for line in lines]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _line_box(text: Text) -> Box:
    width = width_of(text.words)
    left = {Anchor.START: text.x, Anchor.MIDDLE: text.x - width / 2, Anchor.END: text.x - width}
    start = left[text.anchor]
    return Box(start - 1, text.y - FONT + 1, start + width + 1, text.y + LINE_HEIGHT - FONT + 1)


def _dot(name: Name) -> Box:
    return Box.around(name.x, name.y, 6)


def _candidates(name: Name, rings: Sequence[Ring]) -> Iterator[Label]:
    """Try every spot of a ring in one line, then in two, before going further out."""
    whole, halves = (name.words,), _in_two(name.words)
    fitting = [lines for lines in (whole, halves) if max(map(width_of, lines)) <= name.room]
    for ring in rings:
        for lines in fitting or [halves]:
            yield from (_hang(name, lines, spot) for spot in ring)


def _in_two(words: str) -> tuple[str, ...]:
    """Break where the longer of the two lines is shortest."""
    parts = words.split()
    breaks = [(" ".join(parts[:n]), " ".join(parts[n:])) for n in range(1, len(parts))]
    return min(breaks, key=lambda pair: max(map(width_of, pair)), default=(words,))


def _hang(name: Name, words: tuple[str, ...], spot: _Spot) -> Label:
    x, y = name.x + spot.across, name.y + spot.down
    # Letters stand on their baseline: 4.5 centres one line of them on the level of the point.
    rise = LINE_HEIGHT * (len(words) - 1)
    first = {-1: y - 1 - rise, 0: y + 4.5 - rise / 2, 1: y + 10}[spot.lift]
    lines = tuple(
        Text(tenth(x), tenth(first + n * LINE_HEIGHT), line, spot.anchor)
        for n, line in enumerate(words)
    )
    return Label(lines, _leader(name, spot))


def _leader(name: Name, spot: _Spot) -> Line | None:
    if not spot.is_apart:
        return None
    end = (tenth(name.x + spot.across * 0.9), tenth(name.y + spot.down * 0.9))
    return Line(name.x, name.y, *end)


def _steps(line: Line) -> Iterator[Box]:
    """Walk along a line in small boxes."""
    for step in range(1, 12):
        share = step / 12
        x = line.x1 + share * (line.x2 - line.x1)
        y = line.y1 + share * (line.y2 - line.y1)
        yield Box.around(x, y, 0.5)
