"""Recording what was found, setting what is wanted."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.forms import new_key
from trellis.kernel.http import Request
from trellis.performance import actions, queries
from trellis.performance.forms.recording import LastTime, ValueForm
from trellis.performance.forms.targets import TargetForm
from trellis.performance.queries import RecordingLine
from trellis.performance.rules.codes import IndicatorKind, SelfRating, TargetState, ValueState
from trellis.performance.templatetags.performance_words import found_as, return_line_url
from trellis.performance.views.asked import (
    Asked,
    asked,
    contents,
    line_asked,
    page,
    read_span,
)
from trellis.performance.words import span_short, span_words
from trellis.performance.words.rounds import lock_words

_PARTS = ("value", "numerator", "denominator", "reached_on")


@require_safe
def owed(request: Request, slug: str) -> HttpResponse:
    """Every figure the viewer's own organisations are expected to report for a period."""
    found = asked(request, slug)
    lines = queries.owed(request.viewer, found.facts, found.span, today=request.today)
    locked = queries.locks(
        found.facts,
        [(line.provider_id, line.span) for line in lines],
        now=request.now,
        today=request.today,
    )
    crumbs = [
        (found.facts.short_title, reverse("performance:area", args=[slug])),
        (_("Our figures"), ""),
    ]
    return render(
        request,
        "performance/owed.html",
        page(
            found,
            crumbs,
            owed=[(line, locked.get((line.provider_id, line.span))) for line in lines],
            done=sum(line.is_recorded for line in lines),
            any_locked=bool(locked),
            contents=contents(found, "owed"),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request, slug: str, number: int, place_code: str, period: str) -> HttpResponse:
    """Record or correct one figure, with the last one beside the field."""
    found = asked(request, slug)
    line = line_asked(request, found, number, place_code, period)
    form = _form(
        line,
        request.POST or None,
        is_correction=_is_correction(request, line),
        initial=_initial(line),
    )
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, slug, number, line, form.cleaned_data)
        except actions.LineChangedError as changed:
            newer = changed.newer
            form = _again(form, line, newer.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
        except AlreadyDoneError:
            return _onward(request, found, line)
        else:
            messages.success(request, str(_RECORDED[line.round is not None]))
            return _onward(request, found, line)
    context = _record_page(found, line, form, newer)
    context["locked"] = "" if form.is_bound else _locked(request, found, line)
    return render(request, "performance/record.html", context, status=409 if newer else 200)


def _form(line: RecordingLine, answers: Any, **more: Any) -> ValueForm:
    indicator = line.line.indicator
    return ValueForm(
        answers,
        kind=indicator.kind,
        unit=indicator.unit,
        assesses=line.round is not None,
        last=_last_time(line),
        **more,
    )


def _last_time(line: RecordingLine) -> LastTime | None:
    """The newest figure that can be compared with; none where the definition has changed since."""
    if line.line.broke_with is not None:
        return None
    for before in line.history:
        if before.value is not None:
            said = found_as(before, line.line.indicator)
            return LastTime(before.value, said, span_short(before.span))
    return None


def _locked(request: Request, found: Asked, line: RecordingLine) -> str:
    """Why the figure cannot be changed now, said before anything is typed."""
    if line.round is None:
        return ""
    key = (line.provider_id, line.span)
    lock = queries.locks(found.facts, [key], now=request.now, today=request.today).get(key)
    return lock_words(lock, line.round.span) if lock else ""


# In a round it is not handed in by that.
_RECORDED = {
    False: gettext_lazy("Recorded. The figure counts from now on."),
    True: gettext_lazy("Recorded. Hand the return in once all its figures are given."),
}


def _is_correction(request: Request, line: RecordingLine) -> bool:
    """What the writer saw decides what was asked of them, not what has come meanwhile."""
    if request.method == "POST":
        return bool(request.POST.get("seen"))
    return line.line.found.row_id is not None


def _record_page(
    found: Asked, line: RecordingLine, form: ValueForm, newer: object | None
) -> dict[str, Any]:
    slug = found.facts.slug
    owed_url = reverse("performance:owed", args=[slug]) + f"?period={found.span.code}"
    return_url = _return_url(slug, line)
    crumbs = [
        (found.facts.short_title, reverse("performance:area", args=[slug])),
        (_("Return"), return_url) if return_url else (_("Our figures"), owed_url),
        (_("Record a figure"), ""),
    ]
    return page(
        found,
        crumbs,
        form=form,
        recording=line,
        line=line.line,
        newer=newer,
        period_words=span_words(line.span),
        cancel_url=return_url or owed_url,
        return_url=return_url,
        survey_url=_survey_url(found, line),
    )


def _return_url(slug: str, line: RecordingLine) -> str:
    """The return that the figure belongs to; "" where there is no round."""
    if line.round is None:
        return ""
    return reverse("performance:return", args=[slug, line.round.span.code, line.provider_id])


def _survey_url(found: Asked, line: RecordingLine) -> str:
    """Where a share can be taken from a survey instead; "" for what is no share."""
    indicator = line.line.indicator
    if indicator.kind is not IndicatorKind.PERCENTAGE:
        return ""
    where = [found.facts.slug, indicator.number, line.line.place_code, line.span.code]
    return reverse("performance:from_survey", args=where) + f"?provider={line.provider_id or ''}"


def _initial(line: RecordingLine) -> dict[str, Any]:
    found = line.line.found
    said = line.assessed
    told = {"rating": said.rating, "assessment": said.words} if said else {}
    if found.row_id is None:
        return {"once": new_key(), "state": ValueState.MEASURED, **told}
    value = found.value
    if found.numerator is not None or value is None:
        shown = None
    else:
        shown = (Decimal(value.numerator) / Decimal(value.denominator)).normalize()
    return {
        "state": found.state,
        "value": shown,
        "numerator": found.numerator,
        "denominator": found.denominator,
        "reached_on": found.reached_on,
        "words": found.words,
        "seen": found.row_id,
        "once": new_key(),
        **told,
    }


def _record(
    request: Request, slug: str, number: int, line: RecordingLine, given: dict[str, Any]
) -> None:
    rating, words = given.get("rating", ""), given.get("assessment", "")
    parts = {part: given[part] for part in _PARTS if part in given}
    state, reason = ValueState(given["state"]), given.get("reason", "")
    where: dict[str, Any] = {
        "by": request.viewer,
        "now": request.now,
        "indicator": queries.indicator_row(request.viewer, slug, number),
        "place_id": line.place_id,
        "period": line.span,
        "seen": given["seen"],
        "once": given["once"],
    }
    if line.round is None or line.provider_id is None:
        actions.record_value(
            **where,
            provider_id=line.provider_id,
            state=state,
            words=given["words"],
            reason=reason,
            **parts,
        )
        return
    actions.report_line(
        **where,
        provider_id=line.provider_id,
        found=actions.Given(state=state, words=given["words"], reason=reason, **parts),
        rating=SelfRating(rating) if rating else None,
        words=words,
    )


def _again(form: ValueForm, line: RecordingLine, newer_id: int) -> ValueForm:
    """The same answers again, now knowing of the newer row: sending them is a correction."""
    answers = {**form.data.dict(), "seen": str(newer_id), "once": new_key()}  # type: ignore[attr-defined]
    again = _form(line, answers, is_correction=True)
    again.is_valid()
    return again


def _onward(request: Request, found: Asked, line: RecordingLine) -> HttpResponse:
    """From a return to its next figure, where that was asked for, else back to it."""
    slug = found.facts.slug
    if line.round is None or line.provider_id is None or "round" not in request.GET:
        return _back(request, slug, line)
    if "next" in request.POST:
        report = queries.return_report(
            request.viewer,
            found.facts,
            line.round.span,
            line.provider_id,
            now=request.now,
            today=request.today,
        )
        if report.next_line is not None:
            return redirect(return_line_url(found.facts, report, report.next_line))
    return redirect(_return_url(slug, line))


def _back(request: Request, slug: str, line: RecordingLine) -> HttpResponse:
    url = reverse("performance:owed", args=[slug])
    return redirect(f"{url}?period={request.GET.get('back') or line.span.code}")


@require_http_methods(["GET", "HEAD", "POST"])
def set_target(request: Request, slug: str, number: int) -> HttpResponse:
    """Set a target of an indicator for one place and period."""
    found = asked(request, slug)
    indicator = queries.indicator_row(request.viewer, slug, number, "edit")
    places, periods = queries.target_choices(found.facts, request.today)
    form = TargetForm(
        request.POST or None,
        places=[(place.code, place.name) for place in places],
        periods=[(span.code, span_words(span)) for span in periods],
        kind=indicator.kind,
        unit=indicator.unit,
        initial={"state": TargetState.SET},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        chosen = next(place for place in places if place.code == given["place"])
        try:
            actions.set_target(
                by=request.viewer,
                now=request.now,
                indicator=indicator,
                place_id=chosen.id,
                period=read_span(given["period"]),
                state=TargetState(given["state"]),
                comparison=given["comparison"],
                value=given["value"],
                by_date=given["by_date"],
                reason=given["reason"],
                once=given["once"],
            )
        except AlreadyDoneError:
            pass
        else:
            messages.success(request, _("The target is set. Earlier ones stay readable."))
        return redirect("performance:indicator", slug, number)
    facts = queries.indicator(found.facts, number, found.span)
    indicator_url = reverse("performance:indicator", args=[slug, number])
    crumbs = [
        (found.facts.short_title, reverse("performance:area", args=[slug])),
        (_("Indicator %(number)s") % {"number": number}, indicator_url),
        (_("Set a target"), ""),
    ]
    return render(
        request,
        "performance/target.html",
        page(
            found,
            crumbs,
            form=form,
            indicator=facts,
            targets=queries.targets_ever(found.facts, indicator.pk)[::-1],
            cancel_url=indicator_url,
        ),
    )
