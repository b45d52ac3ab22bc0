"""Requests as their pages show them, and what they put on somebody's Today page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.deadlines import Clock, Due
from trellis.kernel.lifecycle import Move
from trellis.kernel.periods import Span
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.privacy.lifecycle import ANSWER, EXTENDED, REQUEST_LIFE, Kind, Stage
from trellis.privacy.models import Pause, Request
from trellis.privacy.policy import REQUEST
from trellis.privacy.queries.files import can_fetch

SHOWN: Final = 100
SOON: Final = 7
# The worker's moves are nobody's buttons.
_OF_PEOPLE: Final = frozenset(REQUEST_LIFE.moves) - {"keep_file", "finish_erasure"}


@dataclass(frozen=True)
class RequestFacts:
    """One request. `moves` are those open to the viewer; `clock` is None once it is closed."""

    id: int
    kind: Kind
    stage: Stage
    area: str
    area_slug: str
    standing: str
    person: str
    person_id: int
    is_own: bool
    said: str
    answer: str
    received_on: date
    closed_on: date | None
    is_extended: bool
    clock: Clock | None
    today: date
    pauses: Sequence[tuple[date, date | None]]
    file_until: date | None
    can_fetch: bool
    moves: Sequence[Move]
    may_extend: bool

    @property
    def due(self) -> date | None:
        return self.clock.due if self.clock else None

    @property
    def is_late(self) -> bool:
        return self.clock is not None and self.clock.is_late(self.today)

    @property
    def days_left(self) -> int:
        return self.clock.days_left(self.today) if self.clock else 0

    @property
    def state(self) -> str:
        """Of its deadline, as the component knows it."""
        if self.is_late:
            return "late"
        return "soon" if self.days_left <= SOON else ""


def clock_of(row: Request, pauses: Sequence[Pause], today: date) -> Clock:
    """A pause that has not ended moves the day on every day."""
    stopped = [
        Span(pause.from_on, max(pause.until_on or today, pause.from_on))
        for pause in pauses
        if (pause.until_on or today) > pause.from_on
    ]
    deadline = EXTENDED if row.extended_on else ANSWER
    return deadline.clock(row.received_on, ended=row.closed_on, stopped=stopped)


def _facts(viewer: Viewer, row: Request, today: date) -> RequestFacts:
    pauses = list(row.pauses.all())
    is_own = row.person_id == viewer.person_id
    rules = {rule for rule in ("answer", "withdraw") if REQUEST.allows(viewer, rule, row)}
    moves = [
        move
        for move in REQUEST_LIFE.open_to(row)
        if move.name in _OF_PEOPLE
        and move.needs in rules
        and not any(check(row, today) for check in move.checks)
    ]
    is_open = row.closed_on is None
    return RequestFacts(
        id=row.pk,
        kind=Kind(row.kind),
        stage=Stage(row.stage),
        area=row.area.name,
        area_slug=row.area.slug,
        standing=row.area.standing,
        person=row.person.name,
        person_id=row.person_id,
        is_own=is_own,
        said=row.said,
        answer=row.answer,
        received_on=row.received_on,
        closed_on=row.closed_on,
        is_extended=row.extended_on is not None,
        clock=clock_of(row, pauses, today) if is_open else None,
        today=today,
        pauses=[(pause.from_on, pause.until_on) for pause in pauses],
        file_until=row.file_until,
        can_fetch=is_own and can_fetch(row, today),
        moves=moves,
        may_extend="answer" in rules and is_open and row.extended_on is None,
    )


def request(viewer: Viewer, request_id: int, *, today: date, rule: str = "view") -> RequestFacts:
    """404 where it is neither the viewer's own nor theirs to answer."""
    rows = Request.objects.select_related("area", "person").prefetch_related("pauses")
    return _facts(viewer, REQUEST.get(viewer, rows, rule, pk=request_id), today)


@dataclass(frozen=True)
class ListedRequest:
    """A line of the list; `due` is None once it is closed."""

    id: int
    kind: Kind
    stage: Stage
    person: str
    received_on: date
    closed_on: date | None
    due: date | None
    is_late: bool
    can_fetch: bool
    explained: str


def requests_to_answer(viewer: Viewer, today: date, *, closed: bool = False) -> list[ListedRequest]:
    """Those the viewer answers, first due first; or, closed, the newest first. Refused to whoever
    answers none at all."""
    require_capability(viewer, Can.PRIVACY_ANSWER)
    rows = REQUEST.rows(viewer, Request.objects.select_related("person"), "answer")
    rows = rows.prefetch_related("pauses").filter(closed_on__isnull=not closed)
    if closed:
        rows = rows.order_by("-closed_on", "-id")
    listed = [_listed(row, today) for row in rows[:SHOWN]]
    return listed if closed else sorted(listed, key=lambda one: (one.due or today, one.id))


def own_requests(viewer: Viewer, today: date) -> list[ListedRequest]:
    """The viewer's own, newest first."""
    rows = Request.objects.select_related("person").prefetch_related("pauses")
    own = rows.filter(person_id=viewer.person_id or 0).order_by("-received_on", "-id")
    return [_listed(row, today) for row in own[:SHOWN]]


def _listed(row: Request, today: date) -> ListedRequest:
    clock = clock_of(row, list(row.pauses.all()), today)
    is_open = row.closed_on is None
    return ListedRequest(
        id=row.pk,
        kind=Kind(row.kind),
        stage=Stage(row.stage),
        person=row.person.name,
        received_on=row.received_on,
        closed_on=row.closed_on,
        due=clock.due if is_open else None,
        is_late=is_open and clock.is_late(today),
        can_fetch=can_fetch(row, today),
        explained=clock.explanation(),
    )


def answers(viewer: Viewer) -> bool:
    """Whether the viewer answers for any record at all."""
    return viewer.holds(Can.PRIVACY_ANSWER)


def requests_due(viewer: Viewer, today: date) -> list[Due]:
    return [*_to_answer(viewer, today), *_to_fetch(viewer, today)]


def _to_answer(viewer: Viewer, today: date) -> list[Due]:
    """One that waits for proof, or for the worker, needs nobody just now."""
    if not answers(viewer):
        return []
    return [
        Due(
            title=_("%(kind)s: %(person)s") % {"kind": one.kind.label, "person": one.person},
            why=_("Asked on %(day)s.") % {"day": date_format(one.received_on, "j F Y")},
            due=one.due,
            step=_("Send the file") if one.stage == Stage.READY else _("Answer it"),
            url=reverse("privacy:request", args=[one.id]),
            explained=one.explained,
            is_urgent=one.is_late,
        )
        for one in requests_to_answer(viewer, today)
        if one.stage in {Stage.RECEIVED, Stage.READY}
    ]


def _to_fetch(viewer: Viewer, today: date) -> list[Due]:
    rows = Request.objects.filter(
        person_id=viewer.person_id or 0, stage=Stage.ANSWERED, file_until__gte=today
    )
    return [
        Due(
            title=_("The file with your data is ready"),
            why=_("It is deleted after its last day."),
            due=row.file_until,
            step=_("Download it"),
            url=reverse("privacy:request", args=[row.pk]),
        )
        for row in rows
        if can_fetch(row, today)
    ]


def letter_facts(viewer: Viewer, request_id: int, *, today: date) -> tuple[RequestFacts, int]:
    """For a letter: the request, and the id of the person it goes to. For the system only."""
    found = request(viewer, request_id, today=today, rule="work")
    return found, Request.objects.values_list("person_id", flat=True).get(pk=request_id)


def unfinished() -> list[tuple[int, Kind]]:
    """What the worker has begun and not ended, and what it is: for the worker that looks after
    jobs that failed for good."""
    rows = Request.objects.filter(stage=Stage.WORKING).order_by("id")
    return [(pk, Kind(kind)) for pk, kind in rows.values_list("pk", "kind")]
