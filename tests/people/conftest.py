"""What the tests of signing in share."""

import pytest
from django.core.cache import cache

from tests.cast import cast
from tests.ui.conftest import browser, page

__all__ = ["browser", "cast", "page"]


@pytest.fixture(autouse=True)
def _no_throttle_left_over(db: None) -> None:
    cache.clear()
