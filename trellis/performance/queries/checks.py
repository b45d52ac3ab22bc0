"""Checks of figures: what was stated beside what can be added up or counted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from django.db.models import Model, QuerySet

from trellis.performance.models import (
    Indicator,
    IndicatorVersion,
    Reconciliation,
    ReportedCount,
    ReportedRating,
    StatedFigure,
    Target,
)
from trellis.performance.queries.facts import FrameworkFacts
from trellis.performance.queries.known import known
from trellis.performance.rules.codes import ChangeClass, TargetState
from trellis.performance.rules.exact import exact
from trellis.performance.rules.figures import (
    Difference,
    Part,
    Stated,
    differences,
    percent_change,
    percent_of,
)

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class FigureCheck:
    """One stated total beside the same total added up or counted; either may be unknown."""

    label: str
    unit: str
    stated: Fraction | None
    found: Fraction | None
    is_counted: bool
    parts: tuple[Part, ...]
    source: str

    @property
    def difference(self) -> Fraction | None:
        """Found less stated; None where one of them is not known."""
        if self.stated is None or self.found is None:
            return None
        return self.found - self.stated

    @property
    def agrees(self) -> bool | None:
        """A percentage stated as a whole number agrees when what was found rounds to it."""
        if self.stated is None or self.found is None:
            return None
        if self.unit == StatedFigure.Unit.PERCENT and self.stated.denominator == 1:
            return percent_of(self.found, 100) == Decimal(int(self.stated))
        return self.difference == 0


@dataclass(frozen=True)
class Check:
    """Figures that ought to agree. `between` are the differences among the sums of one group."""

    number: int
    title: str
    about: str
    source: str
    figures: tuple[FigureCheck, ...]
    between: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        return all(figure.agrees is not False for figure in self.figures)


@dataclass(frozen=True)
class Loaded:
    """What is counted: the rows of a framework that were known at a moment (None: now)."""

    framework_id: int
    known_at: datetime | None

    def of(self, model: type[M], path: str = "") -> "QuerySet[M]":
        rows = model._default_manager.filter(**{f"{path}framework_id": self.framework_id})  # noqa: SLF001
        return rows.filter(known(self.known_at))

    def indicators(self) -> "QuerySet[Indicator]":
        """Those that had a first version by then."""
        first = self.of(IndicatorVersion, "indicator__").filter(number=1)
        rows = Indicator.objects.filter(framework_id=self.framework_id)
        return rows.filter(pk__in=first.values("indicator_id"))


def checks(facts: FrameworkFacts, *, known_at: datetime | None = None) -> list[Check]:
    """Every check of the framework, worked out now from what is loaded."""
    loaded = Loaded(facts.id, known_at)
    rows = loaded.of(Reconciliation).prefetch_related("figures__parts")
    return [_check(loaded, row) for row in rows]


def _check(loaded: Loaded, row: Reconciliation) -> Check:
    figures = tuple(_figure(loaded, figure) for figure in row.figures.all())
    sums = [
        Stated(figure.label, figure.stated, figure.parts)
        for figure in figures
        if figure.unit == StatedFigure.Unit.GBP and len(figure.parts) > 1
    ]
    return Check(
        number=row.number,
        title=row.title,
        about=row.about,
        source=row.source,
        figures=figures,
        between=differences(sums) if len(sums) > 1 else (),
    )


def _figure(loaded: Loaded, row: StatedFigure) -> FigureCheck:
    parts = tuple(
        Part(part.label, part.quantity, part.each, part.amount) for part in row.parts.all()
    )
    added = Stated(row.label, row.stated, parts).added
    counted = MEASURES[row.measure](loaded, row.argument) if row.measure else None
    return FigureCheck(
        label=row.label,
        unit=row.unit,
        stated=None if row.stated is None else exact(row.stated),
        found=counted if row.measure else added,
        is_counted=bool(row.measure),
        parts=parts,
        source=row.source,
    )


def _words(argument: str) -> list[str]:
    return [word.strip() for word in argument.split("+")]


def _indicators_printed(loaded: Loaded, argument: str) -> Fraction:
    rows = loaded.indicators().filter(printed_code__in=_words(argument))
    return Fraction(rows.count())


def _targets_with_figure(loaded: Loaded, argument: str) -> Fraction:
    rows = loaded.of(Target, "indicator__").filter(state=TargetState.SET)
    return Fraction(rows.filter(comparison__in=_words(argument)).count())


def _evidence_classes(loaded: Loaded, argument: str) -> Fraction:
    rows = loaded.indicators().filter(evidence_class__in=_words(argument))
    return Fraction(rows.count())


def _ratings_at_end(loaded: Loaded, argument: str) -> Fraction:
    rows = loaded.of(ReportedRating, "indicator__")
    latest = rows.order_by("-period_start").values_list("period_start", flat=True).first()
    if latest is None:
        return Fraction(0)
    return Fraction(rows.filter(period_start=latest, word__in=_words(argument)).count())


def _provider_counts(loaded: Loaded, argument: str) -> Fraction:
    rows = loaded.of(ReportedCount)
    words = _words(argument)
    counts = rows.values_list("word", "count")
    return Fraction(sum(count for word, count in counts if words == ["all"] or word in words))


def _share_of(loaded: Loaded, argument: str, *, reported_only: bool) -> Fraction | None:
    whole = _provider_counts(loaded, "all")
    if reported_only:
        whole -= _provider_counts(loaded, "not_reported")
    return 100 * _provider_counts(loaded, argument) / whole if whole else None


def _share_of_all(loaded: Loaded, argument: str) -> Fraction | None:
    return _share_of(loaded, argument, reported_only=False)


def _share_of_reported(loaded: Loaded, argument: str) -> Fraction | None:
    return _share_of(loaded, argument, reported_only=True)


def _comparable_changes(loaded: Loaded, argument: str) -> Fraction:
    """Later versions by whether they broke the series."""
    later = loaded.of(IndicatorVersion, "indicator__").filter(number__gt=1)
    breaks = [
        ChangeClass(code).breaks_series for code in later.values_list("change_class", flat=True)
    ]
    wanted = {"breaks": (True,), "continues": (False,)}
    allowed = [value for word in _words(argument) for value in wanted.get(word, ())]
    return Fraction(sum(value in allowed for value in breaks))


def _percent_fall(loaded: Loaded, argument: str) -> Fraction | None:  # noqa: ARG001
    """`1462398 > 1254878`: by how many per cent the second is below the first."""
    before, after = (Decimal(word.strip()) for word in argument.split(">"))
    change = percent_change(before, after, 2)
    return None if change is None else -exact(change)


Measure = Callable[[Loaded, str], Fraction | None]
MEASURES: dict[str, Measure] = {
    "indicators_printed": _indicators_printed,
    "targets_with_figure": _targets_with_figure,
    "evidence_classes": _evidence_classes,
    "ratings_at_end": _ratings_at_end,
    "provider_counts": _provider_counts,
    "provider_share_of_all": _share_of_all,
    "provider_share_of_reported": _share_of_reported,
    "comparable_changes": _comparable_changes,
    "percent_fall": _percent_fall,
}


def disagreeing(found: Iterable[Check]) -> int:
    """How many stated figures do not agree with what was added up or counted."""
    return sum(figure.agrees is False for check in found for figure in check.figures)
