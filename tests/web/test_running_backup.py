"""Backup and restore: the same record again, on either database, or nothing is touched."""

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bench.house import House
from tests.houses import Pattern, another_database
from trellis.web.running.archive import ArchiveRefusedError, open_checked

pytestmark = pytest.mark.shared

# What a restore may change: when signs of life were seen, and what lifts the marks.
OWN = {"tables/kernel.ScheduledRun.jsonl", "tables/kernel.AuditEra.jsonl"}

_LOOK = """
import json
from trellis.kernel import audit
from trellis.kernel.models import AuditLine
from trellis.organisations.models import Organisation
from django.contrib.sessions.models import Session
print(json.dumps({
    "head": str(audit.head()), "findings": len(audit.verify()), "lines": AuditLine.objects.count(),
    "names": sorted(Organisation.objects.values_list("name", flat=True)),
    "sessions": Session.objects.count(),
}))
"""
_ACT = """
from django.utils import timezone
from trellis.kernel import audit
from trellis.kernel.models import AuditLine
line = AuditLine.objects.create(at=timezone.now(), actor_label="person", verb="a.b.c", of="x:1")
sealed = audit.seal(now=timezone.now())
print(sealed, len(audit.verify()))
"""


@pytest.fixture(scope="module")
def house(example: Pattern, tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house with the example, a file somebody brought, and somebody signed in. The tests share
    it: each leaves the record as it was."""
    folder = tmp_path_factory.mktemp("houses") / "first"
    made = example.copied_to(folder)
    (folder / "files" / "ab").mkdir(parents=True)
    (folder / "files" / "ab" / "minutes.txt").write_text("What was said.")
    made.python("from django.contrib.sessions.backends.db import SessionStore as S; S().create()")
    return made


@pytest.fixture(scope="module")
def backup(house: House) -> Path:
    file = house.folder.parent / "backup.zip"
    house.trellis("backup", str(file))
    return file


def look(house: House) -> dict[str, object]:
    seen: dict[str, object] = json.loads(house.python(_LOOK))
    return seen


def tables_in(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as opened:
        names = [name for name in opened.namelist() if name.startswith(("tables/", "files/"))]
        return {name: opened.read(name) for name in names if name not in OWN}


def houses_to_restore_into(tmp_path: Path, example: Pattern) -> Iterator[House]:
    """An empty one on SQLite, and on PostgreSQL where the suite is running on it."""
    yield House(tmp_path / "on_sqlite")
    if example.database:
        yield House(tmp_path / "on_postgresql", database_url=another_database("template0"))


def test_a_restored_house_holds_the_same_record(
    house: House, backup: Path, example: Pattern, tmp_path: Path
) -> None:
    before = look(house)
    for number, empty in enumerate(houses_to_restore_into(tmp_path, example)):
        empty.trellis("restore", str(backup))
        assert look(empty) == {**before, "sessions": 0}
        file = empty.folder / "trellis.sqlite3"
        assert not file.exists() or file.stat().st_mode & 0o777 == 0o600
        assert (empty.folder / "files/ab/minutes.txt").read_text() == "What was said."
        again = tmp_path / f"again{number}.zip"
        empty.trellis("backup", str(again))
        assert tables_in(again) == tables_in(backup)
        # New marks stand above all that is sealed: a new act is sealed, not lost.
        assert empty.python(_ACT) == "1 0\n"


@pytest.mark.postgres
def test_the_record_moves_to_sqlite_and_back(house: House, backup: Path, tmp_path: Path) -> None:
    there = House(tmp_path / "there")
    there.trellis("restore", str(backup))
    there.python(_ACT)
    there.trellis("backup", str(tmp_path / "there.zip"))
    back = House(tmp_path / "back", database_url=another_database("template0"))
    back.trellis("restore", str(tmp_path / "there.zip"))
    back.python(_ACT)
    seen = look(back)
    assert seen["findings"] == 0
    assert seen["lines"] == int(str(look(house)["lines"])) + 2
    assert back.python(_ACT) == "1 0\n"


def test_what_was_there_before_is_kept(house: House, backup: Path) -> None:
    lines = int(str(look(house)["lines"]))
    house.python(_ACT)
    said = house.trellis("restore", str(backup)).stdout.splitlines()
    assert look(house)["lines"] == lines
    kept = said[-1].removeprefix("What was there before is kept: ")
    assert _lines_kept(house, kept) == lines + 1
    assert [
        (path / "ab" / "minutes.txt").exists() for path in sorted(house.folder.glob("files*"))
    ] == [True, True]


def test_a_house_that_is_open_is_not_restored_under_its_people(house: House, backup: Path) -> None:
    with house.serving():
        refused = house.trellis("restore", str(backup), check=False)
    assert refused.returncode == 1
    assert "Nothing was changed. Something else has this database open." in refused.stderr
    house.trellis("restore", str(backup))


def test_a_file_is_never_overwritten(house: House, backup: Path) -> None:
    before = backup.read_bytes()
    refused = house.trellis("backup", str(backup), check=False)
    assert refused.returncode == 1
    assert "exists. Choose a name that does not." in refused.stderr
    assert backup.read_bytes() == before


def test_nobody_else_on_the_machine_may_read_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600


def test_an_archive_of_another_release_is_refused_before_anything_is_touched(
    house: House, backup: Path, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.zip"
    _rewritten(backup, newer, lambda facts: facts["migrations"].append("kernel.9999_to_come"))
    before = look(house)
    refused = house.trellis("restore", str(newer), check=False)
    assert refused.returncode == 1
    assert "kernel.9999_to_come is not known here" in refused.stderr
    assert look(house) == before


def test_an_archive_whose_counts_do_not_hold_is_refused(
    house: House, backup: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.zip"
    _rewritten(backup, wrong, lambda facts: facts["rows"].update({"people.Person": 1}))
    before = look(house)
    refused = house.trellis("restore", str(wrong), check=False)
    assert refused.returncode == 1
    assert "people.Person has" in refused.stderr
    assert look(house) == before


def test_an_archive_with_an_altered_audit_is_refused(
    house: House, backup: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.zip"
    _rewritten(backup, wrong, lambda facts: facts.update(head=f"1 {'f' * 64}"))
    before = look(house)
    refused = house.trellis("restore", str(wrong), check=False)
    assert refused.returncode == 1
    assert "its audit is not as it was sealed" in refused.stderr
    assert look(house) == before


def test_sixty_damaged_archives_are_refused(backup: Path, tmp_path: Path) -> None:
    assert _accepted(backup, tmp_path / "damaged.zip", 60, Random(6)) == []


@pytest.mark.prove
def test_a_thousand_damaged_archives_are_refused(backup: Path, tmp_path: Path) -> None:
    assert _accepted(backup, tmp_path / "damaged.zip", 1_000, Random(1000)) == []


def test_an_archive_without_damage_is_taken(backup: Path) -> None:
    """The control of the two above."""
    manifest = open_checked(backup).manifest
    assert manifest.rows["people.Person"] > 10
    assert manifest.head.startswith("1") or int(manifest.head.split()[0]) > 1


def _lines_kept(house: House, kept: str) -> int:
    """How many audit lines the database put aside holds."""
    count = "SELECT count(*) FROM kernel_auditline"
    if not kept.startswith("schema "):
        with closing(sqlite3.connect(kept)) as opened:
            return int(opened.execute(count).fetchone()[0])
    count = count.replace("FROM ", f"FROM {kept.removeprefix('schema ')}.")
    asked = f"from trellis.web.running.storage import ask; print(ask({count!r}))"
    return int(house.python(asked))


def _accepted(whole: Path, damaged: Path, times: int, random: Random) -> list[str]:
    """Flip a bit, cut the end or change a run of bytes; returns the damages not noticed."""
    content = whole.read_bytes()
    accepted = []
    for _ in range(times):
        place = random.randrange(len(content))
        kind = random.choice(["flip", "cut", "run"])
        if kind == "flip":
            other = bytes([content[place] ^ (1 << random.randrange(8))])
            damaged.write_bytes(content[:place] + other + content[place + 1 :])
        elif kind == "cut":
            damaged.write_bytes(content[:place])
        else:
            run = random.randbytes(40)
            damaged.write_bytes(content[:place] + run + content[place + 41 :])
        try:
            open_checked(damaged)
            accepted.append(f"{kind} at {place}")
        except ArchiveRefusedError:
            continue
    return accepted


def _rewritten(source: Path, target: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """The archive with another manifest and a right digest: made so on purpose, not damaged."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                facts = json.loads(content)
                change(facts)
                content = json.dumps(facts).encode()
            new.writestr(name, content)
        new.comment = b"0" * 64
    body = target.read_bytes()[:-64]
    target.write_bytes(body + hashlib.sha256(body).hexdigest().encode())
