"""What is somebody's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.http import Request
from trellis.people import actions, queries
from trellis.people.forms import NameForm, sent


@require_GET
def begin(request: Request) -> HttpResponse:
    """Where a sign-up page would be."""
    return render(request, "people/begin.html")


@login_required
@require_GET
def account(request: Request) -> HttpResponse:
    holder = queries.holder_of_session(request)
    if holder is None:
        raise Http404
    facts = {
        "holder": holder,
        "roles": queries.roles_held(holder.person_id, request.today),
        "has_second_factor": queries.has_second_factor(holder.pk),
    }
    return render(request, "people/account.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def name(request: Request) -> HttpResponse:
    holder = queries.holder_of_session(request)
    if holder is None:
        raise Http404
    now = {"name": holder.person.name, "known_as": holder.person.known_as}
    form = NameForm(sent(request), initial=now)
    if not form.is_valid():
        return render(request, "people/name.html", {"form": form})
    try:
        actions.change_name(
            person_id=holder.person_id,
            by=queries.holder(holder),
            now=request.now,
            **form.cleaned_data,
        )
    except AlreadyDoneError:
        return redirect("people:account")
    messages.success(request, _("Your name is changed."))
    return redirect("people:account")
