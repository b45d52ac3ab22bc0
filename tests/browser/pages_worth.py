"""Pages on which people ask whether an indicator is worth it, and propose to change it."""

from tests.browser.visit import DOCUMENTED, Visit

WORTH = (
    Visit("performance:worth"),
    Visit("performance:worth", given={"slug": DOCUMENTED}),
    Visit("performance:worth", "funder"),
    Visit("performance:proposals"),
    Visit("performance:proposals", "hub_worker"),
    Visit("performance:proposals", "infrastructure_manager", given={"slug": "empty_draft"}),
    Visit("performance:proposal", given={"number": 1}),
    Visit("performance:proposal", "hub_worker", given={"number": "asked_about"}),
    Visit("performance:proposal", "infrastructure_manager", given={"number": "to_decide"}),
    *(
        Visit("performance:propose", "hub_worker", given={"change": change})
        for change in ("new", "version", "standing", "retire")
    ),
    Visit("performance:comment", "hub_worker", given={"number": "asked_about"}),
    Visit("performance:consult", "infrastructure_manager", given={"number": "proposed"}),
    Visit("performance:adopt", "infrastructure_manager", given={"number": "to_decide"}),
    Visit("performance:turn_down", "infrastructure_manager", given={"number": "to_decide"}),
    Visit("performance:effort", "hub_worker"),
    Visit("performance:keep_effort", "infrastructure_manager"),
    Visit("performance:keep_core", "infrastructure_manager"),
    Visit("performance:keep_standing", "infrastructure_manager"),
    Visit("performance:informed", "council_officer"),
    Visit("performance:indicator", "funder", given={"number": "ended"}),
)
