from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.performance.rules.codes import Combine, ValueState
from trellis.performance.rules.combine import Combined, Portion, Refusal, combine

JUNE, SEPTEMBER = date(2010, 6, 30), date(2010, 9, 30)


def portion(place: str, value: int | None = None, ends_on: date = JUNE) -> Portion:
    return Portion(place, ends_on, ValueState.MEASURED, value)


def members(place: str, *keys: str, ends_on: date = JUNE) -> Portion:
    return Portion(place, ends_on, ValueState.MEASURED, members=frozenset(keys))


def silent(state: ValueState) -> Portion:
    return Portion("quiet", JUNE, state)


@pytest.mark.parametrize("rule", [Combine.COUNT_EVENTS, Combine.SUM_MONEY])
def test_events_and_money_are_added(rule: Combine) -> None:
    found = combine(rule, [portion("a", 3), portion("b", 4), Portion("c", JUNE, ValueState.ZERO)])
    assert found == Combined(given=3, due=3, value=Fraction(7))
    assert found.is_complete


def test_what_was_not_measured_is_missing_and_what_was_not_due_is_not() -> None:
    quiet = [silent(state) for state in ValueState if not state.is_known]
    found = combine(Combine.COUNT_EVENTS, [portion("a", 3), *quiet])
    assert found == Combined(given=1, due=6, value=Fraction(3))
    assert not found.is_complete


def test_silence_does_not_add_up_to_nought() -> None:
    found = combine(Combine.COUNT_EVENTS, [silent(ValueState.MISSING)])
    assert found == Combined(given=0, due=1, refusal=Refusal.NO_VALUES)


def test_a_group_helped_in_two_districts_counts_once() -> None:
    """Trained in Charnwood, then helped in Harborough in the same quarter."""
    found = combine(Combine.COUNT_DISTINCT, [members("c", "group"), members("h", "group")])
    assert found == Combined(given=2, due=2, value=Fraction(1))


def test_totals_of_people_helped_are_not_added() -> None:
    found = combine(Combine.COUNT_DISTINCT, [portion("a", 30), members("b", "x", "y")])
    assert found == Combined(
        given=2,
        due=2,
        refusal=Refusal.MEMBERS_NOT_KNOWN,
        at_least=Fraction(30),
        at_most=Fraction(32),
    )
    unknown = combine(Combine.COUNT_DISTINCT, [portion("a"), portion("b", 2)])
    assert unknown == Combined(given=2, due=2, refusal=Refusal.MEMBERS_NOT_KNOWN)


def test_one_total_of_people_stands_by_itself() -> None:
    found = combine(Combine.COUNT_DISTINCT, [portion("a", 30)])
    assert found == Combined(given=1, due=1, value=Fraction(30))


def test_a_stock_is_the_latest_of_each_place() -> None:
    over_time = [portion("county", 3000, SEPTEMBER), portion("county", 2900)]
    assert combine(Combine.STOCK_LATEST, over_time) == Combined(2, 2, value=Fraction(3000))
    over_places = [
        members("a", "x", "y"),
        members("a", "y", ends_on=SEPTEMBER),
        members("b", "y", "z"),
    ]
    assert combine(Combine.STOCK_LATEST, over_places) == Combined(3, 3, value=Fraction(2))


def test_percentages_are_pooled_and_not_averaged() -> None:
    few = Portion("few", JUNE, ValueState.MEASURED, numerator=10, denominator=10)
    many = Portion("many", JUNE, ValueState.MEASURED, numerator=500, denominator=1000)
    none = Portion("none", JUNE, ValueState.ZERO, denominator=10)
    found = combine(Combine.RATIO, [few, many, none])
    assert found == Combined(3, 3, Fraction(1, 2), Fraction(510), Fraction(1020))


def test_a_percentage_without_its_numbers_cannot_be_pooled() -> None:
    bare = [portion("a", 75), portion("b", 84)]
    assert combine(Combine.RATIO, bare).refusal is Refusal.NUMBERS_NOT_KNOWN
    nobody = Portion("a", JUNE, ValueState.ZERO, denominator=0)
    assert combine(Combine.RATIO, [nobody]).refusal is Refusal.EMPTY_DENOMINATOR


def test_a_milestone_is_reached_on_the_first_day_anyone_reached_it() -> None:
    days = [
        Portion(str(day), JUNE, ValueState.MEASURED, reached_on=day) for day in (SEPTEMBER, JUNE)
    ]
    not_yet = Portion("c", JUNE, ValueState.ZERO)
    assert combine(Combine.MILESTONE, [*days, not_yet]) == Combined(3, 3, reached_on=JUNE)
    assert combine(Combine.MILESTONE, [not_yet]) == Combined(1, 1)


def test_stories_and_what_does_not_add_are_refused() -> None:
    some = [portion("a", 1), portion("b", 2)]
    assert combine(Combine.NONE, some) == Combined(2, 2, refusal=Refusal.NOT_ADDITIVE)
    assert combine(Combine.NARRATIVE_SCORE, some) == Combined(2, 2, refusal=Refusal.NARRATIVE)


GROUPS = st.frozensets(st.sampled_from("abcdefgh"))


@given(st.lists(GROUPS, min_size=1, max_size=8))
def test_a_distinct_count_lies_between_the_largest_and_the_sum(lists: list[frozenset[str]]) -> None:
    known = [
        Portion(str(n), JUNE, ValueState.MEASURED, len(one), members=one)
        for n, one in enumerate(lists)
    ]
    exact = combine(Combine.COUNT_DISTINCT, known).value
    assert exact is not None
    assert max(map(len, lists)) <= exact <= sum(map(len, lists))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1, max_size=9))
def test_a_pooled_ratio_does_not_depend_on_how_it_was_split(pairs: list[tuple[int, int]]) -> None:
    def pool(some: list[tuple[int, int]]) -> Fraction | None:
        portions = [
            Portion(str(n), JUNE, ValueState.MEASURED, numerator=over, denominator=under)
            for n, (over, under) in enumerate(some)
        ]
        return combine(Combine.RATIO, portions).value

    whole = (sum(over for over, _ in pairs), sum(under for _, under in pairs))
    assert pool(pairs) == pool([whole])


@given(st.permutations([3, 5, 8, 13]), st.sampled_from([Combine.COUNT_EVENTS, Combine.SUM_MONEY]))
def test_the_order_of_adding_changes_nothing(values: list[int], rule: Combine) -> None:
    assert combine(rule, [portion(str(one), one) for one in values]).value == 29
