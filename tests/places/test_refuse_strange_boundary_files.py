"""Boundary files that are broken, hostile or of another kind."""

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.places.making import collection, feature, square
from trellis.places.rules import geojson
from trellis.places.rules.boundaries import read_boundaries
from trellis.places.rules.codes import Kind
from trellis.places.rules.problems import FileRefusedError, Wrong

BOX = (-1.2, 52.8, 0.1, 0.1)


def refusal(content: bytes) -> Wrong:
    with pytest.raises(FileRefusedError) as caught:
        read_boundaries(content, {})
    return caught.value.wrong


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", Wrong.EMPTY),
        (b" \n ", Wrong.EMPTY),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xff", Wrong.NOT_TEXT),
        (b"{", Wrong.NOT_JSON),
        (b'{"type": "FeatureCollection", "features": [', Wrong.NOT_JSON),
        (b"[]", Wrong.NOT_FEATURES),
        (b'"words"', Wrong.NOT_FEATURES),
        (b'{"type": "Topology", "objects": {}}', Wrong.NOT_FEATURES),
        (b'{"type": "FeatureCollection"}', Wrong.NOT_FEATURES),
        (b'{"type": "FeatureCollection", "features": []}', Wrong.NOT_FEATURES),
        (b'{"type": "FeatureCollection", "features": {"0": 1}}', Wrong.NOT_FEATURES),
        (b'{"type": "FeatureCollection", "features": [NaN]}', Wrong.NOT_JSON),
        (b'{"a": ' * 100_000 + b"1" + b"}" * 100_000, Wrong.TOO_DEEP),
        (b"[" * 400_000 + b"]" * 400_000, Wrong.TOO_DEEP),
        (b"[" + b"[]," * 1_300_000 + b"[]]", Wrong.TOO_MANY),
        (b"[" + b"1," * 4_100_000 + b"1]", Wrong.TOO_MANY),
        (b"x" * 25_000_001, Wrong.TOO_LARGE),
        (b'{"a": ' + b"9" * 5_000 + b"}", Wrong.NOT_JSON),
    ],
    ids=lambda value: str(value) if isinstance(value, Wrong) else "",
)
def test_the_whole_file_is_refused_quickly(content: bytes, wrong: Wrong) -> None:
    begun = time.perf_counter()
    assert refusal(content) is wrong
    assert time.perf_counter() - begun < 5


def test_another_grid_is_told_by_its_name_or_by_its_numbers() -> None:
    grid = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    assert refusal(collection([feature(BOX, code="E07900001")], crs=grid)) is Wrong.OTHER_GRID
    metres = feature((458_000, 304_000, 900, 900), code="E07900001")
    assert [one.wrong for one in geojson.read(collection([metres])).problems] == [Wrong.OTHER_GRID]


def test_our_grid_may_be_named() -> None:
    grid = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    content = collection([feature(BOX, code="E07900001")], crs=grid)
    assert len(geojson.read(content).features) == 1


@pytest.mark.parametrize(
    ("geometry", "wrong"),
    [
        (None, Wrong.NO_SHAPE),
        ({}, Wrong.NOT_AN_AREA),
        ([], Wrong.NOT_AN_AREA),
        ({"type": "Point", "coordinates": [-1, 52]}, Wrong.NOT_AN_AREA),
        ({"type": "GeometryCollection", "geometries": []}, Wrong.NOT_AN_AREA),
        ({"type": "Polygon", "coordinates": []}, Wrong.NO_SHAPE),
        ({"type": "Polygon", "coordinates": "all"}, Wrong.BAD_POINT),
        ({"type": "Polygon", "coordinates": [[]]}, Wrong.SHORT_RING),
        ({"type": "Polygon", "coordinates": [[[0, 52], [1, 52]]]}, Wrong.SHORT_RING),
        ({"type": "Polygon", "coordinates": [[["0", "52"]]]}, Wrong.BAD_POINT),
        ({"type": "Polygon", "coordinates": [[[0]]]}, Wrong.BAD_POINT),
        ({"type": "Polygon", "coordinates": [[[0, None]]]}, Wrong.BAD_POINT),
        ({"type": "Polygon", "coordinates": [[[0, 91]]]}, Wrong.OTHER_GRID),
        ({"type": "Polygon", "coordinates": [[[52.5, -1.2]]]}, Wrong.SWAPPED),
        ({"type": "MultiPolygon", "coordinates": []}, Wrong.NO_SHAPE),
        ({"type": "MultiPolygon", "coordinates": [[]]}, Wrong.NO_SHAPE),
        ({"type": "MultiPolygon", "coordinates": square(BOX)}, Wrong.BAD_POINT),
    ],
    ids=str,
)
def test_a_place_without_a_usable_boundary_is_named_and_the_others_are_read(
    geometry: Any, wrong: Wrong
) -> None:
    odd = {"type": "Feature", "properties": {"code": "E07900002"}, "geometry": geometry}
    found = geojson.read(collection([feature(BOX, code="E07900001"), odd]))
    assert [one.number for one in found.features] == [1]
    assert [(one.line, one.wrong) for one in found.problems] == [(2, wrong)]


def test_a_number_too_large_to_be_one_is_not_a_position() -> None:
    content = collection([feature(BOX, code="E07900001")]).replace(b"-1.2,", b"1e999,")
    assert [one.wrong for one in geojson.read(content).problems] == [Wrong.BAD_POINT]


def test_no_place_has_a_code() -> None:
    assert refusal(collection([feature(BOX, shade="green")])) is Wrong.NO_CODES


def test_a_place_without_a_code_is_named() -> None:
    boxes = [feature(BOX, code=code) for code in ("E07900001", "E07900002", "", "x" * 21)]
    found = read_boundaries(collection(boxes), {"E07900001": Kind.DISTRICT})
    assert (list(found.known), list(found.strange)) == (["E07900001"], ["E07900002"])
    assert [(one.line, one.wrong) for one in found.problems] == [
        (2, Wrong.UNKNOWN_CODE),
        (3, Wrong.NO_CODE),
        (4, Wrong.NO_CODE),
    ]


def test_a_height_is_left_out_and_an_open_ring_is_closed() -> None:
    ring = [[-1.2, 52.8, 70.1], [-1.1, 52.8, 70.1], [-1.1, 52.7, 70.1]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    one = {"type": "Feature", "properties": {"code": "E07900001"}, "geometry": shape}
    [found] = geojson.read(collection([one])).features
    assert found.polygons == [[[(-1.2, 52.8), (-1.1, 52.8), (-1.1, 52.7), (-1.2, 52.8)]]]


def test_properties_that_are_neither_text_nor_number_are_left_out() -> None:
    odd = feature(BOX, code="E07900001", rank=3, deep={"a": 1}, many=[1], yes=True, none=None)
    [found] = geojson.read(collection([odd])).features
    assert found.properties == {"code": "E07900001", "rank": "3"}


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_do_anything_but_be_refused(content: bytes) -> None:
    with pytest.raises(FileRefusedError):
        read_boundaries(content, {})


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"type": st.just("Feature"), "properties": JSON},
            optional={
                "geometry": JSON
                | st.fixed_dictionaries(
                    {"type": st.sampled_from(["Polygon", "MultiPolygon"]), "coordinates": JSON}
                )
            },
        ),
        min_size=1,
        max_size=3,
    )
)
def test_no_json_does_anything_but_be_read_or_refused(features: list[Any]) -> None:
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    try:
        read_boundaries(content, {})
    except FileRefusedError as fault:
        assert fault.wrong in Wrong  # noqa: PT017
