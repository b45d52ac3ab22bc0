"""Requests through their pages and their worker, in as few words as a test can have."""

import re
from datetime import datetime
from typing import Any

from django.utils import timezone

from tests.cast import Cast
from tests.conftest import StrictClient
from trellis.kernel.jobs import run_next
from trellis.privacy.models import Request


def ask(cast: Cast, who: str, kind: str, said: str = "") -> Request:
    """Whoever it is asks from their own page."""
    given = {"area": str(cast.world.area.pk), "said": said}
    answer = cast.client(who).post(f"/privacy/own/ask/{kind}/", given, follow=True)
    assert answer.status_code == 200
    return Request.objects.get(kind=kind, person=cast.account(who).person)


def post(client: StrictClient, row: Request, step: str, **given: str) -> Any:
    return client.post(f"/privacy/requests/{row.pk}/{step}/", given, follow=True)


def page(client: StrictClient, row: Request) -> str:
    answer = client.get(f"/privacy/requests/{row.pk}/")
    assert answer.status_code == 200
    return words(answer.content.decode())


def words(html: str) -> str:
    return re.sub(r"\s+", " ", html)


def work(now: datetime | None = None) -> None:
    """Let the worker do everything that is due."""
    while done := run_next(now=now or timezone.now()):
        assert not done.fault, done
