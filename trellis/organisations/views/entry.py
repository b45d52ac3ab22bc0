"""Registering and editing: one form, one act."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.capabilities import Capability
from trellis.kernel.http import Request, about_record
from trellis.organisations import actions, queries
from trellis.organisations.forms.clashes import Clash, lay_together
from trellis.organisations.forms.entry import EntryForm
from trellis.organisations.queries.choices import place_choices
from trellis.organisations.views.lists import chosen_area


@require_http_methods(["GET", "POST"])
def register(request: Request) -> HttpResponse:
    area = chosen_area(request)
    if not request.viewer.holds(Capability.ORGANISATION_REGISTER):
        raise PermissionDenied
    form = EntryForm(place_choices(area.id, request.today), data=_sent(request))
    if request.method == "POST" and form.is_valid() and (answer := _register(request, form)):
        return answer
    return render(request, "organisations/register.html", {"form": form, "area": area})


def _sent(request: Request) -> QueryDict | None:
    """What was sent; nothing at all is a form sent empty, not a form yet to be shown."""
    return request.POST if request.method == "POST" else None


def _register(request: Request, form: EntryForm) -> HttpResponse | None:
    """None when the form must be shown again, with what is wrong."""
    try:
        row = actions.register_organisation(
            area_id=chosen_area(request).id,
            details=form.details(),
            once=form.facts.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        return redirect(f"{reverse('organisations:list')}?area={chosen_area(request).slug}")
    except (actions.IdentifierTakenError, actions.BeyondReachError) as fault:
        _refuse(form, fault)
        return None
    messages.success(request, _("%(name)s is registered.") % {"name": row.name})
    return redirect("organisations:record", row.pk)


@require_http_methods(["GET", "POST"])
def edit(request: Request, organisation_id: int) -> HttpResponse:
    row = queries.organisation(request.viewer, organisation_id, "edit")
    about_record(request, row.area.slug, row.area.standing)
    details = queries.details_of(row)
    covered = [place for place, _covers_as in details.coverage]
    choices = place_choices(row.area_id, request.today, and_those=covered)
    clash: Clash | None = None
    if request.method == "POST":
        form = EntryForm(choices, data=request.POST)
        try:
            if form.is_valid() and _saved(request, organisation_id, form):
                return redirect("organisations:record", organisation_id)
        except actions.EditedMeanwhileError as meanwhile:
            form, clash = lay_together(
                form, choices, theirs=meanwhile.now_in_record, version=meanwhile.version
            )
    else:
        form = EntryForm(choices, shown=details, base=details, seen=row.version)
    context = {"form": form, "organisation": row, "clash": clash}
    return render(request, "organisations/edit.html", context)


def _saved(request: Request, organisation_id: int, form: EntryForm) -> bool:
    try:
        row = actions.edit_organisation(
            organisation_id=organisation_id,
            details=form.details(),
            seen=form.facts.cleaned_data["seen"] or 0,
            once=form.facts.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        return True
    except (actions.IdentifierTakenError, actions.BeyondReachError) as fault:
        _refuse(form, fault)
        return False
    messages.success(request, _("The entry of %(name)s is saved.") % {"name": row.name})
    return True


def _refuse(
    form: EntryForm, fault: actions.IdentifierTakenError | actions.BeyondReachError
) -> None:
    """Say it by the row that it is about."""
    if isinstance(fault, actions.IdentifierTakenError):
        why = _(
            "The number %(value)s stands in the entry of %(name)s already. Correct the number, or "
            "edit that entry instead."
        ) % {"value": fault.value, "name": fault.organisation.name}
        form.refuse_number((fault.scheme, fault.value), why)
        return
    form.refuse_places(
        _(
            "Choose at least one place where you register organisations. To call a body the "
            "council, funder, hub, resource centre or infrastructure organisation of a place, you "
            "must register organisations in that place."
        )
    )
