"""Adding indicators, and keeping what is set down of them."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.http import Request
from trellis.performance import actions, queries
from trellis.performance.forms.indicators import (
    IndicatorForm,
    RetireForm,
    VersionForm,
    answers_of,
    answers_of_last,
    answers_of_new,
)
from trellis.performance.views.asked import Asked, asked
from trellis.performance.views.keeping import kept_page, sent

Crumb = tuple[str, str]


def crumbs_to(found: Asked, number: int | None = None) -> list[Crumb]:
    """To the list of indicators, or to the page on which one of them is kept."""
    slug = found.facts.slug
    crumbs = [(_("Indicators"), reverse("performance:keep_indicators", args=[slug]))]
    if number is not None:
        url = reverse("performance:keep_indicator", args=[slug, number])
        crumbs.append((_("Indicator %(number)s") % {"number": number}, url))
    return crumbs


@require_safe
def indicators(request: Request, slug: str) -> HttpResponse:
    """The indicators there are, with what each of them lacks."""
    found = asked(request, slug)
    queries.framework_row(request.viewer, slug)
    kept = queries.kept(request.viewer, found.facts, request.today)
    rows = [(one, kept.reported_by.get(one.id, 0), one.id in kept.targeted)
            for one in kept.indicators]  # fmt: skip
    context = kept_page(found, (_("Indicators"), ""), rows=rows, retired=kept.retired)
    return render(request, "performance/keep/indicators.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, slug: str) -> HttpResponse:
    """One more indicator, with its first version."""
    found = asked(request, slug)
    row = queries.framework_row(request.viewer, slug)
    form = IndicatorForm(
        sent(request),
        is_new=True,
        outcomes=queries.outcomes(found.facts),
        initial=answers_of_new(queries.next_number(found.facts), found.facts.runs.start),
    )
    if form.is_valid() and form.carry_out(
        lambda: actions.add_indicator(
            by=request.viewer,
            now=request.now,
            framework=row,
            outcomes=queries.outcome_rows(request.viewer, slug, form.cleaned_data["outcomes"]),
            **form.facts(),
        )
    ):
        title = form.cleaned_data["title"]
        messages.success(request, _("“%(title)s” is added.") % {"title": title})
        return redirect("performance:keep_indicator", slug, form.cleaned_data["number"])
    list_url = reverse("performance:keep_indicators", args=[slug])
    crumbs = [*crumbs_to(found), (_("Add an indicator"), "")]
    context = kept_page(found, *crumbs, form=form)
    context["cancel_url"] = list_url
    return render(request, "performance/keep/add_indicator.html", context)


@require_safe
def indicator(request: Request, slug: str, number: int) -> HttpResponse:
    """All that is set down of one indicator, each with its next step."""
    found = asked(request, slug)
    kept = queries.kept_indicator(request.viewer, found.facts, number, request.today)
    crumbs = [*crumbs_to(found), (_("Indicator %(number)s") % {"number": number}, "")]
    context = kept_page(found, *crumbs, kept=kept, indicator=kept.facts)
    return render(request, "performance/keep/indicator.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, slug: str, number: int) -> HttpResponse:
    """Set down anew what it is, beside its wording."""
    found = asked(request, slug)
    kept = queries.kept_indicator(request.viewer, found.facts, number, request.today)
    now = answers_of(kept.facts)
    form = IndicatorForm(
        sent(request),
        is_new=False,
        fixed_as=kept.facts.kind if kept.relied_on else None,
        asks_why=found.facts.stage != "draft",
        outcomes=queries.outcomes(found.facts),
        initial={**now, "seen": kept.mark},
    )
    edited = form.edit(
        partial(_changed, request, slug, number, form, kept),
        in_record=now,
        mark=kept.mark,
    )
    if edited.is_done:
        messages.success(request, _("Indicator %(number)s is saved.") % {"number": number})
        return redirect("performance:keep_indicator", slug, number)
    crumbs = crumbs_to(found, number)
    context = kept_page(
        found, *crumbs, (_("Change it"), ""), form=form, edited=edited, kept=kept,
        indicator=kept.facts,
    )  # fmt: skip
    context["cancel_url"] = crumbs[-1][1]
    return render(request, "performance/keep/change_indicator.html", context, status=edited.status)


def _changed(
    request: Request, slug: str, number: int, form: IndicatorForm, kept: queries.KeptIndicator
) -> None:
    actions.change_indicator(
        by=request.viewer,
        now=request.now,
        indicator=queries.indicator_row(request.viewer, slug, number, "edit"),
        outcomes=queries.outcome_rows(request.viewer, slug, form.cleaned_data["outcomes"]),
        **form.facts(kept.facts),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def adopt_version(request: Request, slug: str, number: int) -> HttpResponse:
    """Another wording or another way of counting, from a day on: asked for, shown with what it
    means, and only then adopted."""
    found = asked(request, slug)
    kept = queries.kept_indicator(request.viewer, found.facts, number, request.today)
    last = kept.facts.versions[-1]
    now = answers_of_last(last)
    form = VersionForm(sent(request), last=last, initial={**now, "seen": str(last.number)})
    crumbs = crumbs_to(found, number)
    context = kept_page(
        found, *crumbs, (_("New version"), ""), form=form, indicator=kept.facts, last=last
    )
    context["cancel_url"] = crumbs[-1][1]
    if "back" in request.POST:
        return render(request, "performance/keep/version.html", context)
    if form.is_valid() and "confirmed" not in request.POST:
        context["breaks"] = form.change.breaks_series
        context["recorded"] = queries.recorded_from(
            found.facts, kept.facts.id, form.cleaned_data["valid_from"]
        )
        return render(request, "performance/keep/version_check.html", context)
    edited = form.edit(
        lambda: actions.adopt_version(
            by=request.viewer,
            now=request.now,
            indicator=queries.indicator_row(request.viewer, slug, number, "edit"),
            **form.facts(),
        ),
        in_record=now,
        mark=str(last.number),
    )
    if edited.is_done:
        messages.success(request, _("The version is adopted. Those before it stay readable."))
        return redirect("performance:keep_indicator", slug, number)
    context["edited"] = edited
    return render(request, "performance/keep/version.html", context, status=edited.status)


@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: Request, slug: str, number: int) -> HttpResponse:
    """Say what retiring an indicator means, and from when; it is not looked at from then on."""
    found = asked(request, slug)
    kept = queries.kept_indicator(request.viewer, found.facts, number, request.today)
    if kept.facts.retired_on and request.method != "POST":
        return redirect("performance:keep_indicator", slug, number)
    form = RetireForm(sent(request), asks_why=found.facts.stage != "draft")
    if form.is_valid() and form.carry_out(
        lambda: actions.retire_indicator(
            by=request.viewer,
            now=request.now,
            indicator=queries.indicator_row(request.viewer, slug, number, "edit"),
            **form.facts(),
        )
    ):
        last = date_format(form.cleaned_data["last_on"], "j F Y")
        said = _("It is looked at until %(day)s. What was found of it stays.") % {"day": last}
        messages.success(request, said)
        return redirect("performance:keep_indicator", slug, number)
    crumbs = crumbs_to(found, number)
    context = kept_page(
        found, *crumbs, (_("Retire it"), ""), form=form, kept=kept, indicator=kept.facts
    )
    context["cancel_url"] = crumbs[-1][1]
    return render(request, "performance/keep/retire_indicator.html", context)
