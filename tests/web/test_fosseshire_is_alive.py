"""Fosseshire as somebody trying Trellis out meets it: whole, awkward on purpose, and dated so that
something is always due."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from tests.conftest import NOW, TODAY, StrictClient
from tests.web.fosseshire import Fosseshire
from tests.web.worlds import main_of, undone
from trellis.funding import queries as funding
from trellis.kernel.viewer import STRANGER
from trellis.organisations.models import Coverage, Membership, Organisation
from trellis.people.rules import first_name
from trellis.performance import queries
from trellis.performance.models import Value
from trellis.performance.rules.codes import ValueState
from trellis.performance.rules.movement import Course
from trellis.performance.rules.ratings import Outcome, Reason
from trellis.performance.rules.xmr import Meaning
from trellis.places.models import Place
from trellis.web.examples import fosseshire
from trellis.web.examples.cast import CAST
from trellis.web.examples.fosseshire.bodies import BODIES, DISTRICTS
from trellis.web.examples.fosseshire.loading import SEED
from trellis.web.examples.fosseshire.organisations import GROUPS, groups

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _county(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), undone():
        fosseshire.load(now=NOW)
        yield


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def county() -> Fosseshire:
    return Fosseshire(TODAY)


def test_there_are_seven_districts_24_named_bodies_and_3000_groups() -> None:
    places = Place.objects.filter(area__slug=fosseshire.SLUG)
    assert {place.name for place in places} == {one.name for one in DISTRICTS}
    bodies = Organisation.objects.filter(area__slug=fosseshire.SLUG)
    assert bodies.count() == GROUPS + len(BODIES)
    assert set(bodies.exclude(kind="group").values_list("name", flat=True)) == {
        body.name for body in BODIES if body.kind != "group"
    }


def test_every_body_works_somewhere_in_the_county() -> None:
    bodies = Organisation.objects.filter(area__slug=fosseshire.SLUG)
    covering = Coverage.objects.filter(organisation__in=bodies)
    assert set(covering.values_list("organisation_id", flat=True)) == set(
        bodies.values_list("pk", flat=True)
    )
    assert {(one.place.area or one.place).slug for one in covering.select_related("place__area")
            } == {fosseshire.SLUG}  # fmt: skip


def test_groups_are_as_many_as_people_and_no_two_have_one_name() -> None:
    bodies = Organisation.objects.filter(area__slug=fosseshire.SLUG, kind="group")
    names = list(bodies.values_list("name", flat=True))
    assert len(set(names)) == len(names)
    counted = Counter(
        Coverage.objects.filter(organisation__in=bodies).values_list("place__name", flat=True)
    )
    by_people = [one.name for one in sorted(DISTRICTS, key=lambda one: -one.people)]
    most, least = by_people[0], by_people[-1]
    assert (counted.most_common(1)[0][0], min(counted, key=lambda name: counted[name])) == (
        most,
        least,
    )


def test_the_groups_come_out_the_same_every_time() -> None:
    places = {one.key: number for number, one in enumerate(DISTRICTS)}
    twice = [list(groups(places, Random(SEED))) for _ in range(2)]
    assert twice[0] == twice[1]
    assert len(twice[0]) == GROUPS


def test_everybody_of_the_cast_holds_their_role() -> None:
    held = Membership.objects.filter(organisation__area__slug=fosseshire.SLUG)
    names = {body.key: body.name for body in BODIES}
    assert {(one.person.name, one.role, one.organisation.name) for one in held} == {
        (member.name, member.role, names[member.at]) for member in CAST
    }


def test_a_zero_that_was_counted(county: Fosseshire) -> None:
    found = county.hub_line(4, "northgate", -2).found
    assert (found.state, found.value) == (ValueState.ZERO, Fraction(0))


@pytest.mark.parametrize(
    ("number", "district", "quarter", "state"),
    [
        (9, "wreakeside", -2, ValueState.NOT_MEASURED),
        (5, "wreakeside", -3, ValueState.NOT_APPLICABLE),
        (2, "northgate", -1, ValueState.SUPPRESSED),
        (7, "cotterby", -1, ValueState.CANNOT_BE_MEASURED),
        (1, "harrowby", -1, ValueState.NOT_DUE),
        (5, "amberdale", -1, ValueState.NOT_DUE),
    ],
)
def test_every_kind_of_nothing(
    county: Fosseshire, number: int, district: str, quarter: int, state: ValueState
) -> None:
    line = county.hub_line(number, district, quarter)
    assert (line.found.state, line.found.value) == (state, None)
    assert line.rating.outcome is Outcome.NOT_RATED


def test_a_correction_with_its_reason_beside_what_it_replaced(county: Fosseshire) -> None:
    rows = Value.objects.filter(
        indicator__number=1,
        place__name="Cotterby",
        period_start=county.quarters[-2].start,
    ).order_by("recorded_at")
    assert [bool(row.reason) for row in rows] == [False, True]
    found = county.hub_line(1, "cotterby", -2).found
    assert (found.value, found.is_corrected) == (Fraction(151), True)


def test_a_change_of_definition_that_nothing_moves_across(county: Fosseshire) -> None:
    lines = [county.line(10, "", position) for position in range(-7, 0)]
    assert [line.movement.course is Course.NONE_ACROSS_BREAK for line in lines].count(True) == 1
    assert [line.broke_with is not None for line in lines].count(True) == 1


def test_a_value_exactly_on_its_target_is_met(county: Fosseshire) -> None:
    for position in range(-8, 0):
        line = county.line(4, "birchwold", position)
        assert line.found.value == line.wanted.value
        assert line.rating.outcome is Outcome.MET


def test_a_target_that_nobody_set(county: Fosseshire) -> None:
    assert county.line(4, "northgate", -1).wanted.row_id is None
    assert county.line(4, "amberdale", -1).wanted.row_id is not None


def test_one_district_differs_by_more_than_chance(county: Fosseshire) -> None:
    report = county.indicator(2, -2)
    assert report.comparison.funnel is not None
    assert [unit.name for unit in report.comparison.funnel.different] == ["Harrowby"]


def test_enquiries_became_more_than_chance_explains(county: Fosseshire) -> None:
    course = county.indicator(3, -1).course
    assert course is not None
    assert len(course.spans) == 24
    assert course.reading.latest is not None
    assert course.reading.latest.meaning is Meaning.IMPROVEMENT


def test_the_newest_quarter_is_only_partly_in_and_the_one_before_whole(county: Fosseshire) -> None:
    newest, before = county.line(1, "", -1), county.line(1, "", -2)
    assert (newest.found.given, newest.found.due) == (6, 7)
    assert (newest.found.is_partial, newest.rating.outcome) == (True, Outcome.NOT_RATED)
    assert (before.found.is_partial, before.is_rated) == (False, True)


def test_a_milestone_that_was_reached_in_time(county: Fosseshire) -> None:
    line = county.line(8, "", -2)
    assert line.found.reached_on is not None
    assert line.rating.outcome is Outcome.MET
    before = county.line(8, "", -3)
    assert (before.found.state, before.rating.reason) == (
        ValueState.ZERO,
        Reason.DATE_NOT_YET_PASSED,
    )


def test_every_rating_there_is_stands_somewhere(county: Fosseshire) -> None:
    found = {
        line.rating.outcome
        for position in (-1, -2)
        for one in DISTRICTS
        for line in county.lines(one.key, position).values()
    }
    assert found == set(Outcome)


def test_an_outcome_nothing_speaks_of_and_a_promise_nobody_answers_for(
    county: Fosseshire,
) -> None:
    silent = [one.number for one in queries.outcomes(county.facts) if not one.indicator_numbers]
    unowned = [
        way.words
        for one in queries.principles(county.facts)
        for way in one.secured_by
        if way.owner_id is None
    ]
    assert silent == [1]
    assert unowned == ["Nobody is sent on more than once"]


def test_two_hub_workers_owe_figures_and_everybody_with_a_say_is_asked_for_it(
    county: Fosseshire,
) -> None:
    told = {
        member.key: [due.title for due in queries.due_for(county.viewer(member.key), TODAY)]
        for member in CAST
    }
    summer = "July to September 2026 (Q2 2026/27)"
    asked = "Retire indicator 7: Days to a first answer"
    to_check = [
        f"{name} Community Hub has handed in for {summer}: check it"
        for name in ("Wreakeside", "Fosse Vale")
    ]
    to_accept = f"Voluntary Action Fosseshire, {summer}: one person has signed, accept it"
    # The worker publishes the two that are over as soon as the house is open.
    to_keep = [
        "Publish the figures of April to June 2026 (Q1 2026/27)",
        "Publish the figures of January to March 2026 (Q4 2025/26)",
        "No dates are set for October to December 2026 (Q3 2026/27)",
    ]
    assert {key: titles for key, titles in told.items() if titles} == {
        "hub_worker": [f"Return for {summer}: 3 figures to give", asked],
        "hub_manager": [f"Return for {summer}: 3 figures to give", asked],
        "other_hub_worker": [f"Return for {summer}: 6 figures to give", asked],
        "infrastructure_officer": [*to_check, asked],
        "infrastructure_manager": [*to_check, *to_keep, asked],
        "council_officer": [to_accept, *to_keep, asked],
        "councillor": [asked],
        "funder": [to_accept, asked],
        "vcs_representative": [asked],
    }


def test_everybody_has_a_today_page() -> None:
    for member in CAST:
        client = StrictClient()
        client.force_login(Fosseshire.account(member.key))
        page = client.get("/today/")
        greeting = f"Hello, {first_name(member.name)}"
        assert (page.status_code, greeting in main_of(page.content.decode())) == (200, True)


def test_every_page_of_the_county_says_that_it_is_invented() -> None:
    room = f"/performance/{fosseshire.SLUG}/"
    urls = [room, *(f"{room}{name}/" for name in ("providers", "framework", "principles",
            "checks", "downloads"))]  # fmt: skip
    urls += [f"{room}places/{one.code}/" for one in DISTRICTS]
    urls += [f"{room}indicators/{number}/" for number in range(1, 11)]
    urls += [f"{room}outcomes/{number}/" for number in range(1, 7)]
    urls += [f"{url}?period=2026-Q1&on=2026-08-01" for url in urls]
    client = StrictClient()
    for url in urls:
        page = client.get(url)
        assert page.status_code == 200, url
        assert "Invented example: no real place, body or person</p>" in page.content.decode(), url


def test_the_county_is_open_to_a_stranger() -> None:
    assert [one.slug for one in queries.frameworks(STRANGER)] == [fosseshire.SLUG]


def test_the_contract_pays_for_most_and_one_hub_for_what_it_does_not() -> None:
    area = Place.objects.get(slug=fosseshire.SLUG)
    found = {one.main.agreement.reference: one for one in funding.chains(STRANGER, area.pk, TODAY)}
    said = funding.scope_of(STRANGER, found["FCC/VCS/2"].main.agreement, TODAY)
    assert (len(said.inside), said.outside, said.not_said) == (
        22,
        ["Desk used", "Accounts examined", "Small grant paid", "First aid course"],
        ["Printing done", "Mentoring meeting", "Newsletter sent", "Volunteer placed"],
    )
    assert [(one.agreement.provider.name, one.kinds) for one in said.against] == [
        ("Amberdale Community Hub", ("First aid course",))
    ]
    grant = funding.scope_of(STRANGER, found["FF/117"].main.agreement, TODAY)
    assert (grant.inside, grant.outside, len(grant.not_said)) == ([], [], 30)
