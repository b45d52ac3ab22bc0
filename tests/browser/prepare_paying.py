"""What the tests need to know of who pays whom in Fosseshire."""

from typing import Any

from trellis.funding.models import Agreement
from trellis.kernel.periods import quarter


def paying() -> dict[str, Any]:
    """The county's contract, what is paid on out of it, and a grant that ends soon."""
    agreements = Agreement.objects.filter(area__slug="fosseshire")
    paid_on = agreements.exclude(under=None).earliest("id")
    soon_over = agreements.get(title="A van for the villages")
    return {
        "paid": paid_on.under_id,
        "paid_on": paid_on.pk,
        "paid_soon_over": soon_over.pk,
        "whole_quarter": quarter(paid_on.starts_on).code,
        "part_of_quarter": quarter(soon_over.starts_on).code,
    }
