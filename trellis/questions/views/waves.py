"""A wave while it runs: opened, handed out, typed in from paper, closed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.forms import OnceForm, new_key
from trellis.kernel.http import Request, about_record
from trellis.kernel.limits import DOWNLOADS
from trellis.kernel.throttles import rationed
from trellis.questions import actions, queries
from trellis.questions.exports.paper import paper_form
from trellis.questions.forms.answering import NAME, to_carry
from trellis.questions.forms.waves import ChangeWaveForm, LinksForm, OpenWaveForm
from trellis.questions.queries import WaveRecord
from trellis.questions.views.attaching import for_paper
from trellis.questions.views.keeping import sent
from trellis.questions.views.shown import in_words
from trellis.questions.views.walking import Step, Way, at_fault, first_step, next_step
from trellis.questions.words import per_cent


@require_http_methods(["GET", "POST"])
def open_wave(request: Request, questionnaire_id: int) -> HttpResponse:
    found = queries.questionnaire(request.viewer, questionnaire_id, "edit")
    about_record(request, found.area_slug, found.standing)
    form = OpenWaveForm(sent(request), today=request.today)
    made: list[int] = []

    def deed() -> None:
        given = {name: value for name, value in form.cleaned_data.items() if name in form.fields}
        wave = actions.open_wave(
            questionnaire_id=questionnaire_id, by=request.viewer, now=request.now, **given
        )
        made.append(wave.pk)

    if form.is_valid() and form.carry_out(deed):
        if made:
            messages.success(request, _("It is open. Hand out its address."))
            return redirect("questions:wave", made[0])
        return redirect("questions:record", questionnaire_id)
    return render(request, "questions/wave_open.html", {"found": found, "form": form})


@require_safe
def wave(request: Request, wave_id: int) -> HttpResponse:
    found = _attended(request, wave_id)
    address = reverse("questions:answer", args=[found.key])
    return render(
        request,
        "questions/wave.html",
        {
            "found": found,
            "rate": per_cent(found.facts.returned.rate),
            "address": request.build_absolute_uri(address),
            "is_over": found.facts.closes_on < request.today,
            "once": OnceForm(),
        },
    )


def _attended(request: Request, wave_id: int, rule: str = "attend") -> WaveRecord:
    found = queries.wave(request.viewer, wave_id, rule)
    about_record(request, found.area_slug, found.standing)
    return found


@require_http_methods(["GET", "POST"])
def change(request: Request, wave_id: int) -> HttpResponse:
    found = _attended(request, wave_id, "keep")
    facts = found.facts
    initial = {
        "title": facts.title,
        "asked": found.asked_otherwise,
        "closes_on": facts.closes_on,
    }
    form = ChangeWaveForm(sent(request), initial=initial)
    if facts.is_counted:
        form.fields["closes_on"].disabled = True
    if form.is_valid() and form.carry_out(
        lambda: actions.change_wave(
            wave_id=wave_id,
            title=form.cleaned_data["title"],
            asked=form.cleaned_data["asked"],
            closes_on=form.cleaned_data["closes_on"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    ):
        return redirect("questions:wave", wave_id)
    return render(request, "questions/wave_change.html", {"found": found, "form": form})


@require_http_methods(["GET", "POST"])
def links(request: Request, wave_id: int) -> HttpResponse:
    """Made and shown in one answer: their secrets are kept nowhere."""
    found = _attended(request, wave_id, "keep")
    form = LinksForm(sent(request))
    made: list[tuple[int, str]] = []

    def deed() -> None:
        made.extend(
            actions.make_links(
                wave_id=wave_id,
                count=form.cleaned_data["count"],
                once=form.cleaned_data["once"],
                by=request.viewer,
                now=request.now,
            )
        )

    if form.is_valid() and form.carry_out(deed):
        addresses = [
            (
                number,
                request.build_absolute_uri(
                    reverse("questions:answer_with", args=[found.key, secret])
                ),
            )
            for number, secret in made
        ]
        return render(request, "questions/links_made.html", {"found": found, "made": addresses})
    return render(request, "questions/links.html", {"found": found, "form": form})


@require_http_methods(["GET", "POST"])
def close(request: Request, wave_id: int) -> HttpResponse:
    found = _attended(request, wave_id, "keep")
    if request.method == "POST":
        return _do(request, wave_id, actions.close_wave, _("The wave is closed and counted."))
    return render(request, "questions/wave_close.html", {"found": found, "once": OnceForm()})


@require_POST
def publish(request: Request, wave_id: int) -> HttpResponse:
    return _do(request, wave_id, actions.publish_results, _("Everybody can see the results."))


@require_POST
def withdraw(request: Request, wave_id: int) -> HttpResponse:
    done = _("Only those who keep it see the results.")
    return _do(request, wave_id, actions.withdraw_results, done)


def _do(request: Request, wave_id: int, action: Callable[..., Any], done: str) -> HttpResponse:
    once = request.POST.get("once", "").replace("\0", "")[:64]
    try:
        action(wave_id=wave_id, once=once, by=request.viewer, now=request.now)
    except AlreadyDoneError:
        pass
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("questions:wave", wave_id)
    else:
        messages.success(request, done)
    return redirect("questions:results", wave_id)


@require_http_methods(["GET", "POST"])
def paper(request: Request, wave_id: int) -> HttpResponse:
    """Type in one paper after another, on the same pages as whoever answers by themselves."""
    found = _attended(request, wave_id)
    if not found.may_enter:
        raise PermissionDenied
    way = Way(
        found.definition,
        asks_name=found.is_named,
        may_be_left=True,
        attaching=for_paper(request, wave_id),
    )
    is_sent = request.method == "POST"
    step = next_step(way, request.POST, request.FILES) if is_sent else first_step(way)
    if step.does:
        return _enter(request, found, way, step)
    return _paper_page(request, found, way, step)


def _paper_page(
    request: Request, found: WaveRecord, way: Way, step: Step, wrong: str = ""
) -> HttpResponse:
    context = {
        "found": found,
        "step": step,
        "wrong": wrong,
        "so_far": to_carry(step.answers),
        "once_key": new_key(),
        "said": in_words(step.sections, step.answers, way.attaching.words) if step.is_look else (),
    }
    return render(request, "questions/paper.html", context)


def _enter(request: Request, found: WaveRecord, way: Way, step: Step) -> HttpResponse:
    answers = {key: said for key, said in step.answers.items() if key != NAME}
    try:
        actions.enter_paper(
            wave_id=found.facts.id,
            answers=answers,
            name=str(step.answers.get(NAME, ""))[:120],
            once=request.POST.get("once", "").replace("\0", "")[:64],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        pass
    except actions.DoNotFitError as misfits:
        again = at_fault(way, step.answers, misfits.problems[0])
        return _paper_page(request, found, way, again)
    except ValidationError as refused:
        return _paper_page(request, found, way, first_step(way), " ".join(refused.messages))
    else:
        messages.success(request, _("It is entered. Take the next paper, or go back to the wave."))
    return redirect("questions:paper", found.facts.id)


@require_safe
@rationed("download", *DOWNLOADS)
def form_to_print(request: Request, wave_id: int) -> HttpResponse:
    found = _attended(request, wave_id)
    response = HttpResponse(paper_form(found), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="questionnaire.pdf"'
    return response
