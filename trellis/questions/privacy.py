"""The personal fields of this room. What somebody answers is theirs alone even where nobody can
tell whose it is."""

from trellis.kernel.privacy import (
    GOES,
    SCRUBBED,
    Basis,
    By,
    Category,
    Ends,
    Estate,
    Holding,
    PersonalField,
    Whose,
    blanked,
    stays,
)

FIELDS: tuple[PersonalField, ...] = (
    PersonalField(
        "response.name",
        "To know who said what, in a named wave only; whoever answers is told so first",
        Basis.CONSENT,
        "as long as the wave; never asked for in an anonymous one",
    ),
    PersonalField(
        "answer.code",
        "To count what was answered; tied to nobody unless the wave is named",
        Basis.LEGITIMATE_INTERESTS,
        "as long as the wave",
    ),
    PersonalField(
        "answer.figure",
        "The same, where a number was asked for",
        Basis.LEGITIMATE_INTERESTS,
        "as long as the wave",
    ),
    PersonalField(
        "answer.words",
        "To read what was said; people put names into texts. Postcodes are kept without their end",
        Basis.LEGITIMATE_INTERESTS,
        "as long as the wave",
    ),
    PersonalField(
        "answerfile.stored",
        "To read a file that was asked for; what stands in it nobody can declare. What it was "
        "called is not kept",
        Basis.CONSENT,
        "as long as the wave; one that was not sent a day, or until the wave closes where it was "
        "saved for later",
        words="File attached to answers: where it lies",
    ),
    PersonalField(
        "link.answers",
        "What somebody has not finished yet, so that they can go on with it",
        Basis.CONSENT,
        "until it is sent, at the latest until the wave closes",
    ),
    PersonalField(
        "link.address",
        "To invite somebody to a survey, and to remind whoever has not begun to answer",
        Basis.LEGITIMATE_INTERESTS,
        "until they answer or begin to, at the latest until the wave closes",
    ),
    PersonalField(
        "invited.address_key",
        "Not to invite somebody twice, and to tell nobody who has answered (a keyed hash)",
        Basis.LEGITIMATE_INTERESTS,
        "until the wave closes",
    ),
    PersonalField(
        "mailing.sent_by",
        "Who answers for writing to people",
        Basis.LEGITIMATE_INTERESTS,
        "as long as the wave; blank once the person is erased",
    ),
    PersonalField(
        "equalityanswer.code",
        "To see whom a survey reaches (Equality Act 2010 s.149); tied to nobody and nothing",
        Basis.CONSENT,
        "as long as the wave; counts under five are shown to nobody",
        category=Category.SPECIAL,
        condition="Article 9(2)(a): whoever answers agrees to it for this purpose alone",
    ),
)

NOT_PERSONAL: tuple[str, ...] = (
    "questionnaire.id", "questionnaire.area", "questionnaire.owner", "questionnaire.title",
    "questionnaire.about", "questionnaire.begun_at",
    "questionnaireversion.id", "questionnaireversion.questionnaire", "questionnaireversion.number",
    "questionnaireversion.content", "questionnaireversion.edition",
    "questionnaireversion.changed_at", "questionnaireversion.frozen_at",
    "translation.id", "translation.version", "translation.language", "translation.texts",
    "wave.id", "wave.version", "wave.title", "wave.key", "wave.access", "wave.naming",
    "wave.asks_equality", "wave.asked", "wave.links_made", "wave.opens_on", "wave.closes_on",
    "wave.stage", "wave.breakdown", "wave.opened_at", "wave.closed_at", "wave.returned",
    "link.id", "link.wave", "link.number", "link.secret_hash", "link.seed", "link.mailing",
    "mailing.id", "mailing.wave", "mailing.kind", "mailing.sent_at", "mailing.basis", "mailing.why",
    "mailing.letters", "mailing.silent", "mailing.already", "invited.id", "invited.wave",
    "response.id", "response.wave", "response.channel", "response.received_on",
    "answer.id", "answer.response", "answer.question",
    "answerfile.id", "answerfile.wave", "answerfile.question", "answerfile.secret_hash",
    "answerfile.size", "answerfile.file_type", "answerfile.until", "answerfile.link",
    "answerfile.response",
    "equalityanswer.id", "equalityanswer.wave", "equalityanswer.question",
)  # fmt: skip

_WITH_THE_WAVE = Ends(why="Kept as long as the wave")
_COUNTED = "It is counted, and without the name it is nobody's"

# What somebody answered under a name is found by it, so its name goes last.
HOLDINGS: tuple[Holding, ...] = (
    Holding(
        "answer",
        "Answers given under this name",
        By.NAME,
        "response__name",
        {"code": stays(_COUNTED), "figure": stays(_COUNTED), "words": SCRUBBED},
        _WITH_THE_WAVE,
        shows=("question",),
    ),
    Holding(
        "answer",
        "Answers with name or address in them",
        By.MENTIONS,
        "",
        {"words": SCRUBBED},
        _WITH_THE_WAVE,
        shows=("question",),
    ),
    Holding(
        "answerfile",
        "Files attached under this name",
        By.NAME,
        "response__name",
        {"stored": GOES},
        _WITH_THE_WAVE,
        shows=("question", "file_type", "size"),
        hides=("stored",),
    ),
    Holding(
        "response",
        "Surveys answered under this name",
        By.NAME,
        "name",
        {"name": blanked()},
        _WITH_THE_WAVE,
        shows=("wave", "received_on"),
    ),
    Holding(
        "link",
        "Answers not sent yet, with name or address in them",
        By.MENTIONS,
        "",
        {"answers": SCRUBBED},
        Ends(job="questions.close_overdue"),
        shows=("wave",),
    ),
    Holding(
        "link",
        "Surveys to which this address was invited, not answered",
        By.ADDRESS,
        "address",
        {"address": blanked()},
        Ends(job="questions.close_overdue"),
        shows=("wave",),
    ),
    Holding(
        "mailing",
        "Invitations to surveys that this person sent",
        By.PERSON,
        "sent_by",
        {"sent_by": blanked(None)},
        _WITH_THE_WAVE,
        shows=("wave", "sent_at"),
    ),
    Holding(
        "invited",
        "Addresses invited to surveys",
        By.NOBODY,
        "",
        {"address_key": stays("A keyed hash; without it, it would show who has answered")},
        Ends(job="questions.close_overdue"),
    ),
    Holding(
        "equalityanswer",
        "Answers about oneself",
        By.NOBODY,
        "",
        {"code": stays("It is tied to nobody and to no other answer")},
        _WITH_THE_WAVE,
    ),
)

_OF_WAVE = Whose(body="wave__version__questionnaire__owner")
CONTROLLERS = {
    "response": _OF_WAVE,
    "answer": Whose(body="response__wave__version__questionnaire__owner"),
    "link": _OF_WAVE,
    "mailing": _OF_WAVE,
    "invited": _OF_WAVE,
    "answerfile": _OF_WAVE,
    "equalityanswer": _OF_WAVE,
}
# What stays when they are emptied are counts, which whoever keeps the record then keeps.
ESTATES = (
    Estate("questionnaire", "owner", "Surveys and answers", moves=True, may_be_emptied=True),
)
