"""Ninety days before an agreement ends that nothing follows, its two are told on Today."""

from datetime import date, timedelta

import pytest

from tests.cast import PARTS, Cast
from tests.conftest import TODAY
from tests.funding.paying import YEAR, Paying, terms
from trellis.funding import queries
from trellis.kernel.periods import Span
from trellis.kernel.viewer import STRANGER

pytestmark = pytest.mark.usefixtures("clock")
SOON = Span(YEAR.start, TODAY + timedelta(days=61))


@pytest.fixture
def paying(cast: Cast) -> Paying:
    return Paying(cast)


def titles(paying: Paying, key: str, today: date = TODAY) -> list[str]:
    return [one.title for one in queries.due_for(paying.cast.viewer(key), today)]


def test_whoever_pays_says_and_whoever_is_paid_asks(paying: Paying) -> None:
    row = paying.main(terms=terms(runs=SOON))
    [says] = queries.due_for(paying.council, TODAY)
    [asks] = queries.due_for(paying.prime, TODAY)

    assert says.title == "Infrastructure services, paid to Ambley infrastructure, ends"
    assert says.why == "It ends on 18 December 2026, and nobody has said what follows."
    assert (says.due, says.step, says.url) == (
        date(2026, 12, 18), "Say what follows", paying.url(row),
    )  # fmt: skip
    assert asks.title == "Infrastructure services, paid by Ambley council, ends"
    assert asks.step == "Read it, and ask them"


def test_nobody_else_is_told(paying: Paying) -> None:
    paying.main(terms=terms(runs=SOON))
    told = {key for key in PARTS if titles(paying, key)}

    assert told == {"council_officer", "infrastructure_manager"}
    assert queries.due_for(STRANGER, TODAY) == []
    assert queries.due_for(paying.cast.viewer("council_officer", elsewhere=True), TODAY) == []


@pytest.mark.parametrize(("days", "told"), [(91, 0), (90, 1), (1, 1), (0, 0)])
def test_from_ninety_days_before_until_its_last_day(paying: Paying, days: int, told: int) -> None:
    paying.main()

    assert len(titles(paying, "council_officer", YEAR.end - timedelta(days=days))) == told


def test_it_goes_once_something_follows(paying: Paying) -> None:
    paying.main(terms=terms(runs=SOON))
    beside = paying.main(terms=terms(reference="A/9", runs=YEAR))  # no answer: it runs beside it
    assert len(titles(paying, "council_officer")) == 1
    after = paying.main(
        terms=terms(reference="A/2", runs=Span(SOON.end, SOON.end + timedelta(days=365)))
    )
    assert titles(paying, "council_officer") == []

    paying.end(after, after.starts_on)  # it never began, so nothing follows again
    assert len(titles(paying, "council_officer")) == 1
    assert beside.ended_on is None


@pytest.mark.parametrize("given", [{"is_last": True}, {"runs": YEAR}])
def test_it_goes_once_somebody_said_what_becomes_of_it(
    paying: Paying, given: dict[str, object]
) -> None:
    row = paying.main(terms=terms(runs=SOON))
    paying.change(row, terms=terms(**{"runs": SOON, **given}))

    assert titles(paying, "council_officer") == titles(paying, "infrastructure_manager") == []


def test_what_was_ended_is_known(paying: Paying) -> None:
    row = paying.main(terms=terms(runs=SOON))
    paying.end(row, TODAY + timedelta(days=5))

    assert titles(paying, "council_officer") == []


def test_several_that_end_on_one_day_are_one_line(paying: Paying) -> None:
    main = paying.main(terms=terms(runs=SOON))
    for number, body in enumerate(("hub_a", "hub_b"), start=2):
        paying.sub(
            main, provider_id=paying.body(body), terms=terms(reference=f"A/{number}", runs=SOON)
        )

    assert titles(paying, "infrastructure_manager") == [
        "2 agreements that Ambley infrastructure pays end",
        "Infrastructure services, paid by Ambley council, ends",
    ]


def test_it_stands_on_today_and_its_page_says_what_to_do(paying: Paying) -> None:
    row = paying.main(terms=terms(runs=SOON))
    client = paying.cast.client("council_officer")
    assert "Infrastructure services, paid to" in client.get("/today/").content.decode()
    page = client.get(paying.url(row)).content.decode()
    assert "has not said what follows" in page

    form = client.get(paying.url(None, "begin/") + f"?after={row.pk}").context["form"]
    assert form["provider"].value() == "Ambley infrastructure"
    assert form["starts_on"].value() == SOON.end
    assert form["title"].value() == "Infrastructure services"
    assert not form["reference"].value()


def test_what_follows_a_sub_agreement_is_paid_out_of_what_follows_the_main_one(
    paying: Paying,
) -> None:
    sub = paying.sub(paying.main(terms=terms(runs=SOON)), terms=terms(reference="A/2", runs=SOON))
    client = paying.cast.client("infrastructure_manager")
    url = paying.url(None, "begin/") + f"?after={sub.pk}"
    assert client.get(url).context["form"]["under"].value() is None
    later = Span(SOON.end, SOON.end + timedelta(days=365))
    following = paying.main(terms=terms(reference="A/3", runs=later))

    assert client.get(url).context["form"]["under"].value() == following.pk


def test_as_many_questions_for_three_as_for_one(
    paying: Paying, django_assert_num_queries: object
) -> None:
    council = paying.council
    for number in range(1, 4):
        paying.main(terms=terms(reference=f"A/{number}", runs=SOON))
        with django_assert_num_queries(1):  # type: ignore[operator]
            queries.due_for(council, TODAY)
