"""Turning what was read into drawings: the charts' words, points and shades."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.performance.queries import IndicatorReport
from trellis.performance.queries.telling import found_words
from trellis.performance.rules.codes import IndicatorKind
from trellis.performance.rules.funnel import Basis, FunnelComparison, Position, drawing_sizes, edges
from trellis.performance.rules.xmr import Meaning
from trellis.performance.views.asked import Asked
from trellis.performance.words import amount, number, span_short
from trellis.places import queries as places
from trellis.ui.charts import (
    FunnelChart,
    FunnelEdge,
    FunnelPoint,
    Shape,
    Tile,
    TileMap,
    Tone,
    Width,
    Words,
    XmrChart,
    XmrPoint,
    XmrSegment,
    funnel_chart,
    shades,
    tile_map,
    xmr_chart,
)

PER = 1_000  # rates are shown for a thousand people


@dataclass(frozen=True)
class Funnels:
    wide: FunnelChart
    narrow: FunnelChart
    comparison: FunnelComparison


@dataclass(frozen=True)
class Courses:
    wide: XmrChart
    narrow: XmrChart


@dataclass(frozen=True)
class Maps:
    wide: TileMap
    narrow: TileMap


def funnel_charts(report: IndicatorReport) -> Funnels | None:
    """The funnel of an indicator's places, where a fair comparison can be made."""
    comparison = report.comparison.funnel
    if comparison is None or comparison.centre is None:
        return None
    drawn = [_draw_funnel(report, comparison, width) for width in (Width.WIDE, Width.NARROW)]
    return Funnels(drawn[0], drawn[1], comparison)


def funnel_statement(comparison: FunnelComparison) -> str:
    """One sentence: who differs by more than chance, or that nobody does."""
    different = [unit.name for unit in comparison.different]
    if not different:
        return _("None of the %(count)s places differs by more than chance.") % {
            "count": comparison.compared
        }
    return ngettext(
        "%(names)s differs by more than chance; the other places do not.",
        "%(names)s differ by more than chance; the other places do not.",
        len(different),
    ) % {"names": _(" and ").join(different)}


def _draw_funnel(
    report: IndicatorReport, comparison: FunnelComparison, width: Width
) -> FunnelChart:
    rate = comparison.basis is Basis.RATE
    scale = PER if rate else 100
    centre = comparison.centre or Fraction(0)
    units = [placed for placed in comparison.units if placed.value is not None]
    return funnel_chart(
        [
            FunnelPoint(
                name=placed.unit.name,
                size=placed.unit.denominator,
                value=float((placed.value or 0) * scale),
                title=f"{placed.unit.name}: {_share(placed.value, rate=rate)}",
                shape=_SHAPES.get(placed.position, Shape.CIRCLE),
                tone=Tone.CONCERN if placed.is_different else Tone.COMMON,
            )
            for placed in units
        ],
        [
            FunnelEdge(
                edge.size,
                edge.warning_low * scale,
                edge.warning_high * scale,
                edge.alarm_low * scale,
                edge.alarm_high * scale,
            )
            for edge in edges(
                centre, drawing_sizes([placed.unit for placed in units]), comparison.basis
            )
        ],
        float(centre * scale),
        words=Words(
            title=_("Places compared: %(title)s") % {"title": report.indicator.title},
            description=_("Each point is a place; between the curved lines is what chance alone "
                          "would bring."),
            statement=funnel_statement(comparison),
        ),
        x_title=_("people living there") if rate else _("answers"),
        y_title=_("for 1,000 people") if rate else _("per cent"),
        width=width,
        write_x=lambda value: number(Fraction(value)),
        write_y=lambda value: number(Fraction(value), 0 if value == int(value) else 1),
    )  # fmt: skip


_SHAPES = {Position.ABOVE: Shape.UP, Position.BELOW: Shape.DOWN}


def _share(value: Fraction | None, *, rate: bool) -> str:
    if value is None:
        return ""
    return number(value * PER, 1) if rate else f"{number(value * 100)}%"


def course_charts(report: IndicatorReport) -> Courses | None:
    """The indicator over time with its limits, where six points or more are known."""
    if report.course is None:
        return None
    wide, narrow = (_draw_course(report, width) for width in (Width.WIDE, Width.NARROW))
    return Courses(wide, narrow)


def course_statement(report: IndicatorReport) -> str:
    """One sentence about the latest point: chance, improvement or concern."""
    course = report.course
    if course is None or course.reading.latest is None:
        return ""
    meaning = course.reading.latest.meaning
    return {
        Meaning.COMMON: _("The latest figures are what chance alone would bring."),
        Meaning.IMPROVEMENT: _("Improving: the latest figures are better than chance explains."),
        Meaning.CONCERN: _("Of concern: the latest figures are worse than chance explains."),
        Meaning.NEUTRAL: _("Changing: the latest figures differ by more than chance explains."),
    }[meaning]


_MEANS = {
    Meaning.IMPROVEMENT: (Shape.DIAMOND, Tone.IMPROVE),
    Meaning.CONCERN: (Shape.DOWN, Tone.CONCERN),
    Meaning.NEUTRAL: (Shape.DIAMOND, Tone.COMMON),
    Meaning.COMMON: (Shape.CIRCLE, Tone.COMMON),
}


def _draw_course(report: IndicatorReport, width: Width) -> XmrChart:
    course = report.course
    assert course is not None
    points = []
    for line, read in zip(course.lines, course.reading.points, strict=True):
        shape, tone = _MEANS[read.meaning]
        label = span_short(line.found.span)
        title = f"{label}: {found_words(line.found, report.indicator)}"
        points.append(XmrPoint(label, float(read.value), title, shape, tone))
    segments = [
        XmrSegment(
            one.start,
            one.stop,
            float(one.lines.mean) if one.lines else None,
            float(one.lines.low) if one.lines else None,
            float(one.lines.high) if one.lines else None,
        )
        for one in course.reading.segments
    ]
    percent = report.indicator.kind is IndicatorKind.PERCENTAGE
    return xmr_chart(
        points,
        segments,
        words=Words(
            title=_("Over time: %(title)s") % {"title": report.indicator.title},
            description=_("Points in order of time with their mean and the limits of chance."),
            statement=course_statement(report),
        ),
        y_title=_("per cent") if percent else report.indicator.unit,
        target=None if course.target is None else float(course.target),
        target_words=""
        if course.target is None
        else _("target %(value)s")
        % {"value": amount(course.target, report.indicator.kind, report.indicator.unit)},
        width=width,
        write_y=lambda value: number(Fraction(value), 0 if value == int(value) else 1),
    )


def map_charts(found: Asked) -> Maps | None:
    """The places of the area as tiles, shaded by how many people live there."""
    placed = places.tiles_of(places.tree(found.facts.area_id, named_at=found.known_at))
    if not placed:
        return None
    people = places.populations(found.facts.area_id, found.span.last_day, known_at=found.known_at)
    codes = [tile.place.code for tile in placed]
    values = [float(people[code]) if code in people else None for code in codes]
    tiles = [
        Tile(
            name=tile.place.name,
            column=tile.column,
            row=tile.row,
            figure=number(people[tile.place.code]) if tile.place.code in people else "",
            shade=shade,
            key=tile.place.code,
        )
        for tile, shade in zip(placed, shades(values), strict=True)
    ]
    words = Words(
        title=_("Places of %(area)s") % {"area": found.facts.area_name},
        description=_("A schematic map: each tile is a place, the darker the more people."),
        statement=_("People living in each place."),
    )
    return Maps(tile_map(tiles, words=words), tile_map(tiles, words=words, width=Width.NARROW))
