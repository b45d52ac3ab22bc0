"""Answers told apart by the breakdown of their wave, with small numbers kept back.

Every table of a wave has the same rows, which is what makes them safe beside each other: see
`rules.suppression`. There is no other way to count two questions together.
"""

from dataclasses import dataclass

from django.db.models import Count, FilteredRelation, Q
from django.http import Http404

from trellis.kernel.viewer import Viewer
from trellis.questions.models import Response, Wave
from trellis.questions.queries.results import parts_of, wave_row
from trellis.questions.rules.definition import CODED, Choice, Definition, Kind, Question, from_data
from trellis.questions.rules.suppression import Protected, TooFewError, protected

NO_ANSWER = ""  # as a code: no answer to that question was given


@dataclass(frozen=True)
class Across:
    """One table. The last row and the last column are those who gave no answer (without words).
    `table` is None where it would give somebody's answer away, however much is kept back."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    table: Protected | None

    @property
    def lines(self) -> list[tuple[str, tuple[int | None, ...], int]]:
        """Each row: its words, its counts, its total."""
        if self.table is None:
            return []
        return list(zip(self.rows, self.table.cells, self.table.row_totals, strict=True))


@dataclass(frozen=True)
class ToldApart:
    """A question by the breakdown: one table, or one for each answer where any of several could
    be given, for then they exclude each other no longer."""

    key: str
    text: str
    by: str
    tables: tuple[Across, ...]


def told_apart(viewer: Viewer, wave_id: int, key: str) -> ToldApart:
    """404 unseen, before the breakdown is chosen, and for what cannot be told apart by it; 403
    while the wave is open."""
    row = wave_row(viewer, wave_id, "results")
    definition = from_data(row.version.content)
    by = next((one for one in definition.questions if one.key == row.breakdown), None)
    question, text = _part(definition, key)
    if by is None or key == by.key:
        raise Http404
    return ToldApart(key, text, by.text, tuple(_tables(row, by, key, question)))


def _part(definition: Definition, key: str) -> tuple[Question, str]:
    for question in definition.questions:
        for part, text in parts_of(question):
            if part == key and question.kind in CODED:
                return question, text
    raise Http404


def _tables(row: Wave, by: Question, key: str, question: Question) -> list[Across]:
    if question.kind is not Kind.MULTIPLE:
        return [_across(by, question.offered, counted_across(row.pk, by.key, key))]
    return [
        _across(by, (one,), counted_across(row.pk, by.key, key, only=one.code))
        for one in question.choices
    ]


def _across(
    by: Question, offered: tuple[Choice, ...], counts: dict[tuple[str, str], int]
) -> Across:
    rows, columns = (*by.offered, Choice(NO_ANSWER, "")), (*offered, Choice(NO_ANSWER, ""))
    numbers = [[counts.get((a.code, b.code), 0) for b in columns] for a in rows]
    try:
        table = protected(numbers)
    except TooFewError:
        table = None
    return Across(tuple(a.text for a in rows), tuple(b.text for b in columns), table)


def counted_across(
    wave_id: int, by: str, key: str, *, only: str = ""
) -> dict[tuple[str, str], int]:
    """How many gave which pair of answers, "" for none, in one statement; with `only`, whether
    they gave that one of several answers. Raw counts: for this file and its benchmark alone."""
    second = Q(answers__question=key) & (Q(answers__code=only) if only else Q())
    found = (
        Response.objects.filter(wave_id=wave_id)
        .annotate(
            first=FilteredRelation("answers", condition=Q(answers__question=by)),
            second=FilteredRelation("answers", condition=second),
        )
        .order_by()
        .values_list("first__code", "second__code")
        .annotate(people=Count("id"))
    )
    return {(first or NO_ANSWER, then or NO_ANSWER): people for first, then, people in found}
