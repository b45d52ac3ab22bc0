"""What is kept of people is told to everybody, what the libraries below us keep among it."""

import re

import pytest

from tests.conftest import StrictClient
from tests.factories import make_account
from tests.people.signing_in import sign_in
from trellis.kernel.holdings import personal_fields
from trellis.people.privacy import BORROWED

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: StrictClient) -> str:
    return client.get("/privacy/").content.decode()


def test_every_declared_field_is_told_once(page: str) -> None:
    declared = [one for _room, fields in personal_fields() for one in fields]
    rows = re.findall(r"<tr\b", page.split("<main", 1)[1])
    tables = re.findall(r"<table\b", page)
    assert len(rows) - len(tables) == len(declared)
    assert {one.field for one in BORROWED} <= {one.field for one in declared}


@pytest.mark.parametrize("one", BORROWED, ids=[one.field for one in BORROWED])
def test_what_the_libraries_keep_is_told_in_our_words(page: str, one: object) -> None:
    told = re.sub(r"\s+", " ", page)
    for words in (one.words, one.purpose, one.kept):  # type: ignore[attr-defined]
        assert str(words)[1:] in told


def test_the_cookies_are_those_that_are_set(page: str, client: StrictClient) -> None:
    account = make_account()
    client.get("/people/sign-in/")
    sign_in(client, account.email)
    assert {*client.cookies} == {"csrftoken", "trellis_session", "trellis_known"}
    assert "three cookies" in page
    assert "half a year" in page
