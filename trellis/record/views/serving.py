"""What was done, by what it served: the outcomes of the area, and the issues it was about."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.http import Request, about_record
from trellis.record import actions, queries
from trellis.record.forms.keeping import AddIssueForm, IssueForm
from trellis.record.queries import keeping
from trellis.record.views.doing import FORM, sent
from trellis.record.views.reading import area_of, crumbs, in_time, place_of, span_of


@require_safe
def served(request: Request, area: str) -> HttpResponse:
    """All outcomes and issues, in the whole area or one place of it (`?place=`)."""
    where = area_of(request, area)
    span = span_of(request, where)
    context = in_time(request, where, span) | {
        "page": queries.served(where.id, span, code=place_of(request)),
        "may_keep": keeping.may_add(request.viewer, where),
        "crumbs": crumbs(where, (_("By outcome and issue"), "")),
    }
    return render(request, "record/served/list.html", context)


@require_safe
def tag(request: Request, area: str, tag_id: int) -> HttpResponse:
    """One outcome or issue: who did something for it, where, and whom it reached; in all the area
    or in a place."""
    where = area_of(request, area)
    span = span_of(request, where)
    row = queries.tag(where.id, tag_id)
    report = queries.report(where.id, span, code=place_of(request), tag=row)
    context = in_time(request, where, span) | {
        "report": report,
        "tag": row,
        "is_issue": row.kind == "issue",
        "may_keep": queries.may_keep_issue(request.viewer, row),
        "crumbs": _crumbs(area, where.name, (row.name, "")),
    }
    return render(request, "record/served/tag.html", context)


@require_http_methods(FORM)
@login_required
def add_issue(request: Request, area: str) -> HttpResponse:
    where = keeping.area_to_keep(request.viewer, area)
    about_record(request, where.slug, where.standing)
    form = AddIssueForm(sent(request))
    if form.is_valid() and form.carry_out(
        lambda: actions.add_issue(
            by=request.viewer, now=request.now, area_id=where.id, **form.facts()
        )
    ):
        messages.success(request, _("Those who record can choose it from now on."))
        return redirect("record:served", area)
    title = _("Add an issue")
    context = {
        "form": form,
        "title": title,
        "eyebrow": where.name,
        "crumbs": _crumbs(area, where.name, (title, "")),
        "cancel_url": reverse("record:served", args=[area]),
    }
    return render(request, "record/served/issue.html", context)


@require_http_methods(FORM)
@login_required
def change_issue(request: Request, area: str, tag_id: int) -> HttpResponse:
    """409 with both where somebody else saved meanwhile."""
    row = queries.issue_to_keep(request.viewer, area, tag_id)
    about_record(request, row.area.slug, row.area.standing)
    now = {"name": row.name, "is_open": row.is_open}
    form = IssueForm(sent(request), initial={**now, "seen": row.mark})
    edited = form.edit(
        lambda: actions.change_issue(by=request.viewer, now=request.now, issue=row, **form.facts()),
        in_record=now,
        mark=row.mark,
    )
    here = reverse("record:tag", args=[area, tag_id])
    if edited.is_done:
        messages.success(request, _("It is saved."))
        return redirect(here)
    title = _("Change it")
    context = {
        "form": form,
        "edited": edited,
        "title": title,
        "eyebrow": row.name,
        "crumbs": _crumbs(area, row.area.name, (row.name, here), (title, "")),
        "cancel_url": here,
    }
    return render(request, "record/served/issue.html", context, status=edited.status)


def _crumbs(area: str, name: str, *more: tuple[str, str]) -> list[dict[str, str]]:
    """From what was done in the area, by what it served, down; the last has no address."""
    above = (
        (_("What was done in %(area)s") % {"area": name}, reverse("record:area", args=[area])),
        (_("By outcome and issue"), reverse("record:served", args=[area])),
    )
    return [{"label": label, "url": url} for label, url in (*above, *more)]
