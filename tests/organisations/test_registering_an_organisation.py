"""An infrastructure officer registers a group; nobody registers beyond their reach."""

from datetime import datetime
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tests.factories import make_area, make_coverage, make_identifier, make_organisation
from tests.organisations.writing import NAME, details, entry
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import system
from trellis.organisations import actions
from trellis.organisations.models import Organisation
from trellis.organisations.queries import details_of

# Savepoint and its release, the ids, three inserts (rows, coverage, words), two checks, the rows,
# the audit line.
MEANT_FOR_ANY_NUMBER = 10
REGISTER = reverse("organisations:register")


def test_an_officer_registers_a_group_with_all_that_is_known(cast: Cast, now: datetime) -> None:
    district = cast.world.districts["a"]
    wanted = details(
        about="Walks along the canal.",
        email="walks@example.org",
        postcode="LE1 1AA",
        income_band="to_10k",
        other_names=(("short", "WW"), ("previous", "Canal Walkers")),
        identifiers=(("GB-CHC", "1090095"),),
        coverage=((district.pk, "serves"),),
        interests=("health", "sport"),
        communities=("older",),
    )
    row = actions.register_organisation(
        area_id=cast.world.area.pk,
        details=wanted,
        by=cast.viewer("infrastructure_officer"),
        now=now,
    )
    assert details_of(row) == wanted
    assert sorted(row.words.values_list("word", flat=True)) == [
        "1090095",
        "canal",
        "walkers",
        "wanderers",
        "wreake",
        "ww",
    ]
    assert row.edited_by_id == cast.viewer("infrastructure_officer").person_id


def test_the_act_leaves_one_line(cast: Cast, now: datetime) -> None:
    by = cast.viewer("infrastructure_officer")
    covered = ((cast.world.districts["a"].pk, "serves"),)
    row = actions.register_organisation(
        area_id=cast.world.area.pk, details=details(coverage=covered), by=by, now=now
    )
    [line] = AuditLine.objects.all()
    assert (line.verb, line.of, line.actor_id) == (
        "organisations.organisation.registered",
        f"organisation:{row.pk}",
        by.account_id,
    )


@pytest.mark.parametrize(
    "key", ["anonymous", "resident", "group_trustee", "hub_worker", "council_officer", "lapsed"]
)
def test_others_register_nothing(cast: Cast, now: datetime, key: str) -> None:
    covered = ((cast.world.districts["a"].pk, "serves"),)
    with pytest.raises(PermissionDenied):
        actions.register_organisation(
            area_id=cast.world.area.pk,
            details=details(coverage=covered),
            by=cast.viewer(key),
            now=now,
        )
    assert not Organisation.objects.filter(name=NAME).exists()
    assert cast.client(key).post(REGISTER, entry()).status_code == 403


def test_an_officer_registers_nothing_in_another_area(cast: Cast, now: datetime) -> None:
    other = cast.other_world
    with pytest.raises(actions.BeyondReachError):
        actions.register_organisation(
            area_id=other.area.pk,
            details=details(coverage=((other.districts["a"].pk, "serves"),)),
            by=cast.viewer("infrastructure_officer"),
            now=now,
        )


def test_an_organisation_covers_no_place_of_another_world(cast: Cast, now: datetime) -> None:
    mixed = (
        (cast.world.districts["a"].pk, "serves"),
        (cast.other_world.districts["a"].pk, "serves"),
    )
    with pytest.raises(actions.MixedWorldsError):
        actions.register_organisation(
            area_id=cast.world.area.pk,
            details=details(coverage=mixed),
            by=system("test"),
            now=now,
        )
    assert not Organisation.objects.filter(name=NAME).exists()


def test_nobody_gives_a_body_reach_that_they_lack(cast: Cast, now: datetime) -> None:
    """An officer of one district's infrastructure calls no new body the council of another."""
    small = make_organisation(area=cast.world.area, kind="infrastructure")
    make_coverage(organisation=small, place=cast.world.districts["a"], covers_as="infrastructure")
    by = cast.viewer("infrastructure_officer")
    narrowed = type(by)(
        account_id=by.account_id,
        person_id=by.person_id,
        over={power: frozenset({cast.world.districts["a"].pk}) for power in by.over},
    )
    coverage = (
        (cast.world.districts["a"].pk, "serves"),
        (cast.world.districts["b"].pk, "authority"),
    )
    with pytest.raises(actions.BeyondReachError):
        actions.register_organisation(
            area_id=cast.world.area.pk,
            details=details(coverage=coverage),
            by=narrowed,
            now=now,
        )


def test_a_documented_area_takes_none_except_from_the_system(cast: Cast, now: datetime) -> None:
    past = make_area(name="Past", standing="documented")
    covered = details(coverage=((past.pk, "serves"),))
    with pytest.raises(actions.BeyondReachError):
        actions.register_organisation(
            area_id=past.pk, details=covered, by=cast.viewer("administrator"), now=now
        )
    row = actions.register_organisation(
        area_id=past.pk, details=covered, by=system("loading"), now=now
    )
    assert row.area_id == past.pk


def test_a_number_belongs_to_one_organisation_in_each_area(cast: Cast, now: datetime) -> None:
    held = make_identifier(
        organisation=cast.world.bodies["group_a"], scheme="GB-CHC", value="1090095"
    )
    wanted = details(
        identifiers=(("GB-CHC", "1090095"),),
        coverage=((cast.world.districts["a"].pk, "serves"),),
    )
    with pytest.raises(actions.IdentifierTakenError) as taken:
        actions.register_organisation(
            area_id=cast.world.area.pk,
            details=wanted,
            by=cast.viewer("infrastructure_officer"),
            now=now,
        )
    assert taken.value.organisation == held.organisation
    elsewhere = details(
        identifiers=(("GB-CHC", "1090095"),),
        coverage=((cast.other_world.districts["a"].pk, "serves"),),
    )
    actions.register_organisation(
        area_id=cast.other_world.area.pk, details=elsewhere, by=system("test"), now=now
    )


def test_the_same_form_sent_twice_registers_once(cast: Cast, now: datetime) -> None:
    covered = details(coverage=((cast.world.districts["a"].pk, "serves"),))
    by = cast.viewer("infrastructure_officer")
    for _time in range(2):
        try:
            actions.register_organisation(
                area_id=cast.world.area.pk, details=covered, by=by, now=now, once="key"
            )
        except AlreadyDoneError:
            continue
    assert Organisation.objects.filter(name=NAME).count() == 1


def test_many_are_loaded_in_one_act(
    cast: Cast, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    covered = ((cast.world.districts["a"].pk, "serves"),)
    many = [details(name=f"Group {number}", coverage=covered) for number in range(40)]
    with django_assert_num_queries(MEANT_FOR_ANY_NUMBER):
        rows = actions.load_organisations(
            area_id=cast.world.area.pk, many=many, by=system("example"), now=now
        )
    assert [row.name for row in rows] == [f"Group {number}" for number in range(40)]
    assert AuditLine.objects.count() == 1


def test_the_page_registers_and_shows_the_entry(cast: Cast) -> None:
    district = cast.world.districts["a"]
    client = cast.client("infrastructure_officer")
    assert client.get(REGISTER).status_code == 200
    answer = client.post(
        REGISTER,
        entry(
            covers=[(district.pk, "serves"), ("", "serves")],
            numbers=[("GB-COH", "7444723"), ("", "")],
            names=[("short", "WW"), ("working", "")],
        ),
    )
    row = Organisation.objects.get(name=NAME)
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("organisations:record", args=[row.pk]),
    )
    assert [number.value for number in row.identifiers.all()] == ["07444723"]
    assert [name.name for name in row.other_names.all()] == ["WW"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "Enter the organisation's name."),
        ({"name": "!!!"}, "Enter a name with at least one letter or digit."),
        ({"kind": "empire"}, "choose one of those offered"),
        ({"postcode": "LE1"}, "Enter a whole postcode, like LE1 1AA."),
        ({"telephone": "ring me"}, "Enter a telephone number in digits"),
        ({"numbers": [("GB-CHC", "12")]}, "six or seven digits"),
        ({"numbers": [("", "1090095")]}, "Choose the register that gave this number."),
        ({"covers": []}, "Choose at least one place where it works."),
        ({"covers": [(0, "serves")]}, "Select a valid choice"),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"website": "javascript:alert(1)"}, "Enter a web address, like https://example.org."),
    ],
)
def test_the_page_says_what_to_put_right(cast: Cast, wrong: dict[str, object], told: str) -> None:
    sent = {"covers": [(cast.world.districts["a"].pk, "serves")], **wrong}
    before = Organisation.objects.count()
    answer = cast.client("infrastructure_officer").post(REGISTER, entry(**sent))
    assert answer.status_code == 200
    assert told in unescape(answer.content.decode())
    assert Organisation.objects.count() == before


@pytest.mark.parametrize(
    "sent", [{}, {"name": NAME, "kind": "group"}, {**entry(), "covers-TOTAL_FORMS": "9999999"}]
)
def test_a_form_that_arrives_in_pieces_registers_nothing(
    cast: Cast, sent: dict[str, object]
) -> None:
    answer = cast.client("infrastructure_officer").post(REGISTER, sent)
    assert answer.status_code == 200
    assert "There is something to put right" in answer.content.decode()
    assert not Organisation.objects.filter(name=NAME).exists()


def test_the_page_says_whose_number_it_is(cast: Cast) -> None:
    make_identifier(organisation=cast.world.bodies["group_a"], scheme="GB-CHC", value="1090095")
    answer = cast.client("infrastructure_officer").post(
        REGISTER,
        entry(
            covers=[(cast.world.districts["a"].pk, "serves")],
            numbers=[("GB-CHC", "1090095")],
        ),
    )
    assert "stands in the entry of Ambley group a already" in answer.content.decode()


def test_the_page_says_where_one_may_register(cast: Cast) -> None:
    cast.other_world  # noqa: B018  (makes the second area)
    answer = cast.client("infrastructure_officer").post(
        f"{REGISTER}?area={cast.other_world.area.slug}",
        entry(covers=[(cast.other_world.districts["a"].pk, "serves")]),
    )
    assert "Choose at least one place where you register" in answer.content.decode()
    assert not Organisation.objects.filter(name=NAME).exists()


def test_a_refused_row_is_named_with_its_list_and_led_to(cast: Cast) -> None:
    district = cast.world.districts["a"]
    sent = entry(
        covers=[(district.pk, "serves"), (0, "serves")],
        names=[("short", "!!!")],
        numbers=[("GB-CHC", "1090095"), ("", "12"), ("GB-CHC", "12")],
    )

    page = cast.client("infrastructure_officer").post(REGISTER, sent).content.decode()

    wanted = [
        ("covers-1-place", "Where it works, row 2. "),
        ("names-0-name", "Other names, row 1. Enter a name with"),
        ("numbers-1-scheme", "Numbers in registers, row 2. Choose the register"),
        ("numbers-2-value", "Numbers in registers, row 3. Charity number"),
    ]
    found = [page.index(f'<li><a href="#id_{cell}">{says}') for cell, says in wanted]
    assert found == sorted(found)
    for cell, _says in wanted:
        assert f'id="id_{cell}"' in page


def test_without_a_place_the_summary_leads_to_the_first_row(cast: Cast) -> None:
    sent = entry(covers=[("", "serves"), ("", "serves")])
    page = cast.client("infrastructure_officer").post(REGISTER, sent).content.decode()
    says = "Where it works, row 1. Choose at least one place where it works."
    assert f'<li><a href="#id_covers-0-place">{says}</a></li>' in page


def test_a_number_of_another_is_said_by_its_row(cast: Cast) -> None:
    taken = make_organisation(area=cast.world.area, name="Wreake Ramblers")
    make_identifier(organisation=taken, scheme="GB-CHC", value="1090095")
    sent = entry(
        covers=[(cast.world.districts["a"].pk, "serves")],
        numbers=[("", ""), ("GB-CHC", "1090095")],
    )
    page = cast.client("infrastructure_officer").post(REGISTER, sent).content.decode()
    says = "Numbers in registers, row 2. The number 1090095 stands in the entry of Wreake Ramblers"
    assert f'<li><a href="#id_numbers-1-value">{says}' in page


def test_rows_that_a_browser_never_sent_are_asked_for(cast: Cast) -> None:
    page = cast.client("infrastructure_officer").post(REGISTER, entry()).content.decode()
    assert "Choose at least one place where it works." in page
