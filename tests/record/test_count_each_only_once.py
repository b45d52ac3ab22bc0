"""Who was helped by two providers, or in two places, is one: the figures say so, and why they do
not add up."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.record.doing import SYSTEM, Doing
from trellis.kernel.periods import span_from_code
from trellis.record import actions
from trellis.record.queries import figures

pytestmark = pytest.mark.django_db
SUMMER = span_from_code("2026-Q2")
YEAR = span_from_code("2026-FY")


def counts(parts: figures.Parts) -> dict[str, tuple[int, str, int]]:
    """By name: contributed to, shared credit, organisations reached."""
    return {
        one.name: (one.counts.events, str(one.counts.credit), one.counts.organisations)
        for one in parts.figures
    }


def test_one_group_trained_by_two_in_one_district_and_helped_by_a_third_in_another(
    doing: Doing,
) -> None:
    doing.record("infrastructure", "hub_a", place_id=doing.district("a").pk)
    doing.record("hub_b", place_id=doing.district("b").pk)
    found = figures.report(doing.county.pk, SUMMER)
    names = {key: doing.body(key).name for key in ("infrastructure", "hub_a", "hub_b")}
    assert counts(found.providers) == {
        names["infrastructure"]: (1, "0.5", 1),
        names["hub_a"]: (1, "0.5", 1),
        names["hub_b"]: (1, "1", 1),
    }
    assert counts(found.inside) == {
        doing.district("a").name: (1, "1", 1),
        doing.district("b").name: (1, "1", 1),
    }
    assert (found.whole.events, found.whole.organisations) == (2, 1)
    across = found.providers.organisations
    assert across
    assert (across.adds_to, across.repeats, across.whole) == (3, 2, 1)
    between = found.inside.organisations
    assert between
    assert (between.adds_to, between.repeats, between.whole) == (2, 1, 1)


def test_a_year_counts_anew_whoever_came_in_two_quarters(doing: Doing) -> None:
    doing.record(on=date(2026, 5, 1))
    doing.record(on=date(2026, 8, 1), organisation_id=None, person="case 7")
    doing.record(on=date(2026, 8, 2))
    found = figures.report(doing.county.pk, YEAR)
    assert (found.whole.events, found.whole.organisations, found.whole.people) == (3, 1, 1)
    assert [span.code for span in figures.spans(doing.county.pk)] == ["2026-Q2", "2026-Q1"]


def test_what_was_done_county_wide_is_a_part_of_its_own(doing: Doing) -> None:
    doing.record(place_id=doing.county.pk)
    doing.record()
    found = figures.report(doing.county.pk, SUMMER)
    assert set(counts(found.inside)) == {doing.county.name, doing.district("a").name}
    there = figures.report(doing.county.pk, SUMMER, code=doing.district("a").code)
    assert there.whole.events == 1


def test_credit_adds_up_to_what_was_done_and_contributions_never_do(doing: Doing) -> None:
    for _n in range(3):
        doing.record("hub_a", "hub_b", "infrastructure", quantity=7)
    found = figures.report(doing.county.pk, SUMMER)
    held = [one.counts for one in found.providers.figures]
    assert sum(one.credit for one in held) == found.whole.credit == 3
    assert sum(one.quantity for one in held) == found.whole.quantity == 21
    assert sum(one.events for one in held) == 9 != found.whole.events


def test_a_report_asks_as_much_of_many_as_of_one(doing: Doing) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            figures.report(doing.county.pk, SUMMER)
        return len(caught)

    doing.record()
    few = asked()
    for who in ("hub_a", "hub_b", "infrastructure"):
        doing.record(who, place_id=doing.district("b").pk)
    assert asked() == few == 4


def test_a_merge_shows_in_every_report(doing: Doing) -> None:
    doing.record()
    doing.record(organisation_id=doing.body("group_b").pk, place_id=doing.district("b").pk)
    actions.merge_bodies(
        by=SYSTEM, now=NOW,
        organisation_id=doing.body("group_b").pk, into_id=doing.body("group_a").pk,
    )  # fmt: skip
    assert figures.report(doing.county.pk, SUMMER).whole.organisations == 1
