"""What one provider did of some kinds, told apart by whoever asks: who was helped is united in each
part and in the whole."""

from datetime import date

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.factories import make_service_type
from tests.record.doing import SYSTEM, Doing
from trellis.kernel.periods import Span, span_from_code
from trellis.record import actions, queries

pytestmark = pytest.mark.django_db
SUMMER = span_from_code("2026-Q2")
YEAR = span_from_code("2026-FY")


def done_by(doing: Doing, span: Span = SUMMER, key: str = "hub_a") -> queries.DoneBy[str]:
    first, second = doing.kinds
    return queries.done_by(doing.body(key).pk, span, {"in": [first.pk], "out": [second.pk]})


def test_one_group_helped_in_both_parts_in_two_places_is_one(doing: Doing) -> None:
    doing.record("hub_a", "hub_b", quantity=6)
    doing.record(place_id=doing.district("b").pk)
    doing.record(service_type_id=doing.kinds[1].pk)
    doing.record(organisation_id=None, person="case 7")
    doing.record(service_type_id=doing.kinds[1].pk, organisation_id=None, person="case 7")
    doing.record("hub_b")

    found = done_by(doing)
    counts = {**found.parts, "all": found.whole}
    assert {
        name: (one.events, str(one.credit), int(one.quantity), one.organisations, one.people)
        for name, one in counts.items()
    } == {"in": (3, "2.5", 5, 1, 1), "out": (2, "2", 2, 1, 1), "all": (5, "4.5", 7, 1, 1)}
    assert found.kinds == {
        doing.kinds[0].pk: found.parts["in"],
        doing.kinds[1].pk: found.parts["out"],
    }
    across = found.organisations
    assert across
    assert (across.adds_to, across.whole, across.repeats) == (2, 1, 1)


def test_what_it_did_not_take_part_in_and_what_is_not_asked_for_is_not_counted(
    doing: Doing,
) -> None:
    other = make_service_type(area=doing.county)
    doing.record("hub_b")
    doing.record(service_type_id=other.pk)
    gone = doing.record()
    actions.withdraw_activity(by=SYSTEM, now=NOW, activity=gone, reason="Called off")

    found = done_by(doing)
    assert (found.kinds, found.whole.events, found.organisations) == ({}, 0, None)
    assert {part: one.events for part, one in found.parts.items()} == {"in": 0, "out": 0}


def test_only_in_its_time_and_by_whole_quarters(doing: Doing) -> None:
    doing.record(on=date(2026, 6, 30))
    doing.record(on=date(2026, 7, 1))
    doing.record(on=date(2026, 3, 31))
    doing.record(on=date(2026, 10, 1))

    assert done_by(doing).whole.events == 1
    year = done_by(doing, YEAR).whole
    assert (year.events, year.organisations) == (3, 1)
    with pytest.raises(Http404):
        done_by(doing, Span(date(2026, 7, 2), date(2026, 10, 1)))


def test_one_question_however_much_was_done(doing: Doing) -> None:
    for day in (1, 2, 3):
        doing.record(on=date(2026, 7, day), place_id=doing.county.pk)
        doing.record(on=date(2026, 10, day), service_type_id=doing.kinds[1].pk)
        with CaptureQueriesContext(connection) as questions:
            done_by(doing, YEAR)
        assert len(questions) == 1


def test_the_kinds_of_an_area_by_heading_with_those_that_ended(doing: Doing) -> None:
    ended = make_service_type(
        area=doing.county, heading="A first one", name="Talk", ended_on=date(2026, 5, 1)
    )
    make_service_type()  # of another area
    found = queries.kinds_named(doing.county.pk)

    assert [one.id for one in found] == [ended.pk, *(one.pk for one in doing.kinds)]
    assert (found[0].heading, found[0].name, found[0].ended_on) == (
        "A first one",
        "Talk",
        date(2026, 5, 1),
    )
