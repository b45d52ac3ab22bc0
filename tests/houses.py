"""Private houses for tests that need a real server or whole commands: on the database that the
suite is running on. The tables are made once, the example is loaded once, and each test gets a
copy."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

from bench.house import House
from tests.ready_database import lay

_numbers = count(1)


@dataclass(frozen=True)
class Pattern:
    """A house served by nobody. `database` is its name on PostgreSQL, else empty."""

    folder: Path
    database: str

    def copied_to(self, folder: Path) -> House:
        shutil.copytree(self.folder, folder)
        return House(folder, database_url=another_database(self.database))


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Pattern:
    """All tables, and nothing in them."""
    folder = tmp_path_factory.mktemp("empty")
    database = _create_database("template0") if "TRELLIS_DATABASE_URL" in os.environ else ""
    if not database:
        lay(folder / "trellis.sqlite3")
    House(folder, database_url=_address(database)).trellis("migrate")
    return Pattern(folder, database)


@pytest.fixture(scope="session")
def example(empty: Pattern, tmp_path_factory: pytest.TempPathFactory) -> Pattern:
    """Both example worlds."""
    folder = tmp_path_factory.mktemp("example") / "house"
    house = empty.copied_to(folder)
    house.prepare()
    return Pattern(folder, _name_of(house))


@pytest.fixture
def house(example: Pattern, tmp_path: Path) -> Iterator[House]:
    """A private house with the example in it, not yet serving."""
    made = example.copied_to(tmp_path / "house")
    yield made
    made.stop()


@pytest.fixture
def empty_house(empty: Pattern, tmp_path: Path) -> House:
    """A private house with all its tables, and nothing in them."""
    return empty.copied_to(tmp_path / "empty")


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


def _name_of(house: House) -> str:
    return house.environment.get("TRELLIS_DATABASE_URL", "").rpartition("/")[2]


def _address(database: str) -> str:
    """The suite's own server, another database; empty for SQLite."""
    if not database:
        return ""
    return f"{os.environ['TRELLIS_DATABASE_URL'].rsplit('/', 1)[0]}/{database}"
