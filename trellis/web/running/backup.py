"""Taking a backup: one consistent state of the database, in both forms, and the files."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from trellis.kernel import audit
from trellis.kernel.models import AuditSeal
from trellis.web.running import archive, looking, stored_files, tables
from trellis.web.running.pulse import note_backup
from trellis.web.running.sealing import seal
from trellis.web.running.storage import engine_name

_COPY = "copy"


class BackupRefusedError(Exception):
    """A backup of this state could not be restored."""


@dataclass(frozen=True)
class Taken:
    """`damaged` names the files whose content is not what their name says. They are in it all the
    same: one bad file must not cost a night's backup."""

    manifest: archive.Manifest
    damaged: list[str]


def take_backup(target: Path, *, now: datetime) -> Taken:
    """Write one archive; it appears under its name only when it is whole. Raises
    BackupRefusedError, or OSError where the files are kept elsewhere and cannot be had."""
    stored_files.on_disk()  # an address that is none is told at once
    if missing := looking.unapplied_migrations():
        raise BackupRefusedError(
            f"{len(missing)} migrations are not applied. Bring them up to date first: "
            "trellis migrate"
        )
    seal(now=now)
    with archive.writing(target) as writer:
        with _frozen() as (using, database):
            manifest = _describe(using, now)
            _add_tables(writer, manifest, using)
            if database is not None:
                connections[using].close()
                writer.add_file(archive.DATABASE, database)
        # After the state of the database is let go: files elsewhere may take their time, and the
        # audit is not sealed while it is held.
        damaged = _add_files(writer)
        writer.finish(manifest)
    note_backup(now=now)
    return Taken(manifest, damaged)


@contextmanager
def _frozen() -> Iterator[tuple[str, Path | None]]:
    """One state of the database, untouched by those who go on writing: the alias to read it by,
    and its file where there is one."""
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(dir=settings.VAR) as folder:
            copy = Path(folder) / archive.DATABASE
            copy_sqlite(copy)
            with _opened(copy):
                yield _COPY, copy
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield connection.alias, None


def copy_sqlite(target: Path) -> None:
    """Copy by the engine's own means; copying the file by hand would tear it."""
    import sqlite3

    connection.ensure_connection()
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


@contextmanager
def _opened(copy: Path) -> Iterator[None]:
    configured: dict[str, Any] = connections.settings
    options = {**configured["default"]["OPTIONS"], "init_command": "PRAGMA query_only=ON"}
    configured[_COPY] = {**configured["default"], "NAME": str(copy), "OPTIONS": options}
    try:
        yield
    finally:
        connections[_COPY].close()
        del connections[_COPY], configured[_COPY]


def _describe(using: str, now: datetime) -> archive.Manifest:
    applied = MigrationRecorder(connections[using]).applied_migrations()
    last = AuditSeal.objects.using(using).order_by("-number").first()
    return archive.Manifest(
        format=archive.FORMAT,
        release=version("trellis"),
        engine=engine_name(),
        taken_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        migrations=sorted(f"{app}.{name}" for app, name in applied),
        head=str(audit.Head(last.number, last.digest)) if last else "",
    )


def _add_tables(writer: archive.Writer, manifest: archive.Manifest, using: str) -> None:
    for model in tables.models_kept(apps):
        label = tables.label_of(model)
        manifest.rows[label] = tables.count(model, using=using)
        writer.add(f"tables/{label}.jsonl", tables.lines_of(model, using=using))


def _add_files(writer: archive.Writer) -> list[str]:
    """Returns the names of those that are damaged."""
    return [
        name
        for name, opened in stored_files.everything()
        if stored_files.is_another(name, writer.add_opened(f"files/{name}", opened))
    ]
