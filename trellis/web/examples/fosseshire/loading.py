"""Writing Fosseshire through the same actions that everybody uses."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from trellis.kernel.jobs import enqueue
from trellis.kernel.periods import Span, financial_year, quarter
from trellis.kernel.viewer import Viewer, system
from trellis.organisations import actions as organisations
from trellis.people import actions as people
from trellis.performance import actions as performance
from trellis.performance import queries as performance_queries
from trellis.performance.rules.ratings import RuleKind
from trellis.places import actions as places
from trellis.web.examples.cast import CAST
from trellis.web.examples.fosseshire import (
    asking,
    documents,
    doing,
    figures,
    funding,
    keeping_small,
    rounds,
    scrutiny,
    sharing,
    surveys,
    telling,
)
from trellis.web.examples.fosseshire.bodies import BODIES, COUNTY_CODE, DISTRICTS
from trellis.web.examples.fosseshire.indicators import INDICATORS, OUTCOMES, Shape
from trellis.web.examples.fosseshire.organisations import groups, named_bodies

SLUG = "fosseshire"
SEED = 1084
SOURCE = "invented"


def load(*, now: datetime) -> None:
    """Load the county as it stands today: three years of it, the newest quarter partly in."""
    by = system("load-example")
    today = timezone.localdate(now)
    random = Random(SEED)
    made = _places(by, now, today)
    bodies = _organisations(by, now, made, random)
    accounts = _people(by, now, today, bodies)
    funding.write(by=by, now=now, county=made["county"], bodies=bodies)
    indicators = _framework(by, now, today, made, bodies, random)
    documents.write(
        by=by, now=now, today=today, random=random, county=made["county"], bodies=bodies
    )
    telling.write(now=now, today=today, made=made)
    surveys.write(
        by=by,
        now=now,
        random=random,
        county=made["county"],
        bodies=bodies,
        well_informed=indicators[6],
    )
    asking.ask(now, made["county"], accounts)
    doing.begin(by=by, now=now, county=made["county"])
    funding.say_what_is_paid_for(by=by, now=now, county=made["county"])
    enqueue("web.publish_examples", now=now)
    enqueue("web.record_examples", now=now)
    framework = performance_queries.framework_row(by, SLUG, "round")
    scene = scrutiny.Scene(now, today, framework, bodies, accounts)
    scrutiny.write(scene)
    sharing.write(scene)


def _places(by: Viewer, now: datetime, today: date) -> dict[str, int]:
    county = places.begin_area(
        slug=SLUG,
        code=COUNTY_CODE,
        name="Fosseshire",
        kind="county",
        standing="invented",
        source=SOURCE,
        by=by,
        now=now,
    )
    made = {"county": county.pk}
    counted_on = financial_year(today).start - timedelta(days=274)
    for one in DISTRICTS:
        district = places.add_place(
            parent_id=county.pk,
            kind="district",
            code=one.code,
            name=one.name,
            tile_column=one.column,
            tile_row=one.row,
            source=SOURCE,
            by=by,
            now=now,
        )
        made[one.key] = district.pk
    counts = {"county": sum(one.people for one in DISTRICTS)}
    counts |= {one.key: one.people for one in DISTRICTS}
    for key, people_there in counts.items():
        places.record_figure(
            place_id=made[key],
            measure="population",
            value=people_there,
            on_date=counted_on,
            source=SOURCE,
            by=by,
            now=now,
        )
    return made


def _organisations(
    by: Viewer, now: datetime, made: dict[str, int], random: Random
) -> dict[str, int]:
    named = organisations.load_organisations(
        area_id=made["county"], many=list(named_bodies(made)), by=by, now=now
    )
    organisations.load_organisations(
        area_id=made["county"], many=list(groups(made, random)), by=by, now=now
    )
    bodies = {body.key: row.pk for body, row in zip(BODIES, named, strict=True)}
    for one in DISTRICTS:
        organisations.relate_organisations(
            organisation_id=bodies[f"{one.key}_hub"],
            kind="hub",
            other_id=bodies["vaf"],
            by=by,
            now=now,
        )
    return bodies


def _people(by: Viewer, now: datetime, today: date, bodies: dict[str, int]) -> dict[str, int]:
    """The cast, each with an account that nobody knows the password of; its id by their key."""
    accounts = {}
    for member in CAST:
        account = people.open_account(name=member.name, email=member.email, by=by, now=now)
        accounts[member.key] = account.pk
        organisations.begin_membership(
            person_id=account.person_id,
            organisation_id=bodies[member.at],
            role=member.role,
            starts_on=today - timedelta(days=400),
            by=by,
            now=now,
        )
    return accounts


def _framework(
    by: Viewer,
    now: datetime,
    today: date,
    made: dict[str, int],
    bodies: dict[str, int],
    random: Random,
) -> dict[int, Any]:
    year = financial_year(today)
    begins = quarter(today).before()
    for _ in range(figures.QUARTERS - 1):
        begins = begins.before()
    framework = performance.begin_framework(
        by=by,
        now=now,
        area_id=made["county"],
        slug=SLUG,
        title="What Fosseshire’s partners look at together",
        short_title="Fosseshire",
        about="Ten indicators and one that is tried out, agreed by the infrastructure "
        "organisation, the seven hubs, the three resource centres and those who pay for them.",
        source=SOURCE,
        runs=Span(begins.start, year.end),
        due_working_days=20,
    )
    agreed_at = figures.said_on(
        begins, -85
    )  # before anything was expected: it can be looked back at
    _agreed(by, agreed_at, framework, begins.start, bodies)
    indicators = _indicators(by, agreed_at, framework, begins.start, bodies)
    performance.stage_framework(by=by, now=now, framework=framework, stage="live")
    figures.write(figures.Stage(by, today, random, made, bodies, indicators))
    rounds.write(by=by, now=now, today=today, framework=framework, places=made, bodies=bodies)
    keeping_small.write(keeping_small.Small(by, now, today, framework, indicators, made, bodies))
    return indicators


def _agreed(
    by: Viewer, now: datetime, framework: Any, begins: date, bodies: dict[str, int]
) -> None:
    performance.adopt_rating_rule(
        by=by,
        now=now,
        framework=framework,
        code="near",
        number=1,
        kind=RuleKind.BANDED,
        amber_within=Decimal("0.9"),
        words="Met when the value reaches its target; nearly met within a tenth of it.",
        valid_from=begins,
        source="Agreed by the partners",
    )
    performance.add_principle(
        by=by,
        now=now,
        framework=framework,
        number=1,
        title="Help is near where people are",
        secured_by=[
            ("Each district has a hub that people can walk into", bodies["vaf"], ""),
            ("Specialists come to the hub by appointment", bodies["vaf"], ""),
            ("Nobody is sent on more than once", None, ""),
        ],
    )
    performance.add_principle(
        by=by,
        now=now,
        framework=framework,
        number=2,
        title="Those who pay can see what came of it",
        secured_by=[("Every quarter each council gets a sheet", bodies["fosseshire_council"], "")],
    )


def _indicators(
    by: Viewer, now: datetime, framework: Any, begins: date, bodies: dict[str, int]
) -> dict[int, Any]:
    outcomes = {
        number: performance.add_outcome(
            by=by,
            now=now,
            framework=framework,
            number=number,
            section=section,
            priority=priority,
            title=title,
        )
        for number, section, priority, title in OUTCOMES
    }
    made = {shape.number: _indicator(by, now, framework, begins, shape, outcomes)
            for shape in INDICATORS}  # fmt: skip
    middle = begins
    for _ in range(4):
        middle = quarter(middle).end
    keeping_small.change_ten(by, framework, made[10], bodies, middle)
    return made


def _indicator(
    by: Viewer, now: datetime, framework: Any, begins: date, shape: Shape, outcomes: dict[int, Any]
) -> Any:
    return performance.add_indicator(
        by=by,
        now=now,
        framework=framework,
        number=shape.number,
        kind=shape.kind,
        unit=shape.unit,
        decimals=shape.decimals,
        direction=shape.direction,
        control=shape.control,
        level=shape.level,
        combine=shape.combine,
        why_it_matters=shape.why,
        outcomes=[outcomes[number] for number in shape.outcomes],
        title=shape.title,
        definition=shape.definition,
        valid_from=begins,
    )
