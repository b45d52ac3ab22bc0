"""Series of a value over time with its mean and process limits, broken where the series is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from trellis.ui.charts.lettering import Box, box_of, width_of
from trellis.ui.charts.parts import (
    Anchor,
    Axis,
    Drawing,
    Line,
    Mark,
    Shape,
    Text,
    Tick,
    Tone,
    Width,
    Words,
    mark,
    path,
    tenth,
)
from trellis.ui.charts.scales import (
    Plot,
    Scale,
    Write,
    axis_left,
    nice_ticks,
    plain_number,
    room_for_figures,
    span,
)


@dataclass(frozen=True)
class XmrPoint:
    """One period, labelled by the caller; a value of None leaves a gap in the line."""

    label: str
    value: float | None
    title: str = ""
    shape: Shape = Shape.CIRCLE
    tone: Tone = Tone.COMMON


@dataclass(frozen=True)
class XmrSegment:
    """Places `start` up to but not including `stop`; None where there are too few points."""

    start: int
    stop: int
    mean: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class SegmentLines:
    mean: Line
    low: Line
    high: Line


@dataclass(frozen=True, kw_only=True)
class XmrChart(Drawing):
    """`breaks` are upright lines where one series ends and the next begins."""

    x_axis: Axis
    y_axis: Axis
    series: str
    limits: tuple[SegmentLines, ...]
    breaks: tuple[Line, ...]
    marks: tuple[Mark, ...]
    target: Line | None
    target_label: Text | None


def xmr_chart(
    points: Sequence[XmrPoint],
    segments: Sequence[XmrSegment],
    *,
    words: Words,
    y_title: str,
    target: float | None = None,
    target_words: str = "",
    width: Width = Width.WIDE,
    write_y: Write = plain_number,
    least_step: float = 0,
) -> XmrChart:
    """Draw periods evenly from left to right. Raises ValueError when none has a value."""
    ticks = _y_ticks(points, segments, target, least_step)
    height = 280 if width.is_narrow else 320
    plot = Plot(room_for_figures(ticks, write_y), 26, width - 14, height - 28)
    x, y = _periods(len(points), plot), span(ticks, plot.bottom, plot.top)
    marks = tuple(_marks(points, x, y))
    line = None if target is None else Line(plot.left, y.at(target), plot.right, y.at(target))
    return XmrChart(
        width=width,
        height=height,
        words=words,
        x_axis=_x_axis(points, x, plot, width),
        y_axis=axis_left(plot, y, ticks, write_y, y_title),
        series=_series(points, segments, x, y),
        limits=tuple(_limits(segments, x, y)),
        breaks=tuple(_break(segment.start, x, plot) for segment in segments if segment.start),
        marks=marks,
        target=line,
        target_label=_target_label(line, target_words, marks) if line and target_words else None,
    )


def _y_ticks(
    points: Sequence[XmrPoint],
    segments: Sequence[XmrSegment],
    target: float | None,
    least_step: float,
) -> tuple[float, ...]:
    values = [point.value for point in points]
    if not any(value is not None for value in values):
        raise ValueError("A series needs at least one value.")
    values += [limit for one in segments for limit in (one.low, one.high)]
    known = [value for value in [*values, target] if value is not None]
    return nice_ticks(min(known), max(known), 5, least_step)


def _periods(count: int, plot: Plot) -> Scale:
    """Leave half a step free at both ends, where the limits reach beyond the points."""
    return Scale(-0.5, count - 0.5, plot.left, plot.right)


def _marks(points: Sequence[XmrPoint], x: Scale, y: Scale) -> Iterator[Mark]:
    for place, point in enumerate(points):
        if point.value is not None:
            title = point.title or point.label
            yield mark(x.at(place), y.at(point.value), point.shape, point.tone, title=title)


def _series(points: Sequence[XmrPoint], segments: Sequence[XmrSegment], x: Scale, y: Scale) -> str:
    """Join neighbours only: neither a gap nor a break in the series is drawn over."""
    starts = [segment.start for segment in segments]
    places = [(place, point.value) for place, point in enumerate(points)]

    def stretch(row: tuple[int, float | None]) -> tuple[int, bool]:
        return sum(start <= row[0] for start in starts), row[1] is None

    runs = [list(run) for _, run in groupby(places, stretch)]
    lines = [[(x.at(n), y.at(value)) for n, value in run if value is not None] for run in runs]
    return "".join(path(line) for line in lines if len(line) > 1)


def _limits(segments: Sequence[XmrSegment], x: Scale, y: Scale) -> Iterator[SegmentLines]:
    for one in segments:
        if one.mean is not None and one.low is not None and one.high is not None:
            left, right = x.at(one.start - 0.5), x.at(one.stop - 0.5)
            mean, low, high = (
                Line(left, y.at(value), right, y.at(value))
                for value in (one.mean, one.low, one.high)
            )
            yield SegmentLines(mean, low, high)


def _break(start: int, x: Scale, plot: Plot) -> Line:
    at = x.at(start - 0.5)
    return Line(at, plot.top, at, plot.bottom)


def _x_axis(points: Sequence[XmrPoint], x: Scale, plot: Plot, width: Width) -> Axis:
    """Label as many periods as have room, counted back from the latest, which people look for."""
    step = x.at(1) - x.at(0)
    room = max(width_of(point.label) for point in points) + 10
    every = max(1, ceil(room / step))
    places = range((len(points) - 1) % every, len(points), every)
    ticks = tuple(_period_tick(points[place].label, x.at(place), plot, width) for place in places)
    return Axis(ticks, Line(plot.left, plot.bottom, plot.right, plot.bottom))


def _period_tick(label: str, at: float, plot: Plot, width: Width) -> Tick:
    half = width_of(label) / 2
    middle = tenth(min(max(at, half), width - half))
    text = Text(middle, plot.bottom + 20, label, Anchor.MIDDLE)
    return Tick(text, Line(at, plot.bottom, at, plot.bottom + 4))


def _target_label(line: Line, words: str, marks: Sequence[Mark]) -> Text:
    """Stand above or below the line, at the place where fewest points are covered."""
    spots = [
        Text(at, tenth(line.y1 + drop), words, anchor)
        for drop in (-5, 14)
        for at, anchor in ((line.x1 + 4, Anchor.START), (line.x2 - 2, Anchor.END))
    ]
    dots = [Box.around(one.x, one.y, 5) for one in marks]

    def covered(spot: Text) -> int:
        return sum(box_of([spot]).meets(dot) for dot in dots)

    return min(spots, key=covered)
