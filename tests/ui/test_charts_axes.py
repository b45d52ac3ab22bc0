from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.ui.charts.lettering import width_of
from trellis.ui.charts.parts import Shape, Tone, mark, path, short, tenth
from trellis.ui.charts.scales import (
    Plot,
    Scale,
    axis_below,
    axis_left,
    nice_ticks,
    plain_number,
    room_for_figures,
)


def test_ticks_stand_at_numbers_people_count_in() -> None:
    assert nice_ticks(0, 97, 5) == (0, 20, 40, 60, 80, 100)
    assert nice_ticks(0.41, 0.94, 5) == (0.4, 0.6, 0.8, 1.0)
    assert nice_ticks(0, 2, 5, least_step=1) == (0, 1, 2)
    assert nice_ticks(50, 50, 2) == (0, 50, 100)
    assert nice_ticks(0, 0, 2) == (0, 0.5, 1)


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6), st.integers(1, 8))
def test_ticks_reach_over_all_values_without_crowding(low: float, span: float, about: int) -> None:
    ticks = nice_ticks(low, low + span, about)
    step = ticks[1] - ticks[0]
    assert ticks[0] <= low + step * 1e-6
    assert ticks[-1] >= low + span - step * 1e-6
    assert 2 <= len(ticks) <= about + 2


def test_numbers_are_written_as_people_write_them() -> None:
    assert [plain_number(one) for one in (12500.0, 0.25, -3.0, 0.1 + 0.2)] == [
        "12,500",
        "0.25",
        "-3",
        "0.3",
    ]


def test_a_scale_turns_figures_into_pixels() -> None:
    up = Scale(0, 100, 300, 100)
    assert [up.at(value) for value in (0, 50, 100)] == [300, 200, 100]
    assert Scale(5, 5, 0, 10).at(5) == 5


def test_axes_carry_lines_and_words_in_place() -> None:
    plot = Plot(40, 26, 300, 200)
    below = axis_below(plot, Scale(0, 10, 40, 300), [0, 10], plain_number, "Groups")
    assert [(tick.text.x, tick.text.y, tick.text.words) for tick in below.ticks] == [
        (40.0, 218, "0"),
        (300.0, 218, "10"),
    ]
    assert below.title is not None
    assert below.title.words == "Groups"
    left = axis_left(plot, Scale(0, 10, 200, 26), [0, 10], plain_number)
    assert [(tick.grid.x1, tick.grid.y1, tick.grid.x2) for tick in left.ticks] == [
        (40, 200, 300),
        (40, 26, 300),
    ]
    assert left.title is None


def test_the_last_figure_is_kept_inside_the_picture() -> None:
    plot = Plot(40, 26, 300, 200)
    axis = axis_below(plot, Scale(0, 200_000, 40, 300), [0, 200_000], plain_number)
    words = axis.ticks[1].text
    assert words.x + width_of(words.words) / 2 == pytest.approx(313, abs=0.1)
    assert axis.ticks[1].grid.x1 == 300


def test_the_widest_figure_has_room() -> None:
    money = room_for_figures([0, 1_250_000], lambda value: f"£{value:,.0f}")
    assert money > room_for_figures([0, 100], plain_number) > 20


def test_coordinates_are_short() -> None:
    assert [short(value) for value in (1.0, 1.26, -0.01, 10.04)] == ["1", "1.3", "0", "10"]
    assert str(tenth(-0.04)) == "0.0"
    assert path([(1, 2), (3.25, 4)]) == "M1 2L3.2 4"
    assert path([]) == ""


def test_every_shape_is_a_path_of_its_own() -> None:
    drawn = [mark(10, 10, shape, Tone.COMMON, title="May") for shape in Shape]
    assert len({one.d for one in drawn}) == len(Shape)
    assert [(one.x, one.y, one.shape, one.title) for one in drawn] == [
        (10, 10, shape, "May") for shape in Shape
    ]
    assert all(one.d.startswith("M") and one.d.endswith("z") for one in drawn)


@given(st.floats(0, 1000), st.floats(0, 1000))
def test_a_figure_lands_between_its_neighbours(low: float, high: float) -> None:
    scale = Scale(0, 1000, 0, 640)
    if low < high and not isclose(low, high):
        assert scale.at(low) <= scale.at(high)
