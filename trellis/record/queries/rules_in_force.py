"""Which rule shares out what happened on a day."""

from datetime import date

from trellis.record.models import ShareRule


def rule_on(service_type_id: int, day: date) -> ShareRule | None:
    """The one agreed last of those that hold from that day or before; None: none was agreed, and
    all of it is the lead’s."""
    rows = ShareRule.objects.filter(service_type_id=service_type_id, valid_from__lte=day)
    return rows.order_by("valid_from", "id").last()
