"""What the tests need to know of who pays whom in Fosseshire."""

from typing import Any

from trellis.funding.models import Agreement


def paying() -> dict[str, Any]:
    """The county's contract, what is paid on out of it, and a grant that ends soon."""
    agreements = Agreement.objects.filter(area__slug="fosseshire")
    paid_on = agreements.exclude(under=None).earliest("id")
    return {
        "paid": paid_on.under_id,
        "paid_on": paid_on.pk,
        "paid_soon_over": agreements.get(title="A van for the villages").pk,
    }
