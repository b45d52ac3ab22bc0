"""Tables that somebody brought."""

from hashlib import sha256
from typing import Any

from tests.factories.making import NOW, filled, number
from tests.factories.places import make_area
from trellis.imports.lifecycle import Stage
from trellis.imports.models import Batch, Intake, Mapping, StagedRow

HEADINGS = ["Name", "District"]


def make_intake(**given: Any) -> Intake:
    """A table of organisations that was checked and waits; its file is in no store."""
    area = given.pop("area", None) or make_area()
    return Intake.objects.create(
        **filled(
            given,
            shape="organisations",
            target=f"area:{area.pk}",
            area=area,
            stage=Stage.CHECKED,
            file_name="groups.csv",
            digest=sha256(str(number()).encode()).hexdigest(),
            size=1_000,
            facts=_facts,
            columns=lambda: {"name": {"place": 0}, "place": {"place": 1}},
            brought_at=NOW,
            touched_at=NOW,
        )
    )


def _facts() -> dict[str, Any]:
    return {
        "kind": "csv",
        "encoding": "utf-8",
        "separator": ",",
        "sheets": [""],
        "sheet": "",
        "head": 1,
        "headings": HEADINGS,
        "samples": [["Wreake Wanderers"], ["Ambley A"]],
        "beginning": [[1, HEADINGS], [2, ["Wreake Wanderers", "Ambley A"]]],
    }


def make_staged_row(**given: Any) -> StagedRow:
    return StagedRow.objects.create(
        **filled(
            given,
            intake=make_intake,
            line=number() + 1,
            cells=lambda: ["Wreake Wanderers", "Ambley A"],
            outcome="new",
        )
    )


def make_batch(**given: Any) -> Batch:
    """Of one row that did nothing."""
    done = [{"line": 2, "outcome": "unchanged", "reference": "", "undo": None, "problem": None}]
    return Batch.objects.create(
        **filled(given, intake=make_intake, number=number(), last_line=2, done=lambda: done)
    )


def make_mapping(**given: Any) -> Mapping:
    return Mapping.objects.create(
        **filled(
            given,
            shape="organisations",
            target=f"area:{number()}",
            signature=sha256(b"name|district").hexdigest(),
            columns=lambda: {"name": {"place": 0}},
            used_at=NOW,
        )
    )
