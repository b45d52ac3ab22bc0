"""One command publishes a quarter: it says what it made, and makes the same of the same."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from tests.cast import Cast
from tests.performance.publishing import begin_round, correct, count
from tests.performance.reporting import Reporting, begin


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast, slug="together", short_title="Together")


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("publish_quarter", "together", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def at_the_meeting(monkeypatch: pytest.MonkeyPatch) -> str:
    from tests.performance.publishing import LATER

    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    return "2026-11-25T10:00:00+00:00"


def test_the_same_record_and_moment_make_the_same(
    reporting: Reporting, at_the_meeting: str
) -> None:
    begin_round(reporting)
    told = []
    for _ in range(2):
        with transaction.atomic():
            told.append(run("2026-Q2", "--as-at", at_the_meeting))
            transaction.set_rollback(True)
    assert told[0] == told[1]
    assert "Published together 2026-Q2, number 1.\nSHA-256 " in told[0]
    assert "together-2026-q2.pdf\n" in told[0]


def test_what_is_published_is_restated(reporting: Reporting, at_the_meeting: str) -> None:
    indicator = begin_round(reporting)
    run("2026-Q2", "--as-at", at_the_meeting)
    with pytest.raises(CommandError, match="nothing to restate"):
        run("2026-Q2", "--why", "x")
    correct(reporting, indicator, 151)
    assert "number 2." in run("2026-Q2", "--why", "Counted twice")
    assert count() == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("2026-Q9",), "is no period"),
        (("2026-Q2", "--as-at", "2026-11-25"), "with its zone"),
        (("2026-Q2", "--as-at", "2027-01-01T00:00:00+00:00"), "has not come"),
        (("2026-Q1",), "Set the dates of its round first"),
    ],
)
@pytest.mark.usefixtures("at_the_meeting")
def test_what_is_wrong_is_said(reporting: Reporting, words: tuple[str, ...], told: str) -> None:
    begin_round(reporting)
    with pytest.raises(CommandError, match=told):
        run(*words)
    with pytest.raises(CommandError, match="no framework nothing"):
        call_command("publish_quarter", "nothing", "2026-Q2")
