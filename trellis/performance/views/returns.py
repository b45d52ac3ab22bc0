"""A provider's return: filled in, handed in, asked about, checked, accepted, sent back, opened."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.http import Request
from trellis.kernel.limits import DOWNLOADS
from trellis.kernel.throttles import rationed
from trellis.performance import actions, queries
from trellis.performance.forms.rounds import AnswerForm, MoveForm, QuestionForm, UnlockForm
from trellis.performance.queries import ReturnReport
from trellis.performance.templatetags.performance_words import return_line_url
from trellis.performance.views.asked import LONDON, Asked, asked, page
from trellis.performance.views.keeping import sent
from trellis.performance.views.rounds import held_round
from trellis.performance.words import span_words
from trellis.performance.words.rounds import LOCKS, RETURN_STAGES, lock_words

_USUALLY_OPEN = timedelta(days=5)


@require_safe
def return_(request: Request, slug: str, period: str, provider_id: int) -> HttpResponse:
    """One return: its figures, what was asked of them, and the next step for whoever looks."""
    found = asked(request, slug)
    report = _report(request, found, period, provider_id)
    return render(
        request,
        "performance/returns/return.html",
        _page(
            found,
            report,
            next_url=_next_url(found, report),
            locked=lock_words(report.lock, report.round.span) if report.lock else "",
        ),
    )


def _next_url(found: Asked, report: ReturnReport) -> str:
    line = report.next_line
    return return_line_url(found.facts, report, line) if line else ""


def _report(request: Request, found: Asked, period: str, provider_id: int) -> ReturnReport:
    held = held_round(found, period)
    return queries.return_report(
        request.viewer,
        found.facts,
        held.span,
        provider_id,
        now=request.now,
        today=request.today,
    )


def _page(
    found: Asked, report: ReturnReport, *crumbs: tuple[str, str], **more: Any
) -> dict[str, Any]:
    slug, span = found.facts.slug, report.round.span
    own = reverse("performance:return", args=[slug, span.code, report.provider_id])
    above = [
        (found.facts.short_title, reverse("performance:area", args=[slug])),
        (_("Rounds"), reverse("performance:rounds", args=[slug])),
        (span_words(span), reverse("performance:round", args=[slug, span.code])),
        (report.provider_name, own if crumbs else ""),
    ]
    usual = {
        "report": report,
        "round": report.round,
        "stage": RETURN_STAGES[report.stage],
        "return_url": own,
        "cancel_url": own,
        "period_words": span_words(span),
    }
    return page(found, [*above, *crumbs], **(usual | more))


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, slug: str, period: str, provider_id: int, *, move: str) -> HttpResponse:
    """Make one move of the return, after seeing all that it holds."""
    found = asked(request, slug)
    report = _report(request, found, period, provider_id)
    row = queries.return_row(request.viewer, found.facts, report.round.span, provider_id)
    queries.require_move(request.viewer, row, move)
    form = MoveForm(sent(request), move=move, initial={"seen": report.mark})
    edited = form.edit(
        lambda: actions.move_return(
            by=request.viewer, now=request.now, of_return=row, move=move, **form.cleaned_data
        ),
        in_record={},
        mark=report.mark,
    )
    if edited.is_done:
        messages.success(request, str(_AFTER[move]))
        return redirect("performance:return", slug, period, provider_id)
    context = _page(
        found,
        report,
        (str(_CALLED[move]), ""),
        form=form,
        move=move,
        title=_CALLED[move],
        button=_BUTTONS[move],
        says=_SAYS[move],
        is_open=move in report.moves,
        waits=move in ("check", "accept") and report.waiting and not form.is_bound,
        has_changed=edited.differences is not None,
    )
    return render(request, "performance/returns/move.html", context, status=edited.status)


_CALLED = {
    "hand_in": gettext_lazy("Check your figures and hand them in"),
    "take_back": gettext_lazy("Take the return back"),
    "check": gettext_lazy("Sign as the first person"),
    "accept": gettext_lazy("Accept as the second person"),
    "send_back": gettext_lazy("Send the return back"),
}
_BUTTONS = {
    "hand_in": gettext_lazy("Hand it in"),
    "take_back": gettext_lazy("Take it back"),
    "check": gettext_lazy("Sign it"),
    "accept": gettext_lazy("Accept it"),
    "send_back": gettext_lazy("Send it back"),
}
_SAYS = {
    "hand_in": gettext_lazy(
        "Whoever checks it sees it from then on. Until they sign it you can take it back."
    ),
    "take_back": gettext_lazy(
        "Nobody has signed it yet. If you take it back, you can change figures, and you have to "
        "hand it in again."
    ),
    "check": gettext_lazy(
        "You say that you looked at every line. A second person of those who accept it signs after "
        "you; only then do the figures stand."
    ),
    "accept": gettext_lazy(
        "Somebody else has signed it. With your signature the figures stand, and are locked."
    ),
    "send_back": gettext_lazy(
        "Its provider can change figures again, and hands it in anew. What you write stands with "
        "the return."
    ),
}
_AFTER = {
    "hand_in": gettext_lazy("It is handed in. You will see here what is asked about it."),
    "take_back": gettext_lazy("You have it back, and can change figures."),
    "check": gettext_lazy("You have signed it. Now a second person accepts it."),
    "accept": gettext_lazy("It is accepted. Its figures stand."),
    "send_back": gettext_lazy("It is sent back, with your words."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: Request, slug: str, period: str, provider_id: int) -> HttpResponse:
    """Open locked figures for a correction, for a time."""
    found = asked(request, slug)
    report = _report(request, found, period, provider_id)
    if not report.may_unlock:
        raise PermissionDenied
    row = queries.return_row(request.viewer, found.facts, report.round.span, provider_id)
    form = UnlockForm(sent(request), initial={"until": request.today + _USUALLY_OPEN})

    def deed() -> None:
        last = form.cleaned_data["until"]
        actions.unlock_return(
            by=request.viewer,
            now=request.now,
            of_return=row,
            reason=form.cleaned_data["reason"],
            until=datetime.combine(last, time.max, LONDON),
            once=form.cleaned_data["once"],
        )

    if form.is_valid() and form.carry_out(deed):
        messages.success(request, _("It is open for corrections, and locks again by itself."))
        return redirect("performance:return", slug, period, provider_id)
    context = _page(
        found,
        report,
        (_("Open for a correction"), ""),
        form=form,
        locked=LOCKS[report.lock] if report.lock else "",
    )
    return render(request, "performance/returns/unlock.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(
    request: Request, slug: str, period: str, provider_id: int, number: int, place_code: str
) -> HttpResponse:
    """Ask the provider something about one line."""
    found = asked(request, slug)
    report = _report(request, found, period, provider_id)
    row = queries.return_row(request.viewer, found.facts, report.round.span, provider_id)
    queries.require_move(request.viewer, row, "check")
    line = _line(report, number, place_code)
    form = QuestionForm(sent(request))
    if form.is_valid() and form.carry_out(
        lambda: actions.ask_about_line(
            by=request.viewer,
            now=request.now,
            of_return=row,
            indicator=queries.indicator_row(request.viewer, slug, number),
            place_id=line.owing.place_id,
            **form.cleaned_data,
        )
    ):
        messages.success(request, _("It is asked. They find it on Today."))
        return redirect("performance:return", slug, period, provider_id)
    context = _page(found, report, (_("Ask about a figure"), ""), form=form, line=line)
    return render(request, "performance/returns/ask.html", context)


def _line(report: ReturnReport, number: int, place_code: str) -> queries.ReturnLine:
    """The first line of the indicator there: a month's question is its quarter's."""
    for one in report.lines:
        if one.owing.number == number and one.line.place_code == place_code:
            return one
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def answer(
    request: Request, slug: str, period: str, provider_id: int, question_id: int
) -> HttpResponse:
    """Answer what was asked about a line."""
    found = asked(request, slug)
    report = _report(request, found, period, provider_id)
    row = queries.return_row(request.viewer, found.facts, report.round.span, provider_id)
    question = queries.question_row(request.viewer, row, question_id)
    line = _line(report, question.indicator.number, question.place.code)
    form = AnswerForm(sent(request))
    if question.answered_at is None and form.is_valid():
        done = form.carry_out(
            lambda: actions.answer_question(
                by=request.viewer, now=request.now, question=question, **form.cleaned_data
            )
        )
        if done:
            messages.success(request, _("Your answer stands beside the question."))
            return redirect("performance:return", slug, period, provider_id)
    crumb = (_("Answer a question"), "")
    context = _page(found, report, crumb, form=form, line=line, question=question)
    return render(request, "performance/returns/answer.html", context)


@require_safe
@rationed("download", *DOWNLOADS)
def sheet(request: Request, slug: str, period: str, provider_id: int) -> HttpResponse:
    """What is still to be given, as a spreadsheet to fill in and bring back."""
    from trellis.performance.exports.return_sheet import MEDIA_TYPE, return_sheet, sheet_name

    found = asked(request, slug)
    report = _report(request, found, period, provider_id)
    if not report.may_fill:
        raise PermissionDenied
    response = HttpResponse(return_sheet(report), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{sheet_name(report)}"'
    return response
