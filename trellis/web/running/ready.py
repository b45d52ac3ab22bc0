"""Whether the house can work: what a load balancer asks before it sends somebody in."""

from datetime import datetime

from django.db import DatabaseError

from trellis.web.running import looking


def hindrances(*, now: datetime) -> list[str]:
    """One short word for each thing in the way; empty when all is well. Nothing secret."""
    try:
        return _found(now)
    except DatabaseError:
        return ["database"]


def _found(now: datetime) -> list[str]:
    sealed_late = looking.oldest_unsealed()
    checks = {
        "migrations": bool(looking.unapplied_migrations()),
        "disk": looking.free_share() < looking.LEAST_FREE,
        "seal": sealed_late is not None and now - sealed_late > looking.SEAL_WITHIN,
        "write": not looking.can_write(now=now),
    }
    return [word for word, is_wrong in checks.items() if is_wrong]
