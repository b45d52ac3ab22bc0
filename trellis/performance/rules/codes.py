"""Words the performance room stores in its database; templates turn them into sentences."""

from enum import StrEnum


class IndicatorKind(StrEnum):
    """What sort of value an indicator takes."""

    NUMBER = "number"
    PERCENTAGE = "percentage"
    MONEY = "money"
    MILESTONE = "milestone"
    NARRATIVE = "narrative"


class Direction(StrEnum):
    """Which way is better: UP when a higher value is better, DOWN when a lower one is."""

    UP = "up"
    DOWN = "down"


class Control(StrEnum):
    """How far the body that is rated can bring the value about.

    Leicestershire review 2011, 8.4: several indicators were rated although the infrastructure
    body did not have complete control over them.
    """

    FULL = "full"
    SHARED = "shared"
    EXTERNAL = "external"


class Level(StrEnum):
    """Where an indicator stands between what goes in and what changes in the end."""

    INPUT = "input"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"


class Priority(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ValueState(StrEnum):
    """Why a value is there, or why it is not: nine facts that a blank cell would merge.

    ZERO is a measurement. Those below it are kinds of silence, and never count as 0.
    """

    MEASURED = "measured"
    ZERO = "zero"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_DUE = "not_due"
    NOT_MEASURED = "not_measured"
    CANNOT_BE_MEASURED = "cannot_be_measured"
    NOT_GIVEN = "not_given"
    SUPPRESSED = "suppressed"

    @property
    def is_known(self) -> bool:
        return self in (ValueState.MEASURED, ValueState.ZERO)


_SILENT = (
    ValueState.NOT_MEASURED,
    ValueState.CANNOT_BE_MEASURED,
    ValueState.NOT_APPLICABLE,
    ValueState.MISSING,
)
# What may be said of each kind; a nought that was counted is a state of its own where it is here.
STATES_OF: dict[IndicatorKind, tuple[ValueState, ...]] = {
    IndicatorKind.NUMBER: (ValueState.MEASURED, ValueState.ZERO, *_SILENT),
    IndicatorKind.MONEY: (ValueState.MEASURED, ValueState.ZERO, *_SILENT),
    IndicatorKind.PERCENTAGE: (ValueState.MEASURED, *_SILENT, ValueState.SUPPRESSED),
    IndicatorKind.MILESTONE: (ValueState.MEASURED, ValueState.ZERO, *_SILENT),
    IndicatorKind.NARRATIVE: (ValueState.MEASURED, *_SILENT),
}


class TargetState(StrEnum):
    """Whether anyone said what was wanted; NOT_GIVEN is a target known of but not printed."""

    SET = "set"
    NOT_SET = "not_set"
    UNCLEAR = "unclear"
    NOT_APPLICABLE = "not_applicable"
    NOT_GIVEN = "not_given"


class Comparison(StrEnum):
    """How a value stands to its target when the target is met."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    EQUAL_TO = "equal_to"
    BY_DATE = "by_date"


class ChangeClass(StrEnum):
    """What a new version of an indicator changed."""

    INITIAL = "initial"
    WORDING = "wording"
    POPULATION = "population"
    NUMERATOR = "numerator"
    THRESHOLD = "threshold"
    LEVEL = "level"

    @property
    def breaks_series(self) -> bool:
        """Whether values before and after measure different things.

        Three Leicestershire indicators (16, 18, 21) turned green in the year in which they were
        softened to "evidence of work"; no movement may be drawn over such a change.
        """
        return self not in (ChangeClass.INITIAL, ChangeClass.WORDING)


class Word(StrEnum):
    """A rating as bodies report it, or as it is worked out here."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NOT_REPORTED = "not_reported"


class SelfRating(StrEnum):
    """What a provider says of its own line. Never shown as a colour."""

    ON_TRACK = "on_track"
    CONCERN = "concern"
    OFF_TRACK = "off_track"


class Combine(StrEnum):
    """How values of one indicator go together over time, providers and places; `fits` says which
    of them make sense for a kind."""

    COUNT_EVENTS = "count_events"
    COUNT_DISTINCT = "count_distinct"
    STOCK_LATEST = "stock_latest"
    SUM_MONEY = "sum_money"
    RATIO = "ratio"
    MILESTONE = "milestone"
    NARRATIVE_SCORE = "narrative_score"
    NONE = "none"

    def fits(self, kind: IndicatorKind) -> bool:
        return self is Combine.NONE or kind in _FITS[self]


_FITS = {
    Combine.COUNT_EVENTS: (IndicatorKind.NUMBER,),
    Combine.COUNT_DISTINCT: (IndicatorKind.NUMBER,),
    Combine.STOCK_LATEST: (IndicatorKind.NUMBER,),
    Combine.SUM_MONEY: (IndicatorKind.MONEY,),
    Combine.RATIO: (IndicatorKind.PERCENTAGE,),
    Combine.MILESTONE: (IndicatorKind.MILESTONE,),
    Combine.NARRATIVE_SCORE: (IndicatorKind.NARRATIVE,),
}
