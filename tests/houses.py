"""Private houses for tests that need a real server or whole commands: on the database that the
suite is running on. The example is loaded once and copied for each test."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

from bench.house import House

_numbers = count(1)


@dataclass(frozen=True)
class Example:
    """The loaded example, served by nobody. `database` is its name on PostgreSQL, else empty."""

    folder: Path
    database: str


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    folder = tmp_path_factory.mktemp("example")
    database = _create_database("template0") if "TRELLIS_DATABASE_URL" in os.environ else ""
    House(folder, database_url=_address(database)).prepare()
    return Example(folder, database)


@pytest.fixture
def house(example: Example, tmp_path: Path) -> Iterator[House]:
    """A private house with the example in it, not yet serving."""
    folder = tmp_path / "house"
    shutil.copytree(example.folder, folder)
    made = House(folder, database_url=another_database(example.database))
    yield made
    made.stop()


@pytest.fixture
def bare_house(tmp_path: Path) -> House:
    """A private house without a database yet."""
    on_postgresql = "TRELLIS_DATABASE_URL" in os.environ
    return House(
        tmp_path / "bare", database_url=another_database("template0") if on_postgresql else ""
    )


def another_database(template: str) -> str:
    """The address of a new database on the suite's own server; it goes with that server. Empty,
    which means SQLite, when there is no template."""
    return _address(_create_database(template)) if template else ""


def _create_database(template: str) -> str:
    name = f"house_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(_address("postgres"), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return name


def _address(database: str) -> str:
    """The suite's own server, another database; empty for SQLite."""
    if not database:
        return ""
    return f"{os.environ['TRELLIS_DATABASE_URL'].rsplit('/', 1)[0]}/{database}"
