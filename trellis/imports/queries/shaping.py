"""Between what is kept of an intake and the shape it is for."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from hashlib import blake2b, sha256
from typing import Any, Final

from django.utils import timezone

from trellis.imports.models import Intake, StagedRow
from trellis.imports.models import Mapping as Remembered
from trellis.imports.policy import shapes
from trellis.imports.rules.cells import Cleaner, Column
from trellis.imports.rules.heads import (
    Head,
    find_head,
    has_head,
    in_order,
    names_of,
    signature,
    suggest,
)
from trellis.kernel.imports import (
    Bringing,
    Change,
    Done,
    ImportField,
    ImportShape,
    Kept,
    Kind,
    Outcome,
    Problem,
    Row,
    Target,
    Verdict,
    WrongCellError,
)
from trellis.kernel.viewer import Viewer, system
from trellis.organisations import queries as organisations

Plain = dict[str, Any]


def shape_of(intake: Intake) -> ImportShape:
    return shapes()[intake.shape]


def offered(viewer: Viewer, now: datetime) -> list[tuple[ImportShape, list[Target]]]:
    """What the viewer may bring, and where to."""
    found = [
        (shape, list(shape.targets(viewer, now)))
        for shape in shapes().values()
        if viewer.holds(shape.capability)
    ]
    return [(shape, targets) for shape, targets in found if targets]


def brings_tables(viewer: Viewer) -> bool:
    """Whether there is anything at all that the viewer may bring."""
    return any(viewer.holds(shape.capability) for shape in shapes().values())


def head_of(
    shape: ImportShape, look: Plain, *, at: int | None = None, may_lack: bool = False
) -> Head:
    known = set().union(*(names_of(field) for field in shape.fields))
    sample = [(line, cells) for line, cells in look["sample"]]
    head = find_head(sample, known, at=at)
    if at is None and may_lack and not has_head(sample, head, known):
        return find_head(sample, known, at=0)
    return head


def facts_of(shape: ImportShape, look: Plain, *, at: int | None = None, pasted: int = 0) -> Plain:
    """What is kept of a look at a file, or at so many lines that were pasted."""
    head = head_of(shape, look, at=at, may_lack=pasted > 0)
    kept = {name: value for name, value in look.items() if name != "sample"}
    beginning = [[line, [cell[:60] for cell in cells[:12]]] for line, cells in look["sample"][:15]]
    return {
        **kept,
        "head": head.line,
        "headings": head.headings,
        "samples": head.samples,
        "beginning": beginning,
        **({"pasted": pasted} if pasted else {}),
    }


def signature_of(headings: Sequence[str]) -> str:
    return sha256(signature(headings).encode()).hexdigest()


def suggested(intake: Intake) -> Plain:
    """The columns as they were said last for a file of this make, else as their headings say."""
    headings = intake.facts["headings"]
    remembered = Remembered.objects.filter(
        shape=intake.shape, target=intake.target, signature=signature_of(headings)
    ).first()
    if remembered is not None:
        return dict(remembered.columns)
    shape = shape_of(intake)
    found = suggest(headings, shape.fields) if any(headings) else _by_order(intake, shape)
    return {name: {"place": place} for name, place in found.items()}


def is_complete(shape: ImportShape, columns: Plain) -> bool:
    """Whether all that must be there is found among the columns."""
    return all(field.name in columns for field in shape.fields if field.is_required)


_LEGIBLE: Final = frozenset({Kind.DATE, Kind.NUMBER, Kind.MONEY})


def _by_order(intake: Intake, shape: ImportShape) -> dict[str, int]:
    """Columns without headings, in the usual order; none where days and numbers are elsewhere."""
    samples = intake.facts["samples"]
    found = in_order(shape.order, samples)
    cleaner = Cleaner(shape.fields, {}, timezone.localdate(intake.brought_at))
    fits = all(
        any(_reads(cleaner, field, text) for text in samples[found[field.name]])
        for field in shape.fields
        if field.name in found and field.kind in _LEGIBLE
    )
    return found if fits else {}


def _reads(cleaner: Cleaner, field: ImportField, text: str) -> bool:
    try:
        cleaner.value(field, text)
    except WrongCellError:
        return False
    return True


def cleaner_of(intake: Intake) -> Cleaner:
    columns = {
        name: Column(column.get("place"), column.get("same", ""))
        for name, column in intake.columns.items()
    }
    return Cleaner(shape_of(intake).fields, columns, timezone.localdate(intake.brought_at))


def bringing_of(intake: Intake, *, now: datetime) -> Bringing:
    """As whoever took the last step may act today: a role that ended meanwhile gives nothing."""
    viewer = organisations.viewer_for(
        intake.acts_for_id, today=timezone.localdate(now), second_factor_passed=True
    )
    return Bringing(intake.target, intake.area_id, viewer, now)


def taking_back(intake: Intake, *, now: datetime) -> Bringing:
    """What was written is taken back by the house: whether somebody may ask for it was asked
    before."""
    return Bringing(intake.target, intake.area_id, system("imports"), now)


def judged(
    intake: Intake, cleaner: Cleaner, lines: Sequence[tuple[int, list[str]]], bringing: Bringing
) -> list[tuple[Plain, Verdict]]:
    """For each line its values and what would come of it, in order."""
    read = [(line, *cleaner.read(cells)) for line, cells in lines]
    sound = [Row(line, values) for line, values, problems in read if not problems]
    verdicts = shape_of(intake).check(bringing, sound) if sound else []
    found = {row.line: verdict for row, verdict in zip(sound, verdicts, strict=True)}
    return [
        (values, found.get(line) or Verdict(Outcome.PROBLEM, problems=tuple(problems)))
        for line, values, problems in read
    ]


STAGED: Final = (
    "line", "cells", "outcome", "key", "seen", "problems", "problem", "field", "changes",
    "intake_id",
)  # fmt: skip


def staged(intake: Intake, line: int, cells: list[str], verdict: Verdict) -> tuple[Any, ...]:
    """What is kept of a row, for the columns of STAGED."""
    said = _said(verdict)
    return (
        line,
        json.dumps(cells),
        said["outcome"],
        said["key"],
        said["seen"],
        json.dumps(said["problems"]) if said["problems"] else "[]",
        said["problem"],
        said["field"],
        json.dumps(said["changes"]) if said["changes"] else "[]",
        intake.pk,
    )


def put_verdict(row: StagedRow, verdict: Verdict) -> None:
    for name, value in _said(verdict).items():
        setattr(row, name, value)


def _said(verdict: Verdict) -> Plain:
    first = verdict.problems[0] if verdict.problems else None
    return {
        "outcome": verdict.outcome.value,
        "key": key_of(verdict.key),
        "seen": verdict.seen,
        "problems": [asdict(problem) for problem in verdict.problems],
        "problem": first.code if first else "",
        "field": first.field if first else "",
        "changes": [asdict(change) for change in verdict.changes],
    }


def key_of(key: str) -> str:
    return blake2b(key.encode(), digest_size=16).hexdigest() if key else ""


def problem_of(plain: Mapping[str, Any]) -> Problem:
    return Problem(plain["code"], plain["field"], plain["value"], plain["about"])


def change_of(plain: Mapping[str, Any]) -> Change:
    return Change(plain["field"], plain["before"], plain["after"])


def plain_of(done: Done) -> Plain:
    """What `done_of` reads; `asdict` would copy what was there before once more."""
    return {
        "line": done.line,
        "outcome": done.outcome.value,
        "reference": done.reference,
        "undo": done.undo,
        "problem": asdict(done.problem) if done.problem else None,
    }


def done_of(plain: Mapping[str, Any]) -> Done:
    problem = plain.get("problem")
    return Done(
        plain["line"],
        Outcome(plain["outcome"]),
        plain["reference"],
        plain["undo"],
        problem_of(problem) if problem else None,
    )


def kept_of(plain: Mapping[str, Any]) -> Kept:
    return Kept(plain["line"], plain["reference"], plain["code"])
