"""What of challenges to shares is due to somebody: to raise one in time, a reply, an outcome."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.kernel.deadlines import Clock, Due
from trellis.kernel.viewer import Viewer, system
from trellis.performance.lifecycle.scrutiny import (
    ChallengeStage,
    outcome_clock,
    reply_clock,
    share_source,
)
from trellis.performance.models import ReturnAcceptor, ShareChallenge
from trellis.performance.policy import SHARE_CHALLENGE
from trellis.performance.queries.share_challenges import replies_for, share_raisings
from trellis.record import queries as record
from trellis.record.queries import NotAgreed

_ASKING = system("share challenges")


def shares_due(viewer: Viewer, today: date) -> Iterator[tuple[str, Due]]:
    """With what each is known by: replies and outcomes."""
    yield from _replies(viewer, today)
    yield from _outcomes(viewer, today)


def to_raise(viewer: Viewer, today: date) -> Iterator[Due]:
    """What the viewer's bodies asked for in vain; nobody is reminded of it, for it need not be."""
    for one in share_raisings(viewer, today=today):
        yield Due(
            title=_("Your shares were not agreed: %(what)s") % {"what": _named(one.of)},
            why=_("Those that stand stay, unless you challenge them"),
            due=one.until.due,
            step=_("Challenge it, or leave it"),
            url=reverse(
                "performance:raise_share_challenge", args=[one.of.area_slug, one.of.split_id]
            ),
            explained=one.until.explanation(),
        )


def bodies_in_challenges() -> set[int]:
    """Of whose people something of them may be due: the parties, and those that accept a return of
    one of them."""
    found: set[int] = set()
    for one in _asked(ShareChallenge.objects.filter(closed_at=None)).values():
        parties = {part.provider_id for part in one.asked}
        accepting = ReturnAcceptor.objects.filter(
            of_return__framework__area=one.area_id, of_return__provider__in=parties
        )
        found |= parties | set(accepting.values_list("organisation_id", flat=True))
    return found


def _replies(viewer: Viewer, today: date) -> Iterator[tuple[str, Due]]:
    """Due from the one that is waited for; the others may say how they see it, on no day."""
    rows = SHARE_CHALLENGE.rows(viewer, ShareChallenge.objects.filter(closed_at=None), "reply")
    held = list(rows.select_related("area").prefetch_related("steps"))
    asked = _asked(held)
    for row in held:
        of = asked[row.proposal_id]
        bodies = replies_for(viewer, row, of)
        if not bodies:
            continue
        url = reverse("performance:reply_share_challenge", args=[row.area.slug, row.pk])
        if row.awaits_id == bodies[0][0] and row.stage == ChallengeStage.RAISED:
            title = _("How something of yours is shared is challenged: %(what)s")
            clock = reply_clock(row, share_source())
            due = _due(title, of, clock, _("Reply"), url, today)
        else:
            title = _("You can say how you see a challenge: %(what)s") % {"what": _named(of)}
            due = Due(title, share_source(), None, _("Say how you see it"), url)
        yield f"share reply {row.pk}", due


def _outcomes(viewer: Viewer, today: date) -> Iterator[tuple[str, Due]]:
    """Once there is a reply, or there should have been one."""
    rows = SHARE_CHALLENGE.rows(viewer, ShareChallenge.objects.filter(closed_at=None), "decide")
    held = list(rows.select_related("area"))
    of = _asked(held)
    for row in held:
        if row.stage == ChallengeStage.RAISED and not reply_clock(row).is_late(today):
            continue
        url = reverse("performance:decide_share_challenge", args=[row.area.slug, row.pk])
        title = _("A challenge to shares waits for its outcome: %(what)s")
        clock = outcome_clock(row, share_source())
        due = _due(title, of[row.proposal_id], clock, _("Decide it"), url, today)
        yield f"share outcome {row.pk}", due


def _asked(rows: Iterable[ShareChallenge]) -> dict[int, NotAgreed]:
    ids = [row.proposal_id for row in rows]
    return {one.split_id: one for one in record.not_agreed(_ASKING, ids)} if ids else {}


def _named(of: NotAgreed) -> str:
    """Whoever has the address of a calendar reads it: nothing that somebody wrote."""
    return of.named


def _due(title: str, of: NotAgreed, clock: Clock, step: str, url: str, today: date) -> Due:
    return Due(
        title=title % {"what": _named(of)},
        why=share_source(),
        due=clock.due,
        step=step,
        url=url,
        explained=clock.explanation(),
        is_urgent=clock.due <= today,
    )
