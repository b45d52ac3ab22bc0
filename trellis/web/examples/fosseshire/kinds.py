"""What Fosseshire has agreed to record, and how each is shared out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`weight` says how often it happens, `hub` of how many in ten a hub leads it, `joint` how
    many in a hundred are done together. `most` is the largest quantity."""

    name: str
    heading: str
    unit: str
    whom_for: str
    rule: str
    weight: int
    hub: int = 7
    joint: int = 6
    most: int = 1
    asks_minutes: bool = True
    asks_money: bool = False


_FOR = "organisation"
KINDS = (
    Kind("Advice session on governance", "Advice", "sessions", _FOR, "lead", 60),
    Kind("Advice session on funding", "Advice", "sessions", _FOR, "lead", 90, hub=6),
    Kind("Advice by telephone", "Advice", "calls", _FOR, "lead", 70, joint=0),
    Kind("Health check of a group", "Advice", "health checks", _FOR, "equal", 14, joint=18),
    Kind("New group started", "Advice", "groups", _FOR, "equal", 8, joint=30),
    Kind("Policy or constitution written", "Advice", "documents", _FOR, "lead", 18),
    Kind("Group kept from closing", "Advice", "groups", _FOR, "equal", 3, joint=40),
    Kind("Training place taken", "Training", "places", _FOR, "equal", 90, hub=4, joint=14, most=6),
    Kind("Safeguarding course", "Training", "places", _FOR, "equal", 26, hub=3, joint=12, most=5),
    Kind("Course for trustees", "Training", "places", _FOR, "equal", 16, hub=3, joint=16, most=4),
    Kind("First aid course", "Training", "places", _FOR, "lead", 14, hub=5, most=4),
    Kind("Mentoring meeting", "Training", "meetings", _FOR, "minutes", 16, joint=10),
    Kind("Volunteer enquiry", "Volunteering", "enquiries", "person", "lead", 120, joint=0),
    Kind("Volunteer introduced to a group", "Volunteering", "people", "person", "equal", 70,
         joint=8),
    Kind("Opportunity developed", "Volunteering", "opportunities", _FOR, "lead", 40),
    Kind("Volunteer placed", "Volunteering", "people", "person", "equal", 40, joint=12),
    Kind("Manager of volunteers supported", "Volunteering", "sessions", _FOR, "lead", 16),
    Kind("Funding search", "Money", "searches", _FOR, "lead", 50, hub=5),
    Kind("Application helped with", "Money", "applications", _FOR, "minutes", 40, joint=14),
    Kind("Award won", "Money", "awards", _FOR, "equal", 14, joint=24, asks_money=True),
    Kind("Small grant paid", "Money", "grants", _FOR, "lead", 8, hub=2, asks_money=True),
    Kind("Accounts examined", "Money", "accounts", _FOR, "lead", 10, hub=2),
    Kind("Room hired at a community rate", "Facilities", "bookings", _FOR, "lead", 90, hub=5,
         joint=0),
    Kind("Equipment lent", "Facilities", "loans", _FOR, "lead", 36, joint=0),
    Kind("Printing done", "Facilities", "jobs", _FOR, "lead", 40, joint=0, most=4),
    Kind("Desk used", "Facilities", "days", _FOR, "lead", 30, joint=0, most=5),
    Kind("Forum held", "Voice", "meetings", "nobody", "equal", 4, hub=5, joint=40),
    Kind("Group brought to a consultation", "Voice", "groups", _FOR, "equal", 16, joint=16),
    Kind("Representative supported", "Voice", "sessions", "person", "lead", 6, hub=1),
    Kind("Newsletter sent", "Voice", "issues", "nobody", "lead", 6, hub=5, joint=0,
         asks_minutes=False),
)  # fmt: skip
ISSUES = (
    "Loneliness", "Healthy weight", "Rural transport", "Young people", "Older people",
    "Money worries", "New to the county", "Mental wellbeing", "Food", "Green spaces",
)  # fmt: skip
TITLES = {
    "Advice": ("Reserves", "Trustees leaving", "Charity registration", "Insurance", "A new lease"),
    "Training": ("Spring programme", "Autumn programme", "Evening class", "On request"),
    "Volunteering": ("Driving", "Befriending", "Gardening", "In the office", "At events"),
    "Money": ("Kitchen", "Minibus", "Running costs", "Playground", "Hall roof"),
    "Facilities": ("", "", "Large room", "Projector"),
    "Voice": ("Local plan", "Health strategy", "Bus review"),
}
