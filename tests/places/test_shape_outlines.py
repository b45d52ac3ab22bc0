"""Making sound, small outlines of surveyed ones."""

import json
from typing import Any

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from trellis.places.rules.geojson import Polygon, Ring
from trellis.places.rules.shaping import box_of, outlines


def wavy(west: float, east: float) -> Polygon:
    """A strip whose upper and lower edges waver too finely for any map."""
    steps = [round(west + (east - west) * step / 500, 6) for step in range(501)]
    lower = [(x, 52 + (number % 2) * 1e-5) for number, x in enumerate(steps)]
    upper = [(x, 52.3 - (number % 2) * 1e-5) for number, x in enumerate(steps)]
    return [[*lower, *reversed(upper), lower[0]]]


def points(geometry: dict[str, Any]) -> int:
    return int(shapely.get_num_coordinates(shape(geometry)))


def test_what_no_map_can_show_is_left_out_of_a_thousand_points() -> None:
    found = outlines({"a": [wavy(-1.2, -1.0)], "b": [wavy(-1.0, -0.8)]})
    assert {key: points(one) < 30 for key, one in found.items()} == {"a": True, "b": True}


def test_neighbours_still_share_their_edge() -> None:
    found = outlines({"a": [wavy(-1.2, -1.0)], "b": [wavy(-1.0, -0.8)]})
    one, other = shape(found["a"]), shape(found["b"])
    assert one.intersection(other).area == 0
    assert one.touches(other)


def test_a_ring_that_crosses_itself_is_untied() -> None:
    bow: Ring = [(0, 52), (1, 53), (1, 52), (0, 53), (0, 52)]
    [found] = outlines({"a": [[bow]]}).values()
    assert shape(found).is_valid
    assert shape(found).area > 0.4


def test_two_parts_of_one_code_become_one_shape() -> None:
    one: Ring = [(0, 52), (1, 52), (1, 53), (0, 53), (0, 52)]
    beside: Ring = [(1, 52), (2, 52), (2, 53), (1, 53), (1, 52)]
    [found] = outlines({"a": [[one], [beside]]}).values()
    assert (found["type"], box_of(found)) == ("Polygon", (0, 52, 2, 53))


def test_a_line_is_no_area() -> None:
    line: Ring = [(0, 52), (1, 52), (2, 52), (0, 52)]
    assert outlines({"a": [[line]]}) == {}


def test_a_place_smaller_than_a_pixel_keeps_its_shape() -> None:
    big: Ring = [(0, 52), (4, 52), (4, 55), (0, 55), (0, 52)]
    small: Ring = [(5, 52), (5.001, 52), (5.001, 52.001), (5, 52.001), (5, 52)]
    found = outlines({"big": [[big]], "small": [[small]]})
    assert shape(found["small"]).area > 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-5, 1), st.floats(50, 58)), min_size=3, max_size=30, unique=True)
)
def test_whatever_ring_comes_in_only_areas_with_four_decimals_come_out(ring: Ring) -> None:
    for found in outlines({"a": [[[*ring, ring[0]]]]}).values():
        assert found["type"] in {"Polygon", "MultiPolygon"}
        written = json.dumps(found)
        assert json.loads(written) == found
        assert all(
            len(number.partition(".")[2]) <= 4
            for number in written.replace("]", ",").replace("[", ",").split(",")
            if "." in number and "e" not in number
        )
