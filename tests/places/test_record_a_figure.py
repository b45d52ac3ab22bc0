"""Recording dated numbers about places, and reading them as at a day."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tests.conftest import NOW
from tests.places.making import LOADER, County, make_county
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import STRANGER, Viewer
from trellis.places import actions, queries

pytestmark = pytest.mark.django_db


def record(
    county: County, value: int, on: date, *, source: str = "Census", by: Viewer = LOADER
) -> int:
    figure = actions.record_figure(
        place_id=county.district(1).pk,
        measure="population",
        value=value,
        on_date=on,
        source=source,
        by=by,
        now=NOW,
    )
    return figure.pk


def test_the_newest_on_or_before_the_day_counts() -> None:
    county = make_county()
    record(county, 90_000, date(2011, 3, 27))
    record(county, 100_000, date(2021, 3, 21))
    place = county.district(1).pk
    days = (date(2011, 3, 26), date(2011, 3, 27), date(2021, 3, 20), date(2021, 3, 21))
    found = [queries.figure(place, "population", day) for day in days]
    assert [one and one.value for one in found] == [
        None,
        Decimal(90_000),
        Decimal(90_000),
        Decimal(100_000),
    ]


def test_populations_take_the_first_count_for_days_before_any() -> None:
    county = make_county()
    record(county, 90_000, date(2011, 3, 27))
    record(county, 100_000, date(2021, 3, 21))
    days = (date(2010, 6, 30), date(2015, 1, 1), date(2026, 1, 1))
    found = [queries.populations(county.area.pk, day) for day in days]
    assert found == [{"E07900001": 90_000}, {"E07900001": 90_000}, {"E07900001": 100_000}]


def test_populations_are_one_query(django_assert_num_queries: object) -> None:
    county = make_county()
    record(county, 90_000, date(2011, 3, 27))
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.populations(county.area.pk, date(2026, 1, 1))


def test_the_same_figure_again_is_not_written_twice() -> None:
    county = make_county()
    first = record(county, 90_000, date(2011, 3, 27))
    lines = AuditLine.objects.count()
    assert record(county, 90_000, date(2011, 3, 27)) == first
    assert AuditLine.objects.count() == lines


def test_a_better_number_is_another_row_and_both_stay() -> None:
    county = make_county()
    record(county, 90_000, date(2011, 3, 27))
    record(county, 90_100, date(2011, 3, 27), source="Census, corrected")
    figures = queries.figures(county.district(1).pk)
    assert {(one.value, one.source) for one in figures} == {
        (Decimal(90_000), "Census"),
        (Decimal(90_100), "Census, corrected"),
    }


def test_a_stranger_records_nothing() -> None:
    county = make_county()
    with pytest.raises(PermissionDenied):
        record(county, 1, date(2020, 1, 1), by=STRANGER)
    assert queries.figures(county.district(1).pk) == []
