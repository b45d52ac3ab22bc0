"""The personal fields of this room. What somebody answers is theirs alone even where nobody can
tell whose it is."""

from trellis.kernel.privacy import Basis, PersonalField

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
        "link.answers",
        "What somebody has not finished yet, so that they can go on with it",
        Basis.CONSENT,
        "until it is sent, at the latest until the wave closes",
    ),
    PersonalField(
        "equalityanswer.code",
        "To see whom a survey reaches (Equality Act 2010 s.149); tied to nobody and nothing",
        Basis.CONSENT,
        "as long as the wave; counts under five are shown to nobody",
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
    "link.id", "link.wave", "link.number", "link.secret_hash",
    "response.id", "response.wave", "response.channel", "response.received_on",
    "answer.id", "answer.response", "answer.question",
    "equalityanswer.id", "equalityanswer.wave", "equalityanswer.question",
)  # fmt: skip
