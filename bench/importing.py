"""An import of many organisations through its real stages, beside the database's own bulk load of
the very rows that came of it, in the same run, while people go on writing.

`python -m bench.importing --rows 170000` on SQLite; with `--postgres` on a server made for it.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bench.house import House
from bench.load import Waits
from bench.writers import Crowd

AIMS = "aims: the swap within 4 times, the whole within 10, no error, no wait over 3 s"

# Whoever brings tables of organisations in Fosseshire, for scripts that do.
BRINGER = """
import json, os, sys, time
from django.db import connection
from django.utils import timezone
from trellis.imports import actions, queries
from trellis.imports.models import Intake
from trellis.imports.queries import look_apart
from trellis.organisations.models import Organisation
from trellis.organisations.queries import viewer_for
from trellis.people.models import Account
from trellis.web.examples.cast import CAST

now = timezone.now()
email = next(one.email for one in CAST if one.key == "infrastructure_officer")
account = Account.objects.get(email=email)
by = viewer_for(account.pk, today=timezone.localdate(now), second_factor_passed=True)
(shape, targets), = [one for one in queries.offered(by, now) if one[0].key == "organisations"]
"""

_BRING = """
path = sys.argv[1]
before = Organisation.objects.count()


def until(stage):
    while (found := Intake.objects.get(pk=intake.pk)).stage != stage:
        if found.stage in {"failed", "cancelled"}:
            raise SystemExit(f"{found.stage}: {found.fault} {found.fault_value}")
        time.sleep(0.02)
    return found


begun = time.perf_counter()
with open(path, "rb") as file:
    facts = queries.facts_of(shape, look_apart(file))
    file.seek(0)
    intake = actions.bring_table(
        shape=shape.key, target=targets[0], file_name="groups.csv", content=file, facts=facts,
        by=by, now=now,
    )
actions.map_columns(intake_id=intake.pk, columns=queries.suggested(intake), by=by, now=now)
until("checked")
checked = time.perf_counter()
actions.start_import(intake_id=intake.pk, by=by, now=timezone.now())
done = until("imported")
ended = time.perf_counter()
assert Organisation.objects.count() - before == done.counts["done_new"], done.counts
print(json.dumps({
    "check": checked - begun, "swap": ended - checked, "rows": done.counts["done_new"],
    "after": Organisation.objects.order_by("-pk")[done.counts["done_new"] - 1].pk,
}))
"""

# The rows that the import left in each table, once more into a table of the same make: the same
# columns, indexes, constraints and references.
_LOAD = """
import json, sys, time
from django.db import connection
from trellis.organisations import models as of

after = int(sys.argv[1])
tables = [
    (model._meta.db_table, "id" if model is of.Organisation else "organisation_id")
    for model in (of.Organisation, of.OtherName, of.Identifier, of.Coverage, of.Interest,
                  of.CommunityServed, of.NameWord)
]
taken, rows = 0.0, 0
with connection.cursor() as cursor:
    for table, key in tables:
        cursor.execute(f"SELECT * FROM {table} WHERE {key} >= {after}")
        found, width = cursor.fetchall(), len(cursor.description)
        rows += len(found)
        if connection.vendor == "postgresql":
            cursor.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)")
            cursor.execute(
                "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
                "WHERE conrelid = %s::regclass AND contype = 'f'", [table],
            )
            for name, constraint in cursor.fetchall():
                cursor.execute(f'ALTER TABLE bare_{table} ADD CONSTRAINT "{name}" {constraint}')
            begun = time.perf_counter()
            with cursor.copy(f"COPY bare_{table} FROM STDIN") as copy:
                for row in found:
                    copy.write_row(row)
        else:
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL "
                "AND type IN ('table', 'index') ORDER BY type DESC", [table],
            )
            for (sql,) in cursor.fetchall():
                sql = sql.replace(f'"{table}"', f'"bare_{table}"')
                cursor.execute(sql.replace('INDEX "', 'INDEX "bare_'))
            marks = ", ".join("?" * width)
            bare = connection.connection.cursor()
            begun = time.perf_counter()
            bare.execute("BEGIN IMMEDIATE")
            bare.executemany(f"INSERT INTO bare_{table} VALUES ({marks})", found)
            bare.execute("COMMIT")
        taken += time.perf_counter() - begun
print(json.dumps({"load": taken, "table_rows": rows}))
"""


@dataclass(frozen=True)
class Imported:
    """Seconds; `waits` of those who wrote meanwhile."""

    rows: int
    load: float
    check: float
    swap: float
    waits: Waits
    errors: int

    def sentence(self, database: str) -> str:
        whole, waits = self.check + self.swap, self.waits
        return (
            f"Import of {self.rows:,} organisations on {database}: the database's own bulk load of "
            f"the same rows {self.load:.1f} s; the swap {self.swap:.1f} s, "
            f"{self.swap / self.load:.1f} times as long; the whole with its checks {whole:.1f} s, "
            f"{whole / self.load:.1f} times. Meanwhile {len(waits.milliseconds)} acts of four "
            f"people, one a second each, {waits.percentile(0.5):.0f} ms (p50), "
            f"{waits.percentile(1):.0f} ms (longest); {self.errors} errors ({AIMS})."
        )


def table_of(rows: int) -> Iterator[str]:
    """Invented groups of Fosseshire, as a register would hand them over."""
    chance = Random(20261126)
    firsts = ("Wreake", "Ambley", "Harrow", "Birch", "Cotter", "Fosse", "North", "Soar", "Eye")
    seconds = (
        "Walkers",
        "Allotments",
        "Youth Club",
        "Food Bank",
        "Choir",
        "Village Hall",
        "Carers",
    )
    districts = ("Amberdale", "Birchwold", "Cotterby", "Fosse Vale", "Harrowby", "Northgate")
    yield "Name,District,Charity number,Email,Postcode,Income"
    for number in range(rows):
        name = f"{chance.choice(firsts)} {chance.choice(seconds)} {number}"
        yield (
            f"{name},{chance.choice(districts)},{3_000_000 + number},"
            f"group{number}@groups.example,,{chance.randrange(0, 400_000)}"
        )


def measure_import(house: House, rows: int) -> Imported:
    file = house.folder / "groups.csv"
    file.write_text("\n".join(table_of(rows)), encoding="utf-8")
    with house.serving():
        crowd = Crowd(house, each=2, every=1)
        with crowd:
            found: dict[str, Any] = json.loads(house.python(BRINGER + _BRING, str(file)))
    loaded = json.loads(house.python(_LOAD, str(found["after"])))
    waits = [wait for one in crowd.clients for wait in one.milliseconds]
    return Imported(
        rows=found["rows"],
        load=loaded["load"],
        check=found["check"],
        swap=found["swap"],
        waits=Waits(waits, seconds=found["check"] + found["swap"]),
        errors=sum(one.refused + one.cut_off for one in crowd.clients),
    )


@contextmanager
def house_for(folder: Path, *, on_postgresql: bool) -> Iterator[House]:
    if not on_postgresql:
        yield House(folder)
        return
    from tests.postgres import PostgresServer, find_postgres

    programs = find_postgres()
    if programs is None:
        sys.exit("PostgreSQL's server programs are missing: sudo apt-get install postgresql")
    with PostgresServer(programs) as url:
        yield House(folder, database_url=url)


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.importing", description=__doc__)
    parser.add_argument("--rows", type=int, default=170_000)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args(words)
    with (
        tempfile.TemporaryDirectory(prefix="trellis-bench-") as folder,
        house_for(Path(folder) / "house", on_postgresql=asked.postgres) as house,
    ):
        house.prepare()
        measured = measure_import(house, asked.rows)
        print(measured.sentence("PostgreSQL" if asked.postgres else "SQLite"))
    return 1 if measured.errors else 0


if __name__ == "__main__":
    sys.exit(main())
