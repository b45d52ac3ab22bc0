"""Every line below a place, from one fetch: what a download holds beside the report itself."""

from dataclasses import dataclass
from datetime import date, datetime

from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.performance.queries.facts import FrameworkFacts, Line
from trellis.performance.queries.frameworks import indicators
from trellis.performance.queries.lines import line_at
from trellis.performance.queries.reports import (
    place_by_code,
    setting_for,
    speaks_of_it,
    subtree,
    tree,
)


@dataclass(frozen=True)
class Within:
    """`inside` are the lines of the places just below, `provided` those of the providers who
    report anywhere below, both in the order of their pages."""

    inside: tuple[Line, ...]
    provided: tuple[Line, ...]


def lines_within(
    viewer: Viewer,
    facts: FrameworkFacts,
    span: Span,
    *,
    today: date,
    code: str = "",
    known_at: datetime | None = None,
) -> Within:
    """The lines of the places in a place (by default the whole area) and of its providers."""
    nodes = tree(facts, known_at)
    place = place_by_code(nodes, code) if code else nodes[facts.area_id]
    below = subtree(nodes, place.id)
    setting = setting_for(viewer, facts, span, nodes, below, today=today, known_at=known_at)
    looked_at = indicators(facts, span, known_at=known_at)
    inside = [
        line_at(setting, indicator, child) for child in place.children for indicator in looked_at
    ]
    by_id = {indicator.id: indicator for indicator in looked_at}
    keys = setting.rows.values.keys() | setting.rows.expected.keys()
    found = [
        line_at(setting, by_id[key[0]], key[1], key[2])
        for key in keys
        if key[2] in setting.provider_names and key[0] in by_id
    ]
    provided = [line for line in found if speaks_of_it(line) or line.found.due_on]
    provided.sort(key=_in_order)
    return Within(tuple(line for line in inside if speaks_of_it(line)), tuple(provided))


def _in_order(line: Line) -> tuple[str, int, str, int, str]:
    """By name, and of two that bear one name always in the same order."""
    return (
        line.provider_name,
        line.indicator.number,
        line.place_name,
        line.provider_id or 0,
        line.place_code,
    )
