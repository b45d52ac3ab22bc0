"""What Fosseshire asks its groups: one survey that was counted and published, one that runs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from django.utils import timezone

from trellis.kernel.periods import quarter
from trellis.kernel.viewer import Viewer
from trellis.performance import actions as performance
from trellis.questions import actions as questions
from trellis.questions.rules.definition import Choice, Condition, Kind, Question

_EASE: Final = ("Very easy", "Easy", "Neither easy nor hard", "Hard", "Very hard")
_INFORMED: Final = ("Very well informed", "Well informed", "Not very well", "Not at all")
_KINDS: Final = ("A club or society", "A charity", "A village hall", "A self-help group")
_HARD: Final = (
    "Finding out whom to ring.",
    "The first answer took three weeks.",
    "We were sent on twice.",
)
_BETTER: Final = (
    "Somebody at the end of the telephone on Fridays.",
    "The minibus could be booked later in the evening.",
    "Forms that fit on one page, please.",
    "Nothing: the worker who came out to us knew what she was talking about.",
    "More help with the accounts before the year ends.",
    "Meetings nearer to Birchwold. The last bus goes at six.",
)
_WELSH: Final = {
    "s1.title": "Eich atebion",
    "q2.text": "Pa mor hawdd oedd cael help gennym ni?",
    "q3.text": "Beth oedd yn anodd?",
    "q4.text": "Pa mor dda ydych chi’n cael eich hysbysu am yr hyn sy’n digwydd?",
    "q5.text": "Pa fath o grŵp ydych chi?",
    "q6.text": "Beth allem ni ei wneud yn well?",
}


def write(
    *,
    by: Viewer,
    now: datetime,
    random: Random,
    county: int,
    bodies: Mapping[str, int],
    well_informed: Any,
) -> None:
    """The counted one was closed some weeks ago and fills a figure; the other runs since eight
    days."""
    before = now - timedelta(days=80)
    asked = _questionnaire(by, before, bodies["vaf"])
    last = _wave(by, before, asked, "Last quarter", asked=140)
    _answer(by, before, last, random, 83)
    closed = before + timedelta(days=31)
    questions.close_wave(wave_id=last, by=by, now=closed)
    questions.choose_breakdown(wave_id=last, question="q5", by=by, now=closed)
    questions.publish_results(wave_id=last, by=by, now=closed)
    performance.record_from_survey(
        by=by,
        now=now - timedelta(days=2),
        indicator=well_informed,
        place_id=county,
        provider_id=bodies["vaf"],
        period=quarter(timezone.localdate(now)).before(),
        wave_id=last,
        question="q4",
        answers=["c1", "c2"],
        reason="Counted anew from the survey itself, with its response rate",
    )
    opened = now - timedelta(days=8)
    running = _wave(by, opened, asked, "This quarter", asked=150)
    _answer(by, opened, running, random, 41)


def _questionnaire(by: Viewer, now: datetime, owner_id: int) -> int:
    row = questions.begin_questionnaire(
        owner_id=owner_id,
        title="How are we doing?",
        about="Five questions for every group in the county. What you say decides what we change "
        "first, and the figures go to those who pay for us.",
        first_section="Your answers",
        by=by,
        now=now,
    )
    for question in (
        _choice("How easy was it to get help from us?", _EASE, is_required=True),
        Question("", Kind.TEXT, "What was hard?", when=Condition("q2", ("c4", "c5"))),
        _choice("How well do we keep you informed of what is going on?", _INFORMED),
        _choice("What kind of group are you?", _KINDS),
        Question("", Kind.LONG, "What should we do better?", hint="Name nobody."),
    ):
        questions.add_question(
            questionnaire_id=row.pk, section="s1", question=question, by=by, now=now
        )
    questions.translate_version(
        questionnaire_id=row.pk, language="cy", texts=_WELSH, by=by, now=now
    )
    return row.pk


def _choice(text: str, offered: tuple[str, ...], *, is_required: bool = False) -> Question:
    choices = tuple(Choice(f"c{at}", one) for at, one in enumerate(offered, start=1))
    return Question("", Kind.CHOICE, text, is_required=is_required, choices=choices)


def _wave(by: Viewer, now: datetime, asked_id: int, title: str, *, asked: int) -> int:
    today = timezone.localdate(now)
    return questions.open_wave(
        questionnaire_id=asked_id,
        title=title,
        access="open",
        naming="anonymous",
        asks_equality=True,
        asked=asked,
        opens_on=today,
        closes_on=today + timedelta(days=30),
        by=by,
        now=now,
    ).pk


def _answer(by: Viewer, opened: datetime, wave_id: int, random: Random, count: int) -> None:
    """All in the eight days after it opened."""
    for _ in range(count):
        came = opened + timedelta(days=random.randint(0, 8))
        answers = {
            "q2": random.choices(("c1", "c2", "c3", "c4", "c5"), (30, 38, 16, 11, 5))[0],
            "q4": random.choices(("c1", "c2", "c3", "c4"), (24, 40, 26, 10))[0],
            "q5": random.choices(("c1", "c2", "c3", "c4"), (36, 34, 22, 8))[0],
        }
        if answers["q2"] in {"c4", "c5"}:
            answers["q3"] = random.choice(_HARD)
        if random.random() < 0.2:
            answers["q6"] = random.choice(_BETTER)
        if random.random() < 0.25:
            questions.enter_paper(wave_id=wave_id, answers=answers, name="", by=by, now=came)
        else:
            questions.send_answers(
                wave_id=wave_id, answers=answers, name="", secret="", by=by, now=came
            )
        if random.random() < 0.6:
            _equality(by, came, wave_id, random)


def _equality(by: Viewer, now: datetime, wave_id: int, random: Random) -> None:
    ages = ("under_25", "25_to_44", "45_to_64", "65_and_over", "not_said")
    said = {
        "age": random.choices(ages, (4, 20, 38, 34, 4))[0],
        "sex": random.choices(("female", "male", "not_said"), (55, 40, 5))[0],
        "disability": random.choices(("disabled", "not_disabled"), (20, 80))[0],
    }
    questions.answer_equality(wave_id=wave_id, answers=said, by=by, now=now)
