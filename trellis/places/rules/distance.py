"""How far apart two points on the ground are."""

from math import asin, cos, radians, sin, sqrt
from typing import Final

EARTH_RADIUS_KM: Final = 6371.0088  # mean radius (IUGG)

Point = tuple[float, float]  # latitude, longitude, in degrees


def haversine_km(one: Point, other: Point) -> float:
    """Great-circle distance in kilometres; within 0.6 % of the true one, as the earth is not
    quite a ball."""
    (lat_1, lng_1), (lat_2, lng_2) = one, other
    up, across = radians(lat_2 - lat_1) / 2, radians(lng_2 - lng_1) / 2
    part = sin(up) ** 2 + cos(radians(lat_1)) * cos(radians(lat_2)) * sin(across) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(part)))
