"""Filling a line from a survey: first which wave, then which answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.http import Request
from trellis.performance import actions, queries
from trellis.performance.forms.surveys import SurveyForm
from trellis.performance.queries import RecordingLine
from trellis.performance.rules.codes import IndicatorKind
from trellis.performance.views.asked import (
    Asked,
    asked,
    line_asked,
    page,
)
from trellis.performance.views.evidence import made_url
from trellis.performance.words import span_words
from trellis.questions import queries as questions


@require_http_methods(["GET", "HEAD", "POST"])
def from_survey(
    request: Request, slug: str, number: int, place_code: str, period: str
) -> HttpResponse:
    found = asked(request, slug)
    line = line_asked(request, found, number, place_code, period)
    if line.line.indicator.kind is not IndicatorKind.PERCENTAGE:
        raise Http404
    wave_id = request.GET.get("wave", "")
    if not wave_id.isdecimal() or len(wave_id) > 18:
        waves = queries.waves_to_fill_from(request.viewer, found.facts)
        context = _page(found, line, waves=waves)
        return render(request, "performance/survey_choose.html", context)
    return _fill(request, found, line, number, int(wave_id))


def _fill(
    request: Request, found: Asked, line: RecordingLine, number: int, wave_id: int
) -> HttpResponse:
    row_id = line.line.found.row_id
    form = SurveyForm(
        request.POST if request.method == "POST" else None,
        counted=questions.questions_to_count(request.viewer, wave_id),
        is_correction=row_id is not None,
        initial={"seen": row_id},
    )
    if form.is_valid():
        try:
            _record(request, found, line, number, wave_id, form)
        except actions.LineChangedError:
            form.add_error(None, _("Somebody recorded this line meanwhile. Look at theirs first."))
        except ValidationError as refused:
            form.add_error(None, refused)
        except AlreadyDoneError:
            return redirect(_made(found, line))
        else:
            messages.success(request, _("Recorded. The figure counts from now on."))
            return redirect(_made(found, line))
    name = questions.wave_names(request.viewer, [wave_id]).get(wave_id, "")
    context = _page(found, line, form=form, wave=name)
    return render(request, "performance/survey.html", context)


def _record(
    request: Request,
    found: Asked,
    line: RecordingLine,
    number: int,
    wave_id: int,
    form: SurveyForm,
) -> None:
    actions.record_from_survey(
        by=request.viewer,
        now=request.now,
        indicator=queries.indicator_row(request.viewer, found.facts.slug, number),
        place_id=line.place_id,
        provider_id=line.provider_id,
        period=line.span,
        wave_id=wave_id,
        question=form.question(),
        answers=form.codes(),
        reason=form.cleaned_data.get("reason", ""),
        seen=form.cleaned_data["seen"],
        once=form.cleaned_data["once"],
    )


def _made(found: Asked, line: RecordingLine) -> str:
    """The page of how the figure of exactly this line and period is made."""
    where = [found.facts.slug, line.line.indicator.number, line.line.place_code, line.span.code]
    url = reverse("performance:made", args=where)
    return f"{url}?provider={line.provider_id}" if line.provider_id else url


def _page(found: Asked, line: RecordingLine, **more: Any) -> dict[str, Any]:
    made = made_url(found.facts.slug, line.line)
    crumbs = [
        (found.facts.short_title, reverse("performance:area", args=[found.facts.slug])),
        (_("How the figure is made"), made),
        (_("From a survey"), ""),
    ]
    return page(
        found,
        crumbs,
        recording=line,
        line=line.line,
        period_words=span_words(line.span),
        cancel_url=made,
        **more,
    )
