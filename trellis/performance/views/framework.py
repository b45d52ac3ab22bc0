"""Pages about the framework itself: what is looked at, principles, checks of figures."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trellis.kernel.http import Request
from trellis.performance import queries
from trellis.performance.views.asked import Asked, contents, looked_back, page


def _crumbs(found: Asked, *last: tuple[str, str]) -> list[tuple[str, str]]:
    area_url = reverse("performance:area", args=[found.facts.slug]) + found.suffix
    return [(found.facts.short_title, area_url), *last]


@require_safe
def framework(request: Request, slug: str) -> HttpResponse:
    """Outcomes, the indicators that speak of each, versions and rules."""
    found = looked_back(request, slug)
    indicators = queries.indicators(found.facts, found.span, known_at=found.known_at)
    by_number = {one.number: one for one in indicators}
    outcomes = [
        (one, [by_number[number] for number in one.indicator_numbers])
        for one in queries.outcomes(found.facts, known_at=found.known_at)
    ]
    return render(
        request,
        "performance/framework.html",
        page(
            found,
            _crumbs(found, (_("What is looked at"), "")),
            outcomes=outcomes,
            indicators=indicators,
            loose=[one for one in indicators if not one.outcomes],
            silent=[one for one, linked in outcomes if not linked],
            rules=queries.rating_rules(found.facts, known_at=found.known_at),
            may_edit=queries.may_edit(request.viewer, found.facts.id),
            contents=contents(found, "framework"),
        ),
    )


@require_safe
def outcome(request: Request, slug: str, number: int) -> HttpResponse:
    """One outcome with the lines of its indicators."""
    found = looked_back(request, slug)
    one = next(
        (o for o in queries.outcomes(found.facts, known_at=found.known_at) if o.number == number),
        None,
    )
    if one is None:
        raise Http404
    report = queries.place_report(
        request.viewer, found.facts, found.span, today=request.today, known_at=found.known_at
    )
    lines = [line for line in report.lines if line.indicator.number in one.indicator_numbers]
    framework_url = reverse("performance:framework", args=[slug]) + found.suffix
    crumbs = _crumbs(
        found,
        (_("What is looked at"), framework_url),
        (_("Outcome %(number)s") % {"number": number}, ""),
    )
    return render(
        request,
        "performance/outcome.html",
        page(found, crumbs, outcome=one, lines=lines, contents=contents(found, "framework")),
    )


@require_safe
def principles(request: Request, slug: str) -> HttpResponse:
    """Each principle, how it is secured, and who answers for it."""
    found = looked_back(request, slug)
    listed = queries.principles(found.facts, known_at=found.known_at)
    ways = [way for one in listed for way in one.secured_by]
    return render(
        request,
        "performance/principles.html",
        page(
            found,
            _crumbs(found, (_("Principles"), "")),
            principles=listed,
            ways=len(ways),
            unowned=sum(way.owner_id is None for way in ways),
            contents=contents(found, "principles"),
        ),
    )


@require_safe
def checks(request: Request, slug: str) -> HttpResponse:
    """Stated totals beside their parts, and statements that cannot both hold."""
    found = looked_back(request, slug)
    listed = queries.checks(found.facts, known_at=found.known_at)
    return render(
        request,
        "performance/checks.html",
        page(
            found,
            _crumbs(found, (_("Checks of figures"), "")),
            checks=listed,
            disagreeing=queries.disagreeing(listed),
            stated=sum(len(check.figures) for check in listed),
            conflicts=queries.conflicts(found.facts, known_at=found.known_at),
            contents=contents(found, "checks"),
        ),
    )
