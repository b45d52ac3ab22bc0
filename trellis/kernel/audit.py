"""Sealing the audit into a hash chain, and finding any alteration of it.

Lines are written unsealed, inside the act's transaction. The sealer comes afterwards, so writers
never wait for each other. Each seal's digest is SHA-256(previous digest ‖ time of sealing ‖
canonical lines), so whoever changes a line must rewrite every seal after it, which a head kept
elsewhere gives away. Seals of the first form, which still verify, left the time out.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from trellis.kernel.models import AuditEra, AuditLine, AuditSeal

GENESIS = "0" * 64
BATCH = 500
FORM = 2  # of the digests made today; null in the table is the first form
_SHORT = 16


@dataclass(frozen=True)
class Head:
    """The end of the chain: print it, mail it, compare with it later."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was sealed."""

    seal: int
    what: str


def head() -> Head | None:
    last = AuditSeal.objects.order_by("-number").first()
    return Head(last.number, last.digest) if last else None


def seal(*, now: datetime) -> int:
    """Seal all lines that are certain to be complete; returns how many were sealed.

    Two sealers cannot both write a number (it is unique): the second finds nothing left to do.
    """
    sealed = 0
    while count := _seal_batch(now):
        sealed += count
    return sealed


@transaction.atomic
def _seal_batch(now: datetime) -> int:
    last = AuditSeal.objects.order_by("-number").select_for_update().first()
    start = last.horizon if last else 0
    horizon = _end_of_batch(start, _safe_horizon())
    if horizon is None:
        return 0
    lines = list(_between(start, horizon))
    parts = parts_of(lines, now, FORM)
    AuditSeal.objects.create(
        number=(last.number if last else 0) + 1,
        form=FORM,
        horizon=horizon,
        lines=len(lines),
        line_digests=_shortened(parts),
        digest=chain(last.digest if last else GENESIS, horizon, parts, FORM),
        sealed_at=now,
    )
    return len(lines)


def _end_of_batch(start: int, safe: int) -> int | None:
    """Where the next batch ends: never between two lines of one transaction."""
    marks = AuditLine.objects.filter(mark__gte=start, mark__lt=safe).order_by("mark")
    found = list(marks.values_list("mark", flat=True)[:BATCH])
    return found[-1] + 1 if found and found[-1] is not None else None


def verify(against: Iterable[Head] = ()) -> list[Finding]:
    """Walk the whole chain and return everything that is not as it was sealed.

    `against` are heads saved elsewhere: without one, a chain cut short or rewritten as a whole
    is consistent in itself and cannot be told from an honest one.
    """
    findings: list[Finding] = []
    previous, start, seals = GENESIS, 0, {}
    for expected, kept in enumerate(AuditSeal.objects.order_by("number").iterator(), start=1):
        if kept.number != expected:
            findings.append(Finding(expected, "seal is missing"))
            break
        findings.extend(_check(kept, previous, start))
        previous, start = kept.digest, kept.horizon
        seals[kept.number] = kept.digest
    if strange := _outside_every_seal():
        findings.append(Finding(0, f"lines that no seal will ever cover: {strange}"))
    for saved in against:
        if seals.get(saved.number) != saved.digest:
            what = "differs from the saved head" if saved.number in seals else "is cut off"
            findings.append(Finding(saved.number, f"chain {what}"))
    return findings


def _outside_every_seal() -> list[int]:
    """Lines without a mark, or with one below the first: the database itself makes none such."""
    slipped_in = Q(mark=None) | Q(mark__lt=0)
    return list(AuditLine.objects.filter(slipped_in).order_by("id").values_list("id", flat=True))


def _check(kept: AuditSeal, previous: str, start: int) -> Iterator[Finding]:
    lines = list(_between(start, kept.horizon))
    parts = parts_of(lines, kept.sealed_at, kept.form)
    if chain(previous, kept.horizon, parts, kept.form) == kept.digest:
        if kept.lines != len(lines) or kept.line_digests != _shortened(parts):
            yield Finding(kept.number, "seal was altered")
        return
    sealed, found = kept.line_digests.split(), _shortened(parts).split()
    if kept.form:
        if sealed[:1] != found[:1]:
            yield Finding(kept.number, "time of sealing (sealed_at) was altered")
            return
        sealed, found = sealed[1:], found[1:]
    yield _difference(kept, lines, sealed, found)


def _difference(
    kept: AuditSeal, lines: list[AuditLine], sealed: list[str], found: list[str]
) -> Finding:
    missing = len(set(sealed) - set(found))
    strange = [line.id for line, short in zip(lines, found, strict=True) if short not in sealed]
    if missing or strange:
        return Finding(kept.number, f"lines not as sealed: {strange or 'deleted'}")
    if found != sealed:
        return Finding(kept.number, "lines stand in another order or number")
    return Finding(kept.number, "seal does not follow from the one before it")


def parts_of(lines: Iterable[AuditLine], sealed_at: datetime, form: int | None) -> list[str]:
    """The digests that a seal's own covers: of the time of sealing (not in the first form), then
    of its lines in order."""
    digests = [digest_of(line) for line in lines]
    if form is None:
        return digests
    return [hashlib.sha256(_moment(sealed_at).encode()).hexdigest(), *digests]


def digest_of(line: AuditLine) -> str:
    """SHA-256 of the line in canonical JSON: every column, keys sorted, UTC, no spaces."""
    facts = {
        "id": line.id,
        "mark": line.mark,
        "at": _moment(line.at),
        "actor": line.actor_id,
        "label": line.actor_label,
        "verb": line.verb,
        "of": line.of,
        "fields": line.fields,
        "why": line.why,
    }
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def chain(previous: str, horizon: int, parts: Iterable[str], form: int | None) -> str:
    """The digest of a seal: over its form, the seal before it, its horizon and its parts."""
    begins = (previous, str(horizon)) if form is None else (str(form), previous, str(horizon))
    return hashlib.sha256("|".join((*begins, *parts)).encode()).hexdigest()


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def _shortened(digests: list[str]) -> str:
    return " ".join(digest[:_SHORT] for digest in digests)


def _between(start: int, horizon: int) -> QuerySet[AuditLine]:
    return AuditLine.objects.filter(mark__gte=start, mark__lt=horizon).order_by("id")


def _safe_horizon() -> int:
    """The first mark that may still be written: everything below it is final.

    PostgreSQL: the oldest running transaction. SQLite: one writer at a time, so the next id.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        else:
            cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM kernel_auditline")
        row = cursor.fetchone()
    era = AuditEra.objects.first()
    return int(row[0]) + (era.mark_offset if era else 0)
