"""What the provider of an agreement did in its time is counted inside what it pays for, outside of
it, and all together."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from tests.conftest import TODAY
from tests.factories import make_paid_agreement, make_service_type
from tests.funding.paying import Paying, terms
from tests.record.doing import Doing, begin
from tests.web.worlds import main_of
from trellis.funding import queries
from trellis.funding.models import Agreement
from trellis.funding.queries import Counted, DonePage
from trellis.funding.rules import quarters_of
from trellis.kernel.periods import Span, quarter
from trellis.kernel.viewer import STRANGER

pytestmark = pytest.mark.usefixtures("clock")
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@pytest.fixture
def doing(cast: Cast) -> Doing:
    return begin(cast)


@pytest.fixture
def paying(cast: Cast) -> Paying:
    return Paying(cast)


def done(paying: Paying, row: Agreement, code: str = "") -> DonePage:
    return queries.done_page(STRANGER, paying.cast.world.area.slug, row.pk, code, TODAY)


def counted(paying: Paying, row: Agreement, code: str = "") -> Counted:
    found = done(paying, row, code).counted
    assert found
    return found


def by_part(found: Counted) -> dict[str, tuple[int, str, int]]:
    """Taken part in, shared credit, organisations: of each part, and of all."""
    held = {str(one.scope): one.counts for one in found.parts} | {"all": found.whole}
    return {name: (one.events, str(one.credit), one.organisations) for name, one in held.items()}


def test_it_is_counted_both_ways(paying: Paying, doing: Doing) -> None:
    """One group had all three; another one thing that is paid for, which two did together."""
    sub = paying.sub(paying.main())
    news = make_service_type(area=doing.county, name="Newsletter")
    paying.say(sub, {doing.kinds[0].pk: True, doing.kinds[1].pk: False})
    doing.record()
    doing.record("hub_b", "hub_a", organisation_id=doing.body("surgery").pk, quantity=4)
    doing.record(service_type_id=doing.kinds[1].pk)
    doing.record(service_type_id=news.pk)
    doing.record("hub_b")  # which nobody pays by this agreement

    found = counted(paying, sub)
    assert by_part(found) == {
        "inside": (2, "1.5", 2),
        "outside": (1, "1", 1),
        "not_said": (1, "1", 1),
        "all": (4, "3.5", 2),
    }
    assert found.inside.kinds[0].counts.quantity == 3
    across = found.organisations
    assert across
    assert (across.adds_to, across.whole, across.repeats) == (4, 2, 2)
    shown = main_of(paying.cast.client("anonymous").get(paying.url(sub, "done/")).content.decode())
    for words in (
        "Of 4 things that Ambley hub a took part in, the agreement pays for 2.",
        "What it pays for 2 1.50 2 organisations",
        "What it does not pay for 1 1 1 organisation",
        "What nothing is said of 1 1 1 organisation",
        "All of it 4 3.50 2 organisations",
        "Organisations add to 4, including 2 repeat counts",
        "Newsletter 1 1 1 sessions 1 organisation",
    ):
        assert words in shown


def test_what_is_said_later_counts_what_was_done_before(paying: Paying, doing: Doing) -> None:
    sub = paying.sub(paying.main())
    doing.record()
    assert by_part(counted(paying, sub)) == {
        "inside": (0, "0", 0),
        "outside": (0, "0", 0),
        "not_said": (1, "1", 1),
        "all": (1, "1", 1),
    }
    shown = paying.cast.client("anonymous").get(paying.url(sub, "done/")).content.decode()
    assert "Ambley infrastructure has not said what of it the agreement pays for" in shown

    paying.say(sub, {doing.kinds[0].pk: True})
    assert by_part(counted(paying, sub))["inside"] == (1, "1", 1)


def test_a_quarter_by_itself(paying: Paying, doing: Doing) -> None:
    sub = paying.sub(paying.main())
    doing.record(on=date(2026, 5, 1))
    doing.record(on=date(2026, 8, 1))

    assert counted(paying, sub).whole.events == 2
    assert counted(paying, sub, "2026-Q2").whole.events == 1
    assert counted(paying, sub, "2026-Q3").whole.events == 0
    for code in ("2026-Q4", "2025-Q4", "2026-FY", "nonsense", "1-Q1"):
        with pytest.raises(Http404):
            done(paying, sub, code)


def test_of_a_quarter_that_is_partly_in_its_time_nothing_is_in_the_total(
    paying: Paying, doing: Doing
) -> None:
    runs = Span(date(2026, 5, 12), date(2027, 5, 12))
    row = paying.main(provider_id=paying.body("hub_a"), terms=terms(runs=runs))
    doing.record(on=date(2026, 5, 1))  # before it
    doing.record(on=date(2026, 6, 1))  # in it, but in the same quarter
    doing.record(on=date(2026, 8, 1))

    page = done(paying, row)
    assert [one.code for one in page.quarters.whole] == ["2026-Q3", "2026-Q2"]
    assert [one.code for one in page.quarters.partly] == ["2026-Q1"]
    assert counted(paying, row).whole.events == 1
    apart = done(paying, row, "2026-Q1")
    assert apart.is_partly
    assert counted(paying, row, "2026-Q1").whole.events == 2
    client = paying.cast.client("anonymous")
    shown = main_of(client.get(paying.url(row, "done/")).content.decode())
    assert "Only a part of these lies in its time" in shown
    shown = main_of(client.get(paying.url(row, "done/?period=2026-Q1")).content.decode())
    assert "Only a part of April to June 2026 lies in that" in shown


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        (Span(date(2027, 4, 1), date(2028, 4, 1)), "once the agreement is in force"),
        (Span(date(2026, 7, 10), date(2026, 9, 20)), "of which a part lies in its time"),
    ],
    ids=["to come", "no whole quarter"],
)
def test_where_there_is_no_whole_quarter(
    paying: Paying, doing: Doing, runs: Span, words: str
) -> None:
    doing.record()
    row = paying.main(provider_id=paying.body("hub_a"), terms=terms(runs=runs))

    assert done(paying, row).counted is None
    answer = paying.cast.client("anonymous").get(paying.url(row, "done/"))
    assert words in main_of(answer.content.decode())


def test_what_never_began_has_no_quarter(paying: Paying, doing: Doing) -> None:
    row = paying.main(provider_id=paying.body("hub_a"))
    paying.end(row, row.starts_on)
    found = done(paying, row)

    assert (found.quarters.whole, found.quarters.partly) == ((), ())


def test_nothing_recorded_says_so(paying: Paying, doing: Doing) -> None:
    row = paying.main()
    shown = paying.cast.client("anonymous").get(paying.url(row, "done/")).content.decode()
    assert "Nothing is recorded in this time" in shown


def test_who_else_pays_and_who_is_paid_on_stand_beside_it(paying: Paying, doing: Doing) -> None:
    main = paying.main()
    sub = paying.sub(main)
    grant = make_paid_agreement(
        area=doing.county, provider=doing.body("hub_a"), title="A van", payer=doing.body("funder")
    )
    before = Span(date(2020, 4, 1), date(2021, 4, 1))
    paying.main(
        provider_id=paying.body("hub_a"), terms=terms(reference="OLD", title="Old", runs=before)
    )

    assert [one.id for one in done(paying, sub).also] == [grant.pk]
    assert [one.id for one in done(paying, main).below] == [sub.pk]


def test_it_is_found_in_its_own_area_only(paying: Paying, doing: Doing) -> None:
    row = paying.main()
    elsewhere = paying.cast.other_world.area.slug
    client = paying.cast.client("council_officer")
    assert client.get(f"/funding/{elsewhere}/agreements/{row.pk}/done/").status_code == 404
    assert client.get(f"/funding/{elsewhere}/agreements/{row.pk}/scope/").status_code == 404


def test_as_many_questions_however_much_was_done(paying: Paying, doing: Doing) -> None:
    sub = paying.sub(paying.main())
    asked = []
    for month in (5, 7, 10):
        kind: Any = make_service_type(area=doing.county)
        doing.record(on=date(2026, month, 1), service_type_id=kind.pk)
        doing.record(on=date(2026, month, 2), place_id=doing.county.pk)
        with CaptureQueriesContext(connection) as questions:
            done(paying, sub)
        asked.append(len(questions))

    assert asked == [7, 7, 7]


@given(DAYS, DAYS, DAYS)
def test_every_quarter_that_has_begun_is_whole_or_partly_in_it(
    starts_on: date, until: date, today: date
) -> None:
    found = quarters_of(starts_on, until, today)
    both = sorted((*found.whole, *found.partly))

    assert all(starts_on <= one.start and one.end <= until for one in found.whole)
    assert not [one for one in found.partly if starts_on <= one.start and one.end <= until]
    assert [one.end for one in both[:-1]] == [one.start for one in both[1:]]
    if both:
        assert both[0] == quarter(starts_on)
        assert both[-1] == quarter(min(until - timedelta(days=1), today))
    else:
        assert until <= starts_on or today < starts_on
    if found.span:
        assert (
            sum((one.end - one.start).days for one in found.whole)
            == (found.span.end - found.span.start).days
        )
