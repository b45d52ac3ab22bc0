"""From figures to pixels, with ticks at numbers that people count in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, floor, isclose, log10
from sys import float_info

from trellis.ui.charts.lettering import width_of
from trellis.ui.charts.parts import Anchor, Axis, Line, Text, Tick, tenth

Write = Callable[[float], str]


@dataclass(frozen=True)
class Scale:
    """Figures from `low` to `high` drawn from `start` to `end` in pixels."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.5
        return tenth(self.start + share * (self.end - self.start))


@dataclass(frozen=True)
class Plot:
    """The rectangle inside the axes, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


def plain_number(value: float) -> str:
    """Write 12500.0 as 12,500 and 0.25 as it is."""
    return f"{value:,.0f}" if isclose(value, round(value)) else f"{value:,.10g}"


def nice_ticks(low: float, high: float, about: int, least_step: float = 0) -> tuple[float, ...]:
    """Return numbers in steps of 1, 2 or 5 x a power of ten that reach from low to high or beyond.

    `least_step` of 1 keeps ticks whole where halves have no sense. One single value gets room
    on either side.
    """
    if isclose(low, high, abs_tol=1e-12):
        low, high = (low - abs(low) / 2, high + abs(high) / 2) if low else (0, 1)
    step = max(_nice_step((high - low) / max(1, about)), least_step)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(round(place * step, 10) for place in range(first, last + 1))


def _nice_step(rough: float) -> float:
    rough = max(rough, float_info.min)  # a span so small that its parts are nought
    power = 10.0 ** floor(log10(rough))
    fitting = (one for one in (1, 2, 5, 10) if one * power >= rough * (1 - 1e-9))
    return next(fitting) * power


def span(ticks: tuple[float, ...], start: float, end: float) -> Scale:
    return Scale(ticks[0], ticks[-1], start, end)


def axis_below(
    plot: Plot, scale: Scale, ticks: Iterable[float], write: Write, title: str = ""
) -> Axis:
    """Draw figures under the plot, and the axis title under them at the right."""
    return Axis(
        ticks=tuple(_tick_below(plot, scale.at(tick), write(tick)) for tick in ticks),
        line=Line(plot.left, plot.bottom, plot.right, plot.bottom),
        title=Text(plot.right, plot.bottom + 36, title, Anchor.END) if title else None,
    )


def axis_left(
    plot: Plot, scale: Scale, ticks: Iterable[float], write: Write, title: str = ""
) -> Axis:
    """Draw figures left of the plot, and the axis title above it: text on its side is not read."""
    return Axis(
        ticks=tuple(_tick_left(plot, scale.at(tick), write(tick)) for tick in ticks),
        line=Line(plot.left, plot.top, plot.left, plot.bottom),
        title=Text(0.0, 13.0, title) if title else None,
    )


def room_for_figures(ticks: Iterable[float], write: Write) -> float:
    """Return how far right a plot starts, so that its widest figure is not cut off."""
    return tenth(max(width_of(write(tick)) for tick in ticks) + 10)


def _tick_below(plot: Plot, x: float, words: str) -> Tick:
    """Keep the last figure, which stands under the end of the axis, inside the picture."""
    middle = tenth(min(x, plot.right + 13 - width_of(words) / 2))
    text = Text(middle, plot.bottom + 18, words, Anchor.MIDDLE)
    return Tick(text, Line(x, plot.top, x, plot.bottom))


def _tick_left(plot: Plot, y: float, words: str) -> Tick:
    text = Text(plot.left - 6, tenth(y + 4.5), words, Anchor.END)
    return Tick(text, Line(plot.left, y, plot.right, y))
