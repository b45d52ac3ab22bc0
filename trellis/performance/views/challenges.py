"""Challenges: all of them, one with its steps, and each step."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request
from trellis.performance import actions, queries
from trellis.performance.forms.scrutiny import ChallengeForm, OutcomeForm, ReplyForm, WithdrawForm
from trellis.performance.queries import ChallengeFacts
from trellis.performance.views.asked import LARGEST_ID, Asked, asked
from trellis.performance.views.evidence import made_url
from trellis.performance.views.keeping import sent
from trellis.performance.views.scrutiny import scrutiny_page
from trellis.performance.words import span_words


@require_safe
def challenges(request: Request, slug: str) -> HttpResponse:
    """Every challenge the reader may see, the open ones first."""
    found = asked(request, slug)
    listed = queries.challenges(request.viewer, found.facts)
    context = scrutiny_page(
        found,
        (_("Challenges"), ""),
        challenges=listed,
        waiting=sum(one.is_open for one in listed),
        of_shares=queries.has_share_challenges(request.viewer, found.facts.area_id, request.today),
        today=request.today,
    )
    return render(request, "performance/scrutiny/challenges.html", context)


@require_safe
def challenge(request: Request, slug: str, challenge_id: int) -> HttpResponse:
    """One challenge: what was asked of which figure, what was said to it, what came of it."""
    found = asked(request, slug)
    facts = _challenge(request, found, challenge_id)
    return render(
        request,
        "performance/scrutiny/challenge.html",
        scrutiny_page(found, *_crumbs(slug), **_shown(request, found, facts)),
    )


def _challenge(request: Request, found: Asked, challenge_id: int, move: str = "") -> ChallengeFacts:
    if challenge_id > LARGEST_ID:
        raise Http404
    return queries.challenge(
        request.viewer, found.facts, challenge_id, today=request.today, move=move
    )


def _shown(request: Request, found: Asked, facts: ChallengeFacts) -> dict[str, Any]:
    """The challenge and its figure as it is now."""
    line = queries.one_line(
        request.viewer,
        found.facts,
        facts.indicator_number,
        facts.place_code,
        facts.provider_id,
        facts.span,
        today=request.today,
    )
    where = [found.facts.slug, facts.round_span.code, facts.provider_id]
    has_return = queries.has_return(
        request.viewer, found.facts, facts.round_span, facts.provider_id
    )
    return {
        "return_url": reverse("performance:return", args=where) if has_return else "",
        "challenge": facts,
        "line": line,
        "figure_url": made_url(found.facts.slug, line),
        "period_words": span_words(facts.span),
        "today": request.today,
    }


def _crumbs(slug: str, challenge_id: int | None = None, here: str = "") -> list[tuple[str, str]]:
    crumbs = [(_("Challenges"), reverse("performance:challenges", args=[slug]))]
    if challenge_id is None:
        return [*crumbs, (_("Challenge"), "")]
    url = reverse("performance:challenge", args=[slug, challenge_id])
    return [*crumbs, (_("Challenge"), url), (here, "")]


@require_http_methods(["GET", "HEAD", "POST"])
def raise_challenge(request: Request, slug: str, value_id: int) -> HttpResponse:
    """Ask about another's figure; or, outside the scrutiny of its round, when that is possible."""
    found = asked(request, slug)
    if value_id > LARGEST_ID:
        raise Http404
    raising = queries.raising(request.viewer, found.facts, value_id, today=request.today)
    figure_url = made_url(slug, raising.line)
    form = ChallengeForm(sent(request), bodies=raising.bodies)
    raised: list[int] = []

    def deed() -> None:
        given = form.cleaned_data
        row = actions.raise_challenge(
            value_id=value_id,
            for_id=given["body"],
            question=given["question"],
            reason=given["reason"],
            once=given["once"],
            by=request.viewer,
            now=request.now,
        )
        raised.append(row.pk)

    if form.is_valid() and form.carry_out(deed):
        messages.success(request, _("Your challenge is raised. Its provider is asked to reply."))
        if raised:
            return redirect("performance:challenge", slug, raised[0])
        return redirect(figure_url)
    context = scrutiny_page(
        found,
        (_("Challenge a figure"), ""),
        form=form,
        raising=raising,
        line=raising.line,
        period_words=span_words(raising.line.found.span),
        cancel_url=figure_url,
    )
    return render(request, "performance/scrutiny/raise.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: Request, slug: str, challenge_id: int) -> HttpResponse:
    form = ReplyForm(sent(request))
    said = _("Your reply stands with the challenge. Somebody who is neither of you decides it.")
    return _step(request, slug, challenge_id, "reply", form, actions.reply_to_challenge, said)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, slug: str, challenge_id: int) -> HttpResponse:
    form = OutcomeForm(sent(request))
    said = _("The challenge is closed. Everybody can read what came of it.")
    return _step(request, slug, challenge_id, "uphold", form, actions.decide_challenge, said)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, slug: str, challenge_id: int) -> HttpResponse:
    form = WithdrawForm(sent(request))
    said = _("The challenge is withdrawn.")
    return _step(request, slug, challenge_id, "withdraw", form, actions.withdraw_challenge, said)


def _step(
    request: Request,
    slug: str,
    challenge_id: int,
    move: str,
    form: OnceForm,
    deed: Callable[..., object],
    said: str,
) -> HttpResponse:
    """One step of a challenge, for whoever may make it; what cannot be made now says why."""
    found = asked(request, slug)
    facts = _challenge(request, found, challenge_id, move)
    if form.is_valid() and form.carry_out(
        lambda: deed(
            challenge_id=challenge_id, by=request.viewer, now=request.now, **form.cleaned_data
        )
    ):
        messages.success(request, said)
        return redirect("performance:challenge", slug, challenge_id)
    if request.method != "POST" and move not in facts.may_make:
        return redirect("performance:challenge", slug, challenge_id)
    url = reverse("performance:challenge", args=[slug, challenge_id])
    crumbs = _crumbs(slug, challenge_id, str(_CALLED[move]))
    context = scrutiny_page(
        found, *crumbs, form=form, cancel_url=url, **_shown(request, found, facts)
    )
    return render(request, _TEMPLATES[move], context)


_CALLED = {"reply": gettext_lazy("Reply"), "uphold": gettext_lazy("Decide it"),
           "withdraw": gettext_lazy("Withdraw it")}  # fmt: skip
_TEMPLATES = {
    "reply": "performance/scrutiny/reply.html",
    "uphold": "performance/scrutiny/decide.html",
    "withdraw": "performance/scrutiny/withdraw.html",
}
