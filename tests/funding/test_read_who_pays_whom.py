"""Anybody reads who pays whom in an area, and who accepts whose returns."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.conftest import TODAY
from tests.factories import make_contributor, make_paid_agreement
from tests.funding.paying import YEAR, Paying, terms
from tests.web.worlds import main_of
from trellis.funding import queries
from trellis.kernel.viewer import STRANGER

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def paying(cast: Cast) -> Paying:
    return Paying(cast)


def test_a_stranger_reads_the_chain(paying: Paying) -> None:
    main = paying.main()
    paying.share(main, {paying.body("funder"): 30_000_00})
    paying.sub(main)
    shown = main_of(paying.cast.client("anonymous").get(paying.url()).content.decode())

    for words in (
        "Ambley council: £70,000 signs for all",
        "Ambley funder: £30,000",
        "An officer of Ambley council or Ambley funder accepts the returns of Ambley infra",
        "What Ambley infrastructure pays on",
        "An officer of Ambley infrastructure accepts the returns of each of them.",
        "31 Mar 2027",
        "£40,000",
    ):
        assert words in shown
    assert "Put down an agreement" not in shown


def test_those_whose_returns_go_elsewhere_are_told_apart(paying: Paying) -> None:
    main = paying.main()
    paying.sub(main)
    paying.sub(
        main,
        provider_id=paying.body("hub_b"),
        terms=terms(reference="A/3", title="Another hub", is_reported=False),
    )
    shown = main_of(paying.cast.client("anonymous").get(paying.url()).content.decode())

    assert "accepts the returns of each of them" not in shown
    assert "Returns accepted by" in shown


def test_moves_are_shown_to_those_who_may(paying: Paying) -> None:
    row = paying.main()
    moves = {
        key: queries.agreement_page(
            paying.cast.viewer(key), paying.cast.world.area.slug, row.pk, TODAY
        ).moves
        for key in ("anonymous", "council_officer", "infrastructure_manager", "funder")
    }

    assert moves == {
        "anonymous": frozenset(),
        "council_officer": {"change", "end", "contributors", "follow"},
        "infrastructure_manager": {"pay_on"},
        "funder": frozenset(),
    }


def test_what_is_over_stands_apart(paying: Paying) -> None:
    paying.main()
    paying.end(paying.main(terms=terms(reference="A/9", title="A trial")), date(2026, 5, 1))
    page = paying.cast.client("anonymous").get(paying.url())

    assert [one.main.agreement.reference for one in page.context["chains"]] == ["A/1"]
    assert [one.main.agreement.reference for one in page.context["over"]] == ["A/9"]
    assert [one.name for one in page.context["paid_in"]] == ["Ambley council"]


def test_an_agreement_is_found_in_its_own_area_only(paying: Paying) -> None:
    row = paying.main()
    elsewhere = paying.cast.other_world.area.slug
    client = paying.cast.client("council_officer")
    for move in ("", "change/", "end/", "contributors/"):
        url = f"/funding/{elsewhere}/agreements/{row.pk}/{move}"
        assert client.get(url).status_code == 404
    assert client.get(f"/funding/{elsewhere}/agreements/{10**30}/").status_code == 404
    assert client.get("/funding/nowhere/").status_code == 404


def test_straight_to_the_only_area(paying: Paying) -> None:
    client = paying.cast.client("anonymous")
    assert "No area has been begun" in client.get("/funding/").content.decode()
    paying.main()
    assert client.get("/funding/")["Location"] == paying.url()
    make_paid_agreement()
    listed = main_of(client.get("/funding/").content.decode())
    assert "1 agreement in force" in listed


def test_an_empty_area_says_what_to_do(paying: Paying) -> None:
    shown = paying.cast.client("council_officer").get(paying.url()).content.decode()
    assert "No agreement is in force or to come" in shown
    assert "Put down an agreement" in shown


def test_as_many_questions_for_three_chains_as_for_one(paying: Paying) -> None:
    asked = []
    for number in range(3):
        main = make_paid_agreement(
            area=paying.cast.world.area,
            starts_on=YEAR.start,
            payer=paying.cast.world.bodies["council"],
        )
        make_contributor(agreement=main)
        for _ in range(number + 1):
            make_paid_agreement(under=main)
        with CaptureQueriesContext(
            connection,
        ) as questions:
            queries.chains(STRANGER, paying.area_id, TODAY)
            queries.paid_in(paying.area_id, TODAY)
        asked.append(len(questions))

    assert asked == [asked[0]] * 3
