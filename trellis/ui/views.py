"""The gallery: every component in every state, and three pages made of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trellis.ui import specimens

PAGES = ("report", "record", "today")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the components, or with `?show=report`, `record` or `today` a page made of them."""
    show = request.GET.get("show", "components")
    if show not in {"components", *PAGES}:
        raise Http404
    return render(request, f"ui/gallery/{show}.html", specimens.everything())
