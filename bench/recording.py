"""Counting a million and ten million activities: kept up by each act, and anew, beside DuckDB on
the same rows of the same database in the same run.

`python -m bench.recording --activities 1000000` on SQLite; with `--postgres` on a server made for
it. Thirty kinds, ten providers, eight places, twenty quarters, 20,000 organisations; 1.35
contributions to an activity. Both sides of a comparison read the rows from the database.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.house import House

KINDS, PROVIDERS, PLACES, QUARTERS, GROUPS = 30, 10, 8, 20, 20_000
TIMES_DUCKDB, READ_MS, UPDATE_MS, MEMORY_MB = 3.0, 5.0, 1.0, 1_024.0

_COMMON = """
import json, resource, sys, time
import numpy as np
from datetime import UTC, date, datetime
from django.db import connection, transaction
from trellis.kernel.viewer import system
NOW = datetime(2026, 10, 1, tzinfo=UTC)
IS_POSTGRES = connection.vendor == "postgresql"
"""

# The rows that acts would have made, written past the acts and their triggers: a million acts would
# take an hour.
_FILL = (
    _COMMON
    + """
from tests.factories import make_area, make_organisation, make_place, make_service_type
from trellis.organisations.models import Organisation
from trellis.kernel.rows import insert_rows, plain
from trellis.record.models import Activity, Contribution, Split

count, kinds, providers, places, quarters, groups = (int(one) for one in sys.argv[1:])
area = make_area(slug="benchshire", name="Benchshire", code="B0")
place_ids = np.array([make_place(parent=area, name=f"D{n}", code=f"B{n}").pk for n in range(places)])
body_ids = np.array([make_organisation(area=area, name=f"Provider {n}").pk for n in range(providers)])
kind_ids = np.array([make_service_type(area=area).pk for _n in range(kinds)])
first = make_organisation(area=area, name="Group 0")
rest = Organisation.objects.bulk_create([
    Organisation(area=area, name=f"Group {n}", name_folded=f"group {n}", kind="group",
                 registered_at=NOW, edited_at=NOW, checked_at=NOW)
    for n in range(1, groups)
], batch_size=5_000)
group_ids = np.array([first.pk, *(one.pk for one in rest)])
chance = np.random.default_rng(20261126)

with connection.cursor() as cursor:
    if IS_POSTGRES:
        cursor.execute("SET session_replication_role = replica")
        saved = []
    else:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'record_%'")
        saved = cursor.fetchall()
        for name, _sql in saved:
            cursor.execute(f"DROP TRIGGER {name}")
    # Made anew once the rows are there, which is quicker; those of constraints stay.
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('record_activity', 'record_split', 'record_contribution') AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexname::regclass)"
        if IS_POSTGRES else
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('record_activity', 'record_split', 'record_contribution') AND sql IS NOT NULL"
    )
    indexes = cursor.fetchall()
    for name, _sql in indexes:
        cursor.execute(f'DROP INDEX "{name}"')

when, day = plain(Activity, "recorded_at", NOW), plain(Activity, "on", date(2026, 7, 14))
yes, no = plain(Activity, "stands", True), plain(Activity, "stands", False)
next_contribution = 1
for start in range(0, count, 200_000):
    n = min(200_000, count - start)
    ids = np.arange(start + 1, start + n + 1)
    kind = chance.choice(kind_ids, n); lead = chance.integers(0, providers, n)
    place = chance.choice(place_ids, n); group = chance.choice(group_ids, n)
    at = chance.integers(0, quarters, n)
    quarter = (2021 + at // 4) * 10 + at % 4 + 1
    quantity = chance.integers(1, 6, n); minutes = chance.integers(10, 200, n)
    joint = chance.random(n) < 0.35
    partner = (lead + 1 + chance.integers(0, providers - 1, n)) % providers
    share = np.where(joint, chance.integers(1, 10_000, n), 10_000)
    with transaction.atomic():
        insert_rows(Activity,
            ["id", "area_id", "number", "service_type_id", "provider_id", "on", "quarter", "place_id",
             "organisation_id", "title", "quantity", "minutes", "source", "natural_key", "is_withdrawn",
             "stands", "reason", "recorded_at"],
            ((i, area.pk, 1, k, b, day, q, p, g, "", c, m, "", "", no, yes, "", when)
             for i, k, b, q, p, g, c, m in zip(ids.tolist(), kind.tolist(), body_ids[lead].tolist(),
                 quarter.tolist(), place.tolist(), group.tolist(), quantity.tolist(), minutes.tolist())))
        insert_rows(Split,
            ["id", "activity_id", "basis", "reason", "stated_at", "sealed_at", "stands"],
            ((i, i, "default", "", when, when, yes) for i in ids.tolist()))
        def parts():
            global next_contribution
            for i, k, b, o, s, j, q, p, g, c, m in zip(ids.tolist(), kind.tolist(),
                    body_ids[lead].tolist(), body_ids[partner].tolist(), share.tolist(), joint.tolist(),
                    quarter.tolist(), place.tolist(), group.tolist(), quantity.tolist(), minutes.tolist()):
                yield (next_contribution, i, b, "lead", s, yes, k, p, q, g, c, m, 0)
                next_contribution += 1
                if j:
                    yield (next_contribution, i, o, "partner", 10_000 - s, yes, k, p, q, g, c, m, 0)
                    next_contribution += 1
        insert_rows(Contribution,
            ["id", "split_id", "provider_id", "role", "share", "stands", "service_type_id", "place_id",
             "quarter", "organisation_id", "quantity", "minutes", "pence"], parts())
with connection.cursor() as cursor:
    for _name, sql in [*indexes, *saved]:
        cursor.execute(sql)
    if IS_POSTGRES:
        cursor.execute("SET session_replication_role = DEFAULT")
        for table in ("activity", "split", "contribution"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('record_{table}', 'id'), (SELECT max(id) FROM record_{table}))")
        cursor.execute("VACUUM ANALYZE record_contribution")
        cursor.execute("ANALYZE")
    else:
        cursor.execute("ANALYZE")
print(json.dumps({"contributions": next_contribution - 1}))
"""  # noqa: E501
)

# In a process of its own, so that what it needs of memory is its own, too.
_REBUILD = (
    _COMMON
    + """
from trellis.record import actions, queries
by = system("bench")
begun = time.perf_counter()
first = sum(actions.rebuild_cells(by=by, now=NOW, service_type_id=kind) for kind in queries.kinds())
written = time.perf_counter() - begun
begun = time.perf_counter()
again = sum(actions.rebuild_cells(by=by, now=NOW, service_type_id=kind) for kind in queries.kinds())
proved = time.perf_counter() - begun
print(json.dumps({"cells": first, "written": written, "proved": proved, "again": again,
    "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
)

_KEEP_UP = (
    _COMMON
    + """
import random, statistics
from trellis.record.actions.cells import apply
from trellis.record.models import Cell, ServiceType, Contribution
from trellis.record.rules import reach
from trellis.record.rules.cells import Counted, changes
from trellis.record.rules.shares import Part, Role

def timed(times, deed):
    took = []
    for _n in range(times):
        begun = time.perf_counter(); deed(); took.append(1_000 * (time.perf_counter() - begun))
    return statistics.median(took), sorted(took)[int(0.95 * times) - 1]

random.seed(1)
some = list(Contribution.objects.order_by("id")[:4_000])
kinds = sorted({one.service_type_id for one in some}); places = sorted({one.place_id for one in some})
bodies = sorted({one.provider_id for one in some}); groups = [one.organisation_id for one in some]
def one():
    a, b = random.sample(bodies, 2)
    parts = [Part(a, Role.LEAD, 10_000)] if random.random() > 0.35 else [
        Part(a, Role.LEAD, 5_000), Part(b, Role.PARTNER, 5_000)]
    return Counted(random.choice(kinds), random.choice(places), 20262, 1, 30, 0,
                   random.choice(groups), None, parts)
def update():
    apply(changes(came=[one()]))
def ask():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
def read():
    with connection.cursor() as cursor:
        cursor.execute("SELECT service_type_id, place_id, provider_id, events, events_shared, "
            "quantity_shared, minutes_shared, pence_shared, organisations, people FROM record_cell "
            "WHERE quarter = %s", [20241])
        global shown
        shown = len(cursor.fetchall())
with transaction.atomic():
    timed(50, update)
    update_ms = timed(2_000, update)
    transaction.set_rollback(True)
ask_ms = timed(2_000, ask)
timed(3, read)
read_ms = timed(40, read)
begun = time.perf_counter()
rollups = {}
for row in Cell.objects.filter(provider=0).values_list("service_type_id", "quarter", "place_id", "organisation_set"):
    kind, quarter, place, kept = row
    for key in ((kind, quarter), ("place", place, quarter), ("all", quarter), ("all",)):
        rollups.setdefault(key, []).append(kept)
counts = {key: len(reach.united(sets)) for key, sets in rollups.items()}
print(json.dumps({"update": update_ms, "ask": ask_ms, "read": read_ms, "shown": shown, "rollups": len(counts),
    "united": time.perf_counter() - begun, "checksum": sum(counts.values())}))
"""  # noqa: E501
)

# The same sums and the same distinct counts by DuckDB, over rows read by the same driver.
_DUCKDB = (
    _COMMON
    + """
import duckdb
def columns():
    names = "service_type_id, quarter, place_id, provider_id, organisation_id, share, quantity, minutes, pence"
    parts = []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM record_contribution WHERE stands AND share > 0")
        while rows := cursor.fetchmany(200_000):
            parts.append(np.array(rows, dtype=np.int64))
    whole = np.concatenate(parts)
    return dict(zip(names.split(", "), whole.T.copy(), strict=True))
begun = time.perf_counter()
rows = columns()
read = time.perf_counter() - begun
base = duckdb.connect()
base.execute("SET threads = 2")
base.execute("SET enable_progress_bar = false")
base.register("rows", rows)
cells = base.execute("SELECT service_type_id, quarter, place_id, provider_id, count(*), sum(share), "
    "sum(share * quantity), sum(share * minutes), sum(share * pence), count(DISTINCT organisation_id) "
    "FROM rows GROUP BY ALL").fetchall()
whole = base.execute("SELECT service_type_id, quarter, place_id, sum(share), sum(share * quantity), "
    "sum(share * minutes), sum(share * pence), count(DISTINCT organisation_id) FROM rows GROUP BY ALL").fetchall()
counted = time.perf_counter() - begun
begun = time.perf_counter()
checksum = 0
for by in ("service_type_id, quarter", "place_id, quarter", "quarter", ""):
    group = f"GROUP BY {by}" if by else ""
    found = base.execute(f"SELECT count(DISTINCT organisation_id) FROM rows {group}").fetchall()
    checksum += sum(one for (one,) in found)
print(json.dumps({"cells": len(cells) + len(whole), "read": read, "whole": counted,
    "united": time.perf_counter() - begun, "checksum": checksum}))
"""  # noqa: E501
)


@contextmanager
def _house(*, postgres: bool) -> Iterator[House]:
    from tests.postgres import PostgresServer, find_postgres

    with tempfile.TemporaryDirectory(prefix="trellis-bench-") as folder:
        if not postgres:
            yield House(Path(folder) / "house")
            return
        server = find_postgres()
        if server is None:
            raise SystemExit("No PostgreSQL server programs were found.")
        with PostgresServer(server) as url:
            yield House(Path(folder) / "house", database_url=url)


def measure(count: int, *, postgres: bool) -> bool:
    """Print each figure beside its aim; True where all are met."""
    engine = "PostgreSQL" if postgres else "SQLite"
    with _house(postgres=postgres) as house:
        house.trellis("migrate")
        filled = _said(house, _FILL, count, KINDS, PROVIDERS, PLACES, QUARTERS, GROUPS)
        made, kept, duck = (_said(house, one) for one in (_REBUILD, _KEEP_UP, _DUCKDB))
    print(f"{engine}, {count:,} activities, {filled['contributions']:,} contributions")
    assert made["again"] == 0, "a second rebuild found something to mend"
    assert made["cells"] == duck["cells"], (made["cells"], duck["cells"])
    assert kept["checksum"] == duck["checksum"], "distinct counts differ"
    times = made["proved"] / duck["whole"]
    rows = [
        ("counted anew, first written", made["written"], "s", None, f"{made['cells']:,} cells"),
        ("counted anew, proved equal", times, "x DuckDB", TIMES_DUCKDB,
         f"{made['proved']:.2f} s beside {duck['whole']:.2f} s, {duck['read']:.2f} of it reading"),
        ("one activity kept up, median", kept["update"][0], "ms", UPDATE_MS,
         f"p95 {kept['update'][1]:.2f} ms; an empty question takes {kept['ask'][0]:.2f} ms"),
        ("one quarter read, median", kept["read"][0], "ms", READ_MS, f"{kept['shown']:,} cells"),
        ("distinct at every rollup", 1_000 * kept["united"], "ms", None,
         f"{kept['rollups']:,} of them; DuckDB {1_000 * duck['united']:.0f} ms without reading"),
        ("memory of counting anew", made["memory"], "MiB", MEMORY_MB, ""),
    ]  # fmt: skip
    met = True
    for what, found, unit, most, more in rows:
        is_met = most is None or found <= most
        met = met and is_met
        aim = "" if most is None else f"aim {most:g} {'met' if is_met else 'MISSED'}"
        print(f"  {what:32}{found:10.2f} {unit:9}{aim:20}{more}")
    return met


def _said(house: House, script: str, *words: int) -> dict[str, Any]:
    said = house.python(script, *(str(one) for one in words)).splitlines()
    found: dict[str, Any] = json.loads(said[-1])
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--activities", type=int, default=1_000_000)
    asked.add_argument("--postgres", action="store_true")
    given = asked.parse_args()
    sys.exit(not measure(given.activities, postgres=given.postgres))


if __name__ == "__main__":
    main()
