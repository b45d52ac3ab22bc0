"""`kill -9` to server and worker while a large table is read, written and taken back: each time the
next worker goes on, and in the end every line is in the record once, or none is."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from bench.house import House
from bench.importing import BRINGER, table_of

ROWS = 30_000
# A worker that was killed is missed after 90 seconds and looked for every 30.
PATIENCE = 240

_ASK = """
from django.db.models import Count
from trellis.imports.models import Batch
from trellis.kernel import audit
from trellis.kernel.models import AuditLine
from trellis.organisations.models import Identifier, NameWord

what, path = sys.argv[1:]
intake = Intake.objects.order_by("-pk").first()
if what == "bring":
    with open(path, "rb") as file:
        facts = queries.facts_of(shape, look_apart(file))
        file.seek(0)
        intake = actions.bring_table(
            shape=shape.key, target=targets[0], file_name="groups.csv", content=file, facts=facts,
            by=by, now=now,
        )
    actions.map_columns(intake_id=intake.pk, columns=queries.suggested(intake), by=by, now=now)
elif what == "start":
    actions.start_import(intake_id=intake.pk, by=by, now=now)
elif what == "undo":
    actions.undo_import(intake_id=intake.pk, by=by, now=now)
elif what in {"reading", "importing", "undoing"}:
    whole = intake.counts.get("rows", 0) if what == "undoing" else 0
    while intake.stage == what and intake.done_rows == whole:
        time.sleep(0.05)
        intake.refresh_from_db()
    os._exit(print(json.dumps({"stage": intake.stage}), flush=True) or 0)
brought = Organisation.objects.filter(email__endswith="@groups.example")
print(json.dumps({
    "stage": intake.stage if intake else "",
    "brought": brought.count(),
    "twice": brought.values("name").annotate(n=Count("id")).filter(n__gt=1).count(),
    "numbers": Identifier.objects.filter(organisation__in=brought).count(),
    "words": NameWord.objects.filter(organisation__in=brought).exists(),
    "batches": Batch.objects.count(),
    "acts": AuditLine.objects.filter(verb="organisations.organisations.brought").count(),
    "findings": [finding.what for finding in audit.verify()],
}))
"""


def ask(house: House, what: str = "look", path: Path | str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(house.python(BRINGER + _ASK, what, str(path)))
    return found


def kill_while(house: House, stage: str, ends_as: str) -> None:
    """Killed when some of it is done and some is not; then left to itself until it has ended."""
    ask(house, stage)
    house.kill()
    assert ask(house)["stage"] == stage, "the table is too small to be killed half-way"
    house.start()
    begun = time.monotonic()
    while ask(house)["stage"] != ends_as:
        assert time.monotonic() - begun < PATIENCE, ask(house)
        time.sleep(1)


@pytest.mark.prove
def test_killed_while_reading_writing_and_taking_back(house: House, tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    path.write_text("\n".join(table_of(ROWS)), encoding="utf-8")
    before = ask(house)["brought"]
    with house.serving():
        ask(house, "bring", path)
        kill_while(house, "reading", "checked")
        assert ask(house)["brought"] == before

        ask(house, "start")
        kill_while(house, "importing", "imported")
        found = ask(house)
        assert (found["brought"], found["numbers"], found["twice"]) == (ROWS, ROWS, 0)
        assert found["acts"] == found["batches"]

        ask(house, "undo")
        kill_while(house, "undoing", "undone")
    found = ask(house)
    assert (found["brought"], found["numbers"], found["words"]) == (0, 0, False)
    assert found["findings"] == []
