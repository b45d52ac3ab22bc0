"""Three rounds: two that are over, and the newest, whose returns stand everywhere.

The newest round is always open, whatever the day: where its own day has passed, it was moved.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from trellis.kernel.deadlines import next_working_day
from trellis.kernel.periods import Span, quarter
from trellis.kernel.viewer import Viewer
from trellis.performance import actions as performance
from trellis.performance import queries
from trellis.performance.rules.codes import SelfRating
from trellis.performance.rules.rounds import Calendar, Dates
from trellis.web.examples.fosseshire.bodies import DISTRICTS

ROUNDS = 3
CALENDAR = Calendar(due=20, checked=10, meets=5, publishes=5)
# Days after a quarter's end on which its return was handed in; Harrowby's was late once.
_USUALLY, _LATE = 22, 32
_MOVED = "The floods closed two hubs for a fortnight"
# How the returns of the newest round stand; Amberdale's and Harrowby's are still being filled in.
_NEWEST = {
    "vaf": ("hand_in", "check"),
    "birchwold_hub": ("hand_in", "check", "accept"),
    "cotterby_hub": ("hand_in",),
    "fosse_vale_hub": ("hand_in",),
    "northgate_hub": ("hand_in", "send_back"),
    "wreakeside_hub": ("hand_in",),
}
_SENT_BACK = (
    "The share who found it easy is withheld. With 40 answers it need not be: please give it."
)
_ASKED = "You say that the class began late. Is everybody counted whom it was to place?"


def write(
    *,
    by: Viewer,
    now: datetime,
    today: date,
    framework: Any,
    places: dict[str, int],
    bodies: dict[str, int],
) -> None:
    spans = _spans(today)
    for span in spans:
        performance.set_round_dates(
            by=by,
            now=datetime.combine(span.start, time(9), UTC),
            framework=framework,
            period=span,
            dates=CALENDAR.dates(span),
        )
    _move_newest(by, framework, spans[-1], today)
    for span in spans[:-1]:
        for key in ("vaf", *(f"{one.key}_hub" for one in DISTRICTS)):
            late = key == "harrowby_hub" and span == spans[0]
            days = _LATE if late else _USUALLY
            _moves(by, framework, span, bodies[key], ("hand_in", "check", "accept"), now, days)
    _assess(by, now, framework, spans[-1], places, bodies)
    for key, moves in _NEWEST.items():
        _moves(by, framework, spans[-1], bodies[key], moves, now)
    _ask(by, now, framework, spans[-1], places["cotterby"], bodies["cotterby_hub"])


def _spans(today: date) -> list[Span]:
    spans = [quarter(today).before()]
    while len(spans) < ROUNDS:
        spans.insert(0, spans[0].before())
    return spans


def _move_newest(by: Viewer, framework: Any, span: Span, today: date) -> None:
    """So that there are some days left to hand in, and it is due within the week."""
    natural = CALENDAR.dates(span)
    due = next_working_day(today + timedelta(days=4))
    if natural.due_on >= due:
        return
    late = due - natural.due_on
    moved = Dates(
        natural.opens_on,
        due,
        *(
            next_working_day(day + late)
            for day in (natural.checked_by, natural.meets_on, natural.publishes_on)
        ),
    )
    performance.set_round_dates(
        by=by,
        now=datetime.combine(natural.due_on - timedelta(days=3), time(9), UTC),
        framework=framework,
        period=span,
        dates=moved,
        reason=_MOVED,
    )


def _moves(
    by: Viewer,
    framework: Any,
    span: Span,
    provider_id: int,
    moves: tuple[str, ...],
    now: datetime,
    days: int = _USUALLY,
) -> None:
    """One after the other, on days that such a round has them."""
    facts = queries.framework(by, framework.slug)
    row = queries.return_row(by, facts, span, provider_id)
    for number, move in enumerate(moves):
        on = datetime.combine(span.end + timedelta(days=days + 6 * number), time(10), UTC)
        performance.move_return(
            by=by,
            now=min(on, now - timedelta(minutes=10 - number)),
            of_return=row,
            move=move,
            words=_SENT_BACK if move == "send_back" else "",
        )


def _assess(
    by: Viewer,
    now: datetime,
    framework: Any,
    span: Span,
    places: dict[str, int],
    bodies: dict[str, int],
) -> None:
    """What two hubs say of their own figures, once with some doubt."""
    said = (
        ("birchwold", 1, SelfRating.ON_TRACK, ""),
        ("birchwold", 4, SelfRating.CONCERN, "Two who were placed have left again since."),
        ("cotterby", 4, SelfRating.CONCERN, "The class at the leisure centre began late."),
        ("cotterby", 1, SelfRating.ON_TRACK, "September was the best month in two years."),
    )
    for key, number, rating, words in said:
        performance.assess_line(
            by=by,
            now=now - timedelta(days=2),
            indicator=queries.indicator_row(by, framework.slug, number),
            place_id=places[key],
            provider_id=bodies[f"{key}_hub"],
            period=span,
            rating=rating,
            words=words,
        )


def _ask(
    by: Viewer, now: datetime, framework: Any, span: Span, place_id: int, provider_id: int
) -> None:
    facts = queries.framework(by, framework.slug)
    performance.ask_about_line(
        by=by,
        now=now - timedelta(hours=20),
        of_return=queries.return_row(by, facts, span, provider_id),
        indicator=queries.indicator_row(by, framework.slug, 4),
        place_id=place_id,
        words=_ASKED,
    )
