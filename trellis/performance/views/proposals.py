"""Proposing a change of what is looked at, saying what one thinks of it, deciding."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.http import Request
from trellis.kernel.periods import Span
from trellis.performance import actions, queries
from trellis.performance.forms.proposals import (
    AdoptForm,
    CommentForm,
    ConsultForm,
    ProposalForm,
    TurnDownForm,
    answers_of,
    answers_of_new,
)
from trellis.performance.lifecycle import Change
from trellis.performance.views.asked import Asked, asked, contents, page
from trellis.performance.views.keeping import sent

_HEADINGS = {
    Change.NEW: gettext_lazy("Propose a new indicator"),
    Change.VERSION: gettext_lazy("Propose another wording or way of counting"),
    Change.STANDING: gettext_lazy("Propose another standing"),
    Change.RETIRE: gettext_lazy("Propose to retire an indicator"),
}


def proposals_page(found: Asked, *crumbs: tuple[str, str], **more: Any) -> dict[str, Any]:
    """What every page about proposals is given."""
    slug = found.facts.slug
    list_url = reverse("performance:proposals", args=[slug])
    above = [
        (found.facts.short_title, reverse("performance:area", args=[slug])),
        (_("Proposed changes"), list_url if crumbs else ""),
    ]
    usual = {"cancel_url": list_url, "contents": contents(found, "proposals")}
    return page(found, [*above, *crumbs], **(usual | more))


@require_safe
def proposals(request: Request, slug: str) -> HttpResponse:
    """All that was ever proposed, with what became of it."""
    found = asked(request, slug)
    context = proposals_page(
        found,
        proposals=queries.proposals(request.viewer, found.facts, request.today),
        may_propose=queries.may_propose(request.viewer, found.facts.id),
        changes=[(change.value, change.label) for change in Change],
    )
    return render(request, "performance/proposals/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, slug: str, change: str) -> HttpResponse:
    """Propose one change, for one's organisation."""
    found = asked(request, slug)
    row = queries.framework_row(request.viewer, slug, "propose")
    if change not in Change.values:
        raise Http404
    kind = Change(change)
    live = _live(found, request.today)
    form = ProposalForm(
        sent(request),
        change=kind,
        live=live,
        bodies=queries.bodies_of(request.viewer),
        places=queries.place_choices(request.viewer, found.facts),
        initial=_initial(request, kind, live),
    )
    made: list[int] = []

    def deed() -> None:
        number = form.cleaned_data.get("indicator")
        about = queries.indicator_row(request.viewer, slug, number, "propose") if number else None
        made.append(
            actions.propose_change(
                by=request.viewer, now=request.now, framework=row, indicator=about, **form.facts()
            ).number
        )

    if form.is_valid() and form.carry_out(deed):
        if not made:  # the same form was sent before
            return redirect("performance:proposals", slug)
        messages.success(request, _("It is proposed. Those who keep the framework see it now."))
        return redirect("performance:proposal", slug, made[0])
    heading = str(_HEADINGS[kind])
    context = proposals_page(found, (heading, ""), form=form, heading=heading, change=change)
    return render(request, "performance/proposals/propose.html", context)


def _live(found: Asked, today: date) -> list[queries.IndicatorFacts]:
    """Those that can be changed: looked at, and as they read now."""
    day = max(today, found.facts.runs.start)
    now = Span(day, day + timedelta(days=1))
    return [one for one in queries.indicators(found.facts, now) if one.retired_on is None]


def _initial(
    request: Request, change: Change, live: list[queries.IndicatorFacts]
) -> dict[str, Any]:
    if change is Change.NEW:
        return answers_of_new()
    number = request.GET.get("indicator", "")[:9]
    chosen = next((one for one in live if str(one.number) == number), None)
    return answers_of(chosen, change) if chosen else {}


@require_safe
def proposal(request: Request, slug: str, number: int) -> HttpResponse:
    """What is proposed, what people say, what was decided, and the next step."""
    found = asked(request, slug)
    shown = queries.proposal(request.viewer, slug, number, request.today)
    context = proposals_page(found, (_named(number), ""), shown=shown, one=shown.facts)
    return render(request, "performance/proposals/proposal.html", context)


def _named(number: int) -> str:
    return _("Proposal %(number)s") % {"number": number}


def _crumbs_to(found: Asked, number: int, last: str) -> list[tuple[str, str]]:
    url = reverse("performance:proposal", args=[found.facts.slug, number])
    return [(_named(number), url), (last, "")]


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: Request, slug: str, number: int) -> HttpResponse:
    """Say what one thinks of it, or say it otherwise while people can comment."""
    found = asked(request, slug)
    row = queries.proposal_row(request.viewer, slug, number, "comment")
    shown = queries.proposal(request.viewer, slug, number, request.today)
    if not shown.facts.is_open and request.method != "POST":
        return redirect("performance:proposal", slug, number)
    mine = shown.mine
    form = CommentForm(
        sent(request),
        bodies=queries.bodies_of(request.viewer),
        initial={"opinion": mine.opinion, "words": mine.words, "organisation": mine.organisation_id}
        if mine
        else {},
    )
    if form.is_valid() and form.carry_out(
        lambda: actions.comment_on(by=request.viewer, now=request.now, proposal=row, **form.facts())
    ):
        messages.success(
            request, _("Your comment stands below. You can change it until it closes.")
        )
        return redirect("performance:proposal", slug, number)
    crumbs = _crumbs_to(found, number, _("Comment"))
    context = _about(found, crumbs, shown, form=form)
    return render(request, "performance/proposals/comment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def consult(request: Request, slug: str, number: int) -> HttpResponse:
    """Say from when until when people are asked."""
    found = asked(request, slug)
    row = queries.proposal_row(request.viewer, slug, number, "decide")
    shown = queries.proposal(request.viewer, slug, number, request.today)
    if not _is_open_to(shown, "consult") and request.method != "POST":
        return redirect("performance:proposal", slug, number)
    last = request.today + timedelta(days=found.facts.consult_days - 1)
    form = ConsultForm(sent(request), initial={"opens_on": request.today, "closes_on": last})
    if form.is_valid() and form.carry_out(
        partial(
            actions.consult_on,
            by=request.viewer,
            now=request.now,
            proposal=row,
            **form.cleaned_data,
        )
    ):
        messages.success(request, _("People are asked. They see it on Today."))
        return redirect("performance:proposal", slug, number)
    context = _about(found, _crumbs_to(found, number, _("Ask people")), shown, form=form)
    return render(request, "performance/proposals/consult.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: Request, slug: str, number: int) -> HttpResponse:
    """Say who decided, when and why, and what was done with the comments; and it holds."""
    found = asked(request, slug)
    row = queries.proposal_row(request.viewer, slug, number, "decide")
    shown = queries.proposal(request.viewer, slug, number, request.today)
    if not _is_open_to(shown, "adopt") and request.method != "POST":
        return redirect("performance:proposal", slug, number)
    one = shown.facts
    holds = one.last_on if one.change is Change.RETIRE else one.from_on
    form = AdoptForm(
        sent(request), change=one.change, today=request.today, initial={"from_on": holds}
    )
    if form.is_valid() and form.carry_out(
        lambda: actions.adopt_proposal(
            by=request.viewer, now=request.now, proposal=row, **form.facts()
        )
    ):
        messages.success(request, _("It is adopted, and what it changes is changed."))
        return redirect("performance:proposal", slug, number)
    context = _about(found, _crumbs_to(found, number, _("Adopt it")), shown, form=form)
    return render(request, "performance/proposals/adopt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def turn_down(request: Request, slug: str, number: int) -> HttpResponse:
    """Say who turned it down, when and why."""
    found = asked(request, slug)
    row = queries.proposal_row(request.viewer, slug, number, "decide")
    shown = queries.proposal(request.viewer, slug, number, request.today)
    if not _is_open_to(shown, "turn_down") and request.method != "POST":
        return redirect("performance:proposal", slug, number)
    form = TurnDownForm(sent(request), today=request.today, was_asked=bool(shown.comments))
    if form.is_valid() and form.carry_out(
        partial(
            actions.turn_down_proposal,
            by=request.viewer,
            now=request.now,
            proposal=row,
            **form.cleaned_data,
        )
    ):
        messages.success(request, _("It is turned down. Everybody can read why."))
        return redirect("performance:proposal", slug, number)
    context = _about(found, _crumbs_to(found, number, _("Turn it down")), shown, form=form)
    return render(request, "performance/proposals/turn_down.html", context)


def _is_open_to(shown: queries.ProposalPage, move: str) -> bool:
    return move in {one.name for one in shown.moves}


def _about(
    found: Asked, crumbs: list[tuple[str, str]], shown: queries.ProposalPage, **more: Any
) -> dict[str, Any]:
    """A page on which somebody does something with one proposal."""
    url = crumbs[0][1]
    return proposals_page(found, *crumbs, shown=shown, one=shown.facts, cancel_url=url, **more)
