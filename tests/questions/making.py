"""Questionnaires as people make them, by the pages they use."""

import re
from datetime import date, timedelta
from typing import Any

from tests.cast import Cast
from tests.conftest import TODAY, StrictClient
from tests.factories import make_questionnaire, make_questionnaire_version, make_response, make_wave
from trellis.questions.lifecycle import Stage
from trellis.questions.models import Wave
from trellis.questions.rules.definition import Choice, Definition, Kind, Question, Section


def owned(cast: Cast, **given: Any) -> Wave:
    """A wave of the infrastructure organisation of the first world, open around the real day:
    pages go by the clock."""
    owner = cast.world.bodies["infrastructure"]
    version = {} if "definition" not in given else {"definition": given.pop("definition")}
    row = make_questionnaire_version(
        questionnaire=make_questionnaire(owner=owner, title="How was it?"), frozen_at=NOW_AT,
        **version,
    )  # fmt: skip
    usual = {"opens_on": date(2020, 1, 1), "closes_on": date(2099, 1, 1)}
    return make_wave(version=row, **{**usual, **given})


NOW_AT = "2026-10-01T09:00:00Z"


def answered(wave: Wave, *codes: dict[str, str], **given: Any) -> None:
    for one in codes:
        make_response(wave=wave, codes=one, **given)


def closed(cast: Cast, *codes: dict[str, str], **given: Any) -> Wave:
    """A wave that was counted, with these answers."""
    wave = owned(cast, **given)
    answered(wave, *codes)
    Wave.objects.filter(pk=wave.pk).update(
        stage=given.get("stage", Stage.CLOSED), closed_at=NOW_AT, returned=len(codes)
    )
    wave.refresh_from_db()
    return wave


def hidden_fields(response: Any) -> dict[str, Any]:
    """What a page carries along in its form with the answers, as a browser sends it back."""
    found: dict[str, Any] = {"shown": []}
    for tag in re.findall(r"<input type=\"hidden\"[^>]*>", response.content.decode()):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name is None:
            continue
        text = _unescaped(value[1]) if value else ""
        if name[1] == "shown":
            found["shown"].append(text)
        else:
            found[name[1]] = text
    return found


def _unescaped(text: str) -> str:
    return (
        text.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
        .replace("&lt;", "<").replace("&gt;", ">")
    )  # fmt: skip


def go(client: StrictClient, url: str, page: Any, button: str, **entered: Any) -> Any:
    """Press a button on a page of the way."""
    return client.post(url, {**hidden_fields(page), **entered, "go": button})


TWO_PAGES = Definition(
    (
        Section(
            "s1",
            "Before",
            questions=(
                Question(
                    "q1", Kind.CHOICE, "Did you come?", is_required=True,
                    choices=(Choice("c1", "Yes"), Choice("c2", "No")),
                ),
            ),
        ),
        Section(
            "s2",
            "After",
            questions=(
                Question("q2", Kind.SCALE, "How good was it?", least=1, most=5),
                Question(
                    "q3", Kind.GRID, "How was", rows=(Choice("r1", "the room?"),),
                    choices=(Choice("c1", "Good"), Choice("c2", "Bad")),
                ),
                Question("q4", Kind.NUMBER, "How many came with you?", least=0),
                Question("q5", Kind.POSTCODE, "Where do you live?"),
                Question("q6", Kind.DATE, "When did you come?"),
            ),
        ),
    ),
    7,
)  # fmt: skip
SOON = TODAY + timedelta(days=7)
