"""What the tests of the record share."""

import pytest

from tests.cast import Cast
from tests.conftest import NOW
from tests.record.doing import Doing, begin


@pytest.fixture
def doing(cast: Cast) -> Doing:
    return begin(cast)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request is made on the morning of 19 October 2026."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
