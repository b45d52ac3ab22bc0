"""Publishing a period and restating it, for whoever keeps the round."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trellis.kernel.http import Request
from trellis.performance import actions, queries
from trellis.performance.forms.publishing import PublishForm, RestateForm
from trellis.performance.queries import Publishing
from trellis.performance.views.asked import Asked, asked, contents, page, read_span
from trellis.performance.words import span_short, span_words

SHOWN = 60  # differences on the page; the files mark every one


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: Request, slug: str, period: str) -> HttpResponse:
    """What stands in the way of publishing a period, or what is published, and the form for it."""
    found, span = asked(request, slug), read_span(period)
    row = queries.framework_row(request.viewer, slug, "round")
    standing = queries.publishing(found.facts, span, today=request.today)
    bars = standing.bars(request.today)
    form = PublishForm(
        request.POST if request.method == "POST" else None,
        asks_why=any(bar.gives_way for bar in bars),
    )
    if form.is_valid() and form.carry_out(
        lambda: actions.publish_round(
            by=request.viewer, now=request.now, framework=row, period=span, **form.cleaned_data
        )
    ):
        messages.success(request, _("It is being made. What it shows is what was known just now."))
        return redirect("performance:publish", slug, span.code)
    return _render(request, found, standing, form, "performance/published/publish.html")


@require_http_methods(["GET", "HEAD", "POST"])
def restate(request: Request, slug: str, period: str) -> HttpResponse:
    """What differs from what was published, worked out, and the form to publish it with the
    reason."""
    found, span = asked(request, slug), read_span(period)
    row = queries.framework_row(request.viewer, slug, "round")
    standing = queries.publishing(found.facts, span, today=request.today)
    if standing.newest is None:
        return redirect("performance:publish", slug, span.code)
    number = standing.newest.number
    form = RestateForm(request.POST if request.method == "POST" else None, initial={"seen": number})
    if form.is_valid() and form.carry_out(
        lambda: actions.restate_round(
            by=request.viewer, now=request.now, framework=row, period=span, **form.cleaned_data
        )
    ):
        messages.success(request, _("It is being made. What was published before stays readable."))
        return redirect("performance:publish", slug, span.code)
    form.look_again(number)
    return _render(request, found, standing, form, "performance/published/restate.html")


def _render(
    request: Request, found: Asked, standing: Publishing, form: Any, template: str
) -> HttpResponse:
    slug, span = found.facts.slug, standing.span
    bars = standing.bars(request.today)
    differing = [
        {"whose": queries.named(one.figure), "title": one.figure.title,
         "how": queries.difference_words(one)}
        for one in (standing.differing or ())[:SHOWN]
    ]  # fmt: skip
    all_url = reverse("performance:all_published", args=[slug])
    area_url = reverse("performance:area", args=[slug]) + f"?period={span.code}"
    crumbs = [
        (found.facts.short_title, area_url),
        (_("Published"), all_url),
        (span_short(span), ""),
    ]
    context = page(
        found,
        crumbs,
        standing=standing,
        form=form,
        asked_span=span,
        asked_words=span_words(span),
        fixed=[queries.bar_words(bar) for bar in bars if not bar.gives_way],
        soft=[queries.bar_words(bar) for bar in bars if bar.gives_way],
        is_open=not any(not bar.gives_way for bar in bars),
        differing=differing,
        unshown=len(standing.differing or ()) - len(differing),
        touched=_touched(request, found, standing),
        cancel_url=area_url,
        contents=contents(found, "all_published"),
    )
    return render(request, template, context)


def _touched(request: Request, found: Asked, standing: Publishing) -> list[dict[str, Any]]:
    """Other published periods that the same corrections touch."""
    if not standing.differing and not (standing.newest and standing.newest.restated):
        return []
    touched = queries.touched_too(found.facts, standing.span, today=request.today)
    return [
        {
            "period": span_short(span),
            "count": count,
            "url": reverse("performance:restate", args=[found.facts.slug, span.code]),
        }
        for span, count in touched
    ]
