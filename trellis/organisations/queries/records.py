"""One organisation: as it is published, and as those who keep it see it."""

from trellis.organisations.models import Organisation
from trellis.organisations.rules.details import OWN_FIELDS, Details


def details_of(row: Organisation) -> Details:
    """The row with its lists, in the shape in which it is edited."""
    return Details(
        **{field: getattr(row, field) for field in OWN_FIELDS},
        other_names=tuple(row.other_names.order_by("id").values_list("kind", "name")),
        identifiers=tuple(row.identifiers.order_by("id").values_list("scheme", "value")),
        coverage=tuple(row.coverage.order_by("id").values_list("place_id", "covers_as")),
        interests=tuple(row.interests.order_by("code").values_list("code", flat=True)),
        communities=tuple(row.communities.order_by("code").values_list("code", flat=True)),
    )
