"""Attaching a document to what was recorded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trellis.documents.actions import take_in
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.http import Request
from trellis.performance import actions, queries
from trellis.performance.forms.evidence import EvidenceForm
from trellis.performance.queries import Line
from trellis.performance.views.asked import asked, page
from trellis.performance.words import span_words


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: Request, slug: str, value_id: int) -> HttpResponse:
    """Bring a document that stands behind one value."""
    found = asked(request, slug)
    line = queries.value_to_attach_to(request.viewer, found.facts, value_id, request.today)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EvidenceForm(*sent)
    if form.is_valid():
        _attach(request, value_id, line, form, made_url(slug, line))
        return redirect(made_url(slug, line))
    crumbs = [
        (found.facts.short_title, reverse("performance:area", args=[slug])),
        (_("How the figure is made"), made_url(slug, line)),
        (_("Attach evidence"), ""),
    ]
    shown = page(
        found,
        crumbs,
        form=form,
        line=line,
        period_words=span_words(line.found.span),
        cancel_url=made_url(slug, line),
    )
    return render(request, "performance/attach.html", shown)


def made_url(slug: str, line: Line) -> str:
    """The page of how the line's figure is made."""
    where = [slug, line.indicator.number, line.place_code, line.found.span.code]
    url = reverse("performance:made", args=where)
    return f"{url}?provider={line.provider_id}" if line.provider_id else url


def _attach(request: Request, value_id: int, line: Line, form: EvidenceForm, address: str) -> None:
    given = form.cleaned_data
    try:
        actions.attach_evidence(
            value_id=value_id,
            title=given["title"],
            about=given["about"],
            file=take_in(given["file"]),
            is_public=given["readers"] == "public",
            label=f"{line.indicator.number}. {line.indicator.title}, {line.place_name}, "
            f"{span_words(line.found.span)}"[:300],
            address=address,
            once=given["once"],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        return
    messages.success(request, _("The document stands behind the figure."))
