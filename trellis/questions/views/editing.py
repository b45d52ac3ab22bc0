"""Making a questionnaire on a page that shows it as it will be."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.editing import mark_of
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.questions import actions, queries
from trellis.questions.forms.answering import AnswerForm
from trellis.questions.forms.editing import (
    QuestionForm,
    SectionForm,
    TranslateForm,
    question_initial,
    section_initial,
)
from trellis.questions.queries import QuestionnaireRecord
from trellis.questions.rules.definition import Definition, Kind, Section
from trellis.questions.views.keeping import sent
from trellis.questions.views.walking import Way, first_step, next_step
from trellis.questions.words import KINDS, LANGUAGES, kind, language


@require_safe
def editor(request: Request, questionnaire_id: int) -> HttpResponse:
    found = _kept(request, questionnaire_id)
    return render(
        request,
        "questions/editor.html",
        {
            "found": found,
            "sections": _preview(found.newest.definition),
            "once": OnceForm(),
            "kinds": [(code, capfirst(str(words))) for code, words in KINDS.items()],
            "languages": [
                (code, name)
                for code, name in LANGUAGES.items()
                if code not in dict(found.newest.languages)
            ],
        },
    )


def _kept(request: Request, questionnaire_id: int) -> QuestionnaireRecord:
    found = queries.questionnaire(request.viewer, questionnaire_id, "edit")
    about_record(request, found.area_slug, found.standing)
    return found


def _preview(definition: Definition) -> list[dict[str, Any]]:
    """Each section with its questions as whoever answers meets them; they take nothing here."""
    return [
        {
            "section": section,
            "when": _when(definition, section.when),
            "questions": [
                {
                    "question": question,
                    "kind": kind(question.kind),
                    "when": _when(definition, question.when),
                    "fields": _fields(replace(section, questions=(question,))),
                }
                for question in section.questions
            ],
        }
        for section in definition.sections
    ]


def _fields(section: Section) -> list[Any]:
    form = AnswerForm(section=section)
    for field in form.fields.values():
        field.disabled = True
    return list(form.visible_fields())


def _when(definition: Definition, when: Any) -> str:
    if when is None:
        return ""
    question = definition.question(when.question)
    said = _(" or ").join(f"“{question.words_of(code)}”" for code in when.codes)
    return _("Asked of those who answered %(said)s to “%(question)s”") % {
        "said": said,
        "question": question.text,
    }


@require_POST
def begin_version(request: Request, questionnaire_id: int) -> HttpResponse:
    return _do(request, questionnaire_id, actions.begin_version)


@require_http_methods(["GET", "POST"])
def add_section(request: Request, questionnaire_id: int) -> HttpResponse:
    found = _kept(request, questionnaire_id)
    definition = found.newest.definition
    form = SectionForm(sent(request), earlier=list(definition.questions))
    if form.is_valid() and form.carry_out(
        lambda: actions.add_section(
            questionnaire_id=questionnaire_id,
            section=form.section(),
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    ):
        return redirect("questions:editor", questionnaire_id)
    return render(request, "questions/section.html", {"found": found, "form": form})


@require_http_methods(["GET", "POST"])
def edit_section(request: Request, questionnaire_id: int, section: str) -> HttpResponse:
    found = _kept(request, questionnaire_id)
    definition = found.newest.definition
    was = _or_404(definition.section, section)
    shown = section_initial(was)
    mark = mark_of(replace(was, questions=()))
    form = SectionForm(
        sent(request), earlier=definition.before(section), initial={**shown, "seen": mark}
    )
    edited = form.edit(
        lambda: actions.edit_section(
            questionnaire_id=questionnaire_id,
            section=form.section(section),
            seen=form.cleaned_data["seen"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        ),
        in_record=shown,
        mark=mark,
    )
    if edited.is_done:
        return redirect("questions:editor", questionnaire_id)
    context = {"found": found, "form": form, "section": was, "edited": edited}
    return render(request, "questions/section.html", context, status=edited.status)


@require_http_methods(["GET", "POST"])
def add_question(request: Request, questionnaire_id: int, section: str) -> HttpResponse:
    """First of what kind, then what that kind takes."""
    found = _kept(request, questionnaire_id)
    definition = found.newest.definition
    within = _or_404(definition.section, section)
    code = request.GET.get("kind", "")
    if code not in KINDS:
        kinds = [(code, capfirst(str(words))) for code, words in KINDS.items()]
        context = {"found": found, "section": within, "kinds": kinds}
        return render(request, "questions/question_kind.html", context)
    earlier = [*definition.before(section), *within.questions]
    form = QuestionForm(sent(request), kind=Kind(code), earlier=earlier)
    if form.is_valid() and form.carry_out(
        lambda: actions.add_question(
            questionnaire_id=questionnaire_id,
            section=section,
            question=form.question(),
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    ):
        return _to(questionnaire_id, section)
    context = {"found": found, "form": form, "section": within, "kind": kind(code)}
    return render(request, "questions/question.html", context)


@require_http_methods(["GET", "POST"])
def edit_question(request: Request, questionnaire_id: int, question: str) -> HttpResponse:
    found = _kept(request, questionnaire_id)
    definition = found.newest.definition
    was = _or_404(definition.question, question)
    shown, mark = question_initial(was), mark_of(was)
    form = QuestionForm(
        sent(request),
        kind=was.kind,
        before=was,
        earlier=definition.before(question),
        initial={**shown, "seen": mark},
    )
    edited = form.edit(
        lambda: actions.edit_question(
            questionnaire_id=questionnaire_id,
            question=form.question(),
            seen=form.cleaned_data["seen"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        ),
        in_record=shown,
        mark=mark,
    )
    if edited.is_done:
        return _to(questionnaire_id, question)
    context = {
        "found": found,
        "form": form,
        "question": was,
        "kind": kind(was.kind),
        "edited": edited,
    }
    return render(request, "questions/question.html", context, status=edited.status)


@require_POST
def move(request: Request, questionnaire_id: int, part: str) -> HttpResponse:
    up = request.POST.get("to") == "up"
    return _do(request, questionnaire_id, actions.move_part, at=part, key=part, up=up)


@require_POST
def remove(request: Request, questionnaire_id: int, part: str) -> HttpResponse:
    return _do(request, questionnaire_id, actions.remove_part, key=part)


@require_http_methods(["GET", "POST"])
def translate(request: Request, questionnaire_id: int, language_code: str) -> HttpResponse:
    found = _kept(request, questionnaire_id)
    if language_code not in LANGUAGES:
        raise Http404
    texts = queries.translation(request.viewer, questionnaire_id, language_code)
    form = TranslateForm(sent(request), texts=texts)
    if form.is_valid() and form.carry_out(
        lambda: actions.translate_version(
            questionnaire_id=questionnaire_id,
            language=language_code,
            texts=form.said(),
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    ):
        return redirect("questions:editor", questionnaire_id)
    context = {"found": found, "form": form, "language": language(language_code)}
    return render(request, "questions/translate.html", context)


@require_http_methods(["GET", "POST"])
def preview(request: Request, questionnaire_id: int) -> HttpResponse:
    """The whole way through, as whoever answers goes it; nothing is kept."""
    found = queries.questionnaire(request.viewer, questionnaire_id)
    about_record(request, found.area_slug, found.standing)
    way = Way(found.newest.definition)
    is_sent = request.method == "POST"
    step = next_step(way, request.POST, request.FILES) if is_sent else first_step(way)
    if step.does or not step.sections:
        return redirect("questions:record", questionnaire_id)
    return render(request, "questions/preview.html", {"found": found, "step": step})


def _do(
    request: Request,
    questionnaire_id: int,
    action: Callable[..., Any],
    *,
    at: str = "",
    **given: Any,
) -> HttpResponse:
    try:
        action(
            questionnaire_id=questionnaire_id,
            once=request.POST.get("once", "").replace("\0", "")[:64],
            by=request.viewer,
            now=request.now,
            **given,
        )
    except AlreadyDoneError:
        pass
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return _to(questionnaire_id, at)


def _to(questionnaire_id: int, part: str) -> HttpResponse:
    """Back to the editor, where the part stands."""
    url = reverse("questions:editor", args=[questionnaire_id])
    return redirect(f"{url}#{part}" if part else url)


def _or_404(find: Callable[[str], Any], key: str) -> Any:
    try:
        return find(key)
    except KeyError as fault:
        raise Http404 from fault
