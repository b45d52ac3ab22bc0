"""What every test may ask for by name."""

from datetime import UTC, date, datetime
from typing import Any

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.client import WSGIRequest

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
        if kind.startswith("text/html") and not getattr(response, "streaming", False):
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
