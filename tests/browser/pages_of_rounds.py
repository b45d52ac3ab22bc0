"""The pages of the quarter's round, and of a provider's return."""

from tests.browser.visit import Visit

PUBLIC_ROUNDS = (
    Visit("performance:rounds"),
    Visit("performance:round"),
)
# Amberdale's is being filled in, Cotterby's handed in and asked about, Northgate's sent back,
# Birchwold's accepted.
_ASKED = {"provider_id": "cotterby_hub", "question_id": "line_question"}
_HANDED_IN, _ACCEPTED = {"provider_id": "fosse_vale_hub"}, {"provider_id": "birchwold_hub"}
ROUNDS = (
    Visit("performance:rounds", "council_officer"),
    Visit("performance:round", "council_officer"),
    Visit("performance:plan_rounds", "council_officer"),
    Visit(
        "performance:plan_rounds",
        "council_officer",
        query="?year={this_year}&due=20&checked=10&meets=5&publishes=5",
    ),
    Visit("performance:round_dates", "council_officer"),
    Visit("performance:return", "hub_worker"),
    Visit("performance:return", "infrastructure_officer", given=_ASKED),
    Visit("performance:return", "council_officer", given={"provider_id": "northgate_hub"}),
    Visit("performance:return", "funder", given=_ACCEPTED),
    Visit("performance:hand_in", "hub_worker"),
    Visit("performance:take_back", "hub_worker"),
    Visit("performance:check_return", "infrastructure_officer", given=_HANDED_IN),
    Visit("performance:accept_return", "infrastructure_manager", given=_HANDED_IN),
    Visit("performance:send_back", "infrastructure_officer", given=_HANDED_IN),
    Visit("performance:unlock_return", "council_officer", given=_ACCEPTED),
    Visit(
        "performance:ask_about_line",
        "infrastructure_officer",
        given={**_ASKED, "number": 4, "place_code": "cotterby"},
    ),
    Visit("performance:answer_question", "infrastructure_manager", given=_ASKED, status=403),
)
