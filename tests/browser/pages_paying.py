"""Pages about who pays whom."""

from tests.browser.visit import DOCUMENTED, Visit

READ_BY_ALL = (
    Visit("funding:areas"),
    Visit("funding:area"),
    Visit("funding:area", given={"area": DOCUMENTED}),
    Visit("funding:agreement"),
    Visit("funding:agreement", given={"paid_id": "paid_on"}),
)
PAYING = (
    Visit("funding:area", "infrastructure_manager"),
    Visit("funding:agreement", "council_officer"),
    Visit("funding:agreement", "funder", given={"paid_id": "paid_soon_over"}),
    Visit("funding:begin", "infrastructure_manager"),
    Visit("funding:begin", "funder", query="?after={paid_soon_over}"),
    Visit("funding:change", "council_officer"),
    Visit("funding:contributors", "council_officer"),
    Visit("funding:end", "council_officer"),
)
