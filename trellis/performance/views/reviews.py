"""Peer reviews: all of them, one with what was found, and each step."""

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
from trellis.kernel.periods import Span
from trellis.performance import actions, queries
from trellis.performance.forms.reviews import (
    ActionForm,
    CallOffForm,
    NoteForm,
    PlanForm,
    ProgressForm,
    ReportForm,
    ResponseForm,
    WhoseForm,
)
from trellis.performance.queries import ReviewReport
from trellis.performance.views.asked import LARGEST_ID, Asked, asked, provider_asked
from trellis.performance.views.keeping import sent
from trellis.performance.views.scrutiny import scrutiny_page
from trellis.performance.words import span_short, span_words


@require_safe
def reviews(request: Request, slug: str) -> HttpResponse:
    """Every peer review of a framework, the newest year first."""
    found = asked(request, slug)
    context = scrutiny_page(
        found,
        (_("Peer reviews"), ""),
        reviews=queries.reviews(request.viewer, found.facts),
        may_plan=queries.may_plan(request.viewer, found.facts),
        today=request.today,
    )
    return render(request, "performance/reviews/list.html", context)


def _crumbs(slug: str, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Peer reviews"), reverse("performance:reviews", args=[slug])), *more]


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Request, slug: str) -> HttpResponse:
    """Whose year, and then who reviews it: who can follows from whose it is."""
    found = asked(request, slug)
    provider_id = provider_asked(request)
    choices = queries.plan_choices(request.viewer, found.facts, provider_id, today=request.today)
    whose = WhoseForm(providers=choices.providers, initial={"provider": provider_id})
    form = None
    if provider_id is not None:
        form = _plan_form(request, choices)
        if form.is_valid() and form.carry_out(_planning(request, slug, provider_id, form, choices)):
            messages.success(request, _("The review is planned. Its reviewers see it on Today."))
            return redirect("performance:reviews", slug)
    context = scrutiny_page(
        found,
        *_crumbs(slug, (_("Plan a peer review"), "")),
        form=form,
        whose=whose,
        provider_name=dict(choices.providers).get(provider_id or 0, ""),
        bodies=choices.bodies,
        cancel_url=reverse("performance:reviews", args=[slug]),
    )
    return render(request, "performance/reviews/plan.html", context)


def _plan_form(request: Request, choices: queries.PlanChoices) -> PlanForm:
    return PlanForm(
        sent(request),
        years=[(one.code, span_words(one)) for one in choices.years],
        bodies=choices.bodies,
        initial={"year": choices.years[0].code} if choices.years else {},
    )


def _planning(
    request: Request, slug: str, provider_id: int, form: PlanForm, choices: queries.PlanChoices
) -> Callable[[], object]:
    years: dict[str, Span] = {one.code: one for one in choices.years}
    return lambda: actions.plan_peer_review(
        framework=queries.framework_row(request.viewer, slug, "round"),
        provider_id=provider_id,
        year=years[form.cleaned_data["year"]],
        starts_on=form.cleaned_data["starts_on"],
        reviewer_ids=form.cleaned_data["reviewers"],
        once=form.cleaned_data["once"],
        by=request.viewer,
        now=request.now,
    )


@require_safe
def review(request: Request, slug: str, review_id: int) -> HttpResponse:
    """One review: what was drawn, found and answered, and what is next."""
    found = asked(request, slug)
    report = _review(request, found, review_id)
    crumbs = _crumbs(slug, (report.facts.provider_name, ""))
    context = scrutiny_page(found, *crumbs, report=report, review=report.facts, today=request.today)
    return render(request, "performance/reviews/review.html", context)


def _review(request: Request, found: Asked, review_id: int, rule: str = "view") -> ReviewReport:
    if review_id > LARGEST_ID:
        raise Http404
    return queries.review(request.viewer, found.facts, review_id, today=request.today, rule=rule)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request, slug: str, review_id: int) -> HttpResponse:
    """Say what is drawn, and draw it."""
    found = asked(request, slug)
    report = _review(request, found, review_id, "review")
    form = OnceForm(sent(request))
    return _asked(request, found, report, form, actions.begin_peer_review, "begin")


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: Request, slug: str, review_id: int) -> HttpResponse:
    """One finding."""
    found = asked(request, slug)
    report = _review(request, found, review_id, "review")
    drawn = report.draw.drawn if report.draw else []
    lines = [
        (one.id, f"{one.indicator_number}. {one.title}, {one.place_name}, {span_short(one.span)}")
        for one in drawn
    ]
    form = NoteForm(sent(request), lines=lines)
    return _asked(
        request, found, report, form, actions.note_finding, "note", renamed={"line": "drawn_id"}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Request, slug: str, review_id: int) -> HttpResponse:
    """Hand the findings to the provider."""
    found = asked(request, slug)
    report = _review(request, found, review_id, "review")
    form = ReportForm(sent(request))
    return _asked(request, found, report, form, actions.give_findings, "give_findings")


@require_http_methods(["GET", "HEAD", "POST"])
def add_action(request: Request, slug: str, review_id: int) -> HttpResponse:
    """One action of the plan."""
    found = asked(request, slug)
    report = _review(request, found, review_id, "respond")
    return _asked(request, found, report, ActionForm(sent(request)), actions.add_action, "action")


@require_http_methods(["GET", "HEAD", "POST"])
def remove_action(request: Request, slug: str, review_id: int, action_id: int) -> HttpResponse:
    """Take an action off the plan, before the response is handed in."""
    found = asked(request, slug)
    report = _review(request, found, review_id, "respond")
    action = next((one for one in report.actions if one.id == action_id), None)
    if action is None:
        raise Http404
    form = OnceForm(sent(request))
    more = {"action_id": action_id}
    return _asked(
        request, found, report, form, actions.remove_action, "remove", given=more, action=action
    )


@require_http_methods(["GET", "HEAD", "POST"])
def respond(request: Request, slug: str, review_id: int) -> HttpResponse:
    """Hand in the response, with the plan as it stands."""
    found = asked(request, slug)
    report = _review(request, found, review_id, "respond")
    form = ResponseForm(sent(request))
    return _asked(request, found, report, form, actions.respond_to_review, "respond")


@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: Request, slug: str, review_id: int) -> HttpResponse:
    """How far each action has come."""
    found = asked(request, slug)
    report = _review(request, found, review_id, "review")
    form = ProgressForm(sent(request), actions=report.actions)

    def deed(**_who: Any) -> object:
        given = form.cleaned_data
        return actions.check_progress(
            review_id=review_id,
            states=form.states,
            progress=given["progress"],
            once=given["once"],
            by=request.viewer,
            now=request.now,
        )

    return _asked(request, found, report, form, deed, "check_progress")


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: Request, slug: str, review_id: int) -> HttpResponse:
    """Say why it does not take place."""
    found = asked(request, slug)
    report = _review(request, found, review_id, "plan")
    form = CallOffForm(sent(request))
    return _asked(request, found, report, form, actions.call_off_review, "call_off")


def _asked(
    request: Request,
    found: Asked,
    report: ReviewReport,
    form: OnceForm,
    deed: Callable[..., object],
    step: str,
    *,
    renamed: dict[str, str] | None = None,
    given: dict[str, Any] | None = None,
    **more: Any,
) -> HttpResponse:
    """One step of a review: its form, and back to the review once it is done."""
    slug, review_id = found.facts.slug, report.facts.id
    names = renamed or {}
    if form.is_valid() and form.carry_out(
        lambda: deed(
            review_id=review_id,
            by=request.viewer,
            now=request.now,
            **{names.get(name, name): value for name, value in form.cleaned_data.items()},
            **(given or {}),
        )
    ):
        messages.success(request, str(_SAID[step]))
        return redirect("performance:review", slug, review_id)
    url = reverse("performance:review", args=[slug, review_id])
    if request.method != "POST" and not _is_open(report, step):
        return redirect(url)
    crumbs = _crumbs(slug, (report.facts.provider_name, url), (str(_CALLED[step]), ""))
    context = scrutiny_page(
        found,
        *crumbs,
        form=form,
        report=report,
        review=report.facts,
        called=str(_CALLED[step]),
        cancel_url=url,
        **more,
    )
    return render(request, f"performance/reviews/{step}.html", context)


def _is_open(report: ReviewReport, step: str) -> bool:
    if step == "note":
        return report.is_noting
    if step in ("action", "remove"):
        return report.is_answering
    return step in report.may_make


_CALLED = {
    "begin": gettext_lazy("Begin the review"),
    "note": gettext_lazy("Note a finding"),
    "give_findings": gettext_lazy("Give the findings to the provider"),
    "action": gettext_lazy("Add an action"),
    "remove": gettext_lazy("Take it off the plan"),
    "respond": gettext_lazy("Hand in the response"),
    "check_progress": gettext_lazy("Check progress"),
    "call_off": gettext_lazy("Call the review off"),
}
_SAID = {
    "begin": gettext_lazy("The review is under way. The lines to look at are below."),
    "note": gettext_lazy("The finding is noted."),
    "give_findings": gettext_lazy("The findings are with the provider, who replies first."),
    "action": gettext_lazy("The action is on the plan."),
    "remove": gettext_lazy("The action is off the plan."),
    "respond": gettext_lazy("Your response is handed in. Everybody can read it with the findings."),
    "check_progress": gettext_lazy("The review is closed."),
    "call_off": gettext_lazy("The review is called off."),
}
