"""Files on the way through a questionnaire: held under a handle until the answers are sent; and
handed out to those who keep the wave."""

from collections.abc import Callable
from datetime import timedelta
from math import ceil
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from trellis.kernel import throttles
from trellis.kernel.handing_out import handed_out
from trellis.kernel.http import Request, about_record
from trellis.kernel.limits import DOWNLOADS, Limit
from trellis.kernel.throttles import rationed
from trellis.questions import actions, queries
from trellis.questions.views.results import page_asked
from trellis.questions.views.walking import Attaching

# Of one network that answers: a room full of people at one table attaches some, not hundreds.
BROUGHT: Final = (Limit(20, timedelta(minutes=10)), Limit(100, timedelta(days=1)))
_KIND: Final = "questions.files"


def for_answers(request: Request, wave_id: int, secret: str) -> Attaching:
    """Of whoever answers by themselves."""

    return _attaching(
        request,
        wave_id,
        lambda question, upload: _attach(request, wave_id, question, upload, secret=secret),
        lambda count: _ration(request, count),
    )


def for_paper(request: Request, wave_id: int) -> Attaching:
    """Of whoever types in what came on paper."""
    return _attaching(
        request,
        wave_id,
        lambda question, upload: _attach(request, wave_id, question, upload, on_paper=True),
        lambda _count: None,
    )


def _attaching(
    request: Request,
    wave_id: int,
    take: Callable[[str, Any], str],
    admit: Callable[[int], None],
) -> Attaching:
    return Attaching(
        admit=admit,
        take=take,
        drop=lambda handle: actions.let_file_go(
            wave_id=wave_id, handle=handle, by=request.viewer, now=request.now
        ),
        words=lambda handle: queries.attached(request.viewer, wave_id, handle),
    )


def _attach(
    request: Request,
    wave_id: int,
    question: str,
    upload: Any,
    *,
    secret: str = "",
    on_paper: bool = False,
) -> str:
    return actions.attach_file(
        wave_id=wave_id,
        question=question,
        file=actions.take_in(upload),
        secret=secret,
        on_paper=on_paper,
        by=request.viewer,
        now=request.now,
    )


def _ration(request: Request, count: int) -> None:
    """Counted before they are looked at, whatever comes of it. Raises ValidationError."""
    next_at = throttles.next_at(_KIND, request.network, BROUGHT, now=request.now)
    if next_at is None:
        for _number in range(count):
            throttles.count(_KIND, request.network, now=request.now)
        return
    minutes = ceil((next_at - request.now).total_seconds() / 60)
    raise ValidationError(
        ngettext(
            "Many files have come from where you are. Attach this one again in %(n)s minute.",
            "Many files have come from where you are. Attach this one again in %(n)s minutes.",
            minutes,
        )
        % {"n": minutes}
    )


@require_safe
def files(request: Request, wave_id: int, part: str) -> HttpResponse:
    """Everything that was attached under one question, for those who keep the wave."""
    found = queries.results(request.viewer, wave_id)
    attached = queries.attached_files(request.viewer, wave_id, part, page=page_asked(request))
    about_record(request, found.area_slug, found.standing)
    return render(request, "questions/files.html", {"found": found, "attached": attached})


@require_safe
@rationed("download", *DOWNLOADS)
def file(request: Request, wave_id: int, part: str, file_id: int) -> HttpResponse:
    found = queries.attached_file(request.viewer, wave_id, part, file_id)
    try:
        content = found.open()
    except FileNotFoundError as fault:
        raise Http404 from fault
    return handed_out(  # type: ignore[return-value]
        content, name=found.name, media_type=found.media_type, size=found.size
    )
