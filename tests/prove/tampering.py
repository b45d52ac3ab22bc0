"""Alterations of a sealed audit by somebody who owns the database: direct SQL, no triggers.

Each is made inside a transaction that is undone afterwards, so that one sealed audit serves for
all of them.
"""

# ruff: noqa: S608 (the table and column names are this module's own)

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction

from trellis.kernel import audit
from trellis.kernel.models import AuditLine, AuditSeal

LINE = "kernel_auditline"
SEAL = "kernel_auditseal"


@dataclass(frozen=True)
class Alteration:
    """`needs_head`: consistent in itself, so that only a head kept elsewhere gives it away."""

    name: str
    make: Callable[[Random], None]
    needs_head: bool = False


def write_lines(count: int, *, now: datetime, random: Random) -> None:
    """Acts of several sizes, sealed every now and then, as on a working day."""
    for number in range(count):
        AuditLine.objects.create(
            at=now + timedelta(seconds=number),
            actor_id=random.choice([None, 1, 2, 3]),
            actor_label=random.choice(["visitor", "person", "mail"]),
            verb=random.choice(["people.name.changed", "performance.value.recorded"]),
            of=f"value:{random.randrange(50)}",
            fields=random.choice([[], ["value"], ["state", "value"]]),
            why=random.choice(["", "typing error", "late return"]),
        )
        if number % 12 == 11:
            audit.seal(now=now + timedelta(seconds=number))
    audit.seal(now=now + timedelta(seconds=count))


@contextmanager
def undone() -> Iterator[None]:
    """Within: no triggers. Afterwards: as if nothing had been."""
    with transaction.atomic():
        drop_triggers()
        yield
        transaction.set_rollback(True)


def drop_triggers() -> None:
    if connection.vendor == "postgresql":
        for table in connection.introspection.table_names():
            _sql(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        names = [name for (name,) in cursor.fetchall()]
    for name in names:
        _sql(f'DROP TRIGGER "{name}"')


def _sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _lines() -> list[AuditLine]:
    return list(AuditLine.objects.order_by("id"))


def _set(line: AuditLine, column: str, value: Any) -> None:
    _sql(f"UPDATE {LINE} SET {column} = %s WHERE id = %s", value, line.id)


def change_a_column(random: Random) -> None:
    line = random.choice(_lines())
    later = line.at + timedelta(microseconds=random.choice([1, 10**6, 86_400_000_000]))
    column, value = random.choice(
        [
            ("actor_id", (line.actor_id or 0) + 1),
            ("actor_id", None if line.actor_id else 7),
            ("actor_label", line.actor_label + "s"),
            ("verb", line.verb.replace("ed", "")),
            ("of", line.of + "0"),
            ("fields", json.dumps([*line.fields, "x"])),
            ("why", line.why + " "),
            ("at", later),
            ("mark", line.mark + 10**6 if line.mark else 1),
            ("mark", None),
        ]
    )
    cast = "::jsonb" if column == "fields" and connection.vendor == "postgresql" else ""
    _sql(f'UPDATE {LINE} SET "{column}" = %s{cast} WHERE id = %s', value, line.id)


def renumber_a_line(random: Random) -> None:
    _set(random.choice(_lines()), "id", 10**9 + random.randrange(1000))


def delete_a_line(random: Random) -> None:
    _sql(f"DELETE FROM {LINE} WHERE id = %s", random.choice(_lines()).id)


def insert_a_line(random: Random) -> None:
    """Copied from another with one thing changed, or to the letter, among the sealed ones."""
    line = random.choice(_lines())
    line.id = 10**9 + random.randrange(1000)
    line.of = random.choice([line.of, "value:999"])
    AuditLine.objects.bulk_create([line])
    _set(line, "mark", random.choice(_lines()).mark)


def swap_two_lines(random: Random) -> None:
    """Each takes the other's place in the order."""
    lines = _lines()
    first = random.choice(lines)
    second = random.choice([line for line in lines if line.id != first.id])
    _set(first, "id", -1)
    _set(second, "id", first.id)
    _sql(f"UPDATE {LINE} SET id = %s WHERE id = -1", second.id)


def swap_two_marks(random: Random) -> None:
    lines = _lines()
    first = random.choice(lines)
    second = random.choice([line for line in lines if line.mark != first.mark])
    _set(first, "mark", second.mark)
    _set(second, "mark", first.mark)


def change_a_seal(random: Random) -> None:
    seal = random.choice(list(AuditSeal.objects.all()))
    other = "0" if seal.digest[0] != "0" else "1"
    column, value = random.choice(
        [
            ("digest", other + seal.digest[1:]),
            ("line_digests", other * 16 + seal.line_digests[16:]),
            ("lines", seal.lines + 1),
            ("horizon", seal.horizon + 1_000),
            ("number", seal.number + 1_000),
            ("form", random.choice([None, 3])),
            ("sealed_at", seal.sealed_at + timedelta(microseconds=1)),
        ]
    )
    _sql(f"UPDATE {SEAL} SET {column} = %s WHERE id = %s", value, seal.id)


def delete_a_seal(random: Random) -> None:
    """Any but the last: that one is cutting the tail."""
    seals = list(AuditSeal.objects.order_by("number"))
    _sql(f"DELETE FROM {SEAL} WHERE id = %s", random.choice(seals[:-1]).id)


def cut_the_tail(random: Random) -> None:
    """The last seals and all their lines, gone without a trace in what is left."""
    seals = list(AuditSeal.objects.order_by("number"))
    keep = random.randrange(1, len(seals))
    _sql(f"DELETE FROM {SEAL} WHERE number > %s", keep)
    _sql(f"DELETE FROM {LINE} WHERE mark >= %s", seals[keep - 1].horizon)


def rewrite_the_chain(random: Random) -> None:
    """Change one line and seal everything from there on anew, as the sealer itself would."""
    line = random.choice(_lines())
    _set(line, "why", line.why + "!")
    start, previous = 0, audit.GENESIS
    for seal in AuditSeal.objects.order_by("number"):
        lines = AuditLine.objects.filter(mark__gte=start, mark__lt=seal.horizon).order_by("id")
        parts = audit.parts_of(lines, seal.sealed_at, seal.form)
        previous = audit.chain(previous, seal.horizon, parts, seal.form)
        short = " ".join(part[:16] for part in parts)
        _sql(
            f"UPDATE {SEAL} SET digest = %s, line_digests = %s WHERE id = %s",
            previous,
            short,
            seal.id,
        )
        start = seal.horizon


ALTERATIONS = (
    Alteration("change a column", change_a_column),
    Alteration("renumber a line", renumber_a_line),
    Alteration("delete a line", delete_a_line),
    Alteration("insert a line", insert_a_line),
    Alteration("swap two lines", swap_two_lines),
    Alteration("swap two marks", swap_two_marks),
    Alteration("change a seal", change_a_seal),
    Alteration("delete a seal", delete_a_seal),
    Alteration("cut the tail", cut_the_tail, needs_head=True),
    Alteration("rewrite the chain", rewrite_the_chain, needs_head=True),
)
