"""A clock that stands still: pages take the day from Django, and their words hang on it."""

import pytest

from tests.conftest import NOW


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request is made on the morning of 19 October 2026."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
