"""Beginning a framework, keeping it, and taking it from draft to live to closed."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.performance import actions, queries
from trellis.performance.forms.framework import CloseForm, FrameworkForm, RuleForm, answers_of
from trellis.performance.views.asked import Asked, asked, contents, page

_USUAL_WORKING_DAYS = 20


def sent(request: Request) -> QueryDict | None:
    """What was sent; nothing at all is a form sent empty, not a form yet to be shown."""
    return request.POST if request.method == "POST" else None


def kept_page(found: Asked, *crumbs: tuple[str, str], **more: Any) -> dict[str, Any]:
    """What every page is given on which a framework is kept."""
    slug = found.facts.slug
    keep_url = reverse("performance:keep", args=[slug])
    above = [
        (found.facts.short_title, reverse("performance:area", args=[slug])),
        (_("Keep this framework"), keep_url if crumbs else ""),
    ]
    usual = {"keep_url": keep_url, "cancel_url": keep_url, "contents": contents(found, "keep")}
    return page(found, [*above, *crumbs], **(usual | more))


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request, area: str) -> HttpResponse:
    """Begin a framework for an area."""
    where = queries.area_to_begin_in(request.viewer, area)
    about_record(request, where.slug, where.standing)
    initial = {"due_working_days": _USUAL_WORKING_DAYS}
    form = FrameworkForm(sent(request), initial=initial)
    if form.is_valid() and (answer := _begun(request, where.id, form)):
        return answer
    list_url = reverse("performance:frameworks")
    crumbs = [
        {"label": _("How we are doing"), "url": list_url},
        {"label": _("Begin a framework"), "url": ""},
    ]
    context = {"form": form, "area": where, "crumbs": crumbs, "cancel_url": list_url}
    return render(request, "performance/keep/begin.html", context)


def _begun(request: Request, area_id: int, form: FrameworkForm) -> HttpResponse | None:
    given = form.facts()
    del given["seen"]
    begun = []

    def deed() -> None:
        begun.append(
            actions.begin_framework(by=request.viewer, now=request.now, area_id=area_id, **given)
        )

    if not form.carry_out(deed):
        return None
    if not begun:  # the same form was sent before
        return redirect("performance:frameworks")
    messages.success(request, _("Your draft has begun. The next steps are below."))
    return redirect("performance:keep", begun[0].slug)


@require_safe
def keep(request: Request, slug: str) -> HttpResponse:
    """What a framework holds and still lacks, with the next steps in order."""
    found = asked(request, slug)
    kept = queries.kept(request.viewer, found.facts, request.today)
    areas = queries.areas_to_begin_in(request.viewer)
    may_begin = next((area for area in areas if area.id == found.facts.area_id), None)
    return render(
        request,
        "performance/keep/overview.html",
        kept_page(found, kept=kept, may_begin=may_begin, next_step=_next_step(found, kept)),
    )


def _next_step(found: Asked, kept: queries.Kept) -> tuple[str, str] | None:
    """Of a draft, what it lacks first, or its going live: words and address."""
    if found.facts.stage != "draft" or kept.why_shut:
        return None
    steps = (
        (kept.outcomes, _("Next: outcomes"), "keep_outcomes"),
        (kept.indicators, _("Next: indicators"), "keep_indicators"),
        (kept.reported_by, _("Next: who reports"), "keep_reporters"),
        (kept.rules, _("Next: a rating rule"), "keep_rule"),
    )
    lacking = [(words, name) for held, words, name in steps if not held]
    words, name = lacking[0] if lacking else (_("Next: make it live"), "make_live")
    return words, reverse(f"performance:{name}", args=[found.facts.slug])


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, slug: str) -> HttpResponse:
    """Another title, time or deadline."""
    found = asked(request, slug)
    row = queries.framework_row(request.viewer, slug)
    now = answers_of(found.facts)
    form = FrameworkForm(
        sent(request), initial={**now, "seen": row.mark}, asks_why=found.facts.stage != "draft"
    )
    edited = form.edit(
        lambda: actions.change_framework(
            by=request.viewer, now=request.now, framework=row, **form.facts()
        ),
        in_record=now,
        mark=row.mark,
    )
    if edited.is_done:
        messages.success(request, _("It is saved."))
        return redirect("performance:keep", slug)
    crumb = (_("Title, time and deadline"), "")
    context = kept_page(found, crumb, form=form, edited=edited)
    return render(request, "performance/keep/change.html", context, status=edited.status)


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: Request, slug: str) -> HttpResponse:
    """The rating rules there were, and a form for the next."""
    found = asked(request, slug)
    row = queries.framework_row(request.viewer, slug)
    rules = queries.rating_rules(found.facts)
    mark = rules[-1].mark if rules else ""
    form = RuleForm(
        sent(request),
        asks_why=found.facts.stage != "draft",
        initial={"seen": mark, **({} if rules else {"valid_from": found.facts.runs.start})},
    )
    edited = form.edit(
        lambda: actions.adopt_rating_rule(
            by=request.viewer, now=request.now, framework=row, **form.facts()
        ),
        in_record={"words": rules[-1].words} if rules else {},
        mark=mark,
    )
    if edited.is_done:
        said = _("The rule is adopted. Those before it stay readable.")
        messages.success(request, said if rules else _("The rule is adopted."))
        return redirect("performance:keep", slug)
    crumb = (_("Rating rule"), "")
    context = kept_page(found, crumb, form=form, edited=edited, rules=rules)
    return render(request, "performance/keep/rule.html", context, status=edited.status)


@require_http_methods(["GET", "HEAD", "POST"])
def make_live(request: Request, slug: str) -> HttpResponse:
    """Say what going live means, and do it."""
    return _stage(request, slug, "live", OnceForm(sent(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, slug: str) -> HttpResponse:
    """Say what closing means, and do it."""
    return _stage(request, slug, "closed", CloseForm(sent(request)))


def _stage(request: Request, slug: str, stage: str, form: OnceForm) -> HttpResponse:
    found = asked(request, slug)
    row = queries.framework_row(request.viewer, slug)
    if form.is_valid():
        deed = partial(
            actions.stage_framework,
            by=request.viewer,
            now=request.now,
            framework=row,
            stage=stage,
            **form.cleaned_data,
        )
        if form.carry_out(deed):
            messages.success(request, str(_AFTER[stage]))
            return redirect("performance:keep", slug)
    elif stage not in queries.stages_ahead(found.facts):
        return redirect("performance:keep", slug)
    context = kept_page(
        found,
        (str(_CALLED[stage]), ""),
        form=form,
        kept=queries.kept(request.viewer, found.facts, request.today),
        unrecorded=queries.unrecorded(found.facts, request.today),
    )
    return render(request, _TEMPLATES[stage], context)


_CALLED = {"live": gettext_lazy("Make it live"), "closed": gettext_lazy("Close it")}
_TEMPLATES = {
    "live": "performance/keep/make_live.html",
    "closed": "performance/keep/close.html",
}
_AFTER = {
    "live": gettext_lazy("It is live. Those who report see on Today what they owe."),
    "closed": gettext_lazy("It is closed. It stays readable as it stands."),
}
