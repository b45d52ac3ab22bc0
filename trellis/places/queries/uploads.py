"""Files that were brought: what is in them, and how far their import has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db.models import Q

from trellis.kernel.viewer import Viewer
from trellis.places.lifecycle import Stage
from trellis.places.models import Place, Upload
from trellis.places.policy import UPLOAD
from trellis.places.rules.boundaries import read_boundaries
from trellis.places.rules.codes import Kind
from trellis.places.rules.problems import KEPT, Problem, Wrong
from trellis.places.rules.tables import NoPosition, PostcodeTable


@dataclass(frozen=True)
class Checked:
    """`columns` says how the file will be read, by what each column is; `choices` are the
    properties that may hold the places' codes. `counts` by what was counted."""

    counts: dict[str, int]
    problems: list[Problem]
    columns: dict[str, str]
    choices: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class UploadFacts:
    """`problems` are the first ones; `plan` is how it was or will be imported."""

    id: int
    area_id: int
    kind: str
    kind_words: str
    stage: str
    stage_words: str
    file_name: str
    digest: str
    size: int
    source: str
    plan: Mapping[str, Any]
    counts: Mapping[str, int]
    problems: Sequence[Mapping[str, Any]]
    done_rows: int
    brought_at: datetime
    finished_at: datetime | None


def known_codes(area_id: int) -> dict[str, Kind]:
    """Every code in the area's tree, with the kind of place."""
    rows = Place.objects.filter(Q(area_id=area_id) | Q(pk=area_id))
    return {code: Kind(kind) for code, kind in rows.values_list("code", "kind")}


def check_outlines(area_id: int, content: bytes, *, code: str = "") -> Checked:
    """What a boundary file would bring. Raises FileRefusedError. One query."""
    found = read_boundaries(content, known_codes(area_id), code=code)
    columns = {"code": found.columns.code, "name": found.columns.name}
    unknown = [one for one in found.problems if one.wrong == Wrong.UNKNOWN_CODE]
    others = [one for one in found.problems if one.wrong != Wrong.UNKNOWN_CODE]
    return Checked(
        found.counts,
        [*others[:KEPT], *unknown[:KEPT]],
        {**columns, "above": found.columns.above},
        found.choices,
    )


def check_postcodes(area_id: int, content: BinaryIO) -> Checked:
    """What a postcode list would bring, read through to its end. Raises FileRefusedError."""
    known = known_codes(area_id)
    table = PostcodeTable(content, known)
    counts = dict.fromkeys(("rows", "no_position", "problems", "in_tree"), 0)
    problems: list[Problem] = []
    for line in table:
        if isinstance(line, Problem):
            counts["problems"] += 1
            problems += [line] if len(problems) < KEPT else []
        elif isinstance(line, NoPosition):
            counts["no_position"] += 1
        else:
            counts["rows"] += 1
            counts["in_tree"] += line.ward_code in known or line.district_code in known
    columns = table.columns
    named = ("postcode", "latitude", "longitude", "ward", "district")
    headings = {name: columns.heading(getattr(columns, name)) for name in named}
    return Checked(counts, problems, headings)


def upload(viewer: Viewer, area_slug: str, upload_id: int) -> UploadFacts:
    """Raises Http404."""
    rows = Upload.objects.filter(area__slug=area_slug)
    return _facts(UPLOAD.get(viewer, rows, pk=upload_id))


def upload_to_import(upload_id: int) -> UploadFacts | None:
    """For the worker: None unless it is being imported."""
    row = Upload.objects.filter(pk=upload_id, stage=Stage.IMPORTING).first()
    return _facts(row) if row else None


def uploads(viewer: Viewer, area_id: int) -> list[UploadFacts]:
    """The latest twenty of an area."""
    rows = UPLOAD.rows(viewer, Upload.objects.filter(area_id=area_id))
    return [_facts(row) for row in rows[:20]]


def abandoned(before: datetime) -> list[int]:
    """Files brought before then and neither imported nor discarded."""
    waiting = (Stage.CHECKED, Stage.FAILED)
    rows = Upload.objects.filter(stage__in=waiting, brought_at__lt=before)
    return list(rows.values_list("pk", flat=True))


def places_to_add_under(area_id: int) -> list[tuple[int, str]]:
    """Where places of a file can be added: everything that is not itself a ward or finer."""
    fine = (Place.Kind.WARD, Place.Kind.PARISH, Place.Kind.NEIGHBOURHOOD)
    rows = Place.objects.filter(Q(area_id=area_id) | Q(pk=area_id)).exclude(kind__in=fine)
    return list(rows.values_list("pk", "name"))


def plan_day(facts: UploadFacts, name: str) -> date | None:
    """A day of the plan; None where it has none."""
    text = str(facts.plan.get(name) or "")
    return date.fromisoformat(text) if text else None


def _facts(row: Upload) -> UploadFacts:
    return UploadFacts(
        id=row.pk,
        area_id=row.area_id,
        kind=row.kind,
        kind_words=row.get_kind_display(),
        stage=row.stage,
        stage_words=row.get_stage_display(),
        file_name=row.file_name,
        digest=row.digest,
        size=row.size,
        source=row.source,
        plan=row.plan,
        counts=row.counts,
        problems=row.problems,
        done_rows=row.done_rows,
        brought_at=row.brought_at,
        finished_at=row.finished_at,
    )
