"""The named bodies of the invented county and its places. Nothing here exists."""

from dataclasses import dataclass


@dataclass(frozen=True)
class District:
    """`code` is made so that it can never be taken for an official one."""

    key: str
    code: str
    name: str
    people: int
    column: int
    row: int


DISTRICTS = (
    District("birchwold", "XF07000002", "Birchwold", 74_300, 1, 1),
    District("cotterby", "XF07000003", "Cotterby", 118_900, 2, 1),
    District("wreakeside", "XF07000007", "Wreakeside", 61_700, 3, 1),
    District("amberdale", "XF07000001", "Amberdale", 96_200, 1, 2),
    District("fosse_vale", "XF07000004", "Fosse Vale", 142_500, 2, 2),
    District("harrowby", "XF07000005", "Harrowby", 88_400, 3, 2),
    District("northgate", "XF07000006", "Northgate", 53_100, 2, 3),
)
COUNTY_CODE = "XF10000001"


@dataclass(frozen=True)
class Body:
    """A named body. `place` is the key of a district, or "county"."""

    key: str
    name: str
    kind: str
    covers_as: str
    place: str
    about: str = ""


BODIES = (
    Body("vaf", "Voluntary Action Fosseshire", "infrastructure", "infrastructure", "county",
         "The county’s infrastructure organisation: advice, training and a voice for groups."),
    *(
        Body(f"{one.key}_hub", f"{one.name} Community Hub", "hub", "hub", one.key,
             f"The community hub for {one.name}: support to groups and volunteering.")
        for one in DISTRICTS
    ),
    Body("cotterby_centre", "Cotterby Resource Centre", "resource_centre", "resource_centre",
         "cotterby", "Rooms, printing and a friendly desk."),
    Body("harrowby_centre", "Harrowby Resource Centre", "resource_centre", "resource_centre",
         "harrowby", "Rooms, printing and a friendly desk."),
    Body("northgate_centre", "Northgate Resource Centre", "resource_centre", "resource_centre",
         "northgate", "Rooms, printing and a friendly desk."),
    Body("fosseshire_council", "Fosseshire County Council", "council", "authority", "county"),
    *(
        Body(f"{one.key}_council", f"{one.name} District Council", "council", "authority", one.key)
        for one in DISTRICTS
    ),
    Body("fosse_foundation", "The Fosse Foundation", "funder", "funds", "county",
         "Small grants to groups anywhere in the county."),
    Body("fosseshire_health", "Fosseshire Health Partnership", "public_body", "funds", "county"),
    Body("sunrise_lunch_club", "Sunrise Lunch Club", "group", "serves", "amberdale",
         "A hot lunch and company on Tuesdays and Fridays."),
    Body("cotter_brook_friends", "Friends of Cotter Brook", "group", "serves", "cotterby",
         "Looks after the brook and its paths."),
    Body("wreake_canal_trust", "Wreake Canal Trust", "group", "serves", "wreakeside",
         "Brings the old canal back to life, lock by lock."),
)  # fmt: skip

# Names of groups are put together from these; some come out alike, as they do in life.
PLACES_IN = {
    "amberdale": ("Amberdale", "Long Amber", "Tollbrook", "Stanmere", "Upper Dale"),
    "birchwold": ("Birchwold", "Holtby", "Great Wold", "Little Wold", "Ashmarsh"),
    "cotterby": ("Cotterby", "Cotter Green", "Mill End", "Saltway", "Kirkcotter"),
    "fosse_vale": ("Fosse Vale", "Fosse Magna", "Valebridge", "Wenlow", "Corn Hill"),
    "harrowby": ("Harrowby", "Harrow Cross", "Nether Harrow", "Coldstone", "Furnace Lane"),
    "northgate": ("Northgate", "Barrow Road", "St Oswald’s", "Quarry Bank", "The Pastures"),
    "wreakeside": ("Wreakeside", "Wreake Lock", "Thorpe Wreake", "Eel Wharf", "Marl Pits"),
}
SHAPES = (
    ("{place} Village Hall", "community", "everyone"),
    ("{place} Community Centre", "community", "everyone"),
    ("Friends of {place} Park", "environment", "everyone"),
    ("{place} Allotment Society", "environment", "everyone"),
    ("{place} Wildlife Group", "environment", "everyone"),
    ("{place} Food Bank", "food", "low_income"),
    ("{place} Community Fridge", "food", "everyone"),
    ("{place} Good Neighbours", "support", "older"),
    ("{place} Lunch Club", "food", "older"),
    ("{place} Over Sixties", "sport", "older"),
    ("{place} Carers’ Circle", "carers", "carers"),
    ("{place} Youth Club", "youth", "children"),
    ("1st {place} Scouts", "youth", "children"),
    ("{place} Girl Guiding", "youth", "children"),
    ("{place} Pre-school", "children", "babies"),
    ("{place} Toddler Group", "children", "babies"),
    ("{place} Women’s Institute", "community", "everyone"),
    ("{place} Men’s Shed", "mental_health", "men"),
    ("{place} Talking Café", "mental_health", "mental_ill_health"),
    ("{place} Mind and Body", "mental_health", "mental_ill_health"),
    ("{place} Advice Centre", "advice", "everyone"),
    ("{place} Credit Union", "money", "low_income"),
    ("{place} Community Transport", "transport", "rural"),
    ("{place} Amateur Dramatic Society", "arts", "everyone"),
    ("{place} Choral Society", "arts", "everyone"),
    ("{place} Silver Band", "arts", "everyone"),
    ("{place} History Society", "heritage", "everyone"),
    ("{place} Heritage Trust", "heritage", "everyone"),
    ("{place} Football Club", "sport", "everyone"),
    ("{place} Cricket Club", "sport", "everyone"),
    ("{place} Bowls Club", "sport", "older"),
    ("{place} Riding for the Disabled", "disability", "disabled"),
    ("{place} Disability Forum", "disability", "disabled"),
    ("{place} Welcome Network", "equality", "migrants"),
    ("{place} Asian Women’s Group", "equality", "ethnic_minorities"),
    ("{place} Polish Saturday School", "education", "ethnic_minorities"),
    ("{place} Muslim Association", "faith", "faith"),
    ("{place} Churches Together", "faith", "faith"),
    ("{place} Pride", "equality", "lgbt"),
    ("{place} Veterans’ Breakfast", "support", "armed_forces"),
    ("{place} Repair Café", "environment", "everyone"),
    ("{place} Job Club", "employment", "unemployed"),
    ("{place} Night Shelter", "housing", "homeless"),
    ("{place} Tenants and Residents", "housing", "everyone"),
    ("{place} Neighbourhood Watch", "crime", "everyone"),
    ("{place} Pets in Need", "animals", "everyone"),
    ("{place} First Responders", "health", "everyone"),
    ("{place} Stroke Club", "health", "disabled"),
)
ENDINGS = ("", "", "", " CIO", " Trust", " Association", " Group", " (Charity)", " Ltd")
