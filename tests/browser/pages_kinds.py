"""Pages about what kinds of things are recorded, and what was done for one group."""

from tests.browser.visit import DOCUMENTED, Visit

KINDS_READ_BY_ALL = (
    Visit("record:kinds"),
    Visit("record:kinds", given={"area": DOCUMENTED}),
    Visit("record:kind"),
)
KINDS = (
    Visit("record:kinds", "infrastructure_manager"),
    Visit("record:kind", "infrastructure_manager", given={"kind_id": "kind_without_rule"}),
    Visit("record:add_kind", "infrastructure_manager"),
    Visit("record:change_kind", "infrastructure_manager"),
    Visit("record:agree_rule", "infrastructure_manager"),
    Visit("record:done_for", "group_trustee"),
    Visit("record:done_for", "group_trustee", query="?answer=disputed"),
    Visit("record:done_for", "infrastructure_manager"),
    Visit("record:answer", "group_trustee", query="?otherwise"),
)
