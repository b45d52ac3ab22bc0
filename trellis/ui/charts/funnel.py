"""Funnel: shares or rates against size, with the limits that chance explains."""

from collections.abc import Sequence
from dataclasses import dataclass

from trellis.ui.charts.lettering import Box, Label, Name, place_names
from trellis.ui.charts.parts import (
    Axis,
    Drawing,
    Line,
    Mark,
    Shape,
    Tone,
    Width,
    Words,
    mark,
    path,
)
from trellis.ui.charts.scales import (
    Plot,
    Scale,
    Write,
    axis_below,
    axis_left,
    nice_ticks,
    plain_number,
    room_for_figures,
    span,
)


@dataclass(frozen=True)
class FunnelPoint:
    """A place: `size` its denominator, `value` its share or rate, `title` the sentence on it."""

    name: str
    size: float
    value: float
    title: str = ""
    shape: Shape = Shape.CIRCLE
    tone: Tone = Tone.COMMON


@dataclass(frozen=True)
class FunnelEdge:
    """Limits at one size, in the unit of the values; in order of size."""

    size: float
    warning_low: float
    warning_high: float
    alarm_low: float
    alarm_high: float


@dataclass(frozen=True, kw_only=True)
class FunnelChart(Drawing):
    """`warning` and `alarm` are path data of two lines each; `names` are those that found room."""

    x_axis: Axis
    y_axis: Axis
    centre: Line
    warning: str
    alarm: str
    marks: tuple[Mark, ...]
    names: tuple[Label, ...]


def funnel_chart(
    points: Sequence[FunnelPoint],
    edges: Sequence[FunnelEdge],
    centre: float,
    *,
    words: Words,
    x_title: str,
    y_title: str,
    width: Width = Width.WIDE,
    write_x: Write = plain_number,
    write_y: Write = plain_number,
) -> FunnelChart:
    """Draw places by their size. Raises ValueError without a point: there is nothing to draw."""
    if not points:
        raise ValueError("A funnel needs at least one place.")
    height = 340 if width.is_narrow else 400
    x_ticks, y_ticks = _x_ticks(points, edges, width), _y_ticks(points, edges, centre)
    plot = Plot(room_for_figures(y_ticks, write_y), 26, width - 14, height - 46)
    x, y = span(x_ticks, plot.left, plot.right), span(y_ticks, plot.bottom, plot.top)
    marks = tuple(
        mark(x.at(one.size), y.at(one.value), one.shape, one.tone, title=one.title or one.name)
        for one in points
    )
    return FunnelChart(
        width=width,
        height=height,
        words=words,
        x_axis=axis_below(plot, x, x_ticks, write_x, x_title),
        y_axis=axis_left(plot, y, y_ticks, write_y, y_title),
        centre=Line(plot.left, y.at(centre), plot.right, y.at(centre)),
        warning=_pair([(e.size, e.warning_low, e.warning_high) for e in edges], x, y),
        alarm=_pair([(e.size, e.alarm_low, e.alarm_high) for e in edges], x, y),
        marks=marks,
        names=_names(points, marks, plot, y.at(centre)),
    )


def _x_ticks(
    points: Sequence[FunnelPoint], edges: Sequence[FunnelEdge], width: Width
) -> tuple[float, ...]:
    largest = max([one.size for one in points] + [edge.size for edge in edges])
    return nice_ticks(0, largest, 3 if width.is_narrow else 6, least_step=1)


def _y_ticks(
    points: Sequence[FunnelPoint], edges: Sequence[FunnelEdge], centre: float
) -> tuple[float, ...]:
    values = [centre, *(one.value for one in points)]
    values += [limit for edge in edges for limit in (edge.alarm_low, edge.alarm_high)]
    return nice_ticks(min(values), max(values), 5)


def _pair(rows: list[tuple[float, float, float]], x: Scale, y: Scale) -> str:
    lows = path([(x.at(size), y.at(low)) for size, low, _ in rows])
    return lows + path([(x.at(size), y.at(high)) for size, _, high in rows])


def _names(
    points: Sequence[FunnelPoint], marks: Sequence[Mark], plot: Plot, centre: float
) -> tuple[Label, ...]:
    """Give those that stand out the first choice of place."""
    frame = Box(plot.left + 1, plot.top, plot.right + 12, plot.bottom)
    names = [
        Name(at.x, at.y, one.name, int(one.tone is Tone.COMMON))
        for one, at in zip(points, marks, strict=True)
    ]
    line = Box(plot.left, centre - 1, plot.right, centre + 1)
    return tuple(label for label in place_names(names, frame, [line]) if label)
