"""Everything that other rooms and our own pages read of organisations."""

from trellis.organisations.queries.viewers import viewer_for

__all__ = ["viewer_for"]
