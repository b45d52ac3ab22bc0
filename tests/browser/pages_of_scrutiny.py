"""The pages of the scrutiny: challenges, lines drawn by lot, peer reviews."""

from tests.browser.visit import Visit

_CLOSED, _OPEN = {"challenge_id": "closed_challenge"}, {"challenge_id": "open_challenge"}
_ANSWERED = {"challenge_id": "answered_challenge"}
_LOOKED_AT = {"period": "drawn_period", "drawn_id": "looked_at_line"}
_DIFFERS = {"period": "drawn_period", "drawn_id": "differing_line"}
_PLANNED, _UNDER_WAY = {"review_id": "planned_review"}, {"review_id": "review_under_way"}
_FOUND = {"review_id": "found_review", "action_id": "planned_action"}
_RESPONDED = {"review_id": "responded_review"}
_DECIDED_SHARES = {"share_challenge_id": "decided_shares"}
_OPEN_SHARES = {"share_challenge_id": "open_shares"}
_ANSWERED_SHARES = {"share_challenge_id": "answered_shares"}
_FORMATIVE = {"value_id": "formative_value", "appraisal_id": "formative"}

PUBLIC_SCRUTINY = (
    Visit("performance:scrutiny"),
    Visit("performance:challenges"),
    Visit("performance:challenge", given=_CLOSED),
    Visit("performance:sample"),
    Visit("performance:sample", given={"period": "drawn_period"}),
    Visit("performance:drawn", given=_LOOKED_AT),
    Visit("performance:reviews"),
    Visit("performance:review", given=_RESPONDED),
    Visit("performance:review", given=_FOUND),
)
SCRUTINY = (
    Visit("performance:scrutiny", "council_officer"),
    Visit("performance:challenges", "council_officer"),
    Visit("performance:challenge", "infrastructure_manager", given=_OPEN),
    Visit("performance:challenge", "council_officer", given=_OPEN),
    Visit("performance:raise_challenge", "funder", given={"value_id": "to_challenge"}),
    Visit("performance:raise_challenge", "funder", given={"value_id": "not_to_challenge"}),
    Visit("performance:reply_challenge", "infrastructure_manager", given=_OPEN),
    Visit("performance:withdraw_challenge", "hub_worker", given=_OPEN),
    Visit("performance:decide_challenge", "council_officer", given=_ANSWERED),
    Visit("performance:sample", "council_officer"),
    Visit("performance:drawn", "council_officer", given=_LOOKED_AT),
    Visit("performance:drawn", "hub_worker", given=_DIFFERS),
    Visit("performance:reply_finding", "hub_worker", given=_DIFFERS),
    Visit("performance:reviews", "council_officer"),
    Visit("performance:plan_review", "council_officer"),
    Visit("performance:plan_review", "council_officer", query="?provider={provider_id}"),
    Visit(
        "performance:plan_review",
        "council_officer",
        given={"provider_id": "vaf"},
        query="?provider={provider_id}",
    ),
    Visit("performance:review", "hub_worker", given=_UNDER_WAY),
    Visit("performance:review", "other_hub_worker", given=_FOUND),
    Visit("performance:begin_review", "other_hub_worker", given=_PLANNED),
    Visit("performance:note_finding", "hub_worker", given=_UNDER_WAY),
    Visit("performance:give_findings", "hub_worker", given=_UNDER_WAY),
    Visit("performance:add_action", "other_hub_worker", given=_FOUND),
    Visit("performance:remove_action", "other_hub_worker", given=_FOUND),
    Visit("performance:respond_review", "other_hub_worker", given=_FOUND),
    Visit("performance:check_progress", "other_hub_worker", given=_RESPONDED),
    Visit("performance:call_off_review", "council_officer", given=_PLANNED),
    Visit("performance:retag", "funder", given=_FORMATIVE),
    Visit("performance:challenges", "infrastructure_officer"),
    Visit("performance:share_challenges", "infrastructure_officer"),
    Visit("performance:share_challenges", "councillor"),
    Visit("performance:share_challenge", "hub_worker", given=_DECIDED_SHARES),
    Visit("performance:share_challenge", "infrastructure_officer", given=_OPEN_SHARES),
    Visit("performance:raise_share_challenge", "infrastructure_officer"),
    Visit(
        "performance:raise_share_challenge",
        "infrastructure_officer",
        given={"asked_id": "withdrawn_shares"},
    ),
    Visit("performance:reply_share_challenge", "infrastructure_officer", given=_OPEN_SHARES),
    Visit("performance:decide_share_challenge", "council_officer", given=_ANSWERED_SHARES),
    Visit("performance:withdraw_share_challenge", "other_hub_worker", given=_OPEN_SHARES),
    Visit("record:activity", "infrastructure_officer", given={"activity_id": "asked_activity"}),
    Visit("record:activity", "hub_worker", given={"activity_id": "decided_activity"}),
    Visit("record:propose", "hub_worker", given={"activity_id": "decided_activity"}),
)
