"""What Fosseshire's indicators take and were for, one that is tried out, and what is proposed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from trellis.kernel.periods import Span, quarter
from trellis.kernel.viewer import Viewer
from trellis.performance import actions as performance
from trellis.performance.lifecycle import Change, Opinion, Standing
from trellis.performance.rules.codes import ChangeClass, TargetState, ValueState
from trellis.web.examples.fosseshire.bodies import DISTRICTS
from trellis.web.examples.fosseshire.indicators import INDICATORS

TRIED_OUT: Final = 11
BOARD: Final = "Fosseshire partnership board"
# Eight are core, as many as were agreed; two are for whoever finds them useful.
_CORE_MOST: Final = 8
_OPTIONAL: Final = (7, 10)
# Minutes each time: of the hub in the first district, and how many more in each further one.
_MINUTES: Final = {1: (40, 5), 2: (90, 10), 4: (30, 5), 5: (45, 5), 7: (150, 15), 9: (120, 10)}
_ESTIMATES: Final = {3: 60, 8: 10, 10: 480}
# Of which two hubs have said nothing; the estimate does not speak for them.
_SILENT: Final = ("harrowby", "wreakeside")
_DECISIONS: Final = (
    (1, 320, "fosseshire_council", "Another year of one-to-one help in all seven districts"),
    (1, 95, "fosseshire_council", "A second adviser for Amberdale, where most groups were helped"),
    (2, 210, "vaf", "Evening sessions, because Harrowby’s groups found help hard to get"),
    (3, 150, "vaf", "A new web page for people who want to volunteer"),
    (4, 60, "fosse_foundation", "Paying for brokerage for two more years"),
    (5, 400, "fosse_foundation", "Paying for help with applications in every hub"),
)


@dataclass(frozen=True)
class Small:
    """What it is written into."""

    by: Viewer
    now: datetime
    today: date
    framework: Any
    indicators: dict[int, Any]
    places: dict[str, int]
    bodies: dict[str, int]

    @property
    def last(self) -> Span:
        return quarter(self.today).before()

    def at(self, days_ago: int) -> datetime:
        """A moment of that day, never one to come."""
        day = self.today - timedelta(days=days_ago)
        return min(self.now, datetime.combine(day, time(11), self.now.tzinfo))


def write(small: Small) -> None:
    """What was agreed, said and decided of the indicators; the framework is live by then."""
    performance.agree_core_set(
        by=small.by,
        now=small.at(200),
        framework=small.framework,
        core_most=_CORE_MOST,
        consult_days=28,
        why="Agreed by the partnership board: reporting had grown every year",
    )
    for shape in INDICATORS:
        _stand(small, shape.number)
    _try_out(small)
    _costs(small)
    for number, days_ago, who, words in _DECISIONS:
        _decision(small, number, days_ago, who, words)
    _retire_seven(small)


def _stand(small: Small, number: int) -> None:
    is_optional = number in _OPTIONAL
    performance.change_standing(
        by=small.by,
        now=small.at(199),
        indicator=small.indicators[number],
        standing=Standing.OPTIONAL if is_optional else Standing.CORE,
        from_on=small.last.before().start,
        reason="Useful to some" if is_optional else "Asked for by everybody who pays",
        decided_on=small.today - timedelta(days=210),
        decided_by=BOARD,
    )


def _try_out(small: Small) -> None:
    """An eleventh indicator, for a year without a rating: two quarters of it are in."""
    begins = small.last.before().start
    rated_from = quarter(quarter(small.last.end).end).end
    indicator = performance.add_indicator(
        by=small.by,
        now=small.at(190),
        framework=small.framework,
        number=TRIED_OUT,
        kind="number",
        unit="groups",
        direction="up",
        combine="count_events",
        level="outcome",
        control="shared",
        title="Groups still meeting a year after they were helped",
        definition="Of the groups helped in the quarter a year before, those that answered the "
        "phone and had met in the last month",
        why_it_matters="Help that lasts is worth more than help that was given.",
        valid_from=begins,
        reason="To see whether help lasts, without another survey",
        standing=Standing.EXPERIMENTAL,
        rated_from=rated_from,
        decided_on=small.today - timedelta(days=210),
        decided_by=BOARD,
    )
    county, vaf = small.places["county"], small.bodies["vaf"]
    performance.expect_reports(
        by=small.by,
        now=small.at(190),
        indicators=[indicator],
        reporters=[performance.Reporter(county, vaf)],
        every="quarter",
        from_on=begins,
    )
    for span, found in ((small.last.before(), 611), (small.last, 634)):
        performance.set_target(
            by=small.by,
            now=small.at(189),
            indicator=indicator,
            place_id=county,
            period=span,
            state=TargetState.SET,
            comparison="at_least",
            value=Decimal(600),
            reason="A first guess, to be looked at when it is rated",
        )
        said = datetime.combine(span.end + timedelta(days=9), time(11), small.now.tzinfo)
        performance.record_value(
            by=small.by,
            now=min(said, small.now),
            indicator=indicator,
            place_id=county,
            provider_id=vaf,
            period=span,
            state=ValueState.MEASURED,
            value=Decimal(found),
        )
    small.indicators[TRIED_OUT] = indicator


def _costs(small: Small) -> None:
    said = [
        (small.indicators[number].pk, small.bodies[f"{one.key}_hub"], first + place * more)
        for place, one in enumerate(DISTRICTS)
        for number, (first, more) in _MINUTES.items()
        if one.key not in _SILENT
    ]
    guessed = [(small.indicators[number].pk, None, minutes)
               for number, minutes in _ESTIMATES.items()]  # fmt: skip
    for stated in (said, guessed):
        performance.state_costs(
            by=small.by, now=small.at(40), framework=small.framework, stated=stated
        )


def _decision(small: Small, number: int, days_ago: int, who: str, words: str) -> None:
    performance.note_decision(
        by=small.by,
        now=small.at(max(days_ago - 12, 0)),
        indicator=small.indicators[number],
        decided_on=small.today - timedelta(days=days_ago),
        decided_by=_NAMES[who],
        words=words,
        source="Minutes of the meeting",
    )


_NAMES: Final = {
    "vaf": "Voluntary Action Fosseshire",
    "fosseshire_council": "Fosseshire County Council",
    "fosse_foundation": "The Fosse Foundation",
}


def _retire_seven(small: Small) -> None:
    """Ten days ago people began to be asked; one hub and one funder have said something."""
    proposal = performance.propose_change(
        by=small.by,
        now=small.at(17),
        framework=small.framework,
        change=Change.RETIRE,
        indicator=small.indicators[7],
        organisation_id=small.bodies["harrowby_hub"],
        why="It takes each hub hours to go through its mailbox, every hub counts from another "
        "moment, and no decision rested on it.",
        from_on=quarter(quarter(small.today).end).end,
    )
    opens_on = small.today - timedelta(days=10)
    proposal = performance.consult_on(
        by=small.by,
        now=small.at(10),
        proposal=proposal,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=34),
    )
    _say(small, proposal, 8, "harrowby_hub", Opinion.SUPPORT, "It takes us most of a day.")
    _say(
        small, proposal, 4, "fosse_foundation", Opinion.OPPOSE,
        "Waiting is what groups complain about to us. Could two weeks of each year be counted "
        "instead?",
    )  # fmt: skip


def _say(
    small: Small, proposal: Any, days_ago: int, who: str, opinion: Opinion, words: str
) -> None:
    performance.comment_on(
        by=small.by,
        now=small.at(days_ago),
        proposal=proposal,
        organisation_id=small.bodies[who],
        opinion=opinion,
        words=words,
    )


def change_ten(
    by: Viewer, framework: Any, indicator: Any, bodies: dict[str, int], from_on: date
) -> None:
    """How the directory is counted was changed a year ago, after people were asked."""
    first = timezone.make_aware(datetime.combine(from_on - timedelta(days=75), time(11)))

    def later(days: int) -> datetime:
        return first + timedelta(days=days)

    proposal = performance.propose_change(
        by=by,
        now=first,
        framework=framework,
        change=Change.VERSION,
        indicator=indicator,
        organisation_id=bodies["vaf"],
        why="A website can outlive the group: people were sent to closed doors.",
        from_on=from_on,
        change_class=ChangeClass.NUMERATOR,
        title="Organisations in the directory checked this year",
        definition="Only entries that the organisation itself confirmed; before, a visit to its "
        "website was enough",
    )
    opens_on = timezone.localdate(later(7))
    proposal = performance.consult_on(
        by=by,
        now=later(7),
        proposal=proposal,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=27),
    )
    for days, who, opinion, words in (
        (12, "amberdale_hub", Opinion.SUPPORT, "Two of our groups were listed and had closed."),
        (20, "fosse_foundation", Opinion.SUPPORT, ""),
        (30, "birchwold_hub", Opinion.NEITHER, "Small groups do not answer letters. Ring them."),
    ):
        performance.comment_on(
            by=by,
            now=later(days),
            proposal=proposal,
            organisation_id=bodies[who],
            opinion=opinion,
            words=words,
        )
    performance.adopt_proposal(
        by=by,
        now=later(45),
        proposal=proposal,
        decided_on=timezone.localdate(later(40)),
        decided_by=BOARD,
        decision="A website can outlive the group",
        answer="Nobody was against it. An entry is also confirmed by telephone now, as Birchwold "
        "asked.",
        from_on=from_on,
    )
