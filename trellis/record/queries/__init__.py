"""Every read of the record."""

from trellis.record.queries.work import due_for

__all__ = ["due_for"]
