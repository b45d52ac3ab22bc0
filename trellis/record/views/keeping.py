"""What kinds of things are recorded in an area: read by all, kept by whoever keeps its record."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel.http import Request, about_record
from trellis.record import actions
from trellis.record.forms.keeping import AddKindForm, ChangeKindForm, ShareRuleForm, answers_of
from trellis.record.queries import keeping as queries
from trellis.record.queries.keeping import KindFacts

Crumbs = list[dict[str, str]]


def crumbs(area: str, name: str, *more: tuple[str, str]) -> Crumbs:
    """From the kinds of the area down; the last has no address."""
    first = (
        _("What is recorded in %(area)s") % {"area": name},
        reverse("record:kinds", args=[area]),
    )
    return [{"label": label, "url": url} for label, url in (first, *more)]


def _sent(request: Request) -> QueryDict | None:
    """What was sent; nothing at all is a form sent empty, not a form yet to be shown."""
    return request.POST if request.method == "POST" else None


@require_safe
def kinds(request: Request, area: str) -> HttpResponse:
    found = queries.kinds(request.viewer, area, request.today)
    about_record(request, found.area.slug, found.area.standing)
    return render(request, "record/kinds/list.html", {"page": found, "area": found.area})


@require_safe
def kind(request: Request, area: str, kind_id: int) -> HttpResponse:
    """What it counts, and how it is shared out: now, from a day on, and before."""
    found = queries.kind_page(request.viewer, area, kind_id, request.today)
    one = found.kind
    about_record(request, one.area_slug, one.area_standing)
    context = {
        "one": one,
        "may_keep": found.may_keep,
        "crumbs": crumbs(one.area_slug, one.area_name, (one.name, "")),
    }
    return render(request, "record/kinds/kind.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_kind(request: Request, area: str) -> HttpResponse:
    where = queries.area_to_keep(request.viewer, area)
    about_record(request, where.slug, where.standing)
    headings = queries.headings_of(request.viewer, where.id)
    form = AddKindForm(_sent(request), headings=headings)
    made: list[int] = []

    def deed() -> None:
        row = actions.add_service_type(
            by=request.viewer, now=request.now, area_id=where.id, **form.facts()
        )
        made.append(row.pk)

    if form.is_valid() and form.carry_out(deed):
        if not made:  # the same form was sent before
            return redirect("record:kinds", area)
        messages.success(request, _("It can be recorded from now on. Say how it is shared out."))
        return redirect("record:kind", area, made[0])
    title = _("Add a kind")
    context = {
        "form": form,
        "area": where,
        "crumbs": crumbs(where.slug, where.name, (title, "")),
        "cancel_url": reverse("record:kinds", args=[area]),
    }
    return render(request, "record/kinds/add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_kind(request: Request, area: str, kind_id: int) -> HttpResponse:
    """409 with both where somebody else saved meanwhile."""
    one = _kept(request, area, kind_id)
    now = answers_of(one)
    form = ChangeKindForm(
        _sent(request),
        initial={**now, "seen": one.mark},
        headings=queries.headings_of(request.viewer, one.area_id),
    )
    edited = form.edit(
        lambda: actions.change_service_type(
            by=request.viewer, now=request.now, service_type=one.row, **form.facts()
        ),
        in_record=now,
        mark=one.mark,
    )
    if edited.is_done:
        messages.success(request, _("It is saved."))
        return redirect("record:kind", area, kind_id)
    context = {**_of(one, _("Change it")), "form": form, "edited": edited}
    return render(request, "record/kinds/change.html", context, status=edited.status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def agree_rule(request: Request, area: str, kind_id: int) -> HttpResponse:
    """How it is shared out from a day on; what was recorded stays as it was shared."""
    one = _kept(request, area, kind_id)
    form = ShareRuleForm(_sent(request))

    def deed() -> None:
        actions.agree_share_rule(
            by=request.viewer, now=request.now, service_type=one.row, **form.facts()
        )

    if form.is_valid() and form.carry_out(deed):
        messages.success(request, _("The rule is put down. Anybody can read it now."))
        return redirect("record:kind", area, kind_id)
    context = {**_of(one, _("Agree how it is shared out")), "form": form}
    return render(request, "record/kinds/agree.html", context)


def _kept(request: Request, area: str, kind_id: int) -> KindFacts:
    one = queries.kind_to_keep(request.viewer, area, kind_id, request.today)
    about_record(request, one.area_slug, one.area_standing)
    return one


def _of(one: KindFacts, title: str) -> dict[str, object]:
    here = reverse("record:kind", args=[one.area_slug, one.id])
    return {
        "one": one,
        "title": title,
        "crumbs": crumbs(one.area_slug, one.area_name, (one.name, here), (title, "")),
        "cancel_url": here,
    }
