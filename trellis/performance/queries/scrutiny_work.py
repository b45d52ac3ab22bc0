"""What of the scrutiny is due to somebody: a reply, an outcome, a look, a review."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel.capabilities import Capability
from trellis.kernel.deadlines import Clock, Due
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance.lifecycle.scrutiny import (
    ChallengeStage,
    ReviewStage,
    outcome_clock,
    progress_clock,
    reply_clock,
    response_clock,
)
from trellis.performance.models import (
    Challenge,
    Draw,
    PeerReview,
    PeerReviewer,
    ReturnAcceptor,
    ShareChallenge,
)
from trellis.performance.policy import CHALLENGE, DRAW, PEER_REVIEW
from trellis.performance.queries.shares_work import bodies_in_challenges, shares_due, to_raise
from trellis.performance.queries.work import SOON, Reminder
from trellis.performance.words import span_short, span_words

# Of what is ten months ahead, people are told in the last of them.
_AHEAD = timedelta(days=31)
_ACTING = (
    Capability.VALUE_RECORD,
    Capability.ACTIVITY_RECORD,
    Capability.RETURN_ACCEPT,
    Capability.FIGURE_CHALLENGE,
)


@dataclass(frozen=True)
class _Matter:
    key: str
    due: Due


def scrutiny_due(viewer: Viewer, today: date) -> list[Due]:
    """One line for each challenge and review that waits for the viewer, and one a round for what
    was drawn in it."""
    if not viewer.is_signed_in:
        return []
    return [*(one.due for one in _matters(viewer, today)), *to_raise(viewer, today)]


def scrutiny_reminders(viewer: Viewer, today: date) -> list[Reminder]:
    """Everybody for whom something of this is due within a week, or late. For the system only."""
    if not viewer.is_system:
        return []
    bodies = _involved(viewer)
    accounts = {
        account
        for capability in _ACTING
        for account in organisations.accounts_with(viewer, capability, bodies, today)
    }
    found = [
        Reminder(account, one.key, one.due)
        for account in sorted(accounts)
        for one in _matters(_as_they_are(account, today), today)
    ]
    return [one for one in found if one.due.due and one.due.due <= today + SOON]


def _as_they_are(account_id: int, today: date) -> Viewer:
    """They will have passed their second factor before they read more than the title."""
    return organisations.viewer_for(account_id, today=today, second_factor_passed=True)


def _involved(viewer: Viewer) -> set[int]:
    """The bodies of whose people something may be due: of the two sides, of those who accept the
    return, of reviewers, and of those that keep rounds in the area."""
    asked = Challenge.objects.filter(closed_at=None)
    reviewed = PeerReview.objects.exclude(stage__in=[ReviewStage.CLOSED, ReviewStage.CALLED_OFF])
    found: set[int | None] = {*bodies_in_challenges()}
    found |= {*asked.values_list("value__provider_id", flat=True)}
    found |= {*reviewed.values_list("provider_id", flat=True)}
    found |= {
        *PeerReviewer.objects.filter(review__in=reviewed).values_list("organisation_id", flat=True)
    }
    returns = asked.values("of_return")
    found |= {
        *ReturnAcceptor.objects.filter(of_return__in=returns).values_list(
            "organisation_id", flat=True
        )
    }
    of_shares = ShareChallenge.objects.filter(closed_at=None).values_list("area_id", flat=True)
    for area_id in {*asked.values_list("framework__area", flat=True), *of_shares} - {None}:
        assert area_id is not None, "taken out above"
        keeping = organisations.covering(viewer, area_id, ("infrastructure", "council"))
        found |= {one.id for one in keeping}
    return {body for body in found if body}


def _matters(viewer: Viewer, today: date) -> list[_Matter]:
    if not viewer.is_signed_in:
        return []
    return [
        *_replies(viewer, today),
        *_outcomes(viewer, today),
        *(_Matter(key, due) for key, due in shares_due(viewer, today)),
        *_reviewing(viewer, today),
        *_responses(viewer, today),
        *_drawn(viewer),
        *_found(viewer),
    ]


def _replies(viewer: Viewer, today: date) -> Iterator[_Matter]:
    rows = Challenge.objects.filter(stage=ChallengeStage.RAISED).select_related(*_WITH)
    for row in CHALLENGE.rows(viewer, rows, "reply"):
        url = reverse("performance:reply_challenge", args=[row.framework.slug, row.pk])
        title = _("A figure of yours is challenged: %(line)s") % {"line": _line(row)}
        yield _matter(f"reply {row.pk}", title, row, reply_clock(row), _("Reply"), url, today)


def _outcomes(viewer: Viewer, today: date) -> Iterator[_Matter]:
    """Once there is a reply, or there should have been one."""
    rows = Challenge.objects.filter(closed_at=None).select_related(*_WITH)
    for row in CHALLENGE.rows(viewer, rows, "decide"):
        if row.stage == ChallengeStage.RAISED and not reply_clock(row).is_late(today):
            continue
        url = reverse("performance:decide_challenge", args=[row.framework.slug, row.pk])
        title = _("A challenge waits for its outcome: %(line)s") % {"line": _line(row)}
        yield _matter(
            f"outcome {row.pk}", title, row, outcome_clock(row), _("Decide it"), url, today
        )


_WITH = ("framework", "value__indicator", "value__place")


def _line(row: Challenge) -> str:
    """Whoever has the address of a calendar reads it: nothing that somebody wrote."""
    return _("indicator %(number)s, %(place)s, %(span)s") % {
        "number": row.value.indicator.number,
        "place": row.value.place.name,
        "span": span_short(Span(row.value.period_start, row.value.period_end)),
    }


def _reviewing(viewer: Viewer, today: date) -> Iterator[_Matter]:
    stages = [ReviewStage.PLANNED, ReviewStage.UNDER_WAY, ReviewStage.RESPONDED]
    rows = PeerReview.objects.filter(stage__in=stages).select_related("framework")
    found = list(PEER_REVIEW.rows(viewer, rows, "review"))
    names = organisations.named(row.provider_id for row in found)
    for row in found:
        named = {"provider": names.get(row.provider_id, "")}
        url = reverse("performance:review", args=[row.framework.slug, row.pk])
        if row.stage == ReviewStage.RESPONDED:
            clock = progress_clock(row)
            if clock.due <= today + _AHEAD:
                title = _("Look at what came of the review of %(provider)s") % named
                step = _("Check progress")
                yield _matter(f"progress {row.pk}", title, row, clock, step, url, today)
        elif row.stage == ReviewStage.UNDER_WAY:
            title = _("The peer review of %(provider)s is under way") % named
            yield _Matter(f"noting {row.pk}", _open_ended(row, title, _("Note findings"), url))
        else:
            title = _("The peer review of %(provider)s begins") % named
            due = Due(
                title, row.framework.short_title, row.starts_on, _("Begin it"), url,
                is_urgent=row.starts_on < today,
            )  # fmt: skip
            yield _Matter(f"begin {row.pk}", due)


def _responses(viewer: Viewer, today: date) -> Iterator[_Matter]:
    rows = PeerReview.objects.filter(stage=ReviewStage.FOUND).select_related("framework")
    for row in PEER_REVIEW.rows(viewer, rows, "respond"):
        url = reverse("performance:review", args=[row.framework.slug, row.pk])
        title = _("The findings of your peer review wait for your response")
        yield _matter(
            f"respond {row.pk}", title, row, response_clock(row), _("Respond"), url, today
        )


def _drawn(viewer: Viewer) -> Iterator[_Matter]:
    """Drawn lines that nobody has looked at, one line a round."""
    left = Count("lines", filter=Q(lines__is_drawn=True, lines__findings=None))
    for draw, count in _by_round(viewer, "look", left):
        title = ngettext(
            "%(count)d figure drawn by lot is not looked at",
            "%(count)d figures drawn by lot are not looked at",
            count,
        ) % {"count": count}
        yield _of_round(draw, "look", title, _("Look at them"))


def _found(viewer: Viewer) -> Iterator[_Matter]:
    """Findings against figures of the viewer's to which nobody replied, one line a round."""
    wait = Count(
        "lines__findings",
        filter=~Q(lines__findings__result="stands") & Q(lines__findings__reply=None),
    )
    for draw, count in _by_round(viewer, "answer", wait):
        title = ngettext(
            "%(count)d finding about a figure of yours waits for a reply",
            "%(count)d findings about figures of yours wait for a reply",
            count,
        ) % {"count": count}
        yield _of_round(draw, "answer", title, _("Read and reply"))


def _by_round(viewer: Viewer, rule: str, counted: Count) -> list[tuple[Draw, int]]:
    rows = Draw.objects.filter(of_return__isnull=False).select_related("framework", "of_return")
    allowed = DRAW.rows(viewer, rows, rule).values("pk")
    found: dict[tuple[int, Span], tuple[Draw, int]] = {}
    for draw in rows.filter(pk__in=allowed).annotate(left=counted).filter(left__gt=0):
        assert draw.of_return is not None, "only draws of returns are asked for"
        span = Span(draw.of_return.period_start, draw.of_return.period_end)
        _first, before = found.get((draw.framework_id, span), (draw, 0))
        found[draw.framework_id, span] = (draw, before + draw.left)
    return list(found.values())


def _of_round(draw: Draw, what: str, title: str, step: str) -> _Matter:
    assert draw.of_return is not None, "only draws of returns are asked for"
    span = Span(draw.of_return.period_start, draw.of_return.period_end)
    url = reverse("performance:sample", args=[draw.framework.slug, span.code])
    why = f"{draw.framework.short_title}, {span_words(span)}"
    return _Matter(f"{what} {draw.framework.slug} {span.code}", Due(title, why, None, step, url))


def _open_ended(row: PeerReview, title: str, step: str, url: str) -> Due:
    return Due(title, row.framework.short_title, None, step, url)


def _matter(
    key: str,
    title: str,
    row: Challenge | PeerReview,
    clock: Clock,
    step: str,
    url: str,
    today: date,
) -> _Matter:
    due = Due(
        title=title,
        why=row.framework.short_title,
        due=clock.due,
        step=step,
        url=url,
        explained=clock.explanation(),
        is_urgent=clock.due <= today,
    )
    return _Matter(key, due)
