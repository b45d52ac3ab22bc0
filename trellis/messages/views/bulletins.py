"""Bulletins: put together, looked at as they will look, sent."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.messages import actions, queries
from trellis.messages.forms import BeginForm, ChangeForm, ItemForm


@require_safe
@login_required
def bulletins(plain: HttpRequest) -> HttpResponse:
    request = cast("Request", plain)
    found = queries.bulletins(request.viewer)
    return render(request, "messages/bulletins.html", {"bulletins": found})


@require_http_methods(["GET", "POST"])
@login_required
def begin(plain: HttpRequest) -> HttpResponse:
    request = cast("Request", plain)
    queries.bulletins(request.viewer)  # refuses whoever sends none
    offered = queries.places_to_write_about(request.viewer)
    sent = request.POST if request.method == "POST" else None
    form = BeginForm(sent, topics=queries.topics(), places=offered)
    made: list[int] = []
    if form.is_valid() and form.carry_out(lambda: made.append(_begin(request, form))):
        return redirect("messages:bulletin", made[0]) if made else redirect("messages:bulletins")
    return render(request, "messages/begin.html", {"form": form})


def _begin(request: Request, form: BeginForm) -> int:
    given = form.cleaned_data
    row = actions.begin_bulletin(
        place_id=given["place"],
        topic=given["topic"],
        title=given["title"],
        opening=given["opening"],
        once=given["once"],
        by=request.viewer,
        now=request.now,
    )
    return row.pk


@require_safe
def bulletin(request: Request, bulletin_id: int) -> HttpResponse:
    """What is in it, for whom, and how it will look."""
    found = queries.shown(request.viewer, bulletin_id, request.today)
    about_record(request, found.row.area.slug, found.row.area.standing)
    return render(request, "messages/bulletin.html", {"shown": found})


@require_safe
def letter(request: Request, bulletin_id: int) -> HttpResponse:
    """The letter itself, as a mail program shows it."""
    found = queries.shown(request.viewer, bulletin_id, request.today)
    return HttpResponse(found.written.html)


@require_http_methods(["GET", "POST"])
def change(request: Request, bulletin_id: int) -> HttpResponse:
    row = queries.bulletin(request.viewer, bulletin_id, "edit")
    about_record(request, row.area.slug, row.area.standing)
    form = ChangeForm(request.POST if request.method == "POST" else None, row=row)
    if form.is_valid() and form.carry_out(lambda: _change(request, row.pk, form)):
        return redirect("messages:bulletin", bulletin_id)
    return render(request, "messages/change.html", {"form": form, "bulletin": row})


def _change(request: Request, bulletin_id: int, form: ChangeForm) -> None:
    given = form.cleaned_data
    actions.change_bulletin(
        bulletin_id=bulletin_id,
        title=given["title"],
        opening=given["opening"],
        once=given["once"],
        by=request.viewer,
        now=request.now,
    )


@require_http_methods(["GET", "POST"])
def add_item(request: Request, bulletin_id: int) -> HttpResponse:
    row = queries.bulletin(request.viewer, bulletin_id, "edit")
    about_record(request, row.area.slug, row.area.standing)
    form = ItemForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.carry_out(lambda: _put(request, row.pk, None, form)):
        return redirect("messages:bulletin", bulletin_id)
    return render(request, "messages/item.html", {"form": form, "bulletin": row})


@require_http_methods(["GET", "POST"])
def change_item(request: Request, bulletin_id: int, number: int) -> HttpResponse:
    """Its words, or out with it."""
    item = queries.item(request.viewer, bulletin_id, number)
    about_record(request, item.bulletin.area.slug, item.bulletin.area.standing)
    if "remove" in request.POST:
        actions.remove_item(
            bulletin_id=bulletin_id, number=number, by=request.viewer, now=request.now
        )
        return redirect("messages:bulletin", bulletin_id)
    form = ItemForm(request.POST if request.method == "POST" else None, row=item)
    if form.is_valid() and form.carry_out(lambda: _put(request, bulletin_id, number, form)):
        return redirect("messages:bulletin", bulletin_id)
    context = {"form": form, "bulletin": item.bulletin, "item": item}
    return render(request, "messages/item.html", context)


def _put(request: Request, bulletin_id: int, number: int | None, form: ItemForm) -> None:
    given = form.cleaned_data
    actions.put_item(
        bulletin_id=bulletin_id,
        number=number,
        heading=given["heading"],
        words=given["words"],
        link=given["link"],
        once=given["once"],
        by=request.viewer,
        now=request.now,
    )


@require_http_methods(["GET", "POST"])
def send(request: Request, bulletin_id: int) -> HttpResponse:
    """Once more how many get it; then it is sent."""
    queries.bulletin(request.viewer, bulletin_id, "edit")
    found = queries.shown(request.viewer, bulletin_id, request.today)
    about_record(request, found.row.area.slug, found.row.area.standing)
    form = OnceForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.carry_out(lambda: _send(request, bulletin_id, form)):
        return redirect("messages:bulletin", bulletin_id)
    return render(request, "messages/send.html", {"form": form, "shown": found})


def _send(request: Request, bulletin_id: int, form: OnceForm) -> None:
    row = actions.send_bulletin(
        bulletin_id=bulletin_id,
        once=form.cleaned_data["once"],
        by=request.viewer,
        now=request.now,
    )
    words = ngettext(
        "It is on its way to one reader.", "It is on its way to %(count)d readers.", row.letters
    )
    messages.success(request, words % {"count": row.letters})
