"""Adding and rewording what a framework is for: outcomes and principles."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trellis.kernel.http import Request
from trellis.performance import actions, queries
from trellis.performance.forms.outcomes import (
    OutcomeForm,
    PrincipleForm,
    answers_of_outcome,
    answers_of_principle,
)
from trellis.performance.queries import FrameworkFacts
from trellis.performance.views.asked import asked
from trellis.performance.views.keeping import kept_page, sent


@require_http_methods(["GET", "HEAD", "POST"])
def outcomes(request: Request, slug: str) -> HttpResponse:
    """The outcomes there are, and a form for one more."""
    found = asked(request, slug)
    row = queries.framework_row(request.viewer, slug)
    listed = queries.outcomes(found.facts)
    last = listed[-1] if listed else None
    form = OutcomeForm(
        sent(request),
        is_new=True,
        initial={"number": last.number + 1 if last else 1, "section": last.section if last else ""},
    )
    if form.is_valid():
        add = partial(actions.add_outcome, by=request.viewer, now=request.now, framework=row)
        if form.carry_out(partial(add, **form.cleaned_data)):
            messages.success(request, _added(form))
            return redirect("performance:keep_outcomes", slug)
    context = kept_page(found, (_("Outcomes"), ""), outcomes=listed, form=form)
    return render(request, "performance/keep/outcomes.html", context)


def _added(form: OutcomeForm | PrincipleForm) -> str:
    title = form.cleaned_data["title"]
    return _("“%(title)s” is added. Add another, or go on.") % {"title": title}


@require_http_methods(["GET", "HEAD", "POST"])
def reword_outcome(request: Request, slug: str, number: int) -> HttpResponse:
    """Another wording or priority."""
    found = asked(request, slug)
    row = queries.outcome_row(request.viewer, slug, number)
    facts = next(one for one in queries.outcomes(found.facts) if one.number == number)
    now = answers_of_outcome(facts)
    form = OutcomeForm(
        sent(request),
        is_new=False,
        asks_why=_asks_why(found.facts),
        initial={**now, "seen": row.mark},
    )
    edited = form.edit(
        lambda: actions.reword_outcome(
            by=request.viewer, now=request.now, outcome=row, **form.cleaned_data
        ),
        in_record=now,
        mark=row.mark,
    )
    list_url = reverse("performance:keep_outcomes", args=[slug])
    title = _("Outcome %(number)s") % {"number": number}
    if edited.is_done:
        messages.success(request, _("%(what)s is saved.") % {"what": title})
        return redirect(list_url)
    crumbs = ((_("Outcomes"), list_url), (title, ""))
    context = kept_page(found, *crumbs, outcome=facts, form=form, edited=edited)
    context["cancel_url"] = list_url
    return render(request, "performance/keep/outcome.html", context, status=edited.status)


def _asks_why(facts: FrameworkFacts) -> bool:
    return facts.stage != "draft"


@require_http_methods(["GET", "HEAD", "POST"])
def principles(request: Request, slug: str) -> HttpResponse:
    """The principles there are, and a form for one more."""
    found = asked(request, slug)
    row = queries.framework_row(request.viewer, slug)
    listed = queries.principles(found.facts)
    form = PrincipleForm(
        sent(request),
        is_new=True,
        owners=queries.owners(request.viewer, found.facts),
        initial={"number": listed[-1].number + 1 if listed else 1},
    )
    if form.is_valid():
        add = partial(actions.add_principle, by=request.viewer, now=request.now, framework=row)
        if form.carry_out(partial(add, **form.facts())):
            messages.success(request, _added(form))
            return redirect("performance:keep_principles", slug)
    context = kept_page(found, (_("Principles"), ""), principles=listed, form=form)
    return render(request, "performance/keep/principles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reword_principle(request: Request, slug: str, number: int) -> HttpResponse:
    """Another wording, another way, or somebody else who answers for it."""
    found = asked(request, slug)
    row = queries.principle_row(request.viewer, slug, number)
    facts = next((one for one in queries.principles(found.facts) if one.number == number), None)
    if facts is None:
        raise Http404
    now = answers_of_principle(facts)
    form = PrincipleForm(
        sent(request),
        is_new=False,
        asks_why=_asks_why(found.facts),
        owners=queries.owners(request.viewer, found.facts),
        rows=len(facts.secured_by) + 2,
        initial={**now, "seen": facts.mark},
    )
    sources = [way.source for way in facts.secured_by]
    edited = form.edit(
        lambda: actions.reword_principle(
            by=request.viewer, now=request.now, principle=row, **form.facts(sources)
        ),
        in_record=now,
        mark=facts.mark,
    )
    list_url = reverse("performance:keep_principles", args=[slug])
    title = _("Principle %(number)s") % {"number": number}
    if edited.is_done:
        messages.success(request, _("%(what)s is saved.") % {"what": title})
        return redirect(list_url)
    crumbs = ((_("Principles"), list_url), (title, ""))
    context = kept_page(found, *crumbs, principle=facts, form=form, edited=edited)
    context["cancel_url"] = list_url
    return render(request, "performance/keep/principle.html", context, status=edited.status)
