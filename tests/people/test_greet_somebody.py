"""Everybody is greeted by their first name, whatever they write before it."""

import pytest

from tests.factories import make_person
from trellis.people.rules import first_name

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Grace Adeyemi", "Grace"),
        ("Cllr Winston Bell", "Winston"),
        ("Revd. Dr Anna Lee", "Anna"),
        ("Mrs Bell", "Mrs Bell"),
        ("Dr", "Dr"),
        ("Sukarno", "Sukarno"),
    ],
)
def test_by_the_first_name(name: str, greeted: str) -> None:
    assert first_name(name) == greeted


def test_as_they_asked_to_be_called() -> None:
    assert make_person(name="Cllr Winston Bell").greeting == "Winston"
    assert make_person(name="Cllr Winston Bell", known_as="Councillor").greeting == "Councillor"
