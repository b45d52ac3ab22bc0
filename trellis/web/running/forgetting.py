"""What the house forgets by itself, once a day."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import connection

from trellis.kernel import jobs, throttles
from trellis.kernel.models import OnceKey

# A form left open over a weekend may still be sent; nobody comes back to one after a month.
_KEYS_LAST = timedelta(days=30)


def forget_what_is_over(*, now: datetime) -> None:
    """Done jobs, used form keys, old counts, and what has run out of sessions and of the cache.
    Harmless to run twice."""
    jobs.prune(now=now)
    throttles.forget(now=now)
    _forget_cached(now)
    OnceKey.objects.filter(used_at__lt=now - _KEYS_LAST).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def _forget_cached(now: datetime) -> None:
    """Django takes a row out of the cache only when somebody asks for it or the cache is full."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM cache WHERE expires < %s", [connection.ops.adapt_datetimefield_value(now)]
        )
