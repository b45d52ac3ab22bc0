"""Pages of what was done: counted for everybody, recorded by those who did it."""

from tests.browser.visit import DOCUMENTED, Visit

RECORD_READ_BY_ALL = (
    Visit("record:areas", lands="/record/fosseshire/"),
    Visit("record:area"),
    Visit("record:area", given={"area": DOCUMENTED}),
    Visit("record:done"),
    Visit("record:served"),
    Visit("record:tag"),
    Visit("record:tag", given={"tag_id": "record_outcome"}),
)
_OF_TWO = {"activity_id": "said_first", "other_id": "said_again"}
RECORD = (
    Visit("record:area", "hub_worker"),
    Visit("record:mine", "hub_worker"),
    Visit("record:doubles", "hub_worker"),
    Visit("record:settle", "hub_worker", given=_OF_TWO),
    Visit("record:activity", "hub_worker"),
    Visit("record:activity", "group_trustee"),
    Visit("record:activity", "hub_worker", given={"activity_id": "done_withdrawn"}),
    Visit("record:correct", "hub_worker"),
    Visit("record:withdraw", "hub_worker"),
    Visit("record:attach", "hub_worker", given={"activity_id": "done_joint"}),
    Visit("record:tag", "infrastructure_manager"),
    Visit("record:add_issue", "infrastructure_manager"),
    Visit("record:change_issue", "infrastructure_manager"),
    Visit("record:propose", "hub_worker", given={"activity_id": "done_joint"}),
    Visit("record:answer_shares", "infrastructure_officer", given={"activity_id": "done_shared"}),
)
