from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.performance.rules.publishing import (
    Bar,
    Figure,
    FileFacts,
    Part,
    Standing,
    bars,
    bars_to_restating,
    differences,
    digest_of,
    manifest,
)
from trellis.performance.rules.rounds import Dates

MEETS = date(2026, 11, 18)
DATES = Dates(date(2026, 10, 1), date(2026, 10, 28), date(2026, 11, 11), MEETS, date(2026, 11, 25))
READY = Standing(is_live=True, dates=DATES, period_end=date(2026, 10, 1))


@pytest.mark.parametrize(
    ("standing", "today", "told"),
    [
        (READY, MEETS, []),
        (READY, MEETS - timedelta(days=1), [Bar.BEFORE_THE_MEETING]),
        (replace(READY, unaccepted=1), MEETS, [Bar.NOT_ACCEPTED]),
        (
            replace(READY, unaccepted=2),
            date(2026, 10, 1),
            [Bar.BEFORE_THE_MEETING, Bar.NOT_ACCEPTED],
        ),
        (READY, date(2026, 9, 30), [Bar.NOT_OVER]),
        (replace(READY, dates=None), MEETS, [Bar.NOT_DATED]),
        (replace(READY, published=1), MEETS, [Bar.PUBLISHED]),
        (replace(READY, is_being_made=True), MEETS, [Bar.BEING_MADE]),
        (replace(READY, is_live=False), MEETS, [Bar.NOT_LIVE]),
    ],
)
def test_what_stands_in_the_way_of_publishing(
    standing: Standing, today: date, told: list[Bar]
) -> None:
    assert bars(standing, today) == told


def test_only_the_meeting_and_the_returns_give_way_to_a_reason() -> None:
    assert {bar for bar in Bar if bar.gives_way} == {Bar.BEFORE_THE_MEETING, Bar.NOT_ACCEPTED}


def test_what_stands_in_the_way_of_restating() -> None:
    published = replace(READY, published=1)
    assert bars_to_restating(published, differs=True) == []
    assert bars_to_restating(published, differs=False) == [Bar.NOTHING_DIFFERS]
    assert bars_to_restating(READY, differs=True) == [Bar.NOT_PUBLISHED]
    made = replace(published, is_being_made=True)
    assert bars_to_restating(made, differs=True) == [Bar.BEING_MADE]


FIGURE = Figure(
    number=1, title="Groups helped", place="E1", place_name="Ambley", provider=None,
    provider_name="", state="measured", value="140", numerator=None, denominator=None,
    reached_on="", shown="140 groups", target="at least 130", rating="met", before="",
    account="",
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"value": "151", "shown": "151 groups"}, Part.FIGURE),
        ({"state": "missing", "value": "", "shown": "missing"}, Part.FIGURE),
        ({"numerator": 3}, Part.FIGURE),
        ({"target": "at least 160"}, Part.TARGET),
        ({"rating": "nearly"}, Part.RATING),
        ({"account": "Two sessions"}, Part.ACCOUNT),
        ({"before": "12 groups"}, Part.BEFORE),
        ({"is_provisional": True}, Part.PROVISIONAL),
    ],
)
def test_each_part_that_differs_is_told(change: dict[str, object], part: Part) -> None:
    now = replace(FIGURE, **change)  # type: ignore[arg-type]
    [one] = differences([FIGURE], [now])
    assert (one.parts, one.was, one.now) == ([part], FIGURE, now)


def test_names_that_changed_are_no_difference() -> None:
    now = replace(FIGURE, title="Groups that were helped", place_name="Ambley Vale")
    assert differences([FIGURE], [now]) == []


def test_what_came_and_what_went_are_differences() -> None:
    other = replace(FIGURE, number=2)
    found = differences([FIGURE], [other])
    assert [(one.was, one.now) for one in found] == [(FIGURE, None), (None, other)]


figures = st.lists(
    st.builds(
        lambda number, provider, value: replace(
            FIGURE, number=number, provider=provider, value=str(value), shown=str(value)
        ),
        st.integers(1, 4),
        st.none() | st.integers(1, 3),
        st.integers(0, 3),
    ),
    unique_by=lambda one: one.key,
)


@given(was=figures, now=figures)
def test_what_is_told_to_differ_is_what_does(was: list[Figure], now: list[Figure]) -> None:
    found = {one.figure.key for one in differences(was, now)}
    before, after = {one.key: one for one in was}, {one.key: one for one in now}
    assert found == {
        key for key in before.keys() | after.keys() if before.get(key) != after.get(key)
    }
    assert differences(was, was) == []
    assert [one.figure.key for one in differences(was, now)] == [
        one.figure.key for one in differences(was[::-1], now[::-1])
    ]


FILES = [FileFacts("a.pdf", "application/pdf", 3, "1" * 64), FileFacts("b.csv", "t", 4, "2" * 64)]


def test_the_digest_asks_nothing_of_order() -> None:
    about = {"framework": "together", "number": 1}
    one = manifest(about, FILES)
    assert one == manifest(dict(reversed(about.items())), FILES[::-1])
    assert digest_of(one) == digest_of(manifest(about, FILES))


@pytest.mark.parametrize(
    "other",
    [
        FileFacts("c.pdf", "application/pdf", 3, "1" * 64),
        FileFacts("a.pdf", "text/html", 3, "1" * 64),
        FileFacts("a.pdf", "application/pdf", 4, "1" * 64),
        FileFacts("a.pdf", "application/pdf", 3, "3" * 64),
    ],
)
def test_the_digest_covers_every_fact_of_every_file(other: FileFacts) -> None:
    assert manifest({}, FILES) != manifest({}, [other, FILES[1]])
