"""Nobody works out a cell that is kept back, however long they try."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.questions.solving import tables, worked_out
from trellis.questions.rules.suppression import TooFewError, protected, protected_line

SMALL = st.integers(0, 7)
GRIDS = st.tuples(st.integers(2, 3), st.integers(2, 3)).flatmap(
    lambda size: st.lists(
        st.lists(SMALL, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


@given(GRIDS)
def test_a_solver_works_out_no_cell_that_is_small(counts: list[list[int]]) -> None:
    try:
        shown = protected(counts, threshold=5)
    except TooFewError:
        return
    known = worked_out(shown.cells, shown.row_totals, shown.column_totals)
    small = {
        (i, j)
        for i, row in enumerate(counts)
        for j, count in enumerate(row)
        if 0 < count < 5 or min(shown.row_totals[i], shown.column_totals[j]) < 5
        if shown.row_totals[i] and shown.column_totals[j]
    }

    assert small <= {
        (i, j) for i, row in enumerate(shown.cells) for j, cell in enumerate(row) if cell is None
    }
    assert known & small == set()


@given(GRIDS)
def test_it_gives_up_only_where_the_margins_alone_say_it(counts: list[list[int]]) -> None:
    try:
        protected(counts, threshold=5)
    except TooFewError:
        nothing = [[None] * len(row) for row in counts]
        rows, columns = [sum(row) for row in counts], [sum(c) for c in zip(*counts, strict=True)]
        certain = worked_out(nothing, rows, columns)
        assert any(rows[i] and columns[j] for i, j in certain)


JOINT = st.lists(
    st.lists(st.lists(st.integers(0, 2), min_size=2, max_size=2), min_size=2, max_size=2),
    min_size=2,
    max_size=2,
)


@given(JOINT)
def test_two_tables_by_the_same_question_tell_no_more_than_each(
    joint: list[list[list[int]]],
) -> None:
    """Every person has an answer to the breakdown and to two others. Whoever has both tables is
    left with every number of the first that was left to whoever had it alone."""
    first = [[sum(second) for second in of_a] for of_a in joint]
    other = [[sum(of_b[c] for of_b in of_a) for c in range(2)] for of_a in joint]
    try:
        shown, beside = protected(first, threshold=3), protected(other, threshold=3)
    except TooFewError:
        return
    alone = set(tables(shown.cells, shown.row_totals, shown.column_totals))
    both = {
        table
        for table in alone
        for second in tables(beside.cells, beside.row_totals, beside.column_totals)
        if all(_go_together(row, line) for row, line in zip(table, second, strict=True))
    }

    assert both == alone


def _go_together(row: tuple[int, ...], line: tuple[int, ...]) -> bool:
    """Whether some people answered one question like this and another like that: `both` of them
    gave the first answer to either."""
    return any(
        both <= line[0] and line[0] - both <= row[1] and row[0] - both <= line[1]
        for both in range(row[0] + 1)
    )


def test_one_small_cell_takes_three_more_with_it() -> None:
    shown = protected([[20, 3], [15, 30]])

    assert shown.cells == ((None, None), (None, None))
    assert (shown.row_totals, shown.column_totals) == ((23, 45), (35, 33))


def test_of_a_larger_table_the_rest_stays() -> None:
    shown = protected([[20, 3, 40], [15, 30, 8], [22, 31, 50]])

    assert shown.cells == ((None, None, 40), (None, None, 8), (22, 31, 50))


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    counts = ((12, 0, 9), (7, 6, 5))

    assert protected(counts).cells == counts


def test_a_row_of_a_few_people_shows_not_even_its_noughts() -> None:
    shown = protected([[0, 2, 2], [30, 20, 10], [20, 20, 20]])

    assert shown.cells[0] == (None, None, None)


def test_where_all_of_a_few_said_the_only_thing_anybody_said_there_is_no_table() -> None:
    with pytest.raises(TooFewError):
        protected([[3, 0], [40, 0]])


@given(st.lists(st.integers(0, 12), min_size=2, max_size=5))
def test_in_a_line_nothing_kept_back_can_be_worked_out(counts: list[int]) -> None:
    shown = protected_line(counts)
    total = sum(counts)
    if total < 5:
        assert shown == [None] * len(counts)
        return
    left = total - sum(count for count in shown if count is not None)
    hidden = [count for count in shown if count is None]

    assert all(count is None or count >= 5 for count in shown)
    assert not hidden or (len(hidden) > 1 and left >= 5)
