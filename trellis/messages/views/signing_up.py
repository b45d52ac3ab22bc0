"""Bulletins for people without an account: asking, confirming, choosing, by links in letters."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.messages import actions, queries, words
from trellis.messages.forms import ConfirmForm, SignUpForm, WriteAgainForm
from trellis.places import queries as places


@require_http_methods(["GET", "POST"])
def sign_up(request: Request) -> HttpResponse:
    """Topics, places, an address. What comes next says the same to everybody."""
    areas = queries.areas_to_read_about(request.viewer)
    area = _chosen(request, areas)
    if area is None:
        return render(request, "messages/sign_up_none.html")
    about_record(request, area.slug, area.standing)
    sent = request.POST if request.method == "POST" else None
    form = SignUpForm(sent, topics=queries.topics(), places=queries.places_of(area.id))
    if form.is_valid() and form.carry_out(lambda: _sign_up(request, form, area.id)):
        return redirect(f"{reverse('messages:sign_up_asked')}?area={area.slug}")
    others = [one for one in areas if one.id != area.id]
    context = {"form": form, "area": area, "others": others, "agreed": words.AGREED}
    return render(request, "messages/sign_up.html", context)


def _chosen(request: Request, areas: list[places.Area]) -> places.Area | None:
    """The area that was asked for, else the first."""
    slug = request.GET.get("area", "")
    if slug and slug not in {one.slug for one in areas}:
        raise Http404
    return next((one for one in areas if slug in {"", one.slug}), None)


def _sign_up(request: Request, form: SignUpForm, area_id: int) -> None:
    given = form.cleaned_data
    actions.sign_up(
        address=given["address"],
        area_id=area_id,
        topics=given["topics"],
        place_ids=[int(one) for one in given["places"]],
        network=request.network,
        once=given["once"],
        by=request.viewer,
        now=request.now,
    )


@require_safe
def asked(request: Request) -> HttpResponse:
    area = _chosen(request, queries.areas_to_read_about(request.viewer))
    if area is not None:
        about_record(request, area.slug, area.standing)
    return render(request, "messages/sign_up_asked.html", {"area": area})


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, secret: str) -> HttpResponse:
    """To look at it does nothing: programs that look through mail follow every link."""
    facts = queries.sign_up_facts(secret)
    if facts is None:
        raise Http404
    own = reverse("messages:reader", args=[queries.reader_secret(facts[1])])
    waiting = queries.waiting_with(secret, request.viewer, request.now)
    if waiting is None:
        return render(request, "messages/confirm_over.html", {"own_url": own}, status=410)
    form = ConfirmForm(request.POST if request.method == "POST" else None, waiting=waiting)
    if form.is_valid() and form.carry_out(
        lambda: actions.confirm_sign_up(
            sign_up_id=waiting.id,
            wanted=form.cleaned_data["wanted"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    ):
        messages.success(request, _("You will get them from the next bulletin on."))
        return redirect(own)
    context = {"form": form, "waiting": waiting, "agreed": words.AGREED}
    return render(request, "messages/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reader(request: Request, secret: str) -> HttpResponse:
    """What the address gets that a letter came to; and whether letters may come again."""
    key, found = queries.reader_key(secret), queries.reader_with(secret)
    if key is None or found is None:
        raise Http404
    form = WriteAgainForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.carry_out(
        lambda: actions.write_again(
            key=key,
            address=form.cleaned_data["address"],
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    ):
        messages.success(request, _("Letters may come again. Now ask for what you want."))
        return redirect("messages:reader", secret)
    context = {
        "found": found,
        "form": form,
        "once": OnceForm(),
        "secret": secret,
        "rid": queries.unsubscribe_secret(key, "bulletin"),
    }
    return render(request, "messages/reader.html", context)


@require_POST
def end(request: Request, secret: str) -> HttpResponse:
    """One of the subscriptions behind the link."""
    key, named = queries.reader_key(secret), request.POST.get("subscription", "")
    if key is None or not named.isascii() or not named.isdecimal() or len(named) > 15:
        raise Http404
    with suppress(AlreadyDoneError):
        actions.end_by_link(
            key=key,
            subscription_id=int(named),
            once=request.POST.get("once", "").replace("\0", "")[:64],
            by=request.viewer,
            now=request.now,
        )
    messages.info(request, _("It has ended."))
    return redirect("messages:reader", secret)
