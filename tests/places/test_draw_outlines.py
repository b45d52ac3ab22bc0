"""From longitude and latitude to paths on a sheet."""

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.places.making import box_of_district, square
from trellis.places.rules.drawing import SHEET, paths
from trellis.ui import charts


def polygon(west: float, north: float, width: float, height: float) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": square((west, north, width, height))}


def numbers(d: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", d)]


def test_north_is_up_and_west_is_left() -> None:
    drawn = paths(
        {
            "north-west": polygon(-1.2, 52.8, 0.1, 0.1),
            "south-east": polygon(-1.1, 52.7, 0.1, 0.1),
        }
    )
    (left, top), (right, bottom) = drawn["north-west"].anchor, drawn["south-east"].anchor
    assert left < right
    assert top < bottom


def test_a_degree_of_longitude_is_narrower_than_one_of_latitude() -> None:
    [drawn] = paths({"a": polygon(-1.5, 60.5, 1.0, 1.0)}).values()
    flat = numbers(drawn.d)
    width, height = max(flat[::2]) - min(flat[::2]), max(flat[1::2]) - min(flat[1::2])
    assert (round(width / height, 2), height) == (0.5, SHEET)


def test_neighbours_still_meet() -> None:
    drawn = paths({str(number): polygon(-1.2 + number / 10, 52.8, 0.1, 0.1) for number in (0, 1)})
    assert max(numbers(drawn["0"].d)[::2]) == min(numbers(drawn["1"].d)[::2])


def test_the_last_point_is_not_repeated_and_the_ring_is_closed() -> None:
    [drawn] = paths({"a": polygon(0, 52, 1, 1)}).values()
    assert re.fullmatch(r"M\d+ \d+(L\d+ \d+){3}Z", drawn.d)


def test_holes_and_islands_are_rings_of_the_same_path() -> None:
    island = polygon(2, 52, 0.5, 0.5)["coordinates"]
    with_hole = [*polygon(0, 52, 1, 1)["coordinates"], *polygon(0.2, 51.8, 0.2, 0.2)["coordinates"]]
    [drawn] = paths({"a": {"type": "MultiPolygon", "coordinates": [with_hole, island]}}).values()
    assert drawn.d.count("Z") == 3
    assert drawn.anchor[0] < SHEET / 2


def test_nothing_to_draw_is_no_fault() -> None:
    assert paths({}) == {}


@given(st.floats(-8, 1.5), st.floats(50, 60), st.floats(1e-5, 2), st.floats(1e-5, 2))
def test_every_path_lies_on_the_sheet_and_the_chart_can_read_it(
    west: float, north: float, width: float, height: float
) -> None:
    [drawn] = paths({"a": polygon(west, north, width, height)}).values()
    flat = numbers(drawn.d)
    assert min(flat) >= -1
    assert max(flat) <= SHEET + 1
    shape = charts.Outline(name="A", d=drawn.d, figure="", shade=0, anchor=drawn.anchor)
    words = charts.Words(title="A", description="A", statement="A")
    assert len(charts.outline_map([shape], words=words).shapes) == 1


def test_the_districts_of_the_tests_fill_the_sheet_together() -> None:
    drawn = paths({code: polygon(*box_of_district(code)) for code in ("E07900001", "E07900004")})
    flat = [number for one in drawn.values() for number in numbers(one.d)]
    assert (min(flat), max(flat)) == (0, SHEET)
