"""Report pages: the area, its places, its providers, one indicator, how a figure is made."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trellis.kernel.http import Request
from trellis.performance import queries
from trellis.performance.views.asked import (
    LARGEST_ID,
    Asked,
    contents,
    looked_back,
    page,
    provider_asked,
    read_span,
)
from trellis.performance.views.charts import course_charts, funnel_charts, map_charts
from trellis.performance.views.check import check_page
from trellis.performance.views.round_line import round_line
from trellis.performance.views.worth import about_worth
from trellis.performance.words import headline, span_words


@require_safe
def frameworks(request: Request) -> HttpResponse:
    """Every framework; straight to the only one where there is only one, unless the reader may
    begin another."""
    found = queries.frameworks(request.viewer)
    areas = queries.areas_to_begin_in(request.viewer)
    if len(found) == 1 and not areas:
        return redirect("performance:area", found[0].slug)
    context = {"frameworks": found, "areas": areas}
    return render(request, "performance/frameworks.html", context)


@require_safe
def area(request: Request, slug: str) -> HttpResponse:
    """The whole area: the county report."""
    return _place(request, looked_back(request, slug), "")


@require_safe
def place(request: Request, slug: str, code: str) -> HttpResponse:
    """One place: the district report."""
    return _place(request, looked_back(request, slug), code)


def _place(request: Request, found: Asked, code: str) -> HttpResponse:
    report = queries.place_report(
        request.viewer,
        found.facts,
        found.span,
        today=request.today,
        code=code,
        known_at=found.known_at,
    )
    crumbs = [(found.facts.short_title, "")]
    if code and report.place.id != found.facts.area_id:
        area_url = reverse("performance:area", args=[found.facts.slug]) + found.suffix
        crumbs = [(found.facts.short_title, area_url), (report.place.name, "")]
    return render(
        request,
        "performance/place.html",
        page(
            found,
            crumbs,
            report=report,
            headline=headline(report.tally),
            **check_page(report.check),
            map=map_charts(found),
            round_line=round_line(request, found, report.lines),
            challenged=_challenged(request, found, place_code=code),
            contents=contents(found, "area" if not code else ""),
        ),
    )


def _challenged(request: Request, found: Asked, **which: Any) -> int:
    """How many figures of the page are challenged, as far as its reader may know."""
    return queries.open_challenges(
        request.viewer, found.facts, found.span, known_at=found.known_at, **which
    )


@require_safe
def providers(request: Request, slug: str) -> HttpResponse:
    """Who reports, and the check of providers where one was made."""
    found = looked_back(request, slug)
    report = queries.place_report(
        request.viewer, found.facts, found.span, today=request.today, known_at=found.known_at
    )
    listed = list(report.providers)
    if report.check:
        known = {provider for provider, _name in listed}
        listed += [(row.provider_id, row.name) for row in report.check.rows
                   if row.provider_id not in known]  # fmt: skip
    area_url = reverse("performance:area", args=[slug]) + found.suffix
    crumbs = [(found.facts.short_title, area_url), (_("Providers"), "")]
    return render(
        request,
        "performance/providers.html",
        page(
            found,
            crumbs,
            report=report,
            **check_page(report.check),
            providers=sorted(listed, key=lambda pair: pair[1]),
            contents=contents(found, "providers"),
        ),
    )


@require_safe
def provider(request: Request, slug: str, provider_id: int) -> HttpResponse:
    found = looked_back(request, slug)
    if provider_id > LARGEST_ID:
        raise Http404
    report = queries.provider_report(
        request.viewer,
        found.facts,
        provider_id,
        found.span,
        today=request.today,
        known_at=found.known_at,
    )
    area_url = reverse("performance:area", args=[slug]) + found.suffix
    all_url = reverse("performance:providers", args=[slug]) + found.suffix
    crumbs = [(found.facts.short_title, area_url), (_("Providers"), all_url), (report.name, "")]
    return render(
        request,
        "performance/provider.html",
        page(
            found,
            crumbs,
            report=report,
            headline=headline(report.tally) if report.lines else "",
            round_line=round_line(request, found, report.lines),
            challenged=_challenged(request, found, provider_id=provider_id),
            contents=contents(found, "providers"),
        ),
    )


@require_safe
def indicator(request: Request, slug: str, number: int) -> HttpResponse:
    found = looked_back(request, slug)
    facts = queries.indicator(found.facts, number, found.span, known_at=found.known_at)
    if facts is None:
        raise Http404
    report = queries.indicator_report(
        request.viewer,
        found.facts,
        facts,
        found.span,
        today=request.today,
        known_at=found.known_at,
    )
    area_url = reverse("performance:area", args=[slug]) + found.suffix
    crumbs = [
        (found.facts.short_title, area_url),
        (_("Indicator %(number)s") % {"number": number}, ""),
    ]
    return render(
        request,
        "performance/indicator.html",
        page(
            found,
            crumbs,
            report=report,
            indicator=facts,
            outcomes=[
                one
                for one in queries.outcomes(found.facts, known_at=found.known_at)
                if one.number in facts.outcomes
            ],
            may_set_target=queries.may_edit(request.viewer, found.facts.id),
            round_line=round_line(request, found, [report.line]),
            course=course_charts(report),
            funnel=funnel_charts(report),
            targets=queries.targets_ever(found.facts, facts.id, known_at=found.known_at)[::-1],
            contents=contents(found, "framework"),
            **about_worth(request, found, facts),
        ),
    )


@require_safe
def made(request: Request, slug: str, number: int, place_code: str, period: str) -> HttpResponse:
    """How one figure is made: parts, rule, target, and every row ever recorded for it."""
    found = looked_back(request, slug)
    span = read_span(period)
    report = queries.figure_report(
        request.viewer,
        found.facts,
        number,
        place_code,
        provider_asked(request),
        span,
        today=request.today,
        known_at=found.known_at,
    )
    indicator_url = reverse("performance:indicator", args=[slug, number]) + found.suffix
    area_url = reverse("performance:area", args=[slug]) + found.suffix
    crumbs = [
        (found.facts.short_title, area_url),
        (_("Indicator %(number)s") % {"number": number}, indicator_url),
        (_("How the figure is made"), ""),
    ]
    return render(
        request,
        "performance/made.html",
        page(
            found,
            crumbs,
            report=report,
            line=report.line,
            period_words=span_words(span),
            record_url=_record_url(found, report.line),
            **(_lock(request, found, report.line) if report.may_correct else {}),
            challenges=queries.of_figure(
                request.viewer, found.facts, [row.row_id for row in report.rows if row.row_id]
            ),
            **_challenging(request, found, report.line),
            contents=contents(found, ""),
        ),
    )


def _record_url(found: Asked, line: queries.Line) -> str:
    url = reverse(
        "performance:record",
        args=[found.facts.slug, line.indicator.number, line.place_code, line.found.span.code],
    )
    return f"{url}?provider={line.provider_id}" if line.provider_id else url


def _lock(request: Request, found: Asked, line: queries.Line) -> dict[str, Any]:
    """Why it cannot be corrected now, and the return that says what to do about it."""
    key = (line.provider_id, line.found.span)
    lock = queries.locks(found.facts, [key], now=request.now, today=request.today).get(key)
    round_ = queries.holding(queries.rounds(found.facts), line.found.span) if lock else None
    if round_ is None:
        return {}
    where = [found.facts.slug, round_.span.code, line.provider_id]
    return {"lock": lock, "return_url": reverse("performance:return", args=where)}


def _challenging(request: Request, found: Asked, line: queries.Line) -> dict[str, Any]:
    """Whether the figure is the viewer's to challenge, and why not now."""
    row_id = line.found.row_id
    if found.known_at or not queries.may_challenge(request.viewer, found.facts, row_id):
        return {"may_challenge": False}
    shut = queries.shut_on(found.facts, line.provider_id, line.found.span, request.today)
    return {"may_challenge": True, "challenge_shut": shut}
