"""Bars lying down, each with its name and its figure in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from trellis.ui.charts.lettering import shorten, width_of
from trellis.ui.charts.parts import Anchor, Drawing, Line, Text, Tone, Width, Words, tenth
from trellis.ui.charts.scales import Scale

BAR = 18
WIDEST_NAME = 250


@dataclass(frozen=True)
class Bar:
    """`figure` says the value in words ("42 %", "not measured"); a value of None has no bar."""

    name: str
    value: float | None
    figure: str
    tone: Tone = Tone.COMMON
    target: float | None = None


@dataclass(frozen=True)
class DrawnBar:
    """`width` is 0 for a measured nought; `is_drawn` is False where nothing was measured."""

    x: float
    y: float
    width: float
    height: float
    is_drawn: bool
    tone: Tone
    name: Text
    figure: Text
    target: Line | None


@dataclass(frozen=True, kw_only=True)
class BarChart(Drawing):
    bars: tuple[DrawnBar, ...]
    base: Line


@dataclass(frozen=True)
class _Rows:
    """Where things stand: names in a column at the left, or above their bars when narrow."""

    scale: Scale
    name_x: float
    name_anchor: Anchor
    name_room: float
    height: float
    name_drop: float
    bar_drop: float


def bar_chart(
    bars: Sequence[Bar], *, words: Words, width: Width = Width.WIDE, most: float | None = None
) -> BarChart:
    """Draw bars in the order given, to one scale from 0 to `most` or the largest value.

    Raises ValueError for a value below 0, which has no bar that starts at the base.
    """
    if any(bar.value is not None and bar.value < 0 for bar in bars):
        raise ValueError("Bars start at nought: give values of 0 or more.")
    rows = _rows(bars, width, most)
    drawn = tuple(_draw(bar, place * rows.height, rows) for place, bar in enumerate(bars))
    height = tenth(rows.height * len(bars) + 4)
    base = Line(rows.scale.start, 0, rows.scale.start, height)
    return BarChart(width=width, height=height, words=words, bars=drawn, base=base)


def _rows(bars: Sequence[Bar], width: Width, most: float | None) -> _Rows:
    reach = max([bar.value or 0 for bar in bars] + [bar.target or 0 for bar in bars], default=0)
    top = max(most or 0, reach) or 1
    figures = max((width_of(bar.figure) for bar in bars), default=0) + 10
    if width.is_narrow:
        scale = Scale(0, top, 1, width - figures)
        return _Rows(scale, 6, Anchor.START, width - 6, 46, 15, 20)
    names = min(WIDEST_NAME, max((width_of(bar.name) for bar in bars), default=0))
    scale = Scale(0, top, tenth(names + 12), width - figures)
    return _Rows(scale, tenth(names + 4), Anchor.END, names, 30, 19, 6)


def _draw(bar: Bar, top: float, rows: _Rows) -> DrawnBar:
    end = rows.scale.at(bar.value or 0)
    y = top + rows.bar_drop
    fitted = shorten(bar.name, rows.name_room)
    full = "" if fitted == bar.name else bar.name
    return DrawnBar(
        x=rows.scale.start,
        y=y,
        width=tenth(end - rows.scale.start),
        height=BAR,
        is_drawn=bar.value is not None,
        tone=bar.tone,
        name=Text(rows.name_x, top + rows.name_drop, fitted, rows.name_anchor, full),
        figure=Text(_figure_x(bar, end, rows), y + 13.5, bar.figure),
        target=_target(bar, y, rows.scale),
    )


def _figure_x(bar: Bar, end: float, rows: _Rows) -> float:
    """Keep the figure clear of a target line that stands just behind the bar's end."""
    goal = rows.scale.at(bar.target) if bar.target is not None else end
    is_in_the_way = end - 3 <= goal <= end + 6 + width_of(bar.figure)
    return tenth((max(goal, end) if is_in_the_way else end) + 6)


def _target(bar: Bar, y: float, scale: Scale) -> Line | None:
    if bar.target is None:
        return None
    at = scale.at(bar.target)
    return Line(at, y - 3, at, y + BAR + 3)
