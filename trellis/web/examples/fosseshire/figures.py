"""Eight quarters of figures, and two years of months, with what life does to them.

Awkward on purpose: a zero that is a count, a figure that is missing, one that does not apply,
one withheld, a correction, a change of definition, a value exactly on its target, a district
that differs by more than chance, and the newest quarter only partly in.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from trellis.kernel.periods import Span, month, quarter
from trellis.kernel.viewer import Viewer
from trellis.performance import actions as performance
from trellis.performance.rules.codes import TargetState, ValueState
from trellis.web.examples.fosseshire.bodies import DISTRICTS
from trellis.web.examples.fosseshire.indicators import INDICATORS, Shape

QUARTERS = 8
MONTHS = 24


@dataclass
class Stage:
    """What the figures are written into."""

    by: Viewer
    today: date
    random: Random
    places: dict[str, int]
    bodies: dict[str, int]
    indicators: dict[int, Any]

    @property
    def quarters(self) -> list[Span]:
        """Those that are over, oldest first."""
        spans = [quarter(self.today).before()]
        while len(spans) < QUARTERS:
            spans.insert(0, spans[0].before())
        return spans


def write(stage: Stage) -> None:
    for shape in INDICATORS:
        _expect(stage, shape)
        _targets(stage, shape)
    for position, span in enumerate(stage.quarters):
        for shape in INDICATORS:
            _quarter(stage, shape, span, position)
    _months(stage)
    _corrections(stage)


def said_on(span: Span, days: int = 12) -> datetime:
    """When a figure for a period was recorded: some days after its end, at eleven o'clock."""
    return datetime.combine(span.end + timedelta(days=days), time(11), UTC)


def _expect(stage: Stage, shape: Shape) -> None:
    """The lines: from the first quarter of all on."""
    performance.expect_reports(
        by=stage.by,
        now=said_on(stage.quarters[0], -80),
        indicators=[stage.indicators[shape.number]],
        reporters=[
            performance.Reporter(stage.places[place], stage.bodies[body])
            for place, body in _reporters(shape)
        ],
        every="month" if shape.by == "county_monthly" else "quarter",
        from_on=stage.quarters[0].start,
    )


def _reporters(shape: Shape) -> list[tuple[str, str]]:
    if shape.by == "hubs":
        return [(one.key, f"{one.key}_hub") for one in DISTRICTS]
    return [("county", "vaf")]


def _targets(stage: Stage, shape: Shape) -> None:
    """Targets at the county and, for the hubs' own figures, in each district."""
    wanted = _TARGETS.get(shape.number)
    if wanted is None:
        return
    comparison, county, district = wanted
    for span in [*stage.quarters, stage.quarters[-1].__class__(stage.quarters[-1].end,
                 quarter(stage.quarters[-1].end).end)]:  # fmt: skip
        _set(stage, shape, "county", None, span, comparison, county)
        if district is not None:
            for one in DISTRICTS:
                if (shape.number, one.key) != (4, "northgate"):  # nobody set that one
                    _set(
                        stage, shape, one.key, None, span, comparison, _share(district, one.people)
                    )


# comparison, target of the county, target of a district of 100,000 people (None: none set)
_TARGETS: dict[int, tuple[str, str, int | None]] = {
    1: ("at_least", "830", 130),
    2: ("at_least", "75", 0),
    3: ("at_least", "840", None),
    4: ("at_least", "520", 82),
    5: ("at_least", "900000", 140_000),
    6: ("at_least", "50", None),
    7: ("at_most", "3", -3),
    8: ("by_date", "", None),
}


def _share(district: int, people: int) -> str:
    """Volumes by population; percentages and days the same everywhere."""
    if district == 0:
        return "75"
    if district < 0:
        return str(-district)
    step = 1_000 if district > 10_000 else 1
    return str(district * people // 100_000 // step * step)


def _set(
    stage: Stage,
    shape: Shape,
    place: str,
    body: str | None,
    span: Span,
    comparison: str,
    value: str,
) -> None:
    performance.set_target(
        by=stage.by,
        now=said_on(span, -100),
        indicator=stage.indicators[shape.number],
        place_id=stage.places[place],
        provider_id=stage.bodies[body] if body else None,
        period=span,
        state=TargetState.SET,
        comparison=comparison,
        value=Decimal(value) if value else None,
        by_date=stage.quarters[-2].last_day if comparison == "by_date" else None,
        reason="Agreed by the partners for the year",
    )


def _quarter(stage: Stage, shape: Shape, span: Span, position: int) -> None:
    newest = position == QUARTERS - 1
    if shape.by == "hubs":
        for one in DISTRICTS:
            if newest and (one.key in _LATE or (shape.number, one.key) in _NOT_YET):
                continue
            _hub(stage, shape, one.key, one.people, span, position)
    elif shape.by == "county":
        _county(stage, shape, span, position)


# The newest quarter is only partly in: one hub is late with all, Priya's with three figures.
_LATE = ("harrowby",)
_NOT_YET = ((5, "amberdale"), (7, "amberdale"), (9, "amberdale"))


def _hub(stage: Stage, shape: Shape, key: str, people: int, span: Span, position: int) -> None:
    random, size = stage.random, people / 100_000
    awkward = _AWKWARD.get((shape.number, key, position))
    if awkward is not None:
        _record(stage, shape, key, f"{key}_hub", span, state=awkward)
        return
    match shape.number:
        case 1:
            count = round(random.gauss(136 + 2 * position, 9) * size)
            _record(stage, shape, key, f"{key}_hub", span, value=Decimal(max(count, 0)))
        case 2:
            asked = round(random.uniform(120, 210) * size)
            share = 0.56 if key == "harrowby" else 0.78
            easy = sum(random.random() < share for _ in range(asked))
            _record(stage, shape, key, f"{key}_hub", span, numerator=easy, denominator=asked)
        case 4:
            placed = round(random.gauss(80 + position, 6) * size)
            if key == "birchwold":  # exactly on its target, which is met
                placed = 82 * people // 100_000
            _record(stage, shape, key, f"{key}_hub", span, value=Decimal(placed))
        case 5:
            won = round(random.lognormvariate(11.7, 0.4) * size, -2)
            _record(stage, shape, key, f"{key}_hub", span, value=Decimal(int(won)))
        case 7:
            days = max(random.gauss(3.1 - 0.08 * position, 0.5), 0.5)
            _record(stage, shape, key, f"{key}_hub", span, value=Decimal(f"{days:.1f}"))
        case 9:
            words = _STORIES[(position + len(key)) % len(_STORIES)]
            _record(stage, shape, key, f"{key}_hub", span, words=words)


_AWKWARD = {
    (4, "northgate", 6): ValueState.ZERO,  # nobody was placed, and that was counted
    (9, "wreakeside", 6): ValueState.NOT_MEASURED,
    (5, "wreakeside", 5): ValueState.NOT_APPLICABLE,
    (2, "northgate", 7): ValueState.SUPPRESSED,
    (7, "cotterby", 7): ValueState.CANNOT_BE_MEASURED,
}
_STORIES = (
    "Two open mornings at the food bank with the welfare rights team; eleven households came, "
    "five of them new to the hub. Three now have a debt plan.",
    "The outreach worker visited four traveller sites with the district nurse. A homework club "
    "began in September and meets weekly.",
    "A drop-in at the mosque for new arrivals, with an interpreter; nineteen people registered "
    "with a surgery afterwards.",
    "Rang every village hall that had not been in touch for two years. Nine of the forty-one "
    "have closed; twelve asked for a visit.",
)


def _county(stage: Stage, shape: Shape, span: Span, position: int) -> None:
    random = stage.random
    match shape.number:
        case 6:
            asked = random.randint(210, 340)
            share = 0.47 + 0.015 * position
            informed = sum(random.random() < share for _ in range(asked))
            _record(stage, shape, "county", "vaf", span, numerator=informed, denominator=asked)
        case 8 if position == QUARTERS - 2:
            reached = span.start + timedelta(days=54)
            _record(stage, shape, "county", "vaf", span, reached_on=reached)
        case 8:
            after = position == QUARTERS - 1
            state = ValueState.NOT_APPLICABLE if after else ValueState.ZERO
            _record(stage, shape, "county", "vaf", span, state=state)
        case 10:
            checked = 2_210 + 55 * position + random.randint(-30, 30)
            _record(stage, shape, "county", "vaf", span, value=Decimal(checked))


def _months(stage: Stage) -> None:
    """Enquiries by month: steady, then better since a new web page, so that chance shows."""
    spans = [month(stage.today).before()]
    while len(spans) < MONTHS:
        spans.insert(0, spans[0].before())
    shape = next(one for one in INDICATORS if one.number == 3)
    for position, span in enumerate(spans):
        mean = 262 if position < MONTHS - 8 else 305
        count = round(stage.random.gauss(mean, 15))
        _record(stage, shape, "county", "vaf", span, value=Decimal(count))


def _corrections(stage: Stage) -> None:
    """Two quarters ago Cotterby counted a group twice and said so five weeks later."""
    span = stage.quarters[-2]
    performance.record_value(
        by=stage.by,
        now=said_on(span, 47),
        indicator=stage.indicators[1],
        place_id=stage.places["cotterby"],
        provider_id=stage.bodies["cotterby_hub"],
        period=span,
        state=ValueState.MEASURED,
        value=Decimal(151),
        reason="Two sessions with one group had been counted as two groups",
    )


def _record(
    stage: Stage,
    shape: Shape,
    place: str,
    body: str,
    span: Span,
    *,
    state: ValueState = ValueState.MEASURED,
    **found: Any,
) -> None:
    performance.record_value(
        by=stage.by,
        now=min(said_on(span, 8 + len(place)), datetime.combine(stage.today, time(8), UTC)),
        indicator=stage.indicators[shape.number],
        place_id=stage.places[place],
        provider_id=stage.bodies[body],
        period=span,
        state=state,
        basis="survey" if "denominator" in found else "entered",
        **found,
    )
