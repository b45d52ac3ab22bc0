"""Is it worth it? What indicators take and what they were for, and how each stands."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.http import Request
from trellis.performance import actions, queries
from trellis.performance.forms.worth import (
    CoreSetForm,
    DecisionForm,
    EffortForm,
    StandingForm,
    minutes_of,
)
from trellis.performance.views.asked import Asked, asked, contents, looked_back, page
from trellis.performance.views.indicators import crumbs_to
from trellis.performance.views.keeping import kept_page, sent


@require_safe
def worth(request: Request, slug: str) -> HttpResponse:
    """Every indicator that is looked at: what it takes beside what it was for."""
    found = looked_back(request, slug)
    shown = queries.worth(request.viewer, found.facts, today=request.today, known_at=found.known_at)
    area_url = reverse("performance:area", args=[slug]) + found.suffix
    context = page(
        found,
        [(found.facts.short_title, area_url), (_("Is it worth it?"), "")],
        shown=shown,
        may_propose=queries.may_propose(request.viewer, found.facts.id),
        may_inform=queries.may_inform(request.viewer, found.facts.id),
        contents=contents(found, "worth"),
    )
    return render(request, "performance/worth.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def effort(request: Request, slug: str) -> HttpResponse:
    """What the viewer's own organisations say that their figures take."""
    found = asked(request, slug)
    asked_of = queries.effort_of_ours(request.viewer, found.facts, request.today)
    owed_url = reverse("performance:owed", args=[slug])
    crumbs = [
        (found.facts.short_title, reverse("performance:area", args=[slug])),
        (_("Our figures"), owed_url),
        (_("What they take us"), ""),
    ]
    context = page(found, crumbs, cancel_url=owed_url, contents=contents(found, "owed"))
    return _state(request, slug, asked_of, context, owed_url, "write")


@require_http_methods(["GET", "HEAD", "POST"])
def keep_effort(request: Request, slug: str) -> HttpResponse:
    """What those who keep the framework think it takes a provider, until providers say."""
    found = asked(request, slug)
    asked_of = queries.estimates(request.viewer, found.facts, request.today)
    context = kept_page(found, (_("What it takes, estimated"), ""))
    return _state(request, slug, asked_of, context, context["keep_url"], "edit")


def _state(
    request: Request,
    slug: str,
    asked_of: queries.Effort,
    context: dict[str, Any],
    after: str,
    rule: str,
) -> HttpResponse:
    lines, now = asked_of.lines, minutes_of(asked_of.lines)
    form = EffortForm(sent(request), lines=lines, initial={**now, "seen": asked_of.mark})
    edited = form.edit(
        lambda: actions.state_costs(
            by=request.viewer,
            now=request.now,
            framework=queries.framework_row(request.viewer, slug, rule),
            stated=form.stated(),
            among=[line.key for line in lines],
            seen=form.cleaned_data["seen"],
            once=form.cleaned_data["once"],
        ),
        in_record=now,
        mark=asked_of.mark,
    )
    if edited.is_done:
        messages.success(request, _("It is saved. It counts from now on."))
        return redirect(after)
    template = "performance/keep/effort.html" if rule == "edit" else "performance/effort.html"
    return render(
        request, template, {**context, "form": form, "edited": edited}, status=edited.status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def keep_core(request: Request, slug: str) -> HttpResponse:
    """How many core indicators there are at most, and how long people are asked."""
    found = asked(request, slug)
    row = queries.framework_row(request.viewer, slug)
    now = {"core_most": found.facts.core_most, "consult_days": found.facts.consult_days}
    form = CoreSetForm(
        sent(request),
        asks_why=found.facts.stage != "draft",
        initial={**now, "seen": row.core_mark},
    )
    edited = form.edit(
        lambda: actions.agree_core_set(
            by=request.viewer, now=request.now, framework=row, **form.cleaned_data
        ),
        in_record=now,
        mark=row.core_mark,
    )
    if edited.is_done:
        messages.success(request, _("It is saved."))
        return redirect("performance:keep", slug)
    shown = queries.worth(request.viewer, found.facts, today=request.today)
    context = kept_page(found, (_("Core set"), ""), form=form, edited=edited, shown=shown)
    return render(request, "performance/keep/core.html", context, status=edited.status)


@require_http_methods(["GET", "HEAD", "POST"])
def keep_standing(request: Request, slug: str, number: int) -> HttpResponse:
    """Let one indicator stand otherwise from a day on."""
    found = asked(request, slug)
    kept = queries.kept_indicator(request.viewer, found.facts, number, request.today)
    last = kept.facts.standings[-1] if kept.facts.standings else None
    mark = last.mark if last else ""
    now = {"standing": last.standing, "rated_from": last.rated_from} if last else {}
    form = StandingForm(
        sent(request),
        places=queries.place_choices(request.viewer, found.facts),
        initial={**now, "seen": mark, "from_on": request.today},
    )
    edited = form.edit(
        lambda: actions.change_standing(
            by=request.viewer,
            now=request.now,
            indicator=queries.indicator_row(request.viewer, slug, number, "edit"),
            **form.facts(),
        ),
        in_record=now,
        mark=mark,
    )
    if edited.is_done:
        messages.success(request, _("It is saved. How it stood before stays readable."))
        return redirect("performance:keep_indicator", slug, number)
    crumbs = crumbs_to(found, number)
    context = kept_page(
        found, *crumbs, (_("Standing"), ""), form=form, edited=edited, indicator=kept.facts,
        last=last,
    )  # fmt: skip
    context["cancel_url"] = crumbs[-1][1]
    return render(request, "performance/keep/standing.html", context, status=edited.status)


@require_http_methods(["GET", "HEAD", "POST"])
def informed(request: Request, slug: str, number: int) -> HttpResponse:
    """Say which decision was made with an indicator in hand."""
    found = asked(request, slug)
    row = queries.indicator_row(request.viewer, slug, number, "inform")
    facts = queries.indicator(found.facts, number, found.span)
    if facts is None:
        raise Http404
    form = DecisionForm(sent(request), today=request.today)
    if form.is_valid() and form.carry_out(
        lambda: actions.note_decision(
            by=request.viewer, now=request.now, indicator=row, **form.cleaned_data
        )
    ):
        messages.success(request, _("It stands on the page of the indicator."))
        return redirect("performance:indicator", slug, number)
    indicator_url = reverse("performance:indicator", args=[slug, number])
    crumbs = [
        (found.facts.short_title, reverse("performance:area", args=[slug])),
        (_("Indicator %(number)s") % {"number": number}, indicator_url),
        (_("A decision it informed"), ""),
    ]
    context = page(found, crumbs, form=form, indicator=facts, cancel_url=indicator_url)
    return render(request, "performance/informed.html", context)


def about_worth(
    request: Request, found: Asked, indicator: queries.IndicatorFacts
) -> dict[str, Any]:
    """What the page of an indicator is given of all this."""
    viewer, facts = request.viewer, found.facts
    return {
        "worth": queries.indicator_worth(
            facts, indicator, today=request.today, known_at=found.known_at
        ),
        "proposals": queries.proposals_of(viewer, facts, indicator.number, request.today),
        "may_propose": queries.may_propose(viewer, facts.id),
        "may_inform": queries.may_inform(viewer, facts.id),
    }
