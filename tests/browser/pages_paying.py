"""Pages about who pays whom."""

from tests.browser.visit import DOCUMENTED, Visit

READ_BY_ALL = (
    Visit("funding:areas"),
    Visit("funding:area"),
    Visit("funding:area", given={"area": DOCUMENTED}),
    Visit("funding:agreement"),
    Visit("funding:agreement", given={"paid_id": "paid_on"}),
    Visit("funding:done"),
    Visit("funding:done", given={"paid_id": "paid_on"}, query="?period={whole_quarter}"),
    Visit("funding:done", given={"paid_id": "paid_soon_over"}, query="?period={part_of_quarter}"),
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
    Visit("funding:scope", "council_officer"),
    Visit("funding:scope", "infrastructure_manager", given={"paid_id": "paid_on"}),
)
