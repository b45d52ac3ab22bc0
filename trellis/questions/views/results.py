"""What came of a wave: how many answered, what they answered, told apart by one question."""

from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.exports import csv_response
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.kernel.limits import DOWNLOADS
from trellis.kernel.throttles import rationed
from trellis.questions import actions, queries
from trellis.questions.exports.tables import across_table, results_table
from trellis.questions.forms.waves import BreakdownForm
from trellis.questions.queries import Counted, Results
from trellis.questions.views.keeping import sent
from trellis.questions.words import per_cent
from trellis.ui.charts import Width, Words
from trellis.ui.charts.bars import Bar, bar_chart


@require_safe
def results(request: Request, wave_id: int) -> HttpResponse:
    found = _found(request, wave_id)
    return render(
        request,
        "questions/results.html",
        {
            "found": found,
            "rate": per_cent(found.returned.rate),
            "counted": [(one, _drawn(one)) for one in found.counted],
            "once": OnceForm(),
        },
    )


def _found(request: Request, wave_id: int) -> Results:
    found = queries.results(request.viewer, wave_id)
    about_record(request, found.area_slug, found.standing)
    return found


def _drawn(one: Counted) -> dict[str, Any] | None:
    if not one.lines or not one.n:
        return None
    bars = [
        Bar(line.text, float(line.share.per_cent or 0), _figure(line.count, one.n))
        for line in one.lines
    ]
    words = Words(title=one.text, description=one.text, statement=_says(one))
    return {
        "wide": bar_chart(bars, words=words, width=Width.WIDE, most=100),
        "narrow": bar_chart(bars, words=words, width=Width.NARROW, most=100),
    }


def _figure(count: int, n: int) -> str:
    return f"{per_cent(Fraction(100 * count, n))} ({count})"


def _says(one: Counted) -> str:
    """In a sentence: the answer given most, and how many answered."""
    most = max(one.lines, key=lambda line: line.count)
    answered = ngettext("%(n)s answered", "%(n)s answered", one.n) % {"n": one.n}
    if one.question.kind == "multiple":
        answered = _("%(answered)s, some with more than one") % {"answered": answered}
    said = {"answer": most.text, "share": per_cent(most.share.per_cent), "answered": answered}
    return _("Most said “%(answer)s”: %(share)s. %(answered)s.") % said


@require_safe
@rationed("download", *DOWNLOADS)
def download(request: Request, wave_id: int) -> HttpResponse:
    return csv_response("results", *results_table(_found(request, wave_id)))


@require_http_methods(["GET", "POST"])
def breakdown(request: Request, wave_id: int) -> HttpResponse:
    """Choose, once, by which question the answers are told apart."""
    found = _found(request, wave_id)
    queries.wave(request.viewer, wave_id, "keep")
    offered = [(one.key, one.text) for one in found.to_break_down_by]
    form = BreakdownForm(sent(request), offered=offered)
    if form.is_valid() and form.carry_out(
        lambda: actions.choose_breakdown(
            wave_id=wave_id,
            question=form.cleaned_data["question"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    ):
        return redirect("questions:results", wave_id)
    return render(request, "questions/breakdown.html", {"found": found, "form": form})


@require_safe
def across(request: Request, wave_id: int, part: str) -> HttpResponse:
    found = _found(request, wave_id)
    told = queries.told_apart(request.viewer, wave_id, part)
    return render(request, "questions/across.html", {"found": found, "told": told, "part": part})


@require_safe
@rationed("download", *DOWNLOADS)
def download_across(request: Request, wave_id: int, part: str) -> HttpResponse:
    told = queries.told_apart(request.viewer, wave_id, part)
    return csv_response("told-apart", *across_table(told))


@require_safe
def said(request: Request, wave_id: int, part: str) -> HttpResponse:
    words = queries.said(request.viewer, wave_id, part, page=page_asked(request))
    context = {"found": _found(request, wave_id), "said": words}
    return render(request, "questions/said.html", context)


@require_safe
def people(request: Request, wave_id: int) -> HttpResponse:
    """Of a named wave: who said what."""
    page = queries.named_responses(request.viewer, wave_id, page=page_asked(request))
    return render(
        request, "questions/people.html", {"found": _found(request, wave_id), "page": page}
    )


def page_asked(request: Request) -> int:
    asked = request.GET.get("page", "1")[:6]
    return int(asked) if asked.isdecimal() else 1
