"""Challenges to shares: what can be challenged, where each stands, whose move it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel.capabilities import Capability
from trellis.kernel.deadlines import Clock
from trellis.kernel.lifecycle import Move
from trellis.kernel.viewer import Viewer, system
from trellis.performance.lifecycle.scrutiny import (
    SHARE_CHALLENGE_LIFE,
    ChallengeStage,
    outcome_clock,
    raising_clock,
    reply_clock,
    share_source,
)
from trellis.performance.models import ShareChallenge
from trellis.performance.policy import SHARE_CHALLENGE
from trellis.places import queries as places
from trellis.record import queries as record
from trellis.record.queries import Door, NotAgreed

# The record is asked as the system: this room's own policy has decided who reads a challenge.
_ASKING = system("share challenges")
_DECIDED = (ChallengeStage.UPHELD, ChallengeStage.NOT_UPHELD)


@dataclass(frozen=True)
class ShareStepFacts:
    """`move` is a name of the lifecycle, or "raise"; `body` the party that said it."""

    move: str
    body: str
    words: str
    at: datetime


@dataclass(frozen=True)
class ShareChallengeFacts:
    """`of` is what was asked for and not agreed, with the activity as it counts now. `waits` is the
    clock that runs; None once it is closed. `replies_for` are the parties for which the viewer can
    still say something. `sees_activity`: the page of the activity is theirs to read."""

    id: int
    area_id: int
    stage: str
    label: str
    of: NotAgreed
    raised_for: str
    awaits_id: int
    awaits: str
    raised_at: datetime
    closed_at: datetime | None
    waits: Clock | None
    steps: tuple[ShareStepFacts, ...] = ()
    may: tuple[Move, ...] = ()
    not_yet: str = ""
    replies_for: tuple[tuple[int, str], ...] = ()
    sees_activity: bool = False

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def waits_for_reply(self) -> bool:
        return self.stage == ChallengeStage.RAISED

    @property
    def may_make(self) -> set[str]:
        return {move.name for move in self.may}


@dataclass(frozen=True)
class ShareRaising:
    """Shares that the viewer's body asked for in vain. `shut` says in words why those that stand
    cannot be challenged; `until` to the end of which day they can."""

    of: NotAgreed
    awaits_id: int
    until: Clock
    shut: str


def share_challenges(viewer: Viewer, area_id: int) -> list[ShareChallengeFacts]:
    """Those of an area that the viewer may see: the open ones first, what is due soonest above."""
    found = _facts_of(list(SHARE_CHALLENGE.rows(viewer, _rows().filter(area=area_id))))
    late = date.max
    return sorted(found, key=lambda one: (not one.is_open, one.waits.due if one.waits else late))


def has_share_challenges(viewer: Viewer, area_id: int, today: date) -> bool:
    """Whether the viewer finds anything among those of an area: to read, or to raise."""
    if not viewer.is_signed_in:
        return False
    rows = ShareChallenge.objects.filter(area=area_id)
    return SHARE_CHALLENGE.rows(viewer, rows).exists() or any(
        one.of.area_id == area_id for one in share_raisings(viewer, today=today)
    )


def share_challenge(
    viewer: Viewer, area_id: int, challenge_id: int, *, today: date, move: str = ""
) -> ShareChallengeFacts:
    """One with its steps and the moves that are the viewer's; 404 unseen, 403 where the move is not
    theirs."""
    rule = SHARE_CHALLENGE_LIFE.moves[move].needs if move else "view"
    rows = _rows().filter(area=area_id).prefetch_related("steps__body")
    row = SHARE_CHALLENGE.get(viewer, rows, rule, pk=challenge_id)
    [facts] = _facts_of([row])
    return _with_moves(viewer, facts, row, today)


def _with_moves(
    viewer: Viewer, facts: ShareChallengeFacts, row: ShareChallenge, today: date
) -> ShareChallengeFacts:
    open_to = SHARE_CHALLENGE_LIFE.open_to(row)
    needed = {move.needs for move in open_to} | {"reply"}
    allowed = {needs: SHARE_CHALLENGE.allows(viewer, needs, row) for needs in needed - {"close"}}
    found = [move for move in open_to if allowed.get(move.needs)]
    wrong = [why for one in found for check in one.checks if (why := check(row, today))]
    steps = list(row.steps.all())
    return replace(
        facts,
        steps=tuple(
            ShareStepFacts(one.move, one.body.name if one.body else "", one.words, one.at)
            for one in steps
        ),
        may=tuple(one for one in found if not any(check(row, today) for check in one.checks)),
        not_yet=wrong[0] if wrong else "",
        replies_for=replies_for(viewer, row, facts.of)
        if facts.is_open and allowed["reply"]
        else (),
        sees_activity=bool(record.not_agreed(viewer, [row.proposal_id])),
    )


def replies_for(viewer: Viewer, row: ShareChallenge, of: NotAgreed) -> tuple[tuple[int, str], ...]:
    """The viewer's bodies that can say how they see it; the one that is waited for first."""
    ours = viewer.organisations_with(Capability.ACTIVITY_RECORD)
    said = {one.body_id for one in row.steps.all() if one.move == "reply"}
    parties = {part.provider_id: part.name for part in (of.line.parts if of.line else of.asked)}
    held = [pk for pk in parties if pk in ours and pk not in {*said, row.raised_for_id}]
    return tuple((pk, parties[pk]) for pk in sorted(held, key=lambda pk: pk != row.awaits_id))


def share_raising(viewer: Viewer, area_id: int, split_id: int, *, today: date) -> ShareRaising:
    """To challenge the shares that stand where others were asked for in vain: 404 unseen, 403 where
    another party had asked."""
    found = record.not_agreed(viewer, [split_id])
    if not found or found[0].area_id != area_id:
        raise Http404
    if found[0].asked_by_id not in viewer.organisations_with(Capability.ACTIVITY_RECORD):
        raise PermissionDenied
    return _raising(found, today)[0]


def share_raisings(viewer: Viewer, *, today: date) -> list[ShareRaising]:
    """All that the viewer's bodies asked for in vain and can challenge today."""
    if not viewer.organisations_with(Capability.ACTIVITY_RECORD):
        return []
    return [one for one in _raising(record.not_agreed(viewer), today) if not one.shut]


def _raising(asked: list[NotAgreed], today: date) -> list[ShareRaising]:
    if not asked:
        return []
    lines = {one.line_id for one in asked}
    before: dict[int, list[ShareChallenge]] = {}
    for row in ShareChallenge.objects.filter(activity__in=lines):
        before.setdefault(row.activity_id, []).append(row)
    decided = {
        one.split_id: one
        for one in record.not_agreed(
            _ASKING,
            [row.proposal_id for rows in before.values() for row in rows if row.stage in _DECIDED],
        )
    }
    return [
        ShareRaising(
            of=one,
            awaits_id=awaited(one),
            until=raising_clock(one.dropped_at),
            shut=_shut(one, before.get(one.line_id, []), decided, today),
        )
        for one in asked
    ]


def awaited(of: NotAgreed) -> int:
    """Whose reply is waited for: the lead's; where the lead itself asks, that of the party which
    did not agree."""
    lead = next(part.provider_id for part in of.asked if part.role == "lead")
    if lead != of.asked_by_id:
        return lead
    return next(one.provider_id for one in of.said if not one.agrees)


def _shut(
    of: NotAgreed, before: Iterable[ShareChallenge], decided: dict[int, NotAgreed], today: date
) -> str:
    if of.standing == "documented":
        return _("This record is history: nothing in it is challenged any more.")
    if not of.row_counts:
        return _("It was corrected or withdrawn since. Look at how it is shared now.")
    if found := [why for row in before if (why := _shut_by(row, of, decided))]:
        return found[0]
    until = raising_clock(of.dropped_at)
    if until.is_late(today):
        return _(
            "It could be challenged until %(day)s. Ask the others again; if they do not agree, you "
            "can challenge it then."
        ) % {"day": date_format(until.due, "j F Y")}
    return ""


def _shut_by(row: ShareChallenge, of: NotAgreed, decided: dict[int, NotAgreed]) -> str:
    """Why another challenge of the same activity leaves no room for one."""
    if row.closed_at is None:
        return _("How it is shared is challenged already.")
    if row.stage in _DECIDED and _is_about_the_same(decided.get(row.proposal_id), of):
        return _(
            "Somebody has decided on it already. It stays so, unless all who took part agree on "
            "something else."
        )
    if row.proposal_id == of.split_id:
        return _("These shares were challenged before. Ask the others again, first.")
    return ""


def _is_about_the_same(decided: NotAgreed | None, of: NotAgreed) -> bool:
    """The same took part, in the same roles, when it was decided on."""
    if decided is None:
        return False
    then = {(part.provider_id, part.role) for part in decided.asked}
    return then == {(part.provider_id, part.role) for part in of.asked}


def share_doors(viewer: Viewer, area: places.Area, line_id: int, today: date) -> list[Door]:
    """What stands on the page of an activity: a challenge that is open or was decided on, or that
    the viewer can raise one. For the room below, which knows nothing of this one."""
    rows = _rows().filter(activity=line_id).order_by("-raised_at", "-id")
    doors = [_door(area, row) for row in SHARE_CHALLENGE.rows(viewer, rows)[:1]]
    if doors and rows[0].closed_at is None:
        return doors
    for one in share_raisings(viewer, today=today):
        if one.of.line_id == line_id:
            words = _(
                "%(body)s did not agree to the shares that you asked for. Those that stand stay, "
                "unless you challenge them by %(day)s."
            ) % {
                "body": ", ".join(said.name for said in one.of.said if not said.agrees),
                "day": date_format(one.until.due, "j F Y"),
            }
            url = reverse("performance:raise_share_challenge", args=[area.slug, one.of.split_id])
            doors.append(Door(words, _("Challenge how it is shared"), url))
    return doors


def _door(area: places.Area, row: ShareChallenge) -> Door:
    words = _("How it is shared was challenged by %(body)s: %(stage)s.") % {
        "body": row.raised_for.name,
        "stage": SHARE_CHALLENGE_LIFE.stages[row.stage],
    }
    url = reverse("performance:share_challenge", args=[area.slug, row.pk])
    return Door(words, _("Read the challenge"), url)


def _rows() -> QuerySet[ShareChallenge]:
    return ShareChallenge.objects.select_related("raised_for", "awaits")


def share_waits(row: ShareChallenge) -> Clock | None:
    if row.closed_at is not None:
        return None
    clock = reply_clock if row.stage == ChallengeStage.RAISED else outcome_clock
    return clock(row, share_source())


def _facts_of(rows: list[ShareChallenge]) -> list[ShareChallengeFacts]:
    found = record.not_agreed(_ASKING, [row.proposal_id for row in rows]) if rows else []
    of = {one.split_id: one for one in found}
    return [_facts(row, of[row.proposal_id]) for row in rows]


def _facts(row: ShareChallenge, of: NotAgreed) -> ShareChallengeFacts:
    return ShareChallengeFacts(
        id=row.pk,
        area_id=row.area_id,
        stage=row.stage,
        label=str(SHARE_CHALLENGE_LIFE.stages[row.stage]),
        of=of,
        raised_for=row.raised_for.name,
        awaits_id=row.awaits_id,
        awaits=row.awaits.name,
        raised_at=row.raised_at,
        closed_at=row.closed_at,
        waits=share_waits(row),
    )
