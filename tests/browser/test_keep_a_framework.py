"""The infrastructure manager begins a framework, takes it live, and ends what is not wanted."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import STRANGER, Enter
from trellis.kernel.periods import Span, quarter

pytestmark = pytest.mark.browser

KEEPER = "infrastructure_manager"
TITLE = "Advice sessions held"


def test_from_draft_to_live_and_then_something_ends(tab_of: Enter) -> None:
    page = tab_of(KEEPER)
    slug = _begin(page, "Hubs together")
    _is_seen_by_nobody_else(tab_of(STRANGER), slug)
    _fill_in(page)
    _go_live(page)
    reader = tab_of(STRANGER)
    reader.goto(f"/performance/{slug}/framework/")
    expect(reader.get_by_role("main")).to_contain_text(TITLE)

    _end_the_line(page)
    _retire(page)
    reader.reload()
    expect(reader.get_by_role("main")).to_contain_text(f"looked at until {_said(_ends())}")


def test_from_draft_to_live_without_scripts(plain: Enter) -> None:
    page = plain(KEEPER)
    slug = _begin(page, "Hubs apart")
    reader = plain(STRANGER)
    _is_seen_by_nobody_else(reader, slug)
    _fill_in(page)
    _go_live(page)
    _retire(page)
    reader.goto(f"/performance/{slug}/indicators/1/")
    expect(reader.get_by_role("main")).to_contain_text(f"Looked at until {_said(_ends())}")


def test_what_is_wrong_is_said_where_it_stands_and_nothing_is_lost(tab_of: Enter) -> None:
    page = tab_of(KEEPER)
    day = _runs().start
    _ask_to_begin(page, "Hubs backwards", Span(day, day + timedelta(days=1)))
    _press(page, "Begin it")
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(page.get_by_label("What it is called for short")).to_have_value("Hubs backwards")
    summary.get_by_role("link", name="Enter a last day after the first day.").click()
    expect(page.get_by_label("Last day")).to_be_focused()


def _runs() -> Span:
    """Two years from this quarter on: none of its periods is over, so nobody owes anything yet."""
    first = quarter(datetime.now(tz=UTC).date()).start
    return Span(first, first.replace(year=first.year + 2))


def _ends() -> date:
    return quarter(_runs().start).last_day


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def _told(page: Page, words: str) -> None:
    expect(page.get_by_role("status")).to_contain_text(words)


def _ask_to_begin(page: Page, title: str, runs: Span) -> None:
    page.goto("/performance/")
    page.get_by_role("link", name="Begin a framework for Fosseshire").click()
    page.get_by_label("What it is called", exact=True).fill(f"{title}, as agreed")
    page.get_by_label("What it is called for short").fill(title)
    page.get_by_label("First day").fill(runs.start.isoformat())
    page.get_by_label("Last day").fill((runs.end - timedelta(days=1)).isoformat())


def _begin(page: Page, title: str) -> str:
    """The word in the address of the new draft."""
    _ask_to_begin(page, title, _runs())
    _press(page, "Begin it")
    _told(page, "Your draft has begun")
    return page.url.split("/")[-3]


def _is_seen_by_nobody_else(reader: Page, slug: str) -> None:
    answer = reader.goto(f"/performance/{slug}/")
    assert answer is not None
    assert answer.status == 404


def _fill_in(page: Page) -> None:
    """Each time by the button that names the next step."""
    page.get_by_role("link", name="Next: outcomes").click()
    page.get_by_label("What is to come about").fill("Groups have the skills they need")
    page.get_by_label("Heading it stands under").fill("Support")
    page.get_by_label("High", exact=True).check()
    _press(page, "Add it")
    _told(page, "“Groups have the skills they need” is added.")

    page.get_by_role("link", name="All steps").click()
    page.get_by_role("link", name="Next: indicators").click()
    page.get_by_role("link", name="Add an indicator").click()
    _add_an_indicator(page)

    page.get_by_role("link", name="Say who reports it").click()
    page.get_by_label("Birchwold Community Hub, for Birchwold").check()
    _press(page, "Expect it of them")
    _told(page, "One reporting line is added.")

    page.get_by_role("link", name="All steps").click()
    page.get_by_role("link", name="Next: a rating rule").click()
    page.get_by_label("Met or not met").check()
    _press(page, "Adopt it")
    _told(page, "The rule is adopted.")


def _add_an_indicator(page: Page) -> None:
    page.get_by_label("What is looked at", exact=True).fill(TITLE)
    page.get_by_label("How it is counted").fill("Each session once, on the day it was held")
    page.get_by_label("Number: how many").check()
    page.get_by_label("What is counted").fill("sessions")
    page.get_by_label("Higher is better").check()
    page.get_by_label("Number, added up").check()
    page.get_by_label("Wholly: what they do decides it").check()
    page.get_by_label("What is done, such as advice given").check()
    page.get_by_label("1. Groups have the skills they need").check()
    _press(page, "Add it")
    _told(page, f"“{TITLE}” is added.")


def _go_live(page: Page) -> None:
    page.get_by_role("link", name="Next: make it live").click()
    expect(page.get_by_role("main")).to_contain_text("Nothing is owed before the first period ends")
    _press(page, "Make it live")
    _told(page, "It is live.")


def _end_the_line(page: Page) -> None:
    page.get_by_role("link", name="Who reports", exact=True).click()
    page.get_by_role("link", name="End it").click()
    page.get_by_label("Last day").fill(_ends().isoformat())
    _press(page, "End it")
    expect(page.locator(".error-summary")).to_contain_text("Say why it ends.")
    page.get_by_label("Why it ends").fill("The hub moves out")
    _press(page, "End it")
    _told(page, f"It is reported until {_said(_ends())}.")
    page.get_by_role("link", name="All steps").click()


def _retire(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name="Indicators", exact=True).click()
    page.get_by_role("link", name=f"1. {TITLE}").click()
    page.get_by_role("link", name="Retire it").click()
    page.get_by_label("Last day").fill(_ends().isoformat())
    page.get_by_label("Who decided it?").fill("Partnership board")
    page.get_by_label("Day of the decision").fill(timezone.localdate().isoformat())
    page.get_by_label("Why it is retired").fill("Nobody asks about it")
    _press(page, "Retire it")
    _told(page, f"It is looked at until {_said(_ends())}.")
