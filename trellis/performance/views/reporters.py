"""Who reports what, for which place, how often."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.http import Request
from trellis.kernel.periods import quarter
from trellis.performance import actions, queries
from trellis.performance.forms.reporters import EndForm, ReportersForm
from trellis.performance.views.asked import Asked, asked
from trellis.performance.views.keeping import kept_page, sent


@require_safe
def reporters(request: Request, slug: str) -> HttpResponse:
    """Each indicator with those who report it."""
    found = asked(request, slug)
    queries.framework_row(request.viewer, slug)
    kept = queries.kept(request.viewer, found.facts, request.today)
    lines = queries.lines_of(found.facts, [one.id for one in kept.indicators])
    rows = [
        (one, [line for line in lines if line.indicator_id == one.id]) for one in kept.indicators
    ]
    context = kept_page(
        found, (_("Who reports"), ""), rows=rows, opened=request.GET.get("indicator", "")
    )
    return render(request, "performance/keep/reporters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def expect(request: Request, slug: str) -> HttpResponse:
    """Expect indicators from providers, several at once."""
    found = asked(request, slug)
    queries.framework_row(request.viewer, slug)
    form = _form(request, found)
    if form.is_valid() and form.carry_out(partial(_expected, request, slug, form)):
        count = len(form.cleaned_data["indicators"]) * len(form.pairs())
        words = ngettext(
            "One reporting line is added.", "%(count)s reporting lines are added.", count
        )
        messages.success(request, words % {"count": count})
        return redirect("performance:keep_reporters", slug)
    list_url = reverse("performance:keep_reporters", args=[slug])
    crumbs = ((_("Who reports"), list_url), (_("Say who reports"), ""))
    context = kept_page(found, *crumbs, form=form)
    context["cancel_url"] = list_url
    return render(request, "performance/keep/expect.html", context)


def _form(request: Request, found: Asked) -> ReportersForm:
    """With `?indicator=`, that one is ticked already. A draft is expected from its first day, what
    is added later from this quarter on: nobody owes a past they were not told of."""
    facts = found.facts
    first = facts.runs.start
    if facts.stage != "draft":
        first = max(first, quarter(request.today).start)
    kept = queries.kept(request.viewer, facts, request.today)
    return ReportersForm(
        sent(request),
        indicators=kept.indicators,
        reporters=queries.choices_of_reporters(request.viewer, facts),
        providers=[(one.id, one.name) for one in queries.providers(request.viewer, facts)],
        places=queries.places_of(facts),
        initial={
            "indicators": request.GET.getlist("indicator")[:1],
            "every": "quarter",
            "from_on": first,
        },
    )


def _expected(request: Request, slug: str, form: ReportersForm) -> None:
    given: dict[str, Any] = form.cleaned_data
    actions.expect_reports(
        by=request.viewer,
        now=request.now,
        indicators=queries.indicator_rows(request.viewer, slug, given["indicators"]),
        reporters=[actions.Reporter(place, provider) for provider, place in form.pairs()],
        every=given["every"],
        from_on=given["from_on"],
        once=given["once"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, slug: str, line_id: int) -> HttpResponse:
    """From a day on, expect one line no more."""
    found = asked(request, slug)
    row = queries.line_row(request.viewer, slug, line_id)
    last_on = row.until_on - timedelta(days=1) if row.until_on else None
    now = {"last_on": last_on}
    form = EndForm(
        sent(request),
        began_on=row.from_on,
        asks_why=found.facts.stage != "draft",
        initial={**now, "seen": row.mark},
    )
    edited = form.edit(
        lambda: actions.end_reports(by=request.viewer, now=request.now, line=row, **form.facts()),
        in_record=now,
        mark=row.mark,
    )
    number = row.indicator.number
    list_url = reverse("performance:keep_reporters", args=[slug]) + f"?indicator={number}"
    if edited.is_done:
        messages.success(request, _ended(form.facts()["until_on"], row.from_on))
        return redirect(list_url)
    crumbs = ((_("Who reports"), list_url), (_("End it"), ""))
    context = kept_page(
        found, *crumbs, form=form, edited=edited, line=row,
        indicator=queries.indicator(found.facts, number, found.span),
    )  # fmt: skip
    context["cancel_url"] = list_url
    return render(request, "performance/keep/end_reports.html", context, status=edited.status)


def _ended(until_on: date, from_on: date) -> str:
    if until_on == from_on:
        return _("It is taken back. What was recorded stays.")
    last = date_format(until_on - timedelta(days=1), "j F Y")
    return _("It is reported until %(day)s. What was recorded stays.") % {"day": last}
