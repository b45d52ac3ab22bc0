"""What the tests of signing in share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_throttle_left_over(db: None) -> None:
    cache.clear()
