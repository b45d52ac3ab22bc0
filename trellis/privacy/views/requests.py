"""What people asked, for those who answer; and the page of one request, for both."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trellis.kernel import looks
from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request, about_record
from trellis.places.queries import Area
from trellis.privacy import actions, queries
from trellis.privacy.forms import AnswerForm, EraseForm

Deed = Callable[..., object]


@require_safe
@login_required
def requests(request: Request) -> HttpResponse:
    context = {
        "waiting": queries.requests_to_answer(request.viewer, request.today),
        "complaints": queries.complaints_to_answer(request.viewer, request.today),
        "breaches": queries.breaches(request.viewer, request.now),
        "closed": queries.requests_to_answer(request.viewer, request.today, closed=True),
    }
    return render(request, "privacy/requests.html", context)


@require_safe
@login_required
def request(request: Request, request_id: int) -> HttpResponse:
    found = queries.request(request.viewer, request_id, today=request.today)
    about_record(request, found.area_slug, found.standing)
    looks.note(request, "privacy.request", [found.person_id])
    return render(request, "privacy/request.html", {"asked": found})


@require_safe
@login_required
def bodies(request: Request, request_id: int) -> HttpResponse:
    """Which bodies decide over what a request is about."""
    found = queries.request(request.viewer, request_id, today=request.today)
    about_record(request, found.area_slug, found.standing)
    looks.note(request, "privacy.request", [found.person_id])
    context = {"asked": found, "bodies": queries.bodies_of(request.viewer, request_id)}
    return render(request, "privacy/bodies.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def make_file(request: Request, request_id: int) -> HttpResponse:
    words_of = {
        "title": _("Make the file"),
        "says": _(
            "It is made in the background, from what every part of the record holds of them and of "
            "nobody else. You see when it is there; they do not get it before you send it."
        ),
        "label": _("Make the file"),
    }
    return _confirm(request, request_id, "answer", actions.ask_for_file, words_of)


@require_http_methods(["GET", "POST"])
@login_required
def send_file(request: Request, request_id: int) -> HttpResponse:
    form = AnswerForm(
        sent(request),
        label=_("A word to go with it"),
        hint=_(
            "It stands on the page of their request. Leave it empty if there is nothing to say."
        ),
        required=False,
    )
    words_of = {
        "title": _("Send the file"),
        "says": _(
            "They get a letter that the file is ready. They can download it for fourteen days, "
            "once they have confirmed that it is them. Then it is deleted."
        ),
        "label": _("Send it"),
    }
    return _say(request, request_id, "answer", form, actions.send_file, words_of)


@require_http_methods(["GET", "POST"])
@login_required
def start_erasure(request: Request, request_id: int) -> HttpResponse:
    """Field by field, what goes and what stays by which duty, before anything is done."""
    found = queries.request(request.viewer, request_id, today=request.today, rule="answer")
    about_record(request, found.area_slug, found.standing)
    form = EraseForm(sent(request))
    if form.is_valid() and form.carry_out(
        lambda: actions.start_erasure(
            request_id=request_id, by=request.viewer, now=request.now, **form.cleaned_data
        )
    ):
        return redirect("privacy:request", request_id)
    looks.note(request, "privacy.request", [found.person_id])
    kept = queries.kept_of(request.viewer, request_id)
    context = {
        "asked": found,
        "form": form,
        "sure": [one for one in kept if not one.by_name],
        "named": [one for one in kept if one.by_name],
    }
    return render(request, "privacy/erase.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def answer(request: Request, request_id: int) -> HttpResponse:
    form = AnswerForm(
        sent(request),
        label=_("What was corrected?"),
        hint=_("They are told in these words."),
    )
    words_of = {
        "title": _("Say it is corrected"),
        "says": _("Correct it first, on the page where it stands."),
        "label": _("Answer"),
    }
    return _say(request, request_id, "answer", form, actions.answer_request, words_of)


@require_http_methods(["GET", "POST"])
@login_required
def ask_identity(request: Request, request_id: int) -> HttpResponse:
    words_of = {
        "title": _("Ask for proof of who it is"),
        "says": _(
            "Only where you have a reason to doubt it: they have signed in to ask. The clock "
            "stands still until you note that they have shown it. Keep no copy of what they "
            "show you."
        ),
        "label": _("Ask them"),
    }
    return _confirm(request, request_id, "answer", actions.ask_identity, words_of)


@require_http_methods(["GET", "POST"])
@login_required
def note_identity(request: Request, request_id: int) -> HttpResponse:
    words_of = {
        "title": _("They have shown who they are"),
        "says": _("The clock goes on from today."),
        "label": _("It is them"),
    }
    return _confirm(request, request_id, "answer", actions.note_identity, words_of)


@require_http_methods(["GET", "POST"])
@login_required
def extend(request: Request, request_id: int) -> HttpResponse:
    form = AnswerForm(
        sent(request), label=_("Why does it take longer?"), hint=_("They are told in these words.")
    )
    words_of = {
        "title": _("Take two further months"),
        "says": _(
            "Where a request is complex, or one of many. It must be told, with the reason, within "
            "the first month, and only once."
        ),
        "label": _("Take longer, and tell them"),
    }
    return _say(request, request_id, "answer", form, actions.extend_request, words_of)


@require_http_methods(["GET", "POST"])
@login_required
def refuse(request: Request, request_id: int) -> HttpResponse:
    form = AnswerForm(
        sent(request), label=_("Why is it refused?"), hint=_("They are told in these words.")
    )
    words_of = {
        "title": _("Refuse it"),
        "says": _(
            "Only where the law has an exemption, or where it is manifestly unfounded or "
            "excessive. They are told the reason, that they can complain to you and to the "
            "Information Commissioner, and that they can go to court."
        ),
        "label": _("Refuse, and tell them"),
    }
    return _say(request, request_id, "answer", form, actions.refuse_request, words_of)


@require_http_methods(["GET", "POST"])
@login_required
def withdraw(request: Request, request_id: int) -> HttpResponse:
    words_of = {
        "title": _("Take the request back"),
        "says": _("Nothing is done about it any more. You can ask again at any time."),
        "label": _("Take it back"),
    }
    return _confirm(request, request_id, "withdraw", actions.withdraw_request, words_of)


def _confirm(
    request: Request, request_id: int, rule: str, deed: Deed, words_of: dict[str, Any]
) -> HttpResponse:
    return _say(request, request_id, rule, OnceForm(sent(request)), deed, words_of)


def _say(
    request: Request,
    request_id: int,
    rule: str,
    form: OnceForm,
    deed: Deed,
    words_of: dict[str, Any],
) -> HttpResponse:
    """One question, one move."""
    found = queries.request(request.viewer, request_id, today=request.today, rule=rule)
    about_record(request, found.area_slug, found.standing)
    if form.is_valid() and form.carry_out(
        lambda: deed(request_id=request_id, by=request.viewer, now=request.now, **form.cleaned_data)
    ):
        return redirect("privacy:request", request_id)
    return render(request, "privacy/move.html", {"asked": found, "form": form, **words_of})


def sent(request: Request) -> Any:
    """What was sent; nothing at all is a form sent empty, not a form yet to be shown."""
    return request.POST if request.method == "POST" else None


def choices(areas: Iterable[Area]) -> list[tuple[str, str]]:
    return [(str(area.id), area.name) for area in areas]
