"""What was published, read from what was kept of it and never from the record as it is now."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, BinaryIO

from django.http import Http404

from trellis.kernel import files
from trellis.kernel.periods import Span
from trellis.performance.models import Publication, PublishedFile
from trellis.performance.queries.facts import FrameworkFacts
from trellis.performance.rules.publishing import Figure, FileFacts, digest_of, manifest

FOLDER = "publications"
FIGURES = "figures.json"
MANIFEST = "manifest.json"
JSON = "application/json"
# Pages that were read last are kept in memory: what is under a digest is never another.
_KEPT_PAGES = 48


class AlteredFileError(Exception):
    """What lies in the store is not what was published."""


@dataclass(frozen=True)
class PublicationFacts:
    """One publication. `number` 1 is the first; each later one is a restatement."""

    id: int
    span: Span
    number: int
    known_at: datetime
    published_at: datetime
    digest: str
    audit_head: str
    reason: str
    effect: str
    files: tuple[FileFacts, ...] = ()

    @property
    def restated(self) -> int:
        """Which restatement it is: 0 for the first publication."""
        return self.number - 1

    def file(self, name: str) -> FileFacts:
        """404 for a name that none of its files has."""
        for one in self.files:
            if one.name == name:
                return one
        raise Http404

    def ending(self, ending: str) -> list[FileFacts]:
        return [one for one in self.files if one.name.endswith(ending)]


def publications(facts: FrameworkFacts, span: Span | None = None) -> list[PublicationFacts]:
    """Those of a framework, or of one of its periods; newest period and newest first, without
    their files. One query."""
    rows = Publication.objects.filter(framework_id=facts.id)
    if span is not None:
        rows = rows.filter(period_start=span.start, period_end=span.end)
    return [as_facts(row) for row in rows.order_by("-period_end", "-period_start", "-number")]


def publication(
    facts: FrameworkFacts, span: Span, number: int | None = None
) -> tuple[PublicationFacts, list[PublicationFacts]]:
    """One publication of a period with its files (the newest without a number), and all there are
    of that period. 404 where there is none. Two queries."""
    found = publications(facts, span)
    for one in found:
        if number is None or one.number == number:
            rows = PublishedFile.objects.filter(publication_id=one.id).order_by("name")
            return _with_files(one, rows), found
    raise Http404


def as_facts(row: Publication) -> PublicationFacts:
    return PublicationFacts(
        id=row.pk,
        span=Span(row.period_start, row.period_end),
        number=row.number,
        known_at=row.known_at,
        published_at=row.published_at,
        digest=row.digest,
        audit_head=row.audit_head,
        reason=row.reason,
        effect=row.effect,
    )


def _with_files(one: PublicationFacts, rows: Iterable[PublishedFile]) -> PublicationFacts:
    held = tuple(FileFacts(row.name, row.media_type, row.size, row.digest) for row in rows)
    facts = {name: getattr(one, name) for name in one.__dataclass_fields__ if name != "files"}
    return PublicationFacts(**facts, files=held)


def page(found: PublicationFacts, name: str) -> dict[str, Any]:
    """What a page of the publication says. 404 where it has no such page or the store has lost
    it; raises AlteredFileError."""
    return page_under(found.file(name).digest)


@lru_cache(maxsize=_KEPT_PAGES)
def page_under(digest: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(content(digest))
    return said


def content(digest: str) -> bytes:
    """The bytes of a published file, which are looked at before they are believed. 404 where they
    are gone; raises AlteredFileError."""
    try:
        with files.opened(FOLDER, digest) as opened:
            data = opened.read()
    except FileNotFoundError as fault:
        raise Http404 from fault
    if digest_of(data) != digest:
        raise AlteredFileError(digest)
    return data


def figures_published(found: PublicationFacts) -> list[Figure]:
    said = json.loads(content(found.file(FIGURES).digest))
    return [Figure(**one) for one in said["figures"]]


def keep(data: BinaryIO) -> files.Kept:
    """Into the store, before the act that speaks of it."""
    return files.keep(data, folder=FOLDER)


def manifest_of(
    slug: str, found: PublicationFacts, previous: str, listed: Iterable[FileFacts]
) -> bytes:
    """What the digest of a publication is taken of; `previous` is the digest of the one before it
    of the same period, "" for the first."""
    about = {
        "framework": slug,
        "period": found.span.code,
        "number": found.number,
        "known_at": _moment(found.known_at),
        "published_at": _moment(found.published_at),
        "audit_head": found.audit_head,
        "reason": found.reason,
        "effect": found.effect,
        "previous": previous,
    }
    return manifest(about, listed)


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")
