"""JSON can write numbers beyond every float, the NUL and halves of characters; a boundary file
that does is told what is wrong with it, and nothing of it reaches a database that would break."""

import json

import pytest

from trellis.places.rules import geojson
from trellis.places.rules.problems import Wrong


def boundary(x: str, name: str) -> bytes:
    ring = f"[[{x}, 52.5], [-1.1, 52.6], [-1.2, 52.6], [{x}, 52.5]]"
    shape = f'{{"type": "Polygon", "coordinates": [{ring}]}}'
    feature = f'{{"type": "Feature", "properties": {{"{name}": "{name}"}}, "geometry": {shape}}}'
    return f'{{"type": "FeatureCollection", "features": [{feature}]}}'.encode()


@pytest.mark.parametrize("number", ["1" + "0" * 400, "-1" + "0" * 400, "1e400", "-1e400"])
def test_a_number_beyond_every_float(number: str) -> None:
    found = geojson.read(boundary(number, "name"))

    assert [problem.wrong for problem in found.problems] == [Wrong.BAD_POINT]


@pytest.mark.parametrize("sign", ["\\u0000", "\\ud800", "\\udfff"])
def test_signs_that_are_none(sign: str) -> None:
    [feature] = geojson.read(boundary("-1.1", f"a{sign}b")).features

    kept = "".join((*feature.properties, *feature.properties.values()))
    assert kept.encode().decode() == kept
    assert "\0" not in kept


def test_a_whole_character_in_two_halves_stays_one() -> None:
    [feature] = geojson.read(boundary("-1.1", "\\ud83c\\udf3e")).features

    assert feature.properties == {"\U0001f33e": "\U0001f33e"}


def test_signs_in_what_is_wrong() -> None:
    content = boundary("-1.1", "a").replace(b'"Polygon"', json.dumps("\ud800\0").encode())

    [problem] = geojson.read(content).problems

    assert problem.value == "?"
