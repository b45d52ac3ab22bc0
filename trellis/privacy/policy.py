"""Who may see and answer what people ask about their data: they themselves, and whoever answers
for the record they asked."""

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import Policy, by_system, can, own

_ANSWERS = can(Can.PRIVACY_ANSWER, over="area") | by_system()

REQUEST = Policy(
    view=own("person") | _ANSWERS,
    answer=_ANSWERS,
    withdraw=own("person"),
    fetch=own("person"),
    work=by_system(),
)

COMPLAINT = Policy(view=own("person") | _ANSWERS, answer=_ANSWERS)
# Who was hurt by a breach is told by letter; the case itself may say how it was done.
BREACH = Policy(view=_ANSWERS, answer=_ANSWERS)
