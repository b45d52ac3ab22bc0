"""The small framework of the invented county: ten indicators with the awkward cases of life."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """An indicator. `by` says who reports: every hub, the county body alone, or hubs by month."""

    number: int
    kind: str
    unit: str
    direction: str
    combine: str
    by: str
    outcomes: tuple[int, ...]
    title: str
    definition: str
    why: str
    level: str = "output"
    control: str = "full"
    decimals: int = 0


SECTIONS = ("Coordination and voice", "Support to groups", "Volunteering")
OUTCOMES = (
    (1, SECTIONS[0], "high", "Groups are heard where decisions are made"),
    (2, SECTIONS[0], "medium", "Groups know what is going on and can say so"),
    (3, SECTIONS[1], "high", "Groups get the help they need, near where they are"),
    (4, SECTIONS[1], "medium", "Groups bring in the money they need"),
    (5, SECTIONS[2], "high", "People who want to volunteer find a place that suits them"),
    (6, SECTIONS[2], "low", "Those furthest from services are reached"),
)
INDICATORS = (
    Shape(1, "number", "groups", "up", "count_events", "hubs", (3,),
          "Groups helped one-to-one",
          "Groups that had at least one advice session in the quarter, counted once by each hub",
          "One-to-one help is what groups ask for most."),
    Shape(2, "percentage", "percent", "up", "ratio", "hubs", (3,),
          "Found support easy to use",
          "Groups answering easy or very easy, of the groups that answered the quarter’s survey",
          "Help that is hard to get is not help.", "outcome"),
    Shape(3, "number", "enquiries", "up", "count_events", "county_monthly", (5,),
          "Volunteer enquiries",
          "People who asked about volunteering, by any way, counted in the month they asked",
          "Every placement begins with somebody asking."),
    Shape(4, "number", "volunteers", "up", "count_events", "hubs", (5,),
          "Volunteers placed",
          "People who began a role that they were introduced to",
          "An enquiry that ends nowhere is a promise broken.", control="shared"),
    Shape(5, "money", "GBP", "up", "sum_money", "hubs", (4,),
          "Funding won with support",
          "Awards confirmed in the quarter to groups that were helped to apply, each award once",
          "Money won locally stays local.", "outcome", "external"),
    Shape(6, "percentage", "percent", "up", "ratio", "county", (2,),
          "Groups that feel well informed",
          "Groups answering well or very well informed, of the groups that answered",
          "Groups that are told late cannot be heard.", "outcome"),
    Shape(7, "number", "days", "down", "none", "hubs", (3, 5),
          "Days to a first answer",
          "Mean working days from a question to the first answer by a person",
          "Waiting is what people remember.", decimals=1),
    Shape(8, "milestone", "", "up", "milestone", "county", (5,),
          "Shared volunteering strategy adopted",
          "The day on which the partners signed one strategy",
          "Seven strategies are none."),
    Shape(9, "narrative", "", "up", "none", "hubs", (6,),
          "Reaching those furthest from services",
          "What was done, with whom, and what came of it",
          "Numbers do not show who is missing.", "outcome", "shared"),
    Shape(10, "number", "organisations", "up", "stock_latest", "county", (2, 6),
          "Organisations in the directory checked this year",
          "Organisations whose entry somebody confirmed in the year before the quarter ended",
          "An old list sends people to closed doors."),
)  # fmt: skip
