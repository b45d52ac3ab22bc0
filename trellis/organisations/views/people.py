"""Who acts for an organisation: seeing, inviting, changing, ending."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trellis.kernel import looks
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.http import Request, about_record
from trellis.organisations import actions, queries
from trellis.organisations.forms.people import InviteForm, RoleForm
from trellis.people import actions as people_actions
from trellis.people import queries as people_queries


@require_GET
def people(request: Request, organisation_id: int) -> HttpResponse:
    row = queries.organisation_with_people(request.viewer, organisation_id)
    about_record(request, row.area.slug, row.area.standing)
    kept = queries.kept_record(request.viewer, organisation_id)
    members = queries.people_of(request.viewer, organisation_id, request.today)
    looks.note(request, "organisations.people", [one.person_id for one in members])
    context = {
        "organisation": row,
        "kept": kept,
        "people": members,
        "invitations": _invitations(request, organisation_id),
        "may_invite": row.closed_on is None and kept is not None and kept.may_manage_people,
    }
    return render(request, "organisations/people.html", context)


def _invitations(request: Request, organisation_id: int) -> list[dict[str, Any]]:
    found = []
    for row in people_queries.invitations_of(request.viewer, organisation_id):
        role = people_queries.role(row.role)
        found.append({"row": row, "role": role.name if role else row.role})
    return found


@require_http_methods(["GET", "POST"])
def invite(request: Request, organisation_id: int) -> HttpResponse:
    row = queries.organisation_with_people(request.viewer, organisation_id, "manage")
    about_record(request, row.area.slug, row.area.standing)
    if row.closed_on is not None:
        raise PermissionDenied
    form = InviteForm(request.POST or None, roles=_role_choices(request, organisation_id))
    if request.method == "POST" and form.is_valid() and _invited(request, organisation_id, form):
        return redirect("organisations:people", organisation_id)
    return render(request, "organisations/invite.html", {"organisation": row, "form": form})


def _invited(request: Request, organisation_id: int, form: InviteForm) -> bool:
    facts = form.cleaned_data
    try:
        people_actions.invite_person(
            organisation_id=organisation_id,
            email=facts["email"],
            name=facts["name"],
            role=facts["role"],
            once=facts["once"],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        return True
    except people_actions.InvitedAlreadyError:
        form.add_error(
            "email",
            _("This address has an invitation to the same role, still waiting. Send it again."),
        )
        return False
    except people_actions.OwnInvitationError:
        form.add_error("email", _("This is your own address. Ask a colleague to invite you."))
        return False
    except people_actions.TooManyInvitationsError as fault:
        form.add_error(None, str(fault))
        return False
    messages.success(request, _("An invitation goes to %(address)s.") % {"address": facts["email"]})
    return True


@require_http_methods(["GET", "POST"])
def change_role(request: Request, organisation_id: int, membership_id: int) -> HttpResponse:
    member = queries.membership_to_manage(request.viewer, organisation_id, membership_id)
    row = queries.organisation_with_people(request.viewer, organisation_id)
    about_record(request, row.area.slug, row.area.standing)
    form = RoleForm(
        request.POST or None,
        roles=_role_choices(request, organisation_id),
        initial={"role": member.role},
    )
    if request.method == "POST" and form.is_valid():
        _change(request, membership_id, form)
        messages.success(request, _("The role of %(name)s is changed.") % {"name": member.name})
        return redirect("organisations:people", organisation_id)
    context = {"organisation": row, "member": member, "form": form}
    return render(request, "organisations/change_role.html", context)


def _change(request: Request, membership_id: int, form: RoleForm) -> None:
    try:
        actions.change_role(
            membership_id=membership_id,
            role=form.cleaned_data["role"],
            today=request.today,
            once=form.cleaned_data["once"],
            by=request.viewer,
            now=request.now,
        )
    except AlreadyDoneError:
        return


@require_http_methods(["GET", "POST"])
def end_membership(request: Request, organisation_id: int, membership_id: int) -> HttpResponse:
    member = queries.membership_to_manage(request.viewer, organisation_id, membership_id)
    row = queries.organisation_with_people(request.viewer, organisation_id)
    about_record(request, row.area.slug, row.area.standing)
    if request.method == "POST":
        actions.end_membership(
            membership_id=membership_id, today=request.today, by=request.viewer, now=request.now
        )
        messages.success(
            request,
            _("%(name)s no longer acts for %(organisation)s.")
            % {"name": member.name, "organisation": row.name},
        )
        if member.person_id == request.viewer.person_id:
            return redirect("organisations:record", organisation_id)
        return redirect("organisations:people", organisation_id)
    context = {"organisation": row, "member": member}
    return render(request, "organisations/end_membership.html", context)


@require_GET
def second_factor(request: Request, organisation_id: int) -> HttpResponse:
    row = queries.organisation_with_people(request.viewer, organisation_id)
    about_record(request, row.area.slug, row.area.standing)
    held = queries.second_factor_page(request.viewer, organisation_id, request.today)
    context = {"organisation": row, "held": held, "today": request.today}
    return render(request, "organisations/second_factor.html", context)


def _role_choices(request: Request, organisation_id: int) -> Sequence[tuple[str, str]]:
    return [
        (role.code, f"{role.name}: {role.sentence}")
        for role in queries.roles_to_give(request.viewer, organisation_id)
    ]
