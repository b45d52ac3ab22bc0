"""What was done in Fosseshire in two years: some 30,000 activities, some of them together, some
recorded twice, corrected, withdrawn, shared otherwise or disputed.

It takes longer than somebody waits for the first page, so the worker writes it once the house is
open, a few hundred at a time; killed half-way it goes on where it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.urls import reverse
from django.utils import timezone

from trellis.kernel.viewer import STRANGER, Viewer, system
from trellis.organisations import queries as organisations
from trellis.performance import queries as performance
from trellis.places import queries as places
from trellis.record import actions, queries
from trellis.record.actions import Done
from trellis.record.rules.shares import Part, Party, Role, RuleKind
from trellis.web.examples.fosseshire import papers
from trellis.web.examples.fosseshire.documents import file_of
from trellis.web.examples.fosseshire.kinds import ISSUES, KINDS, TITLES, Kind

SLUG = "fosseshire"
ACTIVITIES = 30_000
DAYS = 730
AT_ONCE, A_TURN = 250, 1_500
_SEED = 2_417
# Of the activities written last, one in so many is said again by another body, and so on.
_DOUBLED, _WITHDRAWN, _CORRECTED, _SHARED, _EVIDENCED = 160, 400, 250, 30, 500
_MINUTES = (15, 30, 30, 45, 60, 60, 90, 120, 180)


@dataclass(frozen=True)
class Land:
    """Who is where: by place the hubs and centres, and the groups. `kinds` by their name."""

    county: int
    vaf: int
    providers: Mapping[int, Sequence[int]]
    groups: Mapping[int, Sequence[int]]
    kinds: Mapping[str, int]
    tags: Sequence[int]


def begin(*, by: Viewer, now: datetime, county: int) -> None:
    """The kinds, their rules, outcomes and issues: agreed before anything was recorded."""
    agreed_on = timezone.localdate(now) - timedelta(days=DAYS + 60)
    for kind in KINDS:
        row = actions.add_service_type(
            by=by, now=now, area_id=county, name=kind.name, heading=kind.heading, unit=kind.unit,
            whom_for=kind.whom_for, asks_minutes=kind.asks_minutes, asks_money=kind.asks_money,
        )  # fmt: skip
        actions.agree_share_rule(
            by=by, now=now, service_type=row, kind=RuleKind(kind.rule), valid_from=agreed_on,
            agreed="The infrastructure partnership, before the contract began",
        )  # fmt: skip
    actions.keep_outcomes(by=by, now=now, outcomes=performance.outcomes_to_serve())
    for name in ISSUES:
        actions.add_issue(by=by, now=now, area_id=county, name=name)


def write(*, now: datetime) -> bool:
    """The next some of what is not there yet, oldest first; after the last, what was done about
    some of them. False once nothing is left. In between others' work has its turn."""
    by = system("load-example")
    land = _land()
    written = queries.brought_from(land.county, "example")
    if written >= ACTIVITIES:
        return False
    every = list(_every(land, timezone.localdate(now)))[written : written + A_TURN]
    for start in range(0, len(every), AT_ONCE):
        part = every[start : start + AT_ONCE]
        last = datetime.combine(part[-1].on, time(17), timezone.get_current_timezone())
        actions.record_activities(by=by, now=min(last, now), many=part)
    if written + len(every) >= ACTIVITIES:
        _mend(by, now, land)
    return True


def _land() -> Land:
    area = places.area(SLUG)
    bodies = organisations.covering(STRANGER, area.id, ("infrastructure", "hub", "resource_centre"))
    providers: dict[int, list[int]] = {}
    for one in bodies:
        for place, _name in one.places:
            providers.setdefault(place, []).append(one.id)
    groups: dict[int, list[int]] = {}
    for one in organisations.covering(STRANGER, area.id, ("group",)):
        for place, _name in one.places:
            groups.setdefault(place, []).append(one.id)
    [vaf] = providers.pop(area.id)
    return Land(
        area.id, vaf, providers, groups, queries.kinds_by_name(area.id), queries.tags(area.id)
    )


def _every(land: Land, today: date) -> Iterator[Done]:
    """In the order of their days; the same ones every time, but for the day they are counted
    back from."""
    random = Random(_SEED)
    weights = [kind.weight for kind in KINDS]
    districts = list(land.groups)
    people_there = [len(land.groups[one]) for one in districts]
    days = sorted(_day(random) for _one in range(ACTIVITIES))
    for number, ago in enumerate(days):
        kind = random.choices(KINDS, weights)[0]
        place = random.choices(districts, people_there)[0]
        done = _one(land, kind, place, today - timedelta(days=DAYS - ago), random)
        yield replace(done, source="example", natural_key=str(number))


def _day(random: Random) -> int:
    """Seldom at a weekend, less in August and around New Year; more from year to year."""
    while True:
        day = int(DAYS * random.random() ** 0.9)
        if day % 7 in {5, 6} and random.random() < 0.85:
            continue
        return min(day, DAYS - 1)


def _one(land: Land, kind: Kind, place: int, on: date, random: Random) -> Done:
    leads = random.randrange(10) < kind.hub
    near = land.providers[place]
    lead = random.choice(near) if leads else land.vaf
    parties = [Party(lead, Role.LEAD, random.choice(_MINUTES))]
    if random.randrange(100) < kind.joint:
        other = land.vaf if leads else random.choice(near)
        parties.append(Party(other, Role.PARTNER, random.choice(_MINUTES)))
    if kind.whom_for == "organisation" and random.random() < 0.04:
        sender = next((one for one in near if one not in {each.provider_id for each in parties}), 0)
        parties += [Party(sender, Role.REFERRER)] if sender else []
    county_wide = kind.whom_for == "nobody" and not leads
    return Done(
        service_type_id=land.kinds[kind.name],
        on=on,
        place_id=land.county if county_wide else place,
        parties=parties,
        organisation_id=_group(land, place, random) if kind.whom_for == "organisation" else None,
        person=f"example {random.randrange(9_000)}" if kind.whom_for == "person" else "",
        title=random.choice(TITLES[kind.heading]),
        quantity=random.randint(1, kind.most),
        minutes=sum(one.minutes or 0 for one in parties) if kind.asks_minutes else None,
        pence=random.randint(5, 400) * 10_000 if kind.asks_money else None,
        tag_ids=random.sample(land.tags, random.choice((0, 1, 1, 2))),
    )


def _group(land: Land, place: int, random: Random) -> int:
    """Some come again and again, most seldom."""
    held = land.groups[place]
    return held[int(len(held) * random.random() ** 3)]


def _mend(by: Viewer, now: datetime, land: Land) -> None:
    """Of the newest: said twice, withdrawn, corrected, shared otherwise, disputed."""
    random = Random(_SEED + 1)
    for position, row in enumerate(queries.newest_rows(land.county, 4_000)):
        found = queries.done_of(row)
        if position % _WITHDRAWN == 3:
            actions.withdraw_activity(
                by=by, now=now, activity=row, reason="Called off that morning"
            )
        elif position % _CORRECTED == 5:
            later = replace(found, quantity=found.quantity + 1)
            actions.correct_activity(
                by=by, now=now, activity=row, done=later, reason="One came without booking"
            )
        elif position % _DOUBLED == 7 and found.organisation_id and len(found.parties) == 1:
            _say_again(by, now, land, found, random)
        elif len(found.parties) == 2 and position % _SHARED == 2:
            _share(by, now, row, found)
        elif position % _EVIDENCED == 11:
            _evidence(by, now, row, found)


def _evidence(by: Viewer, now: datetime, row: Any, found: Done) -> None:
    """The sheet that people signed as they came."""
    page = reverse("record:activity", args=[SLUG, row.line_id])
    says = (f"Signed in: {found.quantity}.", "Names are kept by us, and not in this file.")
    actions.attach_evidence(
        by=by, now=now, activity=row, provider_id=found.lead_id,
        title="Attendance sheet", about="How many signed as they came in",
        file=file_of("Attendance sheet", says, papers.pdf, "pdf"),
        readers=actions.Readers.GROUP, address=page,
    )  # fmt: skip


def _say_again(by: Viewer, now: datetime, land: Land, found: Done, random: Random) -> None:
    """Another body writes down what it did together with the first."""
    near = land.providers.get(found.place_id, [])
    others = [one for one in (*near, land.vaf) if one != found.lead_id]
    on = min(found.on + timedelta(days=random.choice((0, 0, 1, 3))), timezone.localdate(now))
    again = replace(found, parties=[Party(others[0], Role.LEAD)], on=on, source="", natural_key="")
    actions.record_activity(by=by, now=now, done=again)


def _share(by: Viewer, now: datetime, row: object, found: Done) -> None:
    """Seven parts to three, as both say."""
    parts = [
        Part(one.provider_id, one.role, share, one.minutes)
        for one, share in zip(found.parties, (7_000, 3_000), strict=True)
    ]
    if parts[0].role is not Role.LEAD:
        return
    made = actions.propose_shares(
        by=by, now=now, activity=row, provider_id=found.lead_id, parts=parts,  # type: ignore[arg-type]
        reason="We did most of it",
    )  # fmt: skip
    actions.answer_shares(by=by, now=now, split=made, provider_id=parts[1].provider_id, agrees=True)
