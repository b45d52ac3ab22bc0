"""The empty SQLite database of the tests, migrated once for each state of the migrations.

To migrate takes longer than most tests; a copy of a migrated file takes no time. What it was made
from is in its name, so that a changed migration is always run.
"""

import hashlib
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

_ROOT = Path(__file__).resolve().parents[1]


def _made_from() -> str:
    """Everything that a migrated file depends on, in sixteen letters."""
    told = ("*/migrations/*.py", "kernel/sql.py", "*/rules/codes.py", "config/settings.py")
    files = sorted(file for names in told for file in (_ROOT / "trellis").glob(names))
    digest = hashlib.sha256(sys.version.encode())
    for file in [*files, _ROOT / "requirements.lock"]:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _kept() -> Path:
    return Path(sys.prefix) / f"migrated-{_made_from()}.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """Asked before the database is made: lays the migrated file where it is to be."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        return bool(request.config.getvalue("reuse_db"))
    return lay(settings.DATABASES["default"]["TEST"]["NAME"])


def lay(at: Path | str) -> bool:
    """Put the migrated file there, where some run of these migrations has kept one."""
    if is_there := _kept().exists():
        shutil.copyfile(_kept(), at)
    return is_there


def keep(database: str) -> None:
    """Copy through the engine, so that what is still in its log goes along, and put it in place
    in one step."""
    half = _kept().with_suffix(".half")
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(half)) as copy:
        source.backup(copy)
    half.replace(_kept())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_keepdb: bool) -> None:  # noqa: FBT001
    """After Django has made the database and before any test has written into it."""
    if connection.vendor == "sqlite" and not django_db_keepdb:
        keep(str(settings.DATABASES["default"]["TEST"]["NAME"]))
