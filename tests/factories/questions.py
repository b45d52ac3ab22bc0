"""Questionnaires, their waves, and what was answered."""

import io
from datetime import timedelta
from typing import Any

from tests.factories.making import NOW, TODAY, filled, number
from tests.factories.organisations import make_organisation
from trellis.kernel import files
from trellis.questions.lifecycle import Stage
from trellis.questions.models import (
    Answer,
    AnswerFile,
    EqualityAnswer,
    Invited,
    Link,
    Mailing,
    Questionnaire,
    QuestionnaireVersion,
    Response,
    Translation,
    Wave,
)
from trellis.questions.rules.definition import (
    Choice,
    Definition,
    Kind,
    Question,
    Section,
    to_data,
)

EASE = Question(
    "q2",
    Kind.CHOICE,
    "How easy was it to get help?",
    is_required=True,
    choices=(Choice("c1", "Very easy"), Choice("c2", "Easy"), Choice("c3", "Hard")),
)
GROUP = Question(
    "q3",
    Kind.CHOICE,
    "What kind of group are you?",
    choices=(Choice("c1", "A charity"), Choice("c2", "A club")),
)
BETTER = Question("q4", Kind.LONG, "What could be better?")
PLAN = Question("q5", Kind.FILE, "What is your plan?")
ASKED = Definition((Section("s1", "Your answers", questions=(EASE, GROUP, BETTER)),), 5)
ASKED_WITH_FILE = Definition(
    (Section("s1", "Your answers", questions=(EASE, GROUP, BETTER, PLAN)),), 6
)


def make_questionnaire(**given: Any) -> Questionnaire:
    """Of an organisation, with no version yet."""
    owner = given.pop("owner", None) or make_organisation()
    return Questionnaire.objects.create(
        **filled(
            given, owner=owner, area=owner.area, title=f"Questionnaire {number()}", begun_at=NOW
        )
    )


def make_questionnaire_version(**given: Any) -> QuestionnaireVersion:
    """A draft of three questions; give a `definition` for others."""
    definition: Definition = given.pop("definition", ASKED)
    return QuestionnaireVersion.objects.create(
        **filled(
            given,
            questionnaire=make_questionnaire,
            number=1,
            content=to_data(definition),
            changed_at=NOW,
        )
    )


def make_translation(**given: Any) -> Translation:
    return Translation.objects.create(
        **filled(
            given,
            version=make_questionnaire_version,
            language="cy",
            texts={"q2.text": "Pa mor hawdd oedd cael help?"},
        )
    )


def make_wave(**given: Any) -> Wave:
    """Open to everybody, anonymous, of a version that is frozen; closed ones are told so."""
    stage = given.get("stage", Stage.OPEN)
    closed = {} if stage == Stage.OPEN else {"closed_at": NOW, "returned": 0}
    return Wave.objects.create(
        **filled(
            {**closed, **given},
            version=lambda: make_questionnaire_version(frozen_at=NOW),
            title="Autumn 2026",
            key=f"wave-{number()}",
            access=Wave.Access.OPEN,
            naming=Wave.Naming.ANONYMOUS,
            opens_on=TODAY - timedelta(days=14),
            closes_on=TODAY + timedelta(days=14),
            opened_at=NOW,
        )
    )


def make_link(**given: Any) -> Link:
    return Link.objects.create(
        **filled(given, wave=make_wave, number=number(), secret_hash=f"{number():064d}")
    )


def make_response(**given: Any) -> Response:
    """With the answers in `codes`, a code by question."""
    codes: dict[str, str] = given.pop("codes", {})
    row = Response.objects.create(
        **filled(given, wave=make_wave, channel=Response.Channel.ONLINE, received_on=TODAY)
    )
    for question, code in codes.items():
        make_answer(response=row, question=question, code=code)
    return row


def make_answer(**given: Any) -> Answer:
    return Answer.objects.create(**filled(given, response=make_response, question="q2", code="c1"))


def make_answer_file(**given: Any) -> AnswerFile:
    """Sent with a response, unless a `link` or `until` is given; a plain text, or `content`."""
    content: bytes = given.pop("content", b"What we did.")
    kept = files.keep_apart(io.BytesIO(content), folder="questions")
    if not {"link", "until", "response"} & set(given):
        given["response"] = make_response(wave=given.get("wave") or make_wave())
    of = given.get("response") or given.get("link")
    return AnswerFile.objects.create(
        **filled(
            given,
            wave=lambda: of.wave if of else make_wave(),
            question="q5",
            secret_hash=f"{number():064d}",
            stored=kept.digest,
            size=kept.size,
            file_type="text",
        )
    )


def make_equality_answer(**given: Any) -> EqualityAnswer:
    return EqualityAnswer.objects.create(
        **filled(given, wave=make_wave, question="age", code="25_to_44")
    )


def make_mailing(**given: Any) -> Mailing:
    """An invitation to ten people."""
    return Mailing.objects.create(
        **filled(
            given,
            wave=make_wave,
            kind=Mailing.Kind.INVITATION,
            sent_at=NOW,
            basis=Mailing.Basis.CONSENT,
            why="You came to a course of ours.",
            letters=10,
        )
    )


def make_invited(**given: Any) -> Invited:
    return Invited.objects.create(**filled(given, wave=make_wave, address_key=f"{number():064d}"))
