"""How often something may be had, and whom to count together: arithmetic without a database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

# Nothing looks back further: what was counted before then is forgotten.
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """So many in so long."""

    most: int
    within: timedelta

    def since(self, now: datetime) -> datetime:
        return now - self.within

    def is_reached(self, count: int) -> bool:
        return count >= self.most


# Files to take away, which cost a core up to a second or two each: a handful at once, and then
# one every other second.
DOWNLOADS = (Limit(10, timedelta(seconds=10)), Limit(30, timedelta(minutes=1)))


def network_of(ip: str) -> str:
    """Whom to count together: one IPv4 address, or the /64 that one IPv6 line is given.

    Anything that is no address counts as one network of its own.
    """
    try:
        address = ip_address(ip)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network(f"{address}/64", strict=False)) if not address.scope_id else "link"
    return str(address)
