"""A house with the example in it, made once and copied for each test, on the database that the
suite is running on."""

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
    database = _create_database() if "TRELLIS_DATABASE_URL" in os.environ else ""
    House(folder, database_url=_address(database)).prepare()
    return Example(folder, database)


@pytest.fixture
def house(example: Example, tmp_path: Path) -> Iterator[House]:
    """A private house with the example in it, not yet serving."""
    folder = tmp_path / "house"
    shutil.copytree(example.folder, folder)
    database = _create_database(template=example.database) if example.database else ""
    made = House(folder, database_url=_address(database))
    yield made
    made.stop()


@pytest.fixture
def bare_house(tmp_path: Path) -> House:
    """A private house without a database yet."""
    on_postgresql = "TRELLIS_DATABASE_URL" in os.environ
    return House(
        tmp_path / "bare", database_url=_address(_create_database()) if on_postgresql else ""
    )


def _create_database(template: str = "template0") -> str:
    """Its name; it goes with the throw-away server."""
    name = f"house_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(_address("postgres"), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return name


def _address(database: str) -> str:
    """The suite's own server, another database; empty for SQLite."""
    if not database:
        return ""
    return f"{os.environ['TRELLIS_DATABASE_URL'].rsplit('/', 1)[0]}/{database}"
