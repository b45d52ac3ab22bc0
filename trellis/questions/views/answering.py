"""Answering, by whoever has the address: no account, no script, nothing that tells who it is."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.forms import new_key
from trellis.kernel.http import Request, about_record
from trellis.kernel.limits import Limit
from trellis.kernel.throttles import rationed
from trellis.kernel.viewer import STRANGER
from trellis.questions import actions, queries
from trellis.questions.forms.answering import NAME, EqualityForm, to_carry
from trellis.questions.queries import Asked
from trellis.questions.rules.answers import Answers
from trellis.questions.views.attaching import for_answers
from trellis.questions.views.shown import in_words
from trellis.questions.views.walking import SAVE, Step, Way, at_fault, first_step, next_step

View = Callable[..., HttpResponse]
# A room full of people at one table with one line to the world.
PAGES = (Limit(120, timedelta(minutes=1)),)


def _as_nobody(view: View) -> View:
    """Whoever is signed in is a stranger here: neither page nor counter knows them."""

    @wraps(view)
    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        request.viewer = STRANGER
        return view(request, *args, **kwargs)

    return answer


@require_http_methods(["GET", "POST"])
@_as_nobody
@rationed("questions.pages", *PAGES)
def answer(request: Request, key: str, secret: str = "") -> HttpResponse:
    """One page after another; the last one sends."""
    try:
        found = _asked(request, key, secret)
    except queries.LinkSpentError:
        return _spent(request)
    if not found.is_open:
        return render(request, "questions/answer_over.html", {"asked": found}, status=410)
    if found.needs_link and not secret:
        return render(request, "questions/answer_needs_link.html", {"asked": found}, status=403)
    way = Way(
        found.definition,
        asks_name=found.is_named,
        before=found.answers,
        attaching=for_answers(request, found.wave_id, found.secret),
    )
    try:
        step = _step(request, way)
    except (actions.WaveOverError, queries.LinkSpentError):  # between two lines, with a file
        return redirect(request.path)
    if not step.does:
        return _page(request, found, way, step)
    return (
        _save(request, found, way, step) if step.does == SAVE else _send(request, found, way, step)
    )


def _step(request: Request, way: Way) -> Step:
    if request.method != "POST":
        return first_step(way)
    return next_step(way, request.POST, request.FILES)


def _asked(request: Request, key: str, secret: str = "") -> Asked:
    asked_for = request.POST if request.method == "POST" else request.GET
    found = queries.asked_by(
        request.viewer,
        key,
        today=request.today,
        secret=secret,
        language=asked_for.get("language", ""),
    )
    about_record(request, found.area_slug, found.standing)
    return found


def _spent(request: Request) -> HttpResponse:
    return render(request, "questions/answer_spent.html", status=410)


def _page(request: Request, found: Asked, way: Way, step: Step, wrong: str = "") -> HttpResponse:
    return render(
        request,
        "questions/answer_look.html" if step.is_look else "questions/answer.html",
        {
            "asked": found,
            "step": step,
            "wrong": wrong,
            "so_far": to_carry(step.answers),
            "once_key": new_key(),
            "said": in_words(step.sections, step.answers, way.attaching.words)
            if step.is_look
            else (),
        },
    )


def _save(request: Request, found: Asked, way: Way, step: Step) -> HttpResponse:
    try:
        secret = actions.save_answers(
            wave_id=found.wave_id,
            answers=step.answers,
            name=str(step.answers.get(NAME, ""))[:120],
            secret=found.secret,
            by=request.viewer,
            now=request.now,
        )
    except queries.LinkSpentError:
        return _spent(request)
    except ValidationError as refused:
        return _page(request, found, way, step, " ".join(refused.messages))
    address = request.build_absolute_uri(reverse("questions:answer_with", args=[found.key, secret]))
    return render(request, "questions/answer_saved.html", {"asked": found, "address": address})


def _send(request: Request, found: Asked, way: Way, step: Step) -> HttpResponse:
    answers: Answers = {key: said for key, said in step.answers.items() if key != NAME}
    try:
        actions.send_answers(
            wave_id=found.wave_id,
            answers=answers,
            name=str(step.answers.get(NAME, ""))[:120],
            secret=found.secret,
            once=request.POST.get("once", "").replace("\0", "")[:64],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        pass
    except queries.LinkSpentError:
        return _spent(request)
    except actions.DoNotFitError as misfits:
        return _page(request, found, way, at_fault(way, step.answers, misfits.problems[0]))
    except ValidationError as refused:
        first = first_step(replace(way, before=step.answers))
        return _page(request, found, way, first, " ".join(refused.messages))
    return redirect("questions:thanks", found.key)


@require_http_methods(["GET", "POST"])
@_as_nobody
@rationed("questions.pages", *PAGES)
def thanks(request: Request, key: str) -> HttpResponse:
    """The answers are away; then, where the wave asks them, the questions on equality."""
    found = _asked(request, key)
    form = EqualityForm(request.POST if request.method == "POST" else None)
    if not found.asks_equality or not found.is_open:
        return render(request, "questions/thanks.html", {"asked": found})
    if form.is_valid():
        with suppress(AlreadyDoneError):
            actions.answer_equality(
                wave_id=found.wave_id,
                answers=form.answers(),
                once=form.cleaned_data["once"],
                by=request.viewer,
                now=request.now,
            )
        return render(request, "questions/thanks.html", {"asked": found, "is_done": True})
    return render(request, "questions/thanks.html", {"asked": found, "form": form})
