"""Inviting six people by letter, and what they got: for the tests of it."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core import mail

from trellis.kernel.viewer import STRANGER, Viewer
from trellis.questions import actions
from trellis.questions.models import Mailing, Response, Wave

WHY = "You came to a course of ours this spring."
SIX = tuple(f"{name}@example.org" for name in ("ada", "ben", "cy", "dee", "eve", "fay"))
LATER = timedelta(days=3)


def invite(wave: Wave, by: Viewer, now: datetime, addresses: Any = SIX) -> Mailing:
    return actions.invite_by_letter(
        wave_id=wave.pk, addresses=addresses, basis="consent", why=WHY, by=by, now=now
    )


def answer(wave: Wave, secret: str, now: datetime) -> Response:
    return actions.send_answers(
        wave_id=wave.pk, answers={"q2": "c1"}, name="", secret=secret, by=STRANGER, now=now
    )


def secret_in(letter: Any) -> str:
    found = re.search(r"http://localhost:8000/questions/answer/[^/]+/with/([^/\s]+)/", letter.body)
    assert found is not None
    return found[1]


def by_address() -> dict[str, Any]:
    return {one.to[0]: one for one in mail.outbox}


def rows_with(address: str) -> list[str]:
    """Where in the database an address stands, in clear."""
    return [
        model._meta.label
        for model in apps.get_models()
        for row in model._default_manager.values()
        if address in str(row)
    ]
