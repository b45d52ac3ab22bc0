"""What official codes say."""

import pytest

from trellis.places.models import Place
from trellis.places.rules.codes import Kind, is_official, kind_of


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("E05015260", Kind.WARD),
        ("E06000016", Kind.UNITARY),
        ("E07000130", Kind.DISTRICT),
        ("E08000009", Kind.DISTRICT),
        ("E10000018", Kind.COUNTY),
        ("E04005400", Kind.PARISH),
        ("E01025881", Kind.NEIGHBOURHOOD),
        ("W06000015", Kind.UNITARY),
        ("S13002516", Kind.WARD),
        ("N09000003", Kind.DISTRICT),
        ("E99000001", None),
        ("LLR-2010", None),
        ("e07000130", None),
        ("E0700013", None),
        ("", None),
    ],
)
def test_the_first_three_signs_tell_the_kind(code: str, kind: Kind | None) -> None:
    assert kind_of(code) is kind


def test_codes_made_by_somebody_else_are_not_official() -> None:
    assert [is_official(code) for code in ("E07000130", "LLR-2010", "E0700013X")] == [
        True,
        False,
        False,
    ]


def test_the_kinds_are_those_of_the_record() -> None:
    assert {kind.value for kind in Kind} == set(Place.Kind.values)
