"""Saying how strong the evidence under a value is, and whether to judge or to improve."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request
from trellis.performance import actions, queries
from trellis.performance.forms.appraising import AppraisalForm
from trellis.performance.views.asked import asked, page
from trellis.performance.views.evidence import made_url
from trellis.performance.words import span_words


@require_http_methods(["GET", "HEAD", "POST"])
def retag(request: Request, slug: str, value_id: int, appraisal_id: int) -> HttpResponse:
    """Put one's own appraisal under the other purpose."""
    found = asked(request, slug)
    said = queries.appraisal_to_retag(request.viewer, found.facts, value_id, appraisal_id)
    line = queries.line_of_value(request.viewer, found.facts, value_id, today=request.today)
    purpose = "summative" if said.purpose == "formative" else "formative"
    form = OnceForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.carry_out(
        lambda: actions.retag_appraisal(
            appraisal_id=appraisal_id,
            purpose=purpose,
            by=request.viewer,
            now=request.now,
            once=form.cleaned_data["once"],
        )
    ):
        messages.success(request, _("Your appraisal serves its new purpose from now on."))
        return redirect(made_url(slug, line))
    crumbs = [
        (found.facts.short_title, reverse("performance:area", args=[slug])),
        (_("How the figure is made"), made_url(slug, line)),
        (_("What it is for"), ""),
    ]
    context = page(
        found, crumbs, form=form, said=said, line=line, purpose=purpose,
        cancel_url=made_url(slug, line),
    )  # fmt: skip
    return render(request, "performance/retag.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def appraise(request: Request, slug: str, value_id: int) -> HttpResponse:
    """Say how strong the evidence under one value is."""
    found = asked(request, slug)
    value, line = queries.appraisal(request.viewer, found.facts, value_id, today=request.today)
    form = AppraisalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.appraise_evidence(
                by=request.viewer, now=request.now, value=value, **form.cleaned_data
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        except AlreadyDoneError:
            return redirect(made_url(slug, line))
        else:
            messages.success(request, _("Your appraisal stands beside the figure."))
            return redirect(made_url(slug, line))
    crumbs = [
        (found.facts.short_title, reverse("performance:area", args=[slug])),
        (_("How the figure is made"), made_url(slug, line)),
        (_("Appraise evidence"), ""),
    ]
    return render(
        request,
        "performance/appraise.html",
        page(
            found,
            crumbs,
            form=form,
            line=line,
            evidence=queries.evidence(request.viewer, value),
            period_words=span_words(line.found.span),
            cancel_url=made_url(slug, line),
        ),
    )
