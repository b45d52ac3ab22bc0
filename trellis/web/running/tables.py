"""Every table as lines of text that either database can take in.

A table's first line names its columns; each further line is one row, as a JSON array. Times are
in UTC with microseconds, because the audit's digests cover them.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import connection
from django.db.models import Field, JSONField, Model, Value
from django.utils.duration import duration_string

_PAGE = 2000
# Signing in anew costs a minute; a session that had been ended must not come back to life.
_LEFT_OUT = frozenset({"sessions.Session", "usersessions.UserSession"})


def models_kept(apps: Apps) -> list[type[Model]]:
    """Every model with a table of its own, but sessions; those of many-to-many fields too."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy  # noqa: SLF001
    ]
    return sorted((m for m in found if m._meta.label not in _LEFT_OUT), key=label_of)  # noqa: SLF001


def label_of(model: type[Model]) -> str:
    return model._meta.label  # noqa: SLF001


def count(model: type[Model], *, using: str) -> int:
    return model._base_manager.using(using).count()  # noqa: SLF001


def lines_of(model: type[Model], *, using: str) -> Iterator[bytes]:
    """The table as lines, by rising key; reads a page at a time."""
    names = [field.attname for field in _columns(model)]
    yield _line(names)
    for row in _rows(model, names, using):
        yield _line([_plain(value) for value in row])


def load(model: type[Model], lines: Iterable[bytes]) -> int:
    """Write the lines into the (empty) table; returns how many rows there were."""
    found = iter(lines)
    fields = {field.attname: field for field in _columns(model)}
    columns = [fields[name] for name in json.loads(next(found))]
    total = 0
    while chunk := list(islice(found, _PAGE)):
        _insert(model, columns, [json.loads(line) for line in chunk])
        total += len(chunk)
    return total


def _columns(model: type[Model]) -> list["Field[Any, Any]"]:
    fields = model._meta.concrete_fields  # noqa: SLF001
    return [field for field in fields if not field.generated]


def _rows(model: type[Model], names: list[str], using: str) -> Iterator[Sequence[Any]]:
    """Pages by key rather than one long cursor: a pooler cannot keep one open."""
    key = model._meta.pk.attname  # noqa: SLF001
    place = names.index(key)
    table = model._base_manager.using(using).order_by("pk")  # noqa: SLF001
    page = list(table.values_list(*names)[:_PAGE])
    while page:
        yield from page
        page = list(table.filter(pk__gt=page[-1][place]).values_list(*names)[:_PAGE])


def _plain(value: Any) -> Any:
    """The value as JSON can hold it; each field's `to_python` reads it back."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return duration_string(value)
        case Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            return b64encode(value).decode()
    return value


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _insert(model: type[Model], fields: list["Field[Any, Any]"], rows: list[list[Any]]) -> None:
    """Insert as they are: `raw` keeps fields that would set themselves from doing so."""
    made = [
        model(**{f.attname: _value(f, v) for f, v in zip(fields, row, strict=True)}) for row in rows
    ]
    size = connection.ops.bulk_batch_size(fields, made) or 1
    for start in range(0, len(made), size):
        model._base_manager._insert(  # type: ignore[attr-defined]  # noqa: SLF001
            made[start : start + size], fields=fields, using=connection.alias, raw=True
        )


def _value(field: "Field[Any, Any]", value: Any) -> Any:
    if isinstance(field, JSONField):
        return Value(None, JSONField()) if value is None and not field.null else value
    return field.to_python(value)
