"""Which engine holds the record, and whether it keeps what it has acknowledged."""

from dataclasses import dataclass

from django.db import connection

from trellis.config import engine

_SYNCHRONOUS = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}


@dataclass(frozen=True)
class Storage:
    """The engine in words, and what somebody must do about it."""

    says: str
    remedy: str = ""


def engine_name() -> str:
    """`SQLite 3.53.4` or `PostgreSQL 15.18`."""
    if connection.vendor == "sqlite":
        return "SQLite " + ".".join(str(part) for part in engine.sqlite_version())
    return "PostgreSQL " + ask("SHOW server_version").split(" ", 1)[0]


def database_says() -> Storage:
    return _sqlite() if connection.vendor == "sqlite" else _postgresql()


def ask(question: str) -> str:
    """The first column of the first row of the answer."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _sqlite() -> Storage:
    journal = ask("PRAGMA journal_mode")
    synchronous = _SYNCHRONOUS[int(ask("PRAGMA synchronous"))]
    says = f"{engine_name()}, journal {journal}, synchronous {synchronous}"
    if not engine.may_write_ahead(engine.sqlite_version()):
        return Storage(says, "Slow but safe. For write-ahead logging: install pysqlite3")
    if synchronous not in {"FULL", "EXTRA"}:
        return Storage(says, "A power cut may lose the last acts: set synchronous to FULL")
    return Storage(says)


def _postgresql() -> Storage:
    commits = ask("SHOW synchronous_commit")
    says = f"{engine_name()}, synchronous_commit {commits}"
    if ask("SHOW fsync") != "on":
        return Storage(f"{says}, fsync off", "A power cut may destroy the record: set fsync = on")
    if commits == "off":
        return Storage(says, "A power cut may lose the last acts: set synchronous_commit = on")
    return Storage(says)
