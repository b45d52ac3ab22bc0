"""Some 3,000 organisations for the invented county, the same ones every time."""

from collections.abc import Iterator
from random import Random

from trellis.organisations.actions import Details
from trellis.web.examples.fosseshire.bodies import BODIES, DISTRICTS, ENDINGS, PLACES_IN, SHAPES

GROUPS = 3_000
_INCOMES = ("none", "to_10k", "to_10k", "to_10k", "to_100k", "to_100k", "to_500k", "over_1m", "")


def named_bodies(places: dict[str, int]) -> Iterator[Details]:
    """The bodies with parts in the stories, in the order of `BODIES`."""
    for body in BODIES:
        yield Details(
            name=body.name,
            kind=body.kind,
            about=body.about,
            coverage=((places[body.place], body.covers_as),),
            interests=("support",) if body.kind in {"infrastructure", "hub"} else (),
            communities=("everyone",),
        )


def groups(places: dict[str, int], random: Random) -> Iterator[Details]:
    """Groups in proportion to the people of each district; sparse where records are sparse."""
    weights = [district.people for district in DISTRICTS]
    taken: set[str] = set()
    while len(taken) < GROUPS:
        district = random.choices(DISTRICTS, weights)[0]
        shape, interest, community = random.choice(SHAPES)
        name = shape.format(place=random.choice(PLACES_IN[district.key])) + random.choice(ENDINGS)
        if name in taken:
            name = f"{name} {random.choice(('North', 'South', 'East', 'West', 'Old Town'))}"
        if name in taken:
            continue
        taken.add(name)
        yield _group(name, interest, community, places[district.key], random)


def _group(name: str, interest: str, community: str, place_id: int, random: Random) -> Details:
    working = (("working", name.split(" Trust", maxsplit=1)[0]),) if name.endswith(" Trust") else ()
    known = random.random() < 0.62  # the rest have never said whom they serve
    return Details(
        name=name,
        kind="group",
        income_band=random.choice(_INCOMES),
        coverage=((place_id, "serves"),),
        other_names=working,
        interests=(interest,),
        communities=(community,) if known else (),
    )
