"""Being rid of letters by a link in one: without signing in, by one click of a mail program or by
a button on a page (RFC 8058)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from trellis.kernel.http import Request
from trellis.messages import actions, queries, words


@csrf_exempt  # a mail program has no form of ours; the secret in the address is what counts
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: Request, secret: str) -> HttpResponse:
    """To look at the page does nothing: programs that look through mail follow every link."""
    found = queries.unsubscribe_facts(secret)
    if found is None:
        raise Http404
    key, kind = found
    if request.method == "POST":
        actions.unsubscribe(key=key, kind=kind, by=request.viewer, now=request.now)
    context = {
        "done": request.method == "POST",
        "what": words.KINDS[kind],
        "own_url": _own_page(key, kind),
    }
    return render(request, "messages/unsubscribe.html", context)


def _own_page(key: str, kind: str) -> str:
    """Where they choose what they get: what comes to an account is chosen there, all else by the
    link that is as good as this one."""
    if kind == "digest":
        return reverse("messages:settings")
    return reverse("messages:reader", args=[queries.reader_secret(key)])
