"""The shapes in which the performance room answers. Written out, never cut down from models."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

from trellis.kernel.periods import Span
from trellis.performance.queries.standing import StandingFacts
from trellis.performance.rules.codes import (
    ChangeClass,
    Comparison,
    IndicatorKind,
    TargetState,
    ValueState,
    Word,
)
from trellis.performance.rules.combine import Refusal
from trellis.performance.rules.movement import Movement
from trellis.performance.rules.ratings import Outcome, Rating
from trellis.performance.rules.tally import Tally


@dataclass(frozen=True)
class FrameworkFacts:
    """`standing` is the area's: live, documented or invented. `runs` is half-open. `dues` are the
    days set for the rounds of periods, in the order in which they were set."""

    id: int
    slug: str
    title: str
    short_title: str
    about: str
    source: str
    runs: Span
    stage: str
    area_id: int
    area_name: str
    area_slug: str
    standing: str
    due_working_days: int
    # Since when it is so, of which period, and by when its figures are due.
    dues: tuple[tuple[datetime, Span, date], ...] = ()
    core_most: int | None = None
    consult_days: int = 28


@dataclass(frozen=True)
class OutcomeFacts:
    number: int
    section: str
    priority: str
    title: str
    source: str
    indicator_numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class VersionFacts:
    number: int
    valid_from: date
    change: ChangeClass
    title: str
    definition: str
    reason: str
    source: str

    @property
    def breaks_series(self) -> bool:
        return self.change.breaks_series


@dataclass(frozen=True)
class IndicatorFacts:
    """`version` is the one in force for the period asked about; `versions` are all of them.
    `retired_on` is the first day on which it is not looked at; `is_retired`: before the period
    asked about was over."""

    id: int
    number: int
    kind: IndicatorKind
    unit: str
    decimals: int
    direction: str
    control: str
    level: str
    combine: str
    printed_code: str
    evidence_class: str
    why_it_matters: str
    source: str
    is_retired: bool
    retired_on: date | None
    version: VersionFacts
    versions: tuple[VersionFacts, ...]
    outcomes: tuple[int, ...] = ()
    standings: tuple[StandingFacts, ...] = ()

    @property
    def title(self) -> str:
        return self.version.title

    @property
    def last_on(self) -> date | None:
        """The last day on which it is looked at, past or to come."""
        return self.retired_on - timedelta(days=1) if self.retired_on else None


@dataclass(frozen=True)
class Found:
    """What was found for a line in a period; `row_id` is None for what was put together or is
    merely expected. `value` is unrounded, in the indicator's unit (percentages out of 100).

    `given` of `due` lines had a value when it was put together; `n` is the number of answers.
    """

    state: ValueState
    span: Span
    value: Fraction | None = None
    numerator: int | None = None
    denominator: int | None = None
    reached_on: date | None = None
    measured_on: date | None = None
    words: str = ""
    basis: str = ""
    source: str = ""
    row_id: int | None = None
    recorded_at: datetime | None = None
    reason: str = ""
    strength: int | None = None
    due_on: date | None = None
    is_combined: bool = False
    given: int = 1
    due: int = 1
    refusal: Refusal | None = None

    @property
    def is_corrected(self) -> bool:
        return bool(self.reason)

    @property
    def is_partial(self) -> bool:
        """A total of some of its figures only: the others wait or are missing."""
        return self.is_combined and self.refusal is None and self.given < self.due

    @property
    def n(self) -> int | None:
        return self.denominator


@dataclass(frozen=True)
class Wanted:
    state: TargetState
    comparison: Comparison | None = None
    value: Fraction | None = None
    by: date | None = None
    reason: str = ""
    source: str = ""
    row_id: int | None = None


NO_TARGET = Wanted(TargetState.NOT_SET)


@dataclass(frozen=True)
class Reported:
    """A colour somebody stated, in words."""

    word: Word
    span: Span
    place_code: str
    place_name: str
    basis: str
    is_reconstructed: bool
    source: str


@dataclass(frozen=True)
class MadeOf:
    """One of the figures that another was put together from, with whose it is."""

    name: str
    place_code: str
    provider_id: int | None
    found: Found


@dataclass(frozen=True)
class Line:
    """One indicator at one place (of one provider) in one period: all that may be said of it.

    Of a line that is published: `marks` are the words that say beside its figure that it is
    provisional or differs from what was published before, `status` the same as a code."""

    indicator: IndicatorFacts
    place_code: str
    place_name: str
    provider_id: int | None
    provider_name: str
    span: Span
    found: Found
    wanted: Wanted
    rating: Rating
    movement: Movement
    before: Found | None = None
    reported: tuple[Reported, ...] = ()
    broke_with: VersionFacts | None = None
    made_of: tuple[MadeOf, ...] = field(default=())
    # The first day whose periods are rated, where this one is not because it is before that.
    rated_from: date | None = None
    marks: tuple[str, ...] = ()
    status: str = ""

    @property
    def is_rated(self) -> bool:
        return self.rating.outcome is not Outcome.NOT_RATED


def tally(lines: Sequence[Line]) -> Tally:
    outcomes = [line.rating.outcome for line in lines]
    states = [line.found.state for line in lines]
    return Tally(
        met=outcomes.count(Outcome.MET),
        nearly=outcomes.count(Outcome.NEARLY),
        not_met=outcomes.count(Outcome.NOT_MET),
        not_rated=outcomes.count(Outcome.NOT_RATED),
        missing=states.count(ValueState.MISSING),
        partial=sum(line.found.is_partial for line in lines),
        not_due=states.count(ValueState.NOT_DUE),
    )
