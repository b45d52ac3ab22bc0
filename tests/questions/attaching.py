"""Surveys that ask for a file, and what people do in them."""

import json
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.conftest import StrictClient
from tests.questions.making import go, hidden_fields
from trellis.kernel import files
from trellis.kernel.viewer import STRANGER
from trellis.questions import actions
from trellis.questions.models import Response, Wave
from trellis.questions.rules.definition import Choice, Definition, Kind, Question, Section

PLAN: Final = Question("q5", Kind.FILE, "What is your plan?")
GOOD: Final = Question(
    "q1", Kind.CHOICE, "Was it good?", is_required=True,
    choices=(Choice("c1", "Yes"), Choice("c2", "No")),
)  # fmt: skip
ASKED: Final = Definition((Section("s1", "Your answers", questions=(GOOD, PLAN)),), 6)
TWO: Final = Definition(
    (Section("s1", "First", questions=(PLAN,)), Section("s2", "Then", questions=(GOOD,))), 6
)
TEXT: Final = b"We shall mend the roof.\n"


def stored() -> list[str]:
    return sorted(files.all_in("questions"))


def url_of(wave: Wave, secret: str = "") -> str:
    return f"/questions/answer/{wave.key}/" + (f"with/{secret}/" if secret else "")


def brought(content: bytes = TEXT, name: str = "plan of Ivo Penrose.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def press(wave: Wave, page: Any, button: str, *, secret: str = "", **entered: Any) -> Any:
    return go(StrictClient(), url_of(wave, secret), page, button, **entered)


def begin(wave: Wave, secret: str = "") -> Any:
    return StrictClient().get(url_of(wave, secret))


def handle_in(page: Any) -> str:
    found = json.loads(hidden_fields(page)["so_far"])
    return str(found.get("q5", ""))


def attach(wave: Wave, content: bytes = TEXT, **given: Any) -> str:
    usual = {"question": "q5", "secret": "", "on_paper": False, "by": STRANGER}
    file = actions.take_in(brought(content))
    return actions.attach_file(
        wave_id=wave.pk, file=file, **{**usual, "now": timezone.now(), **given}
    )


def send(wave: Wave, handle: str, **given: Any) -> Response:
    usual: dict[str, Any] = {"answers": {"q1": "c1", "q5": handle}, "name": "", "secret": ""}
    return actions.send_answers(
        wave_id=wave.pk, by=STRANGER, now=timezone.now(), **{**usual, **given}
    )


def results(wave: Wave) -> str:
    return f"/questions/waves/{wave.pk}/results/"
