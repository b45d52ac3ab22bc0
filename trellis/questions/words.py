"""Codes of this room in words."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.questions.rules.answers import Misfit
from trellis.questions.rules.definition import LONGEST_LINE, LONGEST_TEXT, Kind, Question
from trellis.questions.rules.editing import CannotEditError, Wrong

Text = str | Promise

KINDS: Final[Mapping[str, Text]] = {
    Kind.CHOICE: gettext_lazy("one of several answers"),
    Kind.MULTIPLE: gettext_lazy("any of several answers"),
    Kind.SCALE: gettext_lazy("a scale"),
    Kind.GRID: gettext_lazy("a grid: the same answers for several lines"),
    Kind.NUMBER: gettext_lazy("a number"),
    Kind.MONEY: gettext_lazy("an amount of money"),
    Kind.DATE: gettext_lazy("a date"),
    Kind.TEXT: gettext_lazy("a few words"),
    Kind.LONG: gettext_lazy("a longer text"),
    Kind.POSTCODE: gettext_lazy("a postcode"),
    Kind.FILE: gettext_lazy("a file"),
}

# By what right somebody is written to, as it stands in the letter.
GROUNDS: Final[Mapping[str, Text]] = {
    "consent": gettext_lazy("you agreed to be asked"),
    "interests": gettext_lazy(
        "you use our work or take part in it, and we have a legitimate interest in how it was"
    ),
    "organisation": gettext_lazy("this is the address of an organisation"),
}

# Each in its own language.
LANGUAGES: Final[Mapping[str, str]] = {
    "ar": "العربية",
    "bn": "বাংলা",
    "cy": "Cymraeg",
    "fr": "Français",
    "gu": "ગુજરાતી",
    "pa": "ਪੰਜਾਬੀ",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "so": "Soomaali",
    "ti": "ትግርኛ",
    "uk": "Українська",
    "ur": "اردو",
    "zh": "中文",
}
RIGHT_TO_LEFT: Final = frozenset({"ar", "ur"})

_MISFITS: Final[Mapping[Misfit, Text]] = {
    Misfit.NOT_OFFERED: gettext_lazy("%(question)s: choose from the answers offered."),
    Misfit.NO_NUMBER: gettext_lazy("%(question)s: enter a number, such as 12 or 12.50."),
    Misfit.NO_DAY: gettext_lazy("%(question)s: enter a day, such as 31/03/2026."),
    Misfit.NO_POSTCODE: gettext_lazy("%(question)s: enter a postcode, such as LE1 1AA."),
    Misfit.FILE_GONE: gettext_lazy(
        "%(question)s: the file you attached is no longer there. Attach it again, or leave it."
    ),
    Misfit.TOO_LITTLE: gettext_lazy("%(question)s: enter %(least)s or more."),
    Misfit.TOO_MUCH: gettext_lazy("%(question)s: enter %(most)s or less."),
}

_WRONG: Final[Mapping[Wrong, Text]] = {
    Wrong.TOO_MANY_SECTIONS: gettext_lazy("Twenty sections are the most. Put two together."),
    Wrong.TOO_MANY_QUESTIONS: gettext_lazy(
        "A hundred questions are the most. Take one away first; people finish short ones."
    ),
    Wrong.WAITED_FOR: gettext_lazy(
        "“%(about)s” waits for this question. Let it be asked of everybody first."
    ),
    Wrong.WAITS_FOR_LATER: gettext_lazy(
        "“%(about)s” would then be asked before the question it waits for."
    ),
    Wrong.WAITS_FOR_OTHER_CODES: gettext_lazy(
        "“%(about)s” waits for an answer that would no longer be offered. Let it wait for another."
    ),
    Wrong.NO_QUESTION: gettext_lazy("There is no such question."),
}

EQUALITY: Final[Mapping[str, Text]] = {
    "age": gettext_lazy("How old are you?"),
    "sex": gettext_lazy("What is your sex?"),
    "disability": gettext_lazy("Do you have a disability or a lasting illness?"),
    "ethnicity": gettext_lazy("What is your ethnic group?"),
    "religion": gettext_lazy("What is your religion or belief?"),
    "orientation": gettext_lazy("What is your sexual orientation?"),
    "carer": gettext_lazy("Do you look after somebody who could not manage without you?"),
}
_NOT_SAID: Final = gettext_lazy("Prefer not to say")
EQUALITY_CODES: Final[Mapping[str, Mapping[str, Text]]] = {
    "age": {
        "under_25": gettext_lazy("Under 25"),
        "25_to_44": gettext_lazy("25 to 44"),
        "45_to_64": gettext_lazy("45 to 64"),
        "65_and_over": gettext_lazy("65 or over"),
    },
    "sex": {"female": gettext_lazy("Female"), "male": gettext_lazy("Male")},
    "disability": {"disabled": gettext_lazy("Yes"), "not_disabled": gettext_lazy("No")},
    "ethnicity": {
        "asian": gettext_lazy("Asian or Asian British"),
        "black": gettext_lazy("Black, Black British, Caribbean or African"),
        "mixed": gettext_lazy("Mixed or multiple ethnic groups"),
        "white": gettext_lazy("White"),
        "other": gettext_lazy("Another ethnic group"),
    },
    "religion": {
        "none": gettext_lazy("None"),
        "christian": gettext_lazy("Christian"),
        "hindu": gettext_lazy("Hindu"),
        "muslim": gettext_lazy("Muslim"),
        "sikh": gettext_lazy("Sikh"),
        "other": gettext_lazy("Another religion or belief"),
    },
    "orientation": {
        "heterosexual": gettext_lazy("Heterosexual or straight"),
        "gay_or_lesbian": gettext_lazy("Gay or lesbian"),
        "bisexual": gettext_lazy("Bisexual"),
        "other": gettext_lazy("Another sexual orientation"),
    },
    "carer": {"carer": gettext_lazy("Yes"), "no_carer": gettext_lazy("No")},
}


def kind(code: str) -> str:
    return str(KINDS[code])


def language(code: str) -> str:
    return LANGUAGES.get(code, code)


def equality_answer(question: str, code: str) -> str:
    return str(EQUALITY_CODES[question].get(code, _NOT_SAID))


def misfit(question: Question, wrong: Misfit) -> str:
    """What is wrong with an answer, by its question and with the remedy."""
    said = question.text.rstrip("?:. ")
    if wrong is Misfit.MISSING:
        if question.offered:
            return _("%(question)s: choose an answer.") % {"question": said}
        if question.kind is Kind.FILE:
            return _("%(question)s: attach a file.") % {"question": said}
        return _("%(question)s: this is not answered yet.") % {"question": said}
    if wrong is Misfit.TOO_LONG:
        most = LONGEST_LINE if question.kind is Kind.TEXT else LONGEST_TEXT
        found = {"question": said, "most": most}
        return _("%(question)s: at most %(most)s letters fit. Shorten it.") % found
    facts = {"question": said, "least": question.least or 0, "most": question.most}
    return str(_MISFITS[wrong]) % facts


PICTURE_REFUSED: Final = gettext_lazy(
    "A picture can say where, when and with which camera it was made, and nobody is to know who "
    "answers here. Attach a PDF or a text without pictures of people, or leave it."
)
_TAKEN_IN: Final = gettext_lazy(
    "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG or plain text, up to 10 MB."
)
_TAKEN_IN_FROM_NOBODY: Final = gettext_lazy(
    "PDF, Word, Excel, PowerPoint, OpenDocument or plain text, up to 10 MB; no pictures."
)
_CAN_TELL: Final = gettext_lazy(
    "A file can say who made it, even where no name shows: office programs write the name of their "
    "owner into it. If you want nobody to know, attach none, or plain text."
)


def before_attaching(question: Question, *, is_named: bool, attached: str) -> str:
    """What somebody is told before they choose a file; `attached` is what they have attached."""
    warning = "" if is_named else str(_CAN_TELL)
    if attached:
        words = _("Attached: %(file)s. Another file takes its place.") % {"file": attached}
        parts = [words, question.hint, warning]
    else:
        parts = [question.hint, warning, str(_TAKEN_IN if is_named else _TAKEN_IN_FROM_NOBODY)]
    return " ".join(part for part in parts if part)


def about(question: Question, messages: Iterable[str]) -> str:
    """What is wrong with an answer, after the question it is about."""
    said = " ".join(messages)
    facts = {"question": question.text.rstrip("?:. "), "wrong": said}
    return _("%(question)s: %(wrong)s") % facts


def cannot_edit(fault: CannotEditError) -> str:
    return str(_WRONG[fault.wrong]) % {"about": fault.about}


def per_cent(share: Fraction | None) -> str:
    """`68%`, halves upwards; empty where there is none."""
    return "" if share is None else f"{int(share + Fraction(1, 2))}%"
