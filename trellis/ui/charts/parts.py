"""What charts are made of: ready coordinates, so that a template only has to loop.

Coordinates are pixels of the viewBox, rounded to a tenth, y downwards. Words come translated from
the caller. Tones and shapes are names that the style sheet gives a look; no colour is named here.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

# 13 stays above 12 on the glass when the narrow viewBox of 340 is shown 320 pixels wide.
FONT = 13
LINE_HEIGHT = 16


class Width(IntEnum):
    """The two variants of every chart; the style sheet shows the one that fits."""

    WIDE = 640
    NARROW = 340

    @property
    def is_narrow(self) -> bool:
        return self is Width.NARROW


class Tone(StrEnum):
    COMMON = "common"
    IMPROVE = "improve"
    CONCERN = "concern"
    NEUTRAL = "neutral"


class Shape(StrEnum):
    """Up for higher and down for lower than chance explains, so that colour is never alone."""

    CIRCLE = "circle"
    UP = "triangle-up"
    DOWN = "triangle-down"
    DIAMOND = "diamond"


class Anchor(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True)
class Words:
    """What the chart is called, what it shows, and in one sentence what it says."""

    title: str
    description: str
    statement: str


@dataclass(frozen=True)
class Text:
    """`y` is the baseline. `full` holds the whole words where `words` had to be shortened."""

    x: float
    y: float
    words: str
    anchor: Anchor = Anchor.START
    full: str = ""


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Tick:
    """A number on an axis, with the line it draws across the chart."""

    text: Text
    grid: Line


@dataclass(frozen=True)
class Axis:
    ticks: tuple[Tick, ...]
    line: Line
    title: Text | None = None


@dataclass(frozen=True)
class Mark:
    """One point as a path; `title` is what a pointer or a screen reader finds on it."""

    x: float
    y: float
    d: str
    shape: Shape
    tone: Tone
    title: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What every chart carries."""

    width: float
    height: float
    words: Words
    font_size: int = FONT

    @property
    def view_box(self) -> str:
        return f"0 0 {short(self.width)} {short(self.height)}"


def tenth(value: float) -> float:
    """Round to what can be seen; minus nought is nought."""
    return round(value, 1) + 0.0


def short(value: float) -> str:
    """Write a coordinate in as few characters as it needs."""
    return f"{tenth(value):.1f}".removesuffix(".0")


def path(points: list[tuple[float, float]]) -> str:
    """Join points by straight lines, as the `d` of an SVG path."""
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points) if points else ""


def mark(
    x: float, y: float, shape: Shape, tone: Tone, *, title: str = "", radius: float = 4.5
) -> Mark:
    return Mark(tenth(x), tenth(y), _outline(x, y, shape, radius), shape, tone, title)


def _outline(x: float, y: float, shape: Shape, radius: float) -> str:
    """Draw all shapes as paths, so that a template needs no choice; areas look alike."""
    wide, tall = short(radius * 1.2), short(radius * 2.2)
    match shape:
        case Shape.CIRCLE:
            half = f"a{short(radius)} {short(radius)} 0 1 0"
            across = short(2 * radius)
            return f"M{short(x - radius)} {short(y)}{half} {across} 0{half}-{across} 0z"
        case Shape.UP:
            return f"M{short(x)} {short(y - radius * 1.3)}l{wide} {tall}h-{short(radius * 2.4)}z"
        case Shape.DOWN:
            return f"M{short(x)} {short(y + radius * 1.3)}l{wide}-{tall}h-{short(radius * 2.4)}z"
        case Shape.DIAMOND:
            r = short(radius * 1.3)
            return f"M{short(x)} {short(y - radius * 1.3)}l{r} {r}l-{r} {r}l-{r}-{r}z"
