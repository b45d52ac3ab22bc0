"""Distances over the ground."""

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.places.rules.distance import EARTH_RADIUS_KM, haversine_km

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def test_a_degree_of_latitude() -> None:
    assert haversine_km((52.0, -1.0), (53.0, -1.0)) == pytest.approx(111.195, abs=0.001)


def test_leicester_to_rochester() -> None:
    """City centre to city centre, about 169 km as the crow flies."""
    assert haversine_km((52.6369, -1.1398), (51.3888, 0.5055)) == pytest.approx(178, abs=2)


@given(POINTS, POINTS)
def test_there_and_back_is_as_far_and_never_farther_than_half_round(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    there, back = haversine_km(one, other), haversine_km(other, one)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= EARTH_RADIUS_KM * pi + 1e-6


@given(POINTS)
def test_here_is_nowhere_else(point: tuple[float, float]) -> None:
    assert haversine_km(point, point) == 0
