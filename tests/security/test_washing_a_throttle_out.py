"""Wrong codes are counted in the cache. Whoever fills it with other counters, from one address
after another, must not make it forget how often they have tried."""

import pytest
from django.core.cache import cache

MORE_THAN_DJANGO_KEEPS = 310


@pytest.mark.django_db
def test_many_counters_later() -> None:
    cache.set("allauth:rl:login_failed", 5, 300)
    for number in range(MORE_THAN_DJANGO_KEEPS):
        cache.set(f"allauth:rl:reset_password:{number}", 1, 300)

    assert cache.get("allauth:rl:login_failed") == 5
