"""A manager writes the questions on a page that shows them, and asks them; then they are frozen."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import make_questionnaire, make_questionnaire_version
from trellis.questions import actions
from trellis.questions.models import Questionnaire, QuestionnaireVersion, Wave
from trellis.questions.rules.definition import Kind, Question, from_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(cast: Cast) -> StrictClient:
    return cast.client("infrastructure_manager")


def begin(manager: StrictClient, cast: Cast) -> Questionnaire:
    owner = cast.world.bodies["infrastructure"].pk
    sent = {"owner": owner, "title": "How was it?", "about": "To do better.", "first_section": "A"}
    response = manager.post("/questions/new/", sent)
    row = Questionnaire.objects.get()
    assert response["Location"] == f"/questions/{row.pk}/edit/"
    return row


def newest(row: Questionnaire) -> QuestionnaireVersion:
    return row.versions.order_by("-number")[0]


def change(client: StrictClient, url: str, **entered: Any) -> Any:
    """As a browser does it: with the mark of what the page showed."""
    seen = client.get(url).context["form"].initial["seen"]
    return client.post(url, {**entered, "seen": seen})


def test_from_nothing_to_asking(manager: StrictClient, cast: Cast) -> None:
    row = begin(manager, cast)
    edit = f"/questions/{row.pk}/edit/"
    manager.post(
        f"{edit}sections/s1/add/?kind=choice",
        {"text": "Was it easy?", "choices": "Yes\nNo", "is_required": "on"},
    )
    manager.post(f"{edit}sections/s1/add/?kind=long", {"text": "What was hard?", "when": ["q2:c2"]})
    page = manager.get(edit).content.decode()
    assert "Was it easy?" in page
    assert "Asked of those who answered “No” to “Was it easy?”" in page

    response = manager.post(f"/questions/{row.pk}/ask/", asking())
    wave = Wave.objects.get()
    assert response["Location"] == f"/questions/waves/{wave.pk}/"
    assert newest(row).frozen_at is not None
    assert [q.text for q in from_data(wave.version.content).questions] == [
        "Was it easy?",
        "What was hard?",
    ]


def asking(**given: Any) -> dict[str, Any]:
    return {
        "title": "Autumn",
        "asked": "40",
        "opens_on": "2020-01-01",
        "closes_on": "2099-01-01",
        "access": "open",
        "naming": "anonymous",
        **given,
    }


def test_what_was_asked_never_changes(manager: StrictClient, cast: Cast) -> None:
    row = begin(manager, cast)
    edit = f"/questions/{row.pk}/edit/"
    manager.post(f"{edit}sections/s1/add/?kind=text", {"text": "Who are you?"})
    manager.post(f"/questions/{row.pk}/ask/", asking())
    frozen = newest(row).content

    again = manager.post(f"{edit}sections/s1/add/?kind=text", {"text": "And why?"})
    assert "Begin a new version first" in again.content.decode()
    manager.post(f"{edit}version/")
    change(manager, f"{edit}questions/q2/", text="Who are you now?")

    first, second = row.versions.order_by("number")
    assert first.content == frozen
    assert [q.text for q in from_data(second.content).questions] == ["Who are you now?"]
    assert Wave.objects.get().version == first


def test_nothing_waits_for_an_answer_that_is_gone(manager: StrictClient, cast: Cast) -> None:
    row = begin(manager, cast)
    edit = f"/questions/{row.pk}/edit/"
    manager.post(f"{edit}sections/s1/add/?kind=choice", {"text": "Easy?", "choices": "Yes\nNo"})
    manager.post(f"{edit}sections/s1/add/?kind=text", {"text": "Why?", "when": ["q2:c2"]})
    before = newest(row).content

    for url, sent in (
        (f"{edit}q2/remove/", {}),
        (f"{edit}q3/move/", {"to": "up"}),
    ):
        page = manager.post(url, sent, follow=True).content.decode()
        assert "“Why?”" in page
    page = change(manager, f"{edit}questions/q2/", text="Easy?", choices="Yes\nPerhaps")
    assert "Let it wait for another" in page.content.decode()
    assert newest(row).content == before


def test_an_answer_keeps_its_code_when_another_is_put_before_it(cast: Cast, now: Any) -> None:
    version = make_questionnaire_version(
        questionnaire=make_questionnaire(owner=cast.world.bodies["infrastructure"])
    )
    client = cast.client("infrastructure_manager")
    edit = f"/questions/{version.questionnaire_id}/edit/"

    change(client, f"{edit}questions/q3/", text="Kind?", choices="A parish\nA club")

    version.refresh_from_db()
    choices = from_data(version.content).question("q3").choices
    assert [(one.code, one.text) for one in choices] == [("c3", "A parish"), ("c2", "A club")]


def test_two_who_edit_one_question_are_told(manager: StrictClient, cast: Cast, now: Any) -> None:
    row = begin(manager, cast)
    by, edit = cast.viewer("infrastructure_manager"), f"/questions/{row.pk}/edit/"
    actions.add_question(
        questionnaire_id=row.pk,
        section="s1",
        question=Question("", Kind.TEXT, "A?"),
        by=by,
        now=now,
    )
    page = manager.get(f"{edit}questions/q2/")
    seen = page.context["form"].initial["seen"]
    actions.edit_question(
        questionnaire_id=row.pk, question=Question("q2", Kind.TEXT, "B?"), by=by, now=now
    )

    late = manager.post(f"{edit}questions/q2/", {"text": "C?", "seen": seen})

    assert late.status_code == 409
    assert "B?" in late.content.decode()
    assert from_data(newest(row).content).question("q2").text == "B?"


def test_a_wave_asks_something(cast: Cast, now: Any, manager: StrictClient) -> None:
    row = begin(manager, cast)

    page = manager.post(f"/questions/{row.pk}/ask/", asking()).content.decode()

    assert "There is nothing to ask yet. Add a question first." in page
    assert not Wave.objects.exists()


@pytest.mark.parametrize(
    ("kind", "sent", "said"),
    [
        ("choice", {"text": "A?", "choices": "Only one"}, "Write 2 to 30 of them"),
        ("choice", {"text": "A?", "choices": "Yes\nYes"}, "“Yes” stands there twice"),
        ("scale", {"text": "A?", "least": "5", "most": "1"}, "enter more than the lowest, 5"),
        ("scale", {"text": "A?", "least": "0", "most": "40"}, "eleven points at most"),
        ("text", {"text": ""}, "Write the question."),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_remedy(
    manager: StrictClient, cast: Cast, kind: str, sent: dict[str, str], said: str
) -> None:
    row = begin(manager, cast)

    page = manager.post(f"/questions/{row.pk}/edit/sections/s1/add/?kind={kind}", sent)

    assert said in page.content.decode()
    assert not list(from_data(newest(row).content).questions)


def test_a_translation_is_part_of_the_version(manager: StrictClient, cast: Cast) -> None:
    row = begin(manager, cast)
    edit = f"/questions/{row.pk}/edit/"
    manager.post(f"{edit}sections/s1/add/?kind=text", {"text": "How was it?"})

    manager.post(f"/questions/{row.pk}/translate/cy/", {"q2.text": "Sut oedd hi?"})
    manager.post(f"/questions/{row.pk}/ask/", asking())

    wave = Wave.objects.get()
    page = StrictClient().get(f"/questions/answer/{wave.key}/?language=cy").content.decode()
    assert "Sut oedd hi?" in page
    with pytest.raises(ValidationError, match="new version"):
        actions.translate_version(
            questionnaire_id=row.pk,
            language="cy",
            texts={"q2.text": "Beth?"},
            by=cast.viewer("infrastructure_manager"),
            now=wave.opened_at,
        )


def test_a_hub_worker_makes_none(cast: Cast) -> None:
    worker = cast.client("hub_worker")

    assert worker.get("/questions/").status_code == 200
    assert worker.get("/questions/new/").status_code == 403
