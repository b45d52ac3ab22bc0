"""What was answered in a wave, counted; small numbers kept back the same for everybody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from trellis.kernel.viewer import Viewer
from trellis.questions.models import Answer, EqualityAnswer, Wave
from trellis.questions.policy import WAVE
from trellis.questions.queries.keeping import asked_in_all, letters_of
from trellis.questions.rules import equality
from trellis.questions.rules.counting import Figures, Returned, Share, figures
from trellis.questions.rules.definition import (
    CODED,
    FIGURES,
    ONE_CODE,
    WORDS,
    Definition,
    Kind,
    Question,
    from_data,
)
from trellis.questions.rules.suppression import THRESHOLD, protected_line
from trellis.questions.words import EQUALITY, equality_answer


@dataclass(frozen=True)
class Line:
    """One answer offered, with how many gave it."""

    code: str
    text: str
    count: int
    share: Share


@dataclass(frozen=True)
class Counted:
    """A question with what was answered; `n` is how many answered it at all. A row of a grid is
    counted like a question of its own. Of words it only says how many wrote some."""

    key: str
    question: Question
    text: str
    n: int
    lines: tuple[Line, ...] = ()
    figures: Figures | None = None

    @property
    def is_words(self) -> bool:
        """Whether what was answered is read rather than counted."""
        return self.question.kind in {*WORDS, Kind.DATE, Kind.POSTCODE}

    @property
    def is_file(self) -> bool:
        return self.question.kind is Kind.FILE

    @property
    def can_be_told_apart(self) -> bool:
        return bool(self.lines)


@dataclass(frozen=True)
class Results:
    """Everything that may be shown of a wave. `counted` is empty where fewer than five answered."""

    wave_id: int
    title: str
    questionnaire: str
    questionnaire_id: int
    owner: str
    area_id: int
    area_slug: str
    standing: str
    stage: str
    opens_on: date
    closes_on: date
    returned: Returned
    is_named: bool
    asks_equality: bool
    breakdown: str
    breakdown_words: str
    counted: tuple[Counted, ...]
    equality: tuple["EqualityLines", ...]
    may_keep: bool
    may_read: bool

    @property
    def to_break_down_by(self) -> list[Counted]:
        return [one for one in self.counted if one.question.kind in ONE_CODE]

    @property
    def to_tell_apart(self) -> list[Counted]:
        return [one for one in self.counted if one.can_be_told_apart and one.key != self.breakdown]


@dataclass(frozen=True)
class EqualityLines:
    """One question of equality monitoring; None stands where a count is kept back."""

    key: str
    text: str
    n: int
    lines: tuple[tuple[str, int | None], ...]

    @property
    def is_enough(self) -> bool:
        return self.n >= THRESHOLD


def results(viewer: Viewer, wave_id: int) -> Results:
    """404 unseen, 403 while the wave is open."""
    row = wave_row(viewer, wave_id, "results")
    asked = row.version.questionnaire
    returned = Returned(asked_in_all(row, letters_of([row])), row.returned or 0)
    definition = from_data(row.version.content)
    chosen = next((one.text for one in definition.questions if one.key == row.breakdown), "")
    return Results(
        wave_id=row.pk,
        title=row.title,
        questionnaire=asked.title,
        questionnaire_id=asked.pk,
        owner=asked.owner.name,
        area_id=asked.area_id,
        area_slug=asked.area.slug,
        standing=asked.area.standing,
        stage=row.stage,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        returned=returned,
        is_named=row.naming == Wave.Naming.NAMED,
        asks_equality=row.asks_equality,
        breakdown=row.breakdown,
        breakdown_words=chosen,
        counted=tuple(_counted(row, definition)) if returned.is_enough else (),
        equality=tuple(_equality(row)) if row.asks_equality else (),
        may_keep=WAVE.allows(viewer, "keep", row),
        may_read=WAVE.allows(viewer, "read", row),
    )


def wave_row(viewer: Viewer, wave_id: int, rule: str) -> Wave:
    rows = Wave.objects.select_related(
        "version__questionnaire__owner", "version__questionnaire__area"
    )
    return WAVE.get(viewer, rows, rule, pk=wave_id)


def _counted(row: Wave, definition: Definition) -> list[Counted]:
    answers = Answer.objects.filter(response__wave=row).order_by()
    by_code: dict[str, dict[str, int]] = {}
    for question, code, count in (
        answers.exclude(code="").values_list("question", "code").annotate(count=Count("id"))
    ):
        by_code.setdefault(question, {})[code] = count
    people = dict(
        answers.values_list("question").annotate(count=Count("response_id", distinct=True))
    )
    found = []
    for question in definition.questions:
        for key, text in parts_of(question):
            n = people.get(key, 0)
            lines = _lines(question, by_code.get(key, {}), n) if question.kind in CODED else ()
            numbers = _figures(row, key) if question.kind in FIGURES else None
            found.append(Counted(key, question, text, n, lines, numbers))
    return found


def parts_of(question: Question) -> list[tuple[str, str]]:
    """What of a question is counted by itself, with its words: the question, or each row of a
    grid."""
    if question.kind is not Kind.GRID:
        return [(question.key, question.text)]
    return [(f"{question.key}.{row.code}", f"{question.text} {row.text}") for row in question.rows]


def _lines(question: Question, counts: dict[str, int], n: int) -> tuple[Line, ...]:
    return tuple(
        Line(one.code, one.text, counts.get(one.code, 0), Share(counts.get(one.code, 0), n))
        for one in question.offered
    )


def _figures(row: Wave, key: str) -> Figures | None:
    found = Answer.objects.filter(response__wave=row, question=key)
    values = found.values_list("figure", flat=True)
    return figures([value for value in values if value is not None])


def _equality(row: Wave) -> list[EqualityLines]:
    rows = EqualityAnswer.objects.filter(wave=row).order_by().values_list("question", "code")
    counts = {(question, code): n for question, code, n in rows.annotate(count=Count("id"))}
    found = []
    for question, codes in equality.QUESTIONS.items():
        numbers = [counts.get((question, code), 0) for code in codes]
        shown = protected_line(numbers)
        words = [equality_answer(question, code) for code in codes]
        lines = tuple(zip(words, shown, strict=True))
        found.append(EqualityLines(question, str(EQUALITY[question]), sum(numbers), lines))
    return found
