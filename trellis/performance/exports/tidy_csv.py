"""Tidy CSV in a zip, described by a Data Package (version 2.0 of 26 June 2024)."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from trellis.kernel.exports import csv_text
from trellis.performance.exports import tidy
from trellis.performance.exports.gather import Pack
from trellis.performance.exports.saying import edition_words, standing_words, title_words
from trellis.performance.exports.schemas import Resource, resources

PROFILE = "https://datapackage.org/profiles/2.0"


def tidy_zip(pack: Pack) -> bytes:
    """`figures.csv`, `reported_ratings.csv`, `indicators.csv`, `rating_rules.csv` and their
    `datapackage.json`. The same facts as known at the same moment make the same bytes."""
    tables = {
        "figures": tidy.figures(pack),
        "reported_ratings": tidy.reported_ratings(pack),
        "indicators": tidy.indicator_versions(pack),
        "rating_rules": tidy.rating_rules(pack),
    }
    files: dict[str, bytes] = {}
    described = []
    for resource in resources():
        data = _csv(resource, tables[resource.name])
        files[resource.path] = data
        described.append(_described(resource, data))
    package = json.dumps(_package(pack, described), ensure_ascii=False, indent=2)
    return _zip(pack, {"datapackage.json": package.encode(), **files})


def _csv(resource: Resource, rows: Iterable[tidy.Row]) -> bytes:
    """UTF-8 without a byte-order mark: it would become part of the first column's name."""
    names = [field.name for field in resource.fields]
    return csv_text(names, ([row[name] for name in names] for row in rows)).encode()


def _described(resource: Resource, data: bytes) -> dict[str, Any]:
    return {
        "$schema": f"{PROFILE}/dataresource.json",
        "name": resource.name.replace("_", "-"),
        "path": resource.path,
        "type": "table",
        "title": resource.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": resource.schema(),
    }


def _package(pack: Pack, described: Sequence[dict[str, Any]]) -> dict[str, Any]:
    place = "" if pack.is_whole else pack.report.place.code
    package = {
        "$schema": f"{PROFILE}/datapackage.json",
        "name": slugify(
            "-".join(part for part in (pack.facts.slug, place, pack.span.code) if part)
        ),
        "title": title_words(pack),
        "description": _description(pack),
        "created": pack.as_at.isoformat(timespec="seconds"),
        "keywords": ["performance", "voluntary sector", pack.facts.standing],
        "contributors": [{"title": pack.publisher, "roles": ["publisher"]}],
        "licenses": [_licence(pack)],
        "resources": list(described),
    }
    if pack.facts.source:
        package["sources"] = [{"title": pack.facts.source}]
    if pack.edition:
        package["version"] = f"{pack.edition.number}.0.0"
    if pack.audit_head:
        package["auditHead"] = pack.audit_head
    return package


def _description(pack: Pack) -> str:
    sentences = [
        standing_words(pack),
        *edition_words(pack),
        _("An empty cell is never a nought: the column state says why it is empty."),
        _("Days are written year-month-day and a period’s last day is included."),
        _("Text that a spreadsheet could run as a formula has an apostrophe before it."),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _licence(pack: Pack) -> dict[str, str]:
    """Our own compilations are free for all. A live record's terms are its partners' to give."""
    if pack.facts.standing == "live":
        return {"name": "notspecified", "title": _("Ask the partnership how this may be used")}
    return {
        "name": "CC0-1.0",
        "path": "https://creativecommons.org/publicdomain/zero/1.0/",
        "title": "CC0 1.0 Universal",
    }


def _zip(pack: Pack, files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    moment = timezone.localtime(pack.as_at).timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()
