"""A series at the size of a word, beside its latest figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from trellis.ui.charts.parts import Drawing, Mark, Shape, Tone, Words, mark, path
from trellis.ui.charts.scales import Scale

WIDTH, HEIGHT, EDGE = 120, 32, 5


@dataclass(frozen=True, kw_only=True)
class Sparkline(Drawing):
    """It carries no text of its own; `latest` marks the last value there is."""

    series: str
    latest: Mark | None


def sparkline(
    values: Sequence[float | None],
    *,
    words: Words,
    tone: Tone = Tone.COMMON,
    shape: Shape = Shape.CIRCLE,
) -> Sparkline:
    """Draw values evenly from left to right; None leaves a gap."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    x = Scale(0, len(values) - 1, EDGE, WIDTH - EDGE)
    y = Scale(low, high, HEIGHT - EDGE, EDGE)
    at = [None if one is None else (x.at(n), y.at(one)) for n, one in enumerate(values)]
    last = next((point for point in reversed(at) if point), None)
    return Sparkline(
        width=WIDTH,
        height=HEIGHT,
        words=words,
        series="".join(path(run) for run in _runs(at) if len(run) > 1),
        latest=mark(*last, shape, tone, radius=3) if last else None,
    )


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point:
            runs[-1].append(point)
        else:
            runs.append([])
    return runs
