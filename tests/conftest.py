"""What every test may ask for by name."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import html5lib
import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from hypothesis import settings as hypothesis_settings

from tests.beside import the_other_looks

# A busy machine is no reason to fail; the same examples every run, so that a failure is a fact.
hypothesis_settings.register_profile("house", deadline=None, derandomize=True)
hypothesis_settings.load_profile("house")

TODAY = date(2026, 10, 19)
NOW = datetime(2026, 10, 19, 9, 30, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """A Monday morning in October 2026: the second quarter has just ended."""
    return NOW


@pytest.fixture
def today() -> date:
    return TODAY


class StrictClient(Client):
    """A client that parses every page strictly, so that broken HTML fails wherever it is met."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        kind = response.get("Content-Type", "")
        whole = kind.startswith("text/html") and not getattr(response, "streaming", False)
        if whole and not the_other_looks():
            _must_be_valid(response.content, response.wsgi_request)
        return response


def _must_be_valid(content: bytes, request: WSGIRequest) -> None:
    parser = html5lib.HTMLParser(strict=False)
    text = content.decode()
    parser.parse(text) if text.lstrip().lower().startswith("<!doctype") else parser.parseFragment(
        text
    )
    if parser.errors:
        (line, _column), code, _facts = parser.errors[0]
        shown = text.splitlines()[line - 1].strip()[:200] if line else ""
        raise AssertionError(f"{request.path}: {code} on line {line}: {shown}")


@pytest.fixture
def client() -> StrictClient:
    return StrictClient()


@pytest.fixture(autouse=True)
def _only_where_it_means_something(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("means something only on PostgreSQL")


@pytest.fixture(scope="session", autouse=True)
def _flush_despite_append_only() -> Iterator[None]:
    """Django empties the tables after a transactional test, which the append-only triggers
    refuse; so each flush takes them away and puts the very same ones back."""
    guards = {"sqlite": _guards_sqlite, "postgresql": _guards_postgresql}[connection.vendor]
    operations = type(connection.ops)
    plain = operations.sql_flush

    def sql_flush(self: BaseDatabaseOperations, *args: Any, **options: Any) -> list[str]:
        away, back = guards()
        return [*away, *plain(self, *args, **options), *back]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(operations, "sql_flush", sql_flush)
        yield


def _guards_sqlite() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    return [f'DROP TRIGGER "{name}"' for name, _sql in triggers], [sql for _name, sql in triggers]


def _guards_postgresql() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "WHERE tgname LIKE '%_never_emptied'"
        )
        triggers = cursor.fetchall()
    return (
        [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name in triggers],
        [f"ALTER TABLE {table} ENABLE TRIGGER {name}" for table, name in triggers],
    )
