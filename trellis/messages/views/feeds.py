"""Due days in one's own calendar."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request
from trellis.kernel.viewer import system
from trellis.messages import actions, queries
from trellis.messages.forms import FeedForm


@require_http_methods(["GET", "POST"])
@login_required
def calendar(plain: HttpRequest) -> HttpResponse:
    """The addresses one has made, and making one: it is shown this once."""
    request = cast("Request", plain)
    form = FeedForm(request.POST if request.method == "POST" else None)
    made: list[str] = []
    if form.is_valid() and form.carry_out(lambda: made.append(_make(request, form))) and not made:
        return redirect("messages:calendar")
    context = {
        "form": FeedForm() if made else form,
        "made": made[0] if made else "",
        "feeds": queries.feeds(request.viewer),
        "once": OnceForm(),
    }
    return render(request, "messages/calendar.html", context)


def _make(request: Request, form: FeedForm) -> str:
    _feed, secret = actions.make_feed(
        name=form.cleaned_data["name"],
        once=form.cleaned_data["once"],
        by=request.viewer,
        now=request.now,
    )
    return settings.SITE_URL + reverse("messages:feed", args=[secret])


@require_POST
@login_required
def revoke(plain: HttpRequest, feed_id: int) -> HttpResponse:
    request = cast("Request", plain)
    once = request.POST.get("once", "").replace("\0", "")[:64]
    try:
        actions.revoke_feed(feed_id=feed_id, once=once, by=request.viewer, now=request.now)
    except AlreadyDoneError:
        return redirect("messages:calendar")
    messages.info(request, _("It is revoked. A calendar that uses it gets nothing more."))
    return redirect("messages:calendar")


@require_safe
def feed(request: Request, secret: str) -> HttpResponse:
    """What a calendar program fetches: the secret is what counts, nobody signs in."""
    found = queries.feed_with(secret)
    if found is None:
        raise Http404
    actions.tell_days(feed_id=found.pk, by=system("calendar"), now=request.now)
    told = queries.as_calendar(found, queries.days_of(found, request.today))
    response = HttpResponse(told, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="due.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
