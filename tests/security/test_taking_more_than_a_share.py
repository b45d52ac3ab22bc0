"""A file to take away costs a core up to a second or two. A stranger who asks for one after the
other, or for one over all the ages, must not keep everybody else waiting."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.architecture.scene import Scene
from tests.cast import Cast
from tests.conftest import StrictClient
from trellis.kernel.limits import DOWNLOADS
from trellis.kernel.throttles import count

FIRST, SECOND = "198.51.100.7", "198.51.100.8"
AT_ONCE, IN_A_MINUTE = DOWNLOADS


@pytest.fixture
def address(cast: Cast) -> str:
    return reverse("performance:download", args=[Scene(cast).framework.slug, "csv"])


def took(who: str, many: int, seconds_ago: int) -> None:
    for _one in range(many):
        count("download", who, now=timezone.now() - timedelta(seconds=seconds_ago))


def ask(address: str, ip: str = FIRST) -> int:
    return Client(REMOTE_ADDR=ip).get(address).status_code


def test_every_download_counts(address: str, cast: Cast) -> None:
    entries = reverse("organisations:download") + f"?area={cast.world.area.slug}"
    took(f"network {FIRST}", AT_ONCE.most - 2, 1)
    assert [ask(path) for path in (entries, address, address, entries)] == [200, 200, 429, 429]


@pytest.mark.parametrize("form", ["pdf", "xlsx", "ods", "csv"])
def test_the_answer_says_when_in_words_and_for_machines(cast: Cast, form: str) -> None:
    address = reverse("performance:download", args=[Scene(cast).framework.slug, form])
    took(f"network {FIRST}", IN_A_MINUTE.most, 20)

    answer = StrictClient(REMOTE_ADDR=FIRST).get(address)

    assert (answer.status_code, answer["Content-Type"]) == (429, "text/html; charset=utf-8")
    seconds = int(answer["Retry-After"])
    assert 30 <= seconds <= 40
    assert f"Wait {seconds} seconds" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_it_is_over_in_a_minute(address: str) -> None:
    took(f"network {FIRST}", IN_A_MINUTE.most, 61)
    assert ask(address) == 200


def test_nobody_waits_for_another(address: str, cast: Cast) -> None:
    took(f"network {FIRST}", IN_A_MINUTE.most, 20)
    somebody = cast.client("resident")

    assert ask(address, SECOND) == 200
    assert somebody.get(address, REMOTE_ADDR=FIRST).status_code == 200

    took(f"account {cast.account('resident').pk}", IN_A_MINUTE.most, 20)
    assert somebody.get(address, REMOTE_ADDR=SECOND).status_code == 429


def test_one_line_with_many_addresses_is_one(address: str) -> None:
    took("network 2001:db8:1:2::/64", IN_A_MINUTE.most, 20)
    assert ask(address, "2001:db8:1:2:3:4:5:6") == 429
    assert ask(address, "2001:db8:1:3::1") == 200


def test_a_person_may_take_one_every_other_second() -> None:
    assert AT_ONCE.within / AT_ONCE.most <= timedelta(seconds=2)
    assert IN_A_MINUTE.within / IN_A_MINUTE.most <= timedelta(seconds=2)


@pytest.mark.parametrize(
    ("period", "status"),
    [
        ("2016-10-01--2026-10-01", 200),
        ("2016-09-01--2026-10-01", 404),
        ("1900-01-01--2100-01-01", 404),
    ],
)
def test_no_report_spans_the_ages(cast: Cast, address: str, period: str, status: int) -> None:
    page = reverse("performance:area", args=[re.split("/", address)[2]])
    for path in (address, page):
        assert Client().get(path, {"period": period}).status_code == status
