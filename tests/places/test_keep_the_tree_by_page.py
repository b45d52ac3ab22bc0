"""Whoever keeps the places of an area adds to the tree, names, counts and says what became of
what, all by pages."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import PARTS, Cast
from tests.conftest import StrictClient
from tests.factories import make_area, make_place, make_succession
from tests.performance.reporting import fields_of
from trellis.kernel.models import AuditLine
from trellis.places import queries
from trellis.places.models import Place, PlaceFigure, Succession

KEEPER = "infrastructure_manager"
DAY = date(2027, 4, 1)


def url(name: str, place: Place) -> str:
    area = place.area or place
    return reverse(f"places:{name}", args=[area.slug, place.code])


def send(client: StrictClient, address: str, **given: Any) -> Any:
    """Fill in the form as it is now and send it."""
    hidden = fields_of(client.get(address).content.decode())
    return client.post(address, {**hidden, **given})


def errors_of(page: Any) -> dict[str, list[str]]:
    assert page.status_code == 200, page.status_code
    return {name: list(reasons) for name, reasons in page.context["form"].errors.items()}


def last_verb() -> str:
    return AuditLine.objects.latest("id").verb


WARD = {
    "name": "Abbey",
    "kind": "ward",
    "code": "E05900001",
    "opened_on": "2027-04-01",
    "source": "Order of 2026",
}


def test_a_place_is_added_and_the_form_is_ready_for_the_next(cast: Cast) -> None:
    client, district = cast.client(KEEPER), cast.world.districts["a"]
    sent = send(client, url("add", district), **WARD)
    assert sent["Location"] == url("add", district) + "?kind=ward"
    row = Place.objects.get(code="E05900001")
    assert (row.parent, row.area, row.name, row.kind, row.opened_on, row.source) == (
        district,
        cast.world.area,
        "Abbey",
        "ward",
        DAY,
        "Order of 2026",
    )
    assert last_verb() == "places.place.added"
    again = client.get(sent["Location"])
    assert again.context["form"]["kind"].value() == "ward"
    page = again.content.decode()
    assert "Abbey is added. Add another, or open one of those there are." in page


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"name": ""}, {"name": ["Enter its name."]}),
        ({"kind": ""}, {"kind": ["Choose what kind of place it is."]}),
        ({"code": ""}, {"code": ["Enter its code."]}),
        ({"code": "../x"}, {"code": ["Write the code in letters, digits and hyphens."]}),
        (
            {"code": "E07900001"},
            {
                "code": [
                    "E07900001 is the code of another kind: District. Correct it, or choose that."
                ]
            },
        ),
        (
            {"code": "TAKEN"},
            {"code": ["Old Town has the code TAKEN already: give each place its own."]},
        ),
        (
            {"opened_on": "soon"},
            {"opened_on": ["Since when: “soon” is not a day. Enter it like 31/03/2026."]},
        ),
    ],
)
def test_what_does_not_fit_is_said_by_the_field(
    cast: Cast, given: dict[str, str], errors: dict[str, Any]
) -> None:
    make_place(parent=cast.world.area, name="Old Town", code="TAKEN")
    before = Place.objects.count()
    district = cast.world.districts["a"]
    page = send(cast.client(KEEPER), url("add", district), **{**WARD, **given})
    assert errors_of(page) == errors
    assert page.context["form"]["source"].value() == "Order of 2026"
    assert Place.objects.count() == before


def test_a_place_lies_in_a_coarser_one(cast: Cast) -> None:
    client = cast.client(KEEPER)
    ward = make_place(parent=cast.world.districts["a"], kind="ward")
    offered = {
        place.kind: [code for code, _words in client.get(url("add", place)).context["form"].fields[
            "kind"].choices]
        for place in (cast.world.area, cast.world.districts["a"], ward)
    }  # fmt: skip
    assert offered == {
        "county": ["unitary", "district", "ward", "parish", "neighbourhood", "other"],
        "district": ["ward", "parish", "neighbourhood", "other"],
        "ward": ["parish", "neighbourhood", "other"],
    }


def test_nothing_is_added_to_what_has_ended(cast: Cast) -> None:
    gone = make_place(parent=cast.world.area, name="Old", closed_on=date(2020, 4, 1))
    page = send(cast.client(KEEPER), url("add", gone), **WARD)
    assert errors_of(page) == {
        "opened_on": ["Old ended on 1 April 2020: add it to the place that took over."]
    }


def test_a_form_sent_twice_adds_one(cast: Cast) -> None:
    client, district = cast.client(KEEPER), cast.world.districts["a"]
    hidden = fields_of(client.get(url("add", district)).content.decode())
    sent = [client.post(url("add", district), {**hidden, **WARD}).status_code for _ in range(2)]
    assert sent == [302, 302]
    assert Place.objects.filter(code="E05900001").count() == 1


def test_a_name_is_corrected_and_the_address_stays(cast: Cast) -> None:
    client, district = cast.client(KEEPER), cast.world.districts["a"]
    assert errors_of(send(client, url("rename", district), name="")) == {
        "name": ["Enter its name."]
    }
    sent = send(client, url("rename", district), name="Ambley Vale")
    assert sent["Location"] == url("place", district)
    district.refresh_from_db()
    assert district.name == "Ambley Vale"
    assert last_verb() == "places.place.renamed"


def test_of_two_who_name_it_the_second_sees_both(cast: Cast) -> None:
    client, district = cast.client(KEEPER), cast.world.districts["a"]
    earlier = fields_of(client.get(url("rename", district)).content.decode())
    send(client, url("rename", district), name="Theirs")
    page = client.post(url("rename", district), {**earlier, "name": "Mine"})
    assert page.status_code == 409
    told = [(one.label, one.in_record, one.entered) for one in page.context["edited"].differences]
    assert told == [("Name", "Theirs", "Mine")]
    again = {**fields_of(page.content.decode()), "name": "Mine"}
    assert client.post(url("rename", district), again).status_code == 302
    district.refresh_from_db()
    assert district.name == "Mine"


FIGURE = {
    "measure": "population",
    "value": "104,500",
    "on_date": "2021-03-21",
    "source": "ONS, Census 2021",
    "licence": "OGL v3",
}


def test_a_figure_stands_with_its_day_and_source(cast: Cast) -> None:
    client, district = cast.client(KEEPER), cast.world.districts["a"]
    sent = send(client, url("record_figure", district), **FIGURE)
    assert sent["Location"] == url("place", district)
    row = PlaceFigure.objects.get()
    assert (row.place, row.measure, row.value, row.on_date, row.source, row.licence) == (
        district,
        "population",
        Decimal(104_500),
        date(2021, 3, 21),
        "ONS, Census 2021",
        "OGL v3",
    )
    assert "104,500 people live in Ambley A." in client.get(url("place", district)).content.decode()
    assert last_verb() == "places.figure.recorded"


def test_what_is_expected_of_a_coming_year_is_no_headline_of_today(cast: Cast) -> None:
    client, district = cast.client(KEEPER), cast.world.districts["a"]
    for figure in (FIGURE, {**FIGURE, "value": "120,000", "on_date": "2090-06-30"}):
        send(client, url("record_figure", district), **figure)
    page = client.get(url("place", district)).content.decode()
    assert "104,500 people live in Ambley A." in page
    assert "120,000" in page
    Place.objects.filter(pk=district.pk).update(closed_on=date(2026, 1, 1))
    ended = client.get(url("place", district)).content.decode()
    assert "104,500 people lived in Ambley A." in ended


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"measure": ""}, {"measure": ["Choose what is counted."]}),
        ({"value": ""}, {"value": ["Enter the figure."]}),
        ({"value": "many"}, {"value": ["Figure: “many” is not a number. Enter it like 1,200.50."]}),
        ({"value": "-1"}, {"value": ["Enter 0 or a higher figure."]}),
        (
            {"value": "10.5"},
            {"value": ["Enter a whole number: only square kilometres have decimals."]},
        ),
        ({"on_date": ""}, {"on_date": ["Enter the day of the count."]}),
        ({"source": ""}, {"source": ["Enter who says so."]}),
    ],
)
def test_what_does_not_fit_of_a_figure_is_said_by_the_field(
    cast: Cast, given: dict[str, str], errors: dict[str, Any]
) -> None:
    page = send(cast.client(KEEPER), url("record_figure", cast.world.area), **{**FIGURE, **given})
    assert errors_of(page) == errors
    assert PlaceFigure.objects.count() == 0


def test_square_kilometres_have_decimals(cast: Cast) -> None:
    given = {**FIGURE, "measure": "area_km2", "value": "73.25"}
    assert send(cast.client(KEEPER), url("record_figure", cast.world.area), **given)["Location"]
    assert PlaceFigure.objects.get().value == Decimal("73.25")


def succession(cast: Cast, **given: str) -> dict[str, str]:
    successor = str(cast.world.districts["b"].pk)
    return {"successor": successor, "on": "2027-04-01", "share": "62.5"} | given


def test_what_became_of_a_place_is_told_on_both(cast: Cast) -> None:
    client, districts = cast.client(KEEPER), cast.world.districts
    sent = send(client, url("succeed", districts["a"]), **succession(cast))
    assert sent["Location"] == url("place", districts["a"])
    row = Succession.objects.get()
    assert (row.predecessor, row.successor, row.on, row.share_bp) == (
        districts["a"],
        districts["b"],
        DAY,
        6_250,
    )
    districts["a"].refresh_from_db()
    assert districts["a"].closed_on == DAY
    assert "62.5%" in client.get(url("place", districts["b"])).content.decode()
    assert last_verb() == "places.place.succeeded"


def test_only_places_of_its_kind_can_take_over(cast: Cast) -> None:
    make_place(parent=cast.world.districts["b"], kind="ward", name="Abbey")
    form = cast.client(KEEPER).get(url("succeed", cast.world.districts["a"])).context["form"]
    offered = [str(said) for _pk, said in form.fields["successor"].choices]
    code = cast.world.districts["b"].code
    assert offered == ["Choose one", f"Ambley B ({code})"]


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"successor": ""}, {"successor": ["Choose the place that took over."]}),
        ({"on": ""}, {"on": ["Enter the day."]}),
        ({"share": "0"}, {"share": ["Enter more than 0 per cent, or leave it empty."]}),
        ({"share": "101"}, {"share": ["Enter at most 100 per cent."]}),
        ({"share": "most"}, {"share": ["Enter the per cent in digits, such as 62.5."]}),
        ({"share": "70"}, {"share": ["60% of it is left: the rest went to others on that day."]}),
        ({"on": "2010-04-01"}, {"on": ["Ambley A began on 1 April 2010: enter a later day."]}),
        (
            {"on": "2012-04-01"},
            {"on": ["Ambley B began on 1 April 2015: enter that day or a later one."]},
        ),
    ],
)
def test_a_takeover_that_cannot_be_is_refused_in_words(
    cast: Cast, given: dict[str, str], errors: dict[str, Any]
) -> None:
    one, other = cast.world.districts["a"], cast.world.districts["b"]
    Place.objects.filter(pk=one.pk).update(opened_on=date(2010, 4, 1))
    Place.objects.filter(pk=other.pk).update(opened_on=date(2015, 4, 1))
    third = make_place(parent=cast.world.area)
    make_succession(predecessor=one, successor=third, on=DAY, share_bp=4_000)
    page = send(cast.client(KEEPER), url("succeed", one), **succession(cast, **given))
    assert errors_of(page) == errors
    assert Succession.objects.count() == 1


def test_a_place_ends_on_one_day_only(cast: Cast) -> None:
    client, one = cast.client(KEEPER), cast.world.districts["a"]
    Place.objects.filter(pk=one.pk).update(closed_on=DAY)
    form = client.get(url("succeed", one)).context["form"]
    assert form["on"].value() == DAY
    page = send(client, url("succeed", one), **succession(cast, on="2028-04-01"))
    assert errors_of(page) == {"on": ["Ambley A ended on 1 April 2027: enter that day."]}


def test_a_share_there_is_is_replaced_only_by_who_has_seen_it(cast: Cast) -> None:
    client, one = cast.client(KEEPER), cast.world.districts["a"]
    send(client, url("succeed", one), **succession(cast, share="40"))
    page = send(client, url("succeed", one), **succession(cast, share="60"))
    assert page.status_code == 409
    [told] = page.context["edited"].differences
    assert (told.in_record, told.entered) == ("40", "60")
    assert Succession.objects.get().share_bp == 4_000
    again = {**fields_of(page.content.decode()), **succession(cast, share="60")}
    assert client.post(url("succeed", one), again).status_code == 302
    assert Succession.objects.get().share_bp == 6_000


def test_an_area_itself_is_followed_by_nothing(cast: Cast) -> None:
    assert cast.client(KEEPER).get(url("succeed", cast.world.area)).status_code == 404


AREA = {
    "name": "Saltshire",
    "slug": "Saltshire",
    "kind": "county",
    "code": "E10900009",
    "standing": "live",
    "source": "",
}


def in_earnest(cast: Cast) -> None:
    """An example's administrator is nobody to a live record; so theirs is one too."""
    Place.objects.filter(pk=cast.world.area.pk).update(standing=Place.Standing.LIVE)


def test_who_keeps_the_platform_begins_an_area(cast: Cast) -> None:
    in_earnest(cast)
    client, address = cast.client("administrator"), reverse("places:begin")
    assert 'href="/places/begin/"' in client.get("/places/").content.decode()
    sent = send(client, address, **AREA)
    assert sent["Location"] == "/places/saltshire/E10900009/"
    found = queries.area("saltshire")
    assert (found.name, found.kind, found.standing) == ("Saltshire", "county", "live")
    assert client.get(sent["Location"]).status_code == 200
    taken = send(client, address, **{**AREA, "code": "E10900008"})
    assert errors_of(taken) == {"slug": ["“saltshire” is taken: choose another address."]}
    for word in ("begin", "imports"):
        assert list(errors_of(send(client, address, **{**AREA, "slug": word}))) == ["slug"]


def test_a_record_in_use_becomes_history_for_a_reason(cast: Cast) -> None:
    in_earnest(cast)
    area = make_area(standing="live", name="Oldshire")
    client = cast.client("administrator")
    assert url("close", area) in client.get(url("place", area)).content.decode()
    assert errors_of(send(client, url("close", area))) == {"why": ["Say why it is closed."]}
    assert send(client, url("close", area), why="It is whole").status_code == 302
    area.refresh_from_db()
    assert area.standing == "documented"
    line = AuditLine.objects.latest("id")
    assert (line.verb, line.why) == ("places.area.closed", "It is whole")
    for name in ("add", "rename", "record_figure", "close"):
        answer = client.get(url(name, area))
        assert answer.status_code == 403
        assert "The record of Oldshire is documented history" in answer.content.decode()
    assert "Keep Oldshire" not in client.get(url("place", area)).content.decode()


def test_an_example_never_becomes_history(cast: Cast) -> None:
    client, area = cast.client("administrator"), cast.world.area
    assert url("close", area) not in client.get(url("place", area)).content.decode()
    page = send(client, url("close", area), why="x")
    assert errors_of(page) == {
        "__all__": ["An invented example cannot become a documented record."]
    }


def test_who_may_keep_places_is_shown_how_and_nobody_else(cast: Cast) -> None:
    district = cast.world.districts["a"]
    shown, may = set(), set()
    for key in PARTS:
        client = cast.client(key)
        if "Keep Ambley A" in client.get(url("place", district)).content.decode():
            shown.add(key)
        for name in ("add", "rename", "record_figure", "succeed"):
            if client.get(url(name, district)).status_code == 200:
                may.add(key)
    assert shown == may == {KEEPER, "administrator"}
    elsewhere = cast.client(KEEPER, elsewhere=True)
    assert elsewhere.get(url("add", district)).status_code == 403
    assert cast.client(KEEPER).get(reverse("places:begin")).status_code == 403
    assert cast.client(KEEPER).get(url("close", cast.world.area)).status_code == 403
