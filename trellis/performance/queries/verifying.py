"""Whether what was published is still what is kept of it."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from trellis.performance.models import Publication, PublishedFile
from trellis.performance.queries.published import (
    MANIFEST,
    AlteredFileError,
    as_facts,
    content,
    manifest_of,
)
from trellis.performance.rules.publishing import FileFacts, digest_of


@dataclass(frozen=True)
class PublicationFinding:
    """One thing that is not as it was published; `of` is `fosseshire 2026-Q1, number 2`."""

    of: str
    what: str

    def __str__(self) -> str:
        return f"{self.of}: {self.what}"


@dataclass(frozen=True)
class Verified:
    publications: int
    files: int
    findings: tuple[PublicationFinding, ...]


def verify_publications() -> Verified:
    """Read every file of every publication, take each digest anew, and name what is not as it was
    published."""
    findings: list[PublicationFinding] = []
    count, files = 0, 0
    before: Publication | None = None
    for row in Publication.objects.select_related("framework").order_by(
        "framework_id", "period_start", "period_end", "number"
    ):
        previous = before if before and _period(before) == _period(row) else None
        listed = _listed(row)
        told = [*_missing(row, previous), *_altered(row, previous, listed)]
        findings.extend(PublicationFinding(_called(row), what) for what in told)
        count, files, before = count + 1, files + len(listed), row
    return Verified(count, files, tuple(findings))


def _called(row: Publication) -> str:
    return f"{row.framework.slug} {as_facts(row).span.code}, number {row.number}"


def _period(row: Publication) -> tuple[object, ...]:
    return row.framework_id, row.period_start, row.period_end


def _listed(row: Publication) -> list[FileFacts]:
    rows = PublishedFile.objects.filter(publication=row).order_by("name")
    return [FileFacts(one.name, one.media_type, one.size, one.digest) for one in rows]


def _missing(row: Publication, previous: Publication | None) -> Iterator[str]:
    expected = previous.number + 1 if previous else 1
    if row.number != expected:
        yield f"number {expected} is missing"


def _altered(
    row: Publication, previous: Publication | None, listed: list[FileFacts]
) -> Iterator[str]:
    before = previous.digest if previous else ""
    now = manifest_of(row.framework.slug, as_facts(row), before, listed)
    if digest_of(now) != row.digest:
        yield from _differing(_kept_manifest(row), json.loads(now))
    if fault := _fault_of(row.digest):
        yield f"{MANIFEST} {fault}"
    for one in listed:
        if fault := _fault_of(one.digest, one.size):
            yield f"{one.name} {fault}"


def _kept_manifest(row: Publication) -> dict[str, Any]:
    """What was published, by the file that was kept of it; empty where that is gone or altered."""
    with suppress(Http404, AlteredFileError, ValueError):
        said: dict[str, Any] = json.loads(content(row.digest))
        return said
    return {}


def _differing(was: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """What in the database differs from the manifest; that something does, where it is gone."""
    if not was:
        yield "what the database says of it does not make its digest"
        return
    for name in sorted(was.keys() | now.keys() - {"files"}):
        if name != "files" and was.get(name) != now.get(name):
            yield f"{name} was altered in the database"
    files = {one["name"]: one for one in was.get("files", [])}
    found = {one["name"]: one for one in now["files"]}
    for name in sorted(files.keys() | found.keys()):
        if name not in found:
            yield f"{name} is no longer listed in the database"
        elif name not in files:
            yield f"{name} was added to the list in the database"
        elif files[name] != found[name]:
            yield f"{name} was altered in the list in the database"


def _fault_of(digest: str, size: int | None = None) -> str:
    """What is wrong with the file that is kept under the digest; "" for nothing."""
    try:
        data = content(digest)
    except Http404:
        return "is gone from the store"
    except AlteredFileError:
        return "was altered in the store"
    return "" if size is None or size == len(data) else "has another size than was published"
