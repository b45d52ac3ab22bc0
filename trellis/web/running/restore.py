"""Restoring an archive: checked first, built beside, verified, then swapped in.

The database that was there is kept: as a file `….before-<time>` (SQLite) or a schema
`before_<time>` (PostgreSQL). Files on disk are kept aside as a folder; in object storage what is
there stays where it is, for a file never changes and one that nobody speaks of is harmless.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import File
from django.db import DatabaseError, connection, transaction

from trellis.config import engine
from trellis.web.running import archive, loading, looking, pulse, stored_files
from trellis.web.running.storage import ask


class StillRunningError(Exception):
    """The house is open: a restore would pull the record from under it."""

    def __init__(self) -> None:
        super().__init__(
            "Something else has this database open. Stop Trellis (and whatever else uses it) "
            "first, then restore."
        )


@dataclass(frozen=True)
class Restored:
    """What was restored, and where the database that was there before is kept."""

    manifest: archive.Manifest
    kept_aside: str


def restore(source: Path, *, now: datetime) -> Restored:
    """Raises ArchiveRefusedError or StillRunningError before anything is touched, and
    StoreSilentError before the record is: some files may be in object storage by then."""
    stored_files.on_disk()  # an address that is none is told at once
    reader = archive.open_checked(source)
    loading.refuse_unknown_migrations(reader.manifest)
    stamp = now.strftime("%Y%m%dt%H%M%S")
    if connection.vendor == "postgresql":
        aside = _into_postgresql(reader, stamp)
    else:
        aside = _into_sqlite(reader, stamp, now)
    if stored_files.on_disk():
        _swap_files(reader, stamp)
    return Restored(reader.manifest, aside)


def _into_sqlite(reader: archive.Reader, stamp: str, now: datetime) -> str:
    current = Path(str(connection.settings_dict["NAME"]))
    made = current.with_name(f"{current.name}.restoring")
    _remove_sqlite(made)
    if current.exists():
        _refuse_open_sqlite(now)
    if reader.holds(archive.DATABASE):
        reader.unpack(archive.DATABASE, made)
    made.parent.mkdir(parents=True, exist_ok=True)
    with _pointed_at(made):
        _fill_sqlite(reader)
    _put_files_back(reader)
    aside = current.with_name(f"{current.name}.before-{stamp}")
    if current.exists():
        os.link(current, aside)
    made.chmod(0o600)
    _sync(made)
    made.replace(current)
    archive.sync_folder(current.parent)
    return str(aside) if aside.exists() else ""


def _fill_sqlite(reader: archive.Reader) -> None:
    if not reader.holds(archive.DATABASE):
        loading.load_tables(reader)
    elif not looking.unapplied_migrations():
        loading.refuse_other_counts(reader.manifest, apps)
    loading.migrate()
    Session.objects.all().delete()
    pulse.note_backup(now=datetime.fromisoformat(reader.manifest.taken_at))
    loading.refuse_altered_audit(reader.manifest)
    if ask("PRAGMA integrity_check") != "ok":
        raise archive.ArchiveRefusedError("the database in it is damaged")


def _into_postgresql(reader: archive.Reader, stamp: str) -> str:
    """All in one transaction: the old tables move to a schema of their own, or nothing does."""
    aside = f"before_{stamp}"
    _refuse_others_on_postgresql()
    _put_files_back(reader)  # not within: a transaction that waits for a store may be ended
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER SCHEMA public RENAME TO {aside}")
            cursor.execute("CREATE SCHEMA public")
        loading.load_tables(reader)
        loading.refuse_altered_audit(reader.manifest)
        pulse.note_backup(now=datetime.fromisoformat(reader.manifest.taken_at))
    return f"schema {aside}"


def _refuse_open_sqlite(now: datetime) -> None:
    """Leaving the write-ahead log needs the file for oneself, so it shows who else has it open;
    and it makes the old database one file, fit to be kept."""
    try:
        ask("PRAGMA busy_timeout=200")
        is_ours = ask("PRAGMA journal_mode=DELETE") == "delete"
        if engine.journal_mode() != "WAL":
            is_ours = not _worker_is_alive(now)
    except DatabaseError as fault:
        raise StillRunningError from fault
    finally:
        connection.close()
    if not is_ours:
        raise StillRunningError


def _worker_is_alive(now: datetime) -> bool:
    last = pulse.worker_last_alive()
    return last is not None and now - last < looking.WORKER_WITHIN


def _refuse_others_on_postgresql() -> None:
    others = ask(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    if others != "0":
        raise StillRunningError


@contextmanager
def _pointed_at(file: Path) -> Iterator[None]:
    """Within, the default database is this file."""
    kept = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept


def _remove_sqlite(file: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def _sync(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


def _put_files_back(reader: archive.Reader) -> None:
    """Into object storage, before the record that speaks of them takes its place: where the store
    breaks off, the record is as it was."""
    if stored_files.on_disk():
        return
    for name in reader.names("files"):
        with reader.opened(name) as content:
            digest = reader.manifest.digests[name]
            stored_files.put_back(name.removeprefix("files/"), File(content), digest)


def _swap_files(reader: archive.Reader, stamp: str) -> None:
    """The archive's files in the place of those that are there, which are kept too."""
    current = Path(settings.MEDIA_ROOT)
    made = current.with_name(f"{current.name}.restoring")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    for name in reader.names("files"):
        reader.unpack(name, made / name.removeprefix("files/"))
    if current.exists():
        current.rename(current.with_name(f"{current.name}.before-{stamp}"))
    made.rename(current)
