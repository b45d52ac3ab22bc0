"""What is said now of then, and what was said then: rows are only ever added, and the page as it
stood at any moment can be had again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import (
    make_appraisal,
    make_indicator_version,
    make_line_end,
    make_reported_count,
    make_reported_rating,
    make_target,
    make_value,
)
from tests.performance.reporting import (
    SPRING,
    SUMMER,
    SYSTEM,
    Reporting,
    at,
    begin,
    rows_of,
)
from trellis.kernel.periods import Span
from trellis.performance import actions
from trellis.performance.models import Indicator, Value
from trellis.performance.rules.codes import TargetState, ValueState
from trellis.performance.rules.ratings import Outcome

pytestmark = pytest.mark.usefixtures("clock")
LATE = date(2026, 10, 29)


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


@dataclass(frozen=True)
class Said:
    """A row that somebody records: of one hub, for one period, at one moment."""

    letter: str
    span: Span
    value: int | None
    minute: int

    @property
    def at(self) -> datetime:
        return at(1) + timedelta(minutes=self.minute)


said = st.builds(
    Said,
    letter=st.sampled_from("ab"),
    span=st.sampled_from([SPRING, SUMMER]),
    value=st.none() | st.integers(0, 50),
    minute=st.integers(0, 6),
)


def replayed(history: Sequence[Said], letter: str, span: Span, moment: datetime) -> int | None:
    """By hand: the last that was said of a line up to a moment, in the order it was said."""
    of_it = [one for one in history if one.letter == letter and one.span == span]
    known = [one for one in of_it if one.at <= moment]
    return max(enumerate(known), key=lambda pair: (pair[1].at, pair[0]))[1].value if known else None


def write(reporting: Reporting, indicator: Indicator, one: Said) -> None:
    silent = one.value is None
    reporting.record(
        indicator,
        one.letter,
        one.value,
        state=ValueState.NOT_MEASURED if silent else ValueState.MEASURED,
        period=one.span,
        now=one.at,
        reason="said again",
    )


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=st.lists(said, max_size=8), minute=st.integers(-1, 7))
def test_any_moment_is_what_a_replay_by_hand_gives(
    reporting: Reporting, history: list[Said], minute: int
) -> None:
    """And no row ever changes, whatever is recorded after it."""
    moment = at(1) + timedelta(minutes=minute)
    with transaction.atomic():
        indicator = reporting.indicator()
        kept: Sequence[tuple[object, ...]] = []
        for one in history:
            write(reporting, indicator, one)
            rows = list(Value.objects.filter(indicator=indicator).order_by("id").values_list())
            assert rows[:-1] == kept
            kept = rows
        for letter in "ab":
            for span in (SPRING, SUMMER):
                district = reporting.district(letter)
                line = reporting.line(indicator, district, span=span, known_at=moment)
                assert line.found.value == replayed(history, letter, span, moment)
        transaction.set_rollback(True)


def test_the_page_of_a_past_day_shows_what_was_known_at_its_end(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a", number=1, title="Groups helped")
    reporting.target(indicator, 12, recorded_at=at(1))
    reporting.record(indicator, "a", 12, now=at(5))
    reporting.record(indicator, "a", 11, now=at(7, 22), reason="Counted twice")
    reporting.record(indicator, "a", 9, now=at(7, 23), reason="After midnight in London")
    shown = {}
    for day in (4, 5, 6, 7, 8, 19):
        url = f"{reporting.url('area')}?period=2026-Q2&on=2026-10-{day:02}"
        rows = rows_of(StrictClient().get(url).content.decode(), "Indicators of Ambley")
        row = rows["1. Groups helped"]
        shown[day] = (row["Result"].words, row["Rating"].words.split(" Not")[0])
    assert shown == {
        4: ("Not due yet due 28 October", "Not rated"),
        5: ("12", "Met"),
        6: ("12", "Met"),
        7: ("11", "Nearly met"),
        8: ("9", "Not met"),
        19: ("9", "Not met"),
    }


def test_a_past_page_says_so_and_leads_back_to_today(reporting: Reporting) -> None:
    reporting.record(reporting.indicator(hubs="a"), "a", 12, now=at(5))
    page = StrictClient().get(f"{reporting.url('area')}?period=2026-Q2&on=2026-10-06")
    words = page.content.decode()
    assert "This page stands as it was known at the end of 6 October 2026." in words
    assert f'href="{reporting.url("area")}?period=2026-Q2">Show it as known today' in words
    today = StrictClient().get(f"{reporting.url('area')}?period=2026-Q2&on=2026-10-19")
    assert "This page stands as it was known" not in today.content.decode()


def test_what_was_wanted_is_kept_as_what_was_found_is(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    reporting.record(indicator, "a", 12, now=at(2))
    for day, value in ((3, 20), (6, 12)):
        actions.set_target(
            by=SYSTEM,
            now=at(day),
            indicator=indicator,
            place_id=reporting.county.pk,
            period=SUMMER,
            state=TargetState.SET,
            comparison="at_least",
            value=Decimal(value),
        )
    outcomes = [reporting.line(indicator, known_at=at(day)).rating.outcome for day in (2, 4, 7)]
    assert outcomes == [Outcome.NOT_RATED, Outcome.NOT_MET, Outcome.MET]


def test_an_appraisal_is_not_known_before_it_is_made(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    value = reporting.record(indicator, "a", 12, now=at(2))
    make_appraisal(value=value, strength=4, appraised_at=at(6))
    district = reporting.district("a")
    strengths = [
        line.made_of[0].found.strength
        for line in (reporting.line(indicator, district, known_at=at(day)) for day in (5, 7))
    ]
    assert strengths == [None, 4]


def test_what_is_late_now_was_only_waited_for_then(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a")
    states = [
        reporting.line(indicator, today=LATE, known_at=known).found.state for known in (None, at(5))
    ]
    assert states == [ValueState.MISSING, ValueState.NOT_DUE]


TABLES = {
    "performance_value": ("words", make_value),
    "performance_target": ("reason", make_target),
    "performance_appraisal": ("reason", make_appraisal),
    "performance_reportedrating": ("source", make_reported_rating),
    "performance_reportedcount": ("source", make_reported_count),
    "performance_indicatorversion": ("title", make_indicator_version),
    "performance_lineend": ("until_on", make_line_end),
}


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_the_database_itself_refuses_to_overwrite_or_remove(table: str) -> None:
    column, make = TABLES[table]
    row = make()
    refusals = []
    for statement in (
        f"UPDATE {table} SET {column} = '2026-12-31' WHERE id = %s",  # noqa: S608
        f"DELETE FROM {table} WHERE id = %s",  # noqa: S608
    ):
        with (
            pytest.raises(DatabaseError) as refused,
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [row.pk])
        refusals.append(f"{table} is append-only" in str(refused.value))
    assert refusals == [True, True]
    row.refresh_from_db()
    assert str(getattr(row, column)) != "2026-12-31"


@pytest.mark.django_db
def test_django_meets_the_same_refusal() -> None:
    row = make_value()
    row.value = Decimal(13)
    for deed in (row.save, row.delete, lambda: Value.objects.update(value=13)):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    assert Value.objects.get().value == 12


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31.02.2026", "there is no such day as 31.02.2026. Check day and month."),
        ("abc", "“abc” is not a day. Enter it like 31/03/2026."),
        ("2027-01-01", "enter a day from 1 January 1900 to 19 October 2026."),
    ],
)
def test_a_day_that_cannot_be_had_is_answered_beside_its_field(
    reporting: Reporting, typed: str, said: str
) -> None:
    indicator = reporting.indicator(hubs="a", number=1, title="Groups helped")
    reporting.record(indicator, "a", 12, now=at(5))
    url = f"{reporting.url('area')}?period=2026-Q2"

    page = StrictClient().get(f"{url}&on={typed}")

    words = page.content.decode()
    assert page.status_code == 200
    assert f"As known at the end of: {said}" in words
    field = re.search(r'<input[^>]*name="on"[^>]*>', words)
    assert field is not None
    for fact in (f'value="{typed}"', 'aria-invalid="true"', 'aria-describedby="id_on_error"'):
        assert fact in field[0]
    assert "This page stands as it was known" not in words
    assert f"on={typed}" not in words
    assert rows_of(words, "Indicators of Ambley")["1. Groups helped"]["Result"].words == "12"


def test_a_day_is_taken_as_people_write_it(reporting: Reporting) -> None:
    url = f"{reporting.url('area')}?period=2026-Q2&on=6/10/26"
    words = StrictClient().get(url).content.decode()
    assert "This page stands as it was known at the end of 6 October 2026." in words
    assert "&amp;on=2026-10-06" in words


def test_a_page_without_the_field_says_so_too(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="a", number=1)
    made = reporting.url("indicator", indicator.number) + "a/2026-Q2/?on=abc"
    pages = [reporting.url(name) + "?on=abc" for name in ("framework", "principles", "checks")]
    for url in [made.replace("/a/", f"/{reporting.district('a').code}/"), *pages]:
        words = StrictClient().get(url).content.decode()
        assert "“abc” is not a day. Enter it like 31/03/2026. This page stands" in words


def test_a_file_of_no_day_is_not_handed_out(reporting: Reporting) -> None:
    asked = "?period=2026-Q2&on=abc"
    answer = StrictClient().get(f"{reporting.url('downloads')}csv{asked}")
    assert (answer.status_code, answer["Location"]) == (302, reporting.url("downloads") + asked)
    assert "“abc” is not a day." in StrictClient().get(answer["Location"]).content.decode()
