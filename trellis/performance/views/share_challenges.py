"""Challenges to shares: those of an area, one with its steps, and each step."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.performance import actions, queries
from trellis.performance.forms.scrutiny import WithdrawForm
from trellis.performance.forms.shares import ShareChallengeForm, ShareOutcomeForm, ShareReplyForm
from trellis.performance.queries import ShareChallengeFacts
from trellis.performance.views.asked import LARGEST_ID
from trellis.performance.views.keeping import sent
from trellis.places import queries as places

_FORM = ["GET", "HEAD", "POST"]
Crumb = tuple[str, str]


def _area(request: Request, slug: str) -> places.Area:
    found = places.area(slug)
    about_record(request, found.slug, found.standing)
    return found


def _crumbs(area: places.Area, *more: Crumb) -> list[dict[str, str]]:
    first = (
        (_("How we are doing"), reverse("performance:frameworks")),
        (_("Challenges to shares"), _list_url(area) if more else ""),
    )
    return [{"label": label, "url": url} for label, url in (*first, *more)]


def _list_url(area: places.Area) -> str:
    return reverse("performance:share_challenges", args=[area.slug])


def _url(area: places.Area, challenge_id: int) -> str:
    return reverse("performance:share_challenge", args=[area.slug, challenge_id])


@require_safe
@login_required
def share_challenges(request: Request, area: str) -> HttpResponse:
    """What the reader may still challenge, and every challenge they may see, the open first."""
    where = _area(request, area)
    listed = queries.share_challenges(request.viewer, where.id)
    context = {
        "area": where,
        "challenges": listed,
        "waiting": sum(one.is_open for one in listed),
        "raisings": [
            one
            for one in queries.share_raisings(request.viewer, today=request.today)
            if one.of.area_id == where.id
        ],
        "today": request.today,
        "crumbs": _crumbs(where),
    }
    return render(request, "performance/shares/list.html", context)


@require_http_methods(_FORM)
@login_required
def raise_challenge(request: Request, area: str, asked_id: int) -> HttpResponse:
    """Challenge the shares that stand; or, where that cannot be, why."""
    where = _area(request, area)
    if asked_id > LARGEST_ID:
        raise Http404
    raising = queries.share_raising(request.viewer, where.id, asked_id, today=request.today)
    form = ShareChallengeForm(sent(request))
    raised: list[int] = []

    def deed() -> None:
        row = actions.raise_share_challenge(
            area_id=where.id,
            split_id=asked_id,
            reason=form.cleaned_data["reason"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
        raised.append(row.pk)

    if form.is_valid() and form.carry_out(deed):
        messages.success(request, _("Your challenge is raised. The others are asked to reply."))
        return redirect(_url(where, raised[0]) if raised else _list_url(where))
    context = {
        "area": where,
        "raising": raising,
        "of": raising.of,
        "form": form,
        "today": request.today,
        "cancel_url": reverse("record:activity", args=[where.slug, raising.of.line_id]),
        "crumbs": _crumbs(where, (_("Challenge how it is shared"), "")),
    }
    return render(request, "performance/shares/raise.html", context)


@require_safe
@login_required
def share_challenge(request: Request, area: str, share_challenge_id: int) -> HttpResponse:
    """What was asked for, what stands, what was said, what came of it."""
    where = _area(request, area)
    facts = _facts(request, where, share_challenge_id)
    context = _shown(request, where, facts) | {"crumbs": _crumbs(where, (_("Challenge"), ""))}
    return render(request, "performance/shares/challenge.html", context)


def _facts(
    request: Request, where: places.Area, challenge_id: int, move: str = ""
) -> ShareChallengeFacts:
    if challenge_id > LARGEST_ID:
        raise Http404
    return queries.share_challenge(
        request.viewer, where.id, challenge_id, today=request.today, move=move
    )


def _shown(request: Request, where: places.Area, facts: ShareChallengeFacts) -> dict[str, Any]:
    return {"area": where, "challenge": facts, "of": facts.of, "today": request.today}


@require_http_methods(_FORM)
@login_required
def reply(request: Request, area: str, share_challenge_id: int) -> HttpResponse:
    where = _area(request, area)
    facts = _facts(request, where, share_challenge_id, "reply")
    form = ShareReplyForm(sent(request), bodies=facts.replies_for)
    may = bool(facts.replies_for)
    said = _("What you said stands with the challenge. Somebody who took no part decides it.")

    def deed(body: int, **given: Any) -> None:
        actions.reply_to_share_challenge(body_id=body, **given)

    return _step(request, where, facts, form, deed, ("reply", _("Reply"), said), may=may)


@require_http_methods(_FORM)
@login_required
def decide(request: Request, area: str, share_challenge_id: int) -> HttpResponse:
    where = _area(request, area)
    facts = _facts(request, where, share_challenge_id, "uphold")
    parts = facts.of.line.parts if facts.of.line else facts.of.asked
    form = ShareOutcomeForm(sent(request), parts=parts, asked=facts.of.asked)
    said = _("The challenge is closed. All who took part can read what came of it.")

    def deed(outcome: str, words: str, once: str, by: Any, now: Any, **given: Any) -> None:
        actions.decide_share_challenge(
            challenge_id=given["challenge_id"],
            outcome=outcome,
            words=words,
            shares=form.shares(),
            once=once,
            by=by,
            now=now,
        )

    may = "uphold" in facts.may_make
    return _step(request, where, facts, form, deed, ("decide", _("Decide it"), said), may=may)


@require_http_methods(_FORM)
@login_required
def withdraw(request: Request, area: str, share_challenge_id: int) -> HttpResponse:
    where = _area(request, area)
    facts = _facts(request, where, share_challenge_id, "withdraw")
    words = ("withdraw", _("Withdraw it"), _("The challenge is withdrawn."))
    deed, may = actions.withdraw_share_challenge, "withdraw" in facts.may_make
    return _step(request, where, facts, WithdrawForm(sent(request)), deed, words, may=may)


def _step(
    request: Request,
    where: places.Area,
    facts: ShareChallengeFacts,
    form: OnceForm,
    deed: Callable[..., object],
    words: tuple[str, str, str],
    *,
    may: bool,
) -> HttpResponse:
    """One step, for whoever may make it; `words` are its template, its name, and what is said once
    it is made. What cannot be made now leads back to the challenge, which says why."""
    name, called, said = words
    here = _url(where, facts.id)
    if form.is_valid() and form.carry_out(
        lambda: deed(challenge_id=facts.id, by=request.viewer, now=request.now, **form.cleaned_data)
    ):
        messages.success(request, said)
        return redirect(here)
    if request.method != "POST" and not may:
        return redirect(here)
    crumbs = _crumbs(where, (_("Challenge"), here), (called, ""))
    context = _shown(request, where, facts) | {
        "form": form,
        "crumbs": crumbs,
        "cancel_url": here,
    }
    return render(request, f"performance/shares/{name}.html", context)
