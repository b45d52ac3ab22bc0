"""One's own subscriptions, and those of others, for whoever sends bulletins."""

from contextlib import suppress
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request
from trellis.messages import actions, queries, words
from trellis.messages.forms import AddSubscribersForm, SubscribeForm


@require_http_methods(["GET", "POST"])
@login_required
def subscriptions(plain: HttpRequest) -> HttpResponse:
    """Which bulletins one gets, and asking for more."""
    request = cast("Request", plain)
    offered = queries.places_to_read_about(request.viewer)
    sent = request.POST if request.method == "POST" else None
    form = SubscribeForm(sent, topics=queries.topics(), places=offered)
    if form.is_valid() and form.carry_out(lambda: _subscribe(request, form)):
        messages.success(request, _("You will get them from the next bulletin on."))
        return redirect("messages:subscriptions")
    context = {
        "form": form,
        "own": queries.subscriptions(request.viewer),
        "agreed": words.AGREED,
        "once": OnceForm(),
    }
    return render(request, "messages/subscriptions.html", context)


def _subscribe(request: Request, form: SubscribeForm) -> None:
    given = form.cleaned_data
    actions.subscribe(
        topic=given["topic"],
        place_id=given["place"],
        once=given["once"],
        by=request.viewer,
        now=request.now,
    )


@require_POST
def end(request: Request, subscription_id: int) -> HttpResponse:
    own = subscription_id in {one.id for one in queries.subscriptions(request.viewer)}
    with suppress(AlreadyDoneError):
        actions.end_subscription(
            subscription_id=subscription_id,
            once=request.POST.get("once", "").replace("\0", "")[:64],
            by=request.viewer,
            now=request.now,
        )
    messages.info(request, _("It has ended."))
    return redirect("messages:subscriptions" if own else "messages:subscribers")


@require_safe
@login_required
def subscribers(plain: HttpRequest) -> HttpResponse:
    """Whom bulletins go to, each with the proof of by what right."""
    request = cast("Request", plain)
    page = queries.subscribers(request.viewer, request.GET.get("page"))
    return render(request, "messages/subscribers.html", {"page": page, "once": OnceForm()})


@require_http_methods(["GET", "POST"])
@login_required
def add_subscribers(plain: HttpRequest) -> HttpResponse:
    request = cast("Request", plain)
    queries.bulletins(request.viewer)  # refuses whoever sends none
    offered = queries.places_to_write_about(request.viewer)
    sent = request.POST if request.method == "POST" else None
    form = AddSubscribersForm(sent, topics=queries.topics(), places=offered)
    if form.is_valid() and form.carry_out(lambda: _add(request, form)):
        return redirect("messages:subscribers")
    return render(request, "messages/add_subscribers.html", {"form": form})


def _add(request: Request, form: AddSubscribersForm) -> None:
    given = form.cleaned_data
    found = actions.add_subscribers(
        addresses=given["addresses"],
        topic=given["topic"],
        place_id=given["place"],
        basis=given["basis"],
        given_on=given["given_on"],
        given_words=given["given_words"],
        once=given["once"],
        by=request.viewer,
        now=request.now,
    )
    said = _("%(added)d added, %(already)d had subscribed before, %(silent)d want no more.")
    messages.success(request, said % vars(found))
