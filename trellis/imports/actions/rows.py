"""Rows that wait to be written: mended cell by cell, or left out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext as _

from trellis.imports import events
from trellis.imports.lifecycle import Stage
from trellis.imports.models import LEFT_OUT, Intake, StagedRow
from trellis.imports.policy import INTAKE
from trellis.imports.queries.intakes import alike
from trellis.imports.queries.shaping import cleaner_of, judged, put_verdict
from trellis.imports.rules.problems import Cell
from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.imports import Bringing, Outcome, Problem, Verdict
from trellis.kernel.viewer import Viewer


@act
def mend_row(
    *,
    intake_id: int,
    line: int,
    texts: Mapping[str, str],
    by: Viewer,
    now: datetime,
    once: str = "",
    everywhere: bool = False,
) -> int:
    """Write the cells of some fields anew and check the row once more; `texts` by field. With
    `everywhere` what was wrong with it is put right in every line with the same wrong text too.
    Returns how many lines are sound now that were not."""
    do_once(once, now=now)
    intake = _checked(intake_id, by=by)
    row = StagedRow.objects.get(intake=intake, line=line)
    wrong = {name: text for name, text in texts.items() if name == row.field}
    others = alike(by, intake.pk, line) if everywhere and wrong else []
    row.cells = _mended(intake, row.cells, texts)
    for other in others:
        other.cells = _mended(intake, other.cells, wrong)
    _judge(intake, [row, *others], _bringing(intake, by, now))
    count_rows(intake)
    intake.save(update_fields=["counts"])
    event = events.RowMended(intake.pk, line)
    sign(event, by=by, now=now, of=f"intake:{intake.pk}", fields=sorted(texts))
    return sum(one.outcome != Outcome.PROBLEM for one in [row, *others])


def _judge(intake: Intake, rows: Sequence[StagedRow], bringing: Bringing) -> None:
    """Check rows that were written anew, and those that said the same as they did or do."""
    keys = {row.key for row in rows}
    lines = [(row.line, row.cells) for row in rows]
    found = judged(intake, cleaner_of(intake), lines, bringing)
    for row, (_values, verdict) in zip(rows, found, strict=True):
        put_verdict(row, verdict)
        row.save()
        keys.add(row.key)
    _judge_again(intake, keys - {""}, bringing)
    for row in rows:
        row.refresh_from_db(fields=["outcome"])


@act
def leave_out_rows(
    *, intake_id: int, line: int | None = None, by: Viewer, now: datetime, once: str = ""
) -> int:
    """Leave one line out of the import, or every line with something wrong; returns how many."""
    do_once(once, now=now)
    intake = _checked(intake_id, by=by)
    rows = StagedRow.objects.filter(intake=intake).exclude(outcome=LEFT_OUT)
    rows = rows.filter(outcome=Outcome.PROBLEM) if line is None else rows.filter(line=line)
    keys = set(rows.exclude(key="").values_list("key", flat=True)[:500]) if line else set()
    count = rows.update(outcome=LEFT_OUT)
    _judge_again(intake, keys, _bringing(intake, by, now))
    count_rows(intake)
    intake.save(update_fields=["counts"])
    event = events.RowsLeftOut(intake.pk, count)
    sign(event, by=by, now=now, of=f"intake:{intake.pk}", fields=["outcome"])
    return count


def _checked(intake_id: int, *, by: Viewer) -> Intake:
    held = Intake.objects.select_for_update(of=("self",))
    intake = INTAKE.get(by, held, "handle", pk=intake_id)
    if intake.stage != Stage.CHECKED:
        raise ValidationError(_("Its lines can no longer be changed here."))
    return intake


def _bringing(intake: Intake, by: Viewer, now: datetime) -> Bringing:
    return Bringing(intake.target, intake.area_id, by, now)


def _mended(intake: Intake, cells: list[str], texts: Mapping[str, str]) -> list[str]:
    """Only fields that have a column of their own: what all lines share is changed for all."""
    found = list(cells)
    for name, text in texts.items():
        place = intake.columns.get(name, {}).get("place")
        if place is not None:
            found.extend([""] * (place + 1 - len(found)))
            found[place] = text
    return found


def keys_met_twice(intake: Intake) -> list[str]:
    """What more than one line is about."""
    doubled = (
        StagedRow.objects.filter(intake=intake, outcome__in=_SOUND)
        .exclude(key="")
        .values("key")
        .annotate(times=Count("id"))
        .filter(times__gt=1)
        .values_list("key", flat=True)
    )
    return list(doubled.order_by())


def mark_twice(intake: Intake, keys: Sequence[str]) -> None:
    """Of lines about the same thing all but the first are something to put right."""
    for start in range(0, len(keys), 500):
        _mark(intake, keys[start : start + 500])


_SOUND = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)


def _mark(intake: Intake, keys: Sequence[str]) -> None:
    first: dict[str, int] = {}
    later: list[StagedRow] = []
    rows = StagedRow.objects.filter(intake=intake, key__in=keys, outcome__in=_SOUND)
    for row in rows.order_by("line"):
        if row.key not in first:
            first[row.key] = row.line
            continue
        key, about = row.key, {"other": str(first[row.key])}
        put_verdict(row, Verdict(Outcome.PROBLEM, problems=(Problem(Cell.TWICE, about=about),)))
        row.key = key
        later.append(row)
    fields = ["outcome", "problems", "problem", "field", "changes", "seen"]
    StagedRow.objects.bulk_update(later, fields, batch_size=200)


def _judge_again(intake: Intake, keys: set[str], bringing: Bringing) -> None:
    """Lines that said the same as a line that has changed: one of them may be sound now."""
    if not keys:
        return
    again = StagedRow.objects.filter(intake=intake, key__in=keys, problem=Cell.TWICE)
    rows: list[Any] = list(again.exclude(outcome=LEFT_OUT).order_by("line")[:500])
    lines = [(row.line, row.cells) for row in rows]
    found = judged(intake, cleaner_of(intake), lines, bringing)
    for row, (_values, verdict) in zip(rows, found, strict=True):
        put_verdict(row, verdict)
        row.save()
    _mark(intake, sorted(keys))


def count_rows(intake: Intake) -> None:
    """Put the numbers of rows by outcome into the intake, unsaved."""
    rows = StagedRow.objects.filter(intake=intake).order_by()
    found = dict(rows.values_list("outcome").annotate(Count("id")))
    intake.counts = {**found, "rows": sum(found.values())}
