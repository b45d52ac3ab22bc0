"""The list of questionnaires, and one with its waves."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.editing import mark_of
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.questions import actions, queries
from trellis.questions.forms.editing import BeginForm, DescribeForm


@require_safe
def questionnaires(request: Request) -> HttpResponse:
    if not queries.keeps_any(request.viewer):
        raise PermissionDenied
    context = {
        "found": queries.questionnaires(request.viewer),
        "may_begin": bool(queries.owners_to_ask_for(request.viewer)),
    }
    return render(request, "questions/list.html", context)


@require_http_methods(["GET", "POST"])
def begin(request: Request) -> HttpResponse:
    owners = queries.owners_to_ask_for(request.viewer)
    if not owners:
        raise PermissionDenied
    form = BeginForm(sent(request), owners=owners)
    if form.is_valid():
        given = form.cleaned_data
        try:
            row = actions.begin_questionnaire(
                owner_id=given["owner"],
                title=given["title"],
                about=given["about"],
                first_section=given["first_section"],
                once=given["once"],
                by=request.viewer,
                now=request.now,
            )
        except AlreadyDoneError:
            return redirect("questions:list")
        return redirect("questions:editor", row.pk)
    context = {"form": form, "owner": owners[0][1] if len(owners) == 1 else ""}
    return render(request, "questions/begin.html", context)


@require_safe
def record(request: Request, questionnaire_id: int) -> HttpResponse:
    found = queries.questionnaire(request.viewer, questionnaire_id)
    about_record(request, found.area_slug, found.standing)
    context = {"found": found, "once": OnceForm()}
    return render(request, "questions/record.html", context)


@require_http_methods(["GET", "POST"])
def describe(request: Request, questionnaire_id: int) -> HttpResponse:
    found = queries.questionnaire(request.viewer, questionnaire_id, "edit")
    about_record(request, found.area_slug, found.standing)
    shown, mark = {"title": found.title, "about": found.about}, mark_of(found.title, found.about)
    form = DescribeForm(sent(request), initial={**shown, "seen": mark})
    edited = form.edit(
        lambda: actions.describe_questionnaire(
            questionnaire_id=questionnaire_id,
            title=form.cleaned_data["title"],
            about=form.cleaned_data["about"],
            seen=form.cleaned_data["seen"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        ),
        in_record=shown,
        mark=mark,
    )
    if edited.is_done:
        return redirect("questions:record", questionnaire_id)
    context = {"found": found, "form": form, "edited": edited}
    return render(request, "questions/describe.html", context, status=edited.status)


def sent(request: Request) -> QueryDict | None:
    """What was sent; nothing at all is a form sent empty, not a form yet to be shown."""
    return request.POST if request.method == "POST" else None
