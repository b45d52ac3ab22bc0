"""The scrutiny of figures: where it stands, and lines drawn by lot from the returns of a round."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request
from trellis.kernel.periods import Span
from trellis.performance import actions, queries
from trellis.performance.forms.scrutiny import LookForm, ReplyForm
from trellis.performance.views.asked import LARGEST_ID, Asked, asked, contents, page, read_span
from trellis.performance.views.keeping import sent
from trellis.performance.words import span_words

Crumb = tuple[str, str]
_NEWEST = 6


def scrutiny_page(found: Asked, *crumbs: Crumb, **more: Any) -> dict[str, Any]:
    """What every page of the scrutiny is given."""
    slug = found.facts.slug
    scrutiny_url = reverse("performance:scrutiny", args=[slug])
    above = [
        (found.facts.short_title, reverse("performance:area", args=[slug])),
        (_("Scrutiny"), scrutiny_url if crumbs else ""),
    ]
    usual = {"contents": contents(found, "scrutiny"), "cancel_url": scrutiny_url}
    return page(found, [*above, *crumbs], **(usual | more))


@require_safe
def scrutiny(request: Request, slug: str) -> HttpResponse:
    """Challenges, draws and peer reviews of a framework."""
    found = asked(request, slug)
    challenges = queries.challenges(request.viewer, found.facts)
    begun = [one for one in queries.rounds(found.facts) if one.dates.opens_on <= request.today]
    reviews = queries.reviews(request.viewer, found.facts)
    context = scrutiny_page(
        found,
        open_challenges=[one for one in challenges if one.is_open],
        closed=sum(not one.is_open for one in challenges),
        rounds=begun[:_NEWEST],
        reviews=reviews[:_NEWEST],
        may_plan=queries.may_plan(request.viewer, found.facts),
        today=request.today,
    )
    return render(request, "performance/scrutiny/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sample(request: Request, slug: str, period: str) -> HttpResponse:
    """What was drawn by lot in a round, with seed and list; and drawing, from one return."""
    found = asked(request, slug)
    span = _round_asked(found, period)
    returns = queries.samples(request.viewer, found.facts, span)
    form = OnceForm(sent(request))
    if form.is_valid():
        return_id = _chosen(request, returns)
        if form.carry_out(
            lambda: actions.draw_sample(
                return_id=return_id,
                by=request.viewer,
                now=request.now,
                once=form.cleaned_data["once"],
            )
        ):
            messages.success(request, _("The lines are drawn. They are below, with their seed."))
            return redirect("performance:sample", slug, period)
    context = scrutiny_page(
        found,
        (_("Drawn by lot"), ""),
        returns=returns,
        drawn=[one for one in returns if one.draw],
        to_draw=[one for one in returns if one.is_handed_in and not one.draw],
        not_handed_in=[one.provider_name for one in returns if not (one.is_handed_in or one.draw)],
        form=form,
        period=span,
        period_words=span_words(span),
    )
    return render(request, "performance/scrutiny/sample.html", context)


def _round_asked(found: Asked, period: str) -> Span:
    """The period of a round; 404 where none is dated for it."""
    span = read_span(period)
    if queries.round_at(found.facts, span) is None:
        raise Http404
    return span


def _chosen(request: Request, returns: list[queries.SampledReturn]) -> int:
    """The return to draw from: one the page shows and the viewer may draw from."""
    typed = request.POST.get("return", "")
    for one in returns:
        if str(one.id) == typed and (one.may_draw or one.may_look):
            return one.id
    raise PermissionDenied


def _crumbs(slug: str, span: Span, here: str) -> list[Crumb]:
    return [(_("Drawn by lot"), reverse("performance:sample", args=[slug, span.code])), (here, "")]


def _looked_at(
    request: Request, found: Asked, span: Span, drawn_id: int, rule: str = "view"
) -> queries.LookedAt:
    if drawn_id > LARGEST_ID:
        raise Http404
    return queries.looked_at(
        request.viewer, found.facts, span, drawn_id, today=request.today, rule=rule
    )


@require_http_methods(["GET", "HEAD", "POST"])
def drawn(request: Request, slug: str, period: str, drawn_id: int) -> HttpResponse:
    """One drawn line: what is under it, what was found, and a form for whoever looks at it."""
    found = asked(request, slug)
    span = _round_asked(found, period)
    rule = "look" if request.method == "POST" else "view"
    looked = _looked_at(request, found, span, drawn_id, rule)
    form = LookForm(sent(request), initial={"seen": looked.mark})
    edited = form.edit(
        lambda: actions.look_at_line(
            drawn_id=drawn_id, by=request.viewer, now=request.now, **form.cleaned_data
        ),
        in_record=_in_record(looked),
        mark=looked.mark,
    )
    if edited.is_done:
        messages.success(request, _("What you found stands beside the line."))
        if looked.next_id:
            return redirect("performance:drawn", slug, period, looked.next_id)
        return redirect("performance:sample", slug, period)
    context = scrutiny_page(
        found,
        *_crumbs(slug, span, looked.line.title),
        looked=looked,
        report=looked.report,
        line=looked.report.line,
        form=form if looked.may_look else None,
        edited=edited,
        period=span,
        period_words=span_words(looked.line.span),
        list_url=reverse("performance:sample", args=[slug, span.code]),
    )
    return render(request, "performance/scrutiny/drawn.html", context, status=edited.status)


def _in_record(looked: queries.LookedAt) -> dict[str, Any]:
    if not looked.findings:
        return {}
    newest = looked.findings[0]
    return {"result": newest.result, "instead": newest.instead, "words": newest.words}


@require_http_methods(["GET", "HEAD", "POST"])
def reply_finding(request: Request, slug: str, period: str, drawn_id: int) -> HttpResponse:
    """What the provider says to the newest finding."""
    found = asked(request, slug)
    span = _round_asked(found, period)
    looked = _looked_at(request, found, span, drawn_id, "answer")
    back = reverse("performance:drawn", args=[slug, span.code, drawn_id])
    if not looked.findings or (looked.findings[0].reply and request.method != "POST"):
        return redirect(back)
    form = ReplyForm(sent(request))
    if form.is_valid() and form.carry_out(
        lambda: actions.answer_finding(
            finding_id=looked.findings[0].id,
            by=request.viewer,
            now=request.now,
            **form.cleaned_data,
        )
    ):
        messages.success(request, _("Your reply stands beside the finding."))
        return redirect(back)
    crumbs = _crumbs(slug, span, _("Reply"))
    context = scrutiny_page(
        found, *crumbs, form=form, looked=looked, finding=looked.findings[0], cancel_url=back
    )
    return render(request, "performance/scrutiny/reply_finding.html", context)
