"""What was corrected after a quarter was published is published anew, marked (R), with the reason
and the effect; what was published before stays as it was."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pypdf import PdfReader

from tests.cast import Cast
from tests.factories import make_round_dates
from tests.performance.publishing import (
    AFTER,
    LATER,
    accept,
    begin_round,
    correct,
    count,
    newest,
    page,
    publish,
    restate,
)
from tests.performance.reporting import SPRING, SUMMER, Reporting, begin, fields_of
from trellis.performance import queries
from trellis.performance.models import Indicator, Publication
from trellis.performance.queries.published import content

KEEPER = "council_officer"


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast, slug="together", short_title="Together")


@pytest.fixture
def indicator(reporting: Reporting) -> Indicator:
    indicator = begin_round(reporting)
    publish(reporting)
    return indicator


def test_the_effect_is_worked_out_and_what_the_publisher_adds_stands_before_it(
    reporting: Reporting, indicator: Indicator
) -> None:
    correct(reporting, indicator, 151)
    one = restate(reporting, "Counted twice", effect="The county’s target stays as it is.")

    place, hub = reporting.district("a").name, reporting.hub("a").name
    county = reporting.county.name
    assert (one.number, one.restated, one.reason) == (2, 1, "Counted twice")
    assert one.effect == (
        "The county’s target stays as it is. 3 figures differ. "
        f"Indicator 1, {county}: was 200, is 211. "
        f"Indicator 1, {place}: was 140, is 151; its rating was Nearly met, is Met. "
        f"Indicator 1, {hub}, {place}: was 140, is 151."
    )


def text_of(data: bytes) -> str:
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def test_every_file_carries_the_mark_the_reason_and_the_effect(
    reporting: Reporting, indicator: Indicator
) -> None:
    correct(reporting, indicator, 151)
    one = restate(reporting)
    assert all("-r1." in file.name for file in one.files if not file.name.endswith("json"))
    for file in one.ending(".pdf"):
        text = text_of(content(file.digest))
        is_of_b = f"-{reporting.district('b').code.lower()}-" in file.name
        assert "Counted twice" in text, file.name
        assert "(R)" in text, file.name
        assert "was 140" in text or is_of_b, file.name
    b = page(reporting, "published_place", SUMMER.code, reporting.district("b").code)
    assert "Put right since this was last published" not in b


def test_what_was_published_before_stays_and_leads_on(
    reporting: Reporting, indicator: Indicator
) -> None:
    first = newest(reporting)
    kept = {file.name: content(file.digest) for file in first.files}
    correct(reporting, indicator, 151)
    second = restate(reporting)

    again, _every = queries.publication(reporting.facts, SUMMER, 1)
    assert again == first
    assert {file.name: content(file.digest) for file in again.files} == kept
    old = page(reporting, "published", SUMMER.code, number=1)
    assert "Superseded on 3 December 2026 by (R1)" in old
    assert "200" in old
    assert "211" not in old
    new = page(reporting, "published", SUMMER.code)
    assert "(R) was 200, is 211" in new
    assert second.digest in new
    assert "Superseded" not in new


def test_the_live_page_says_when_it_was_published_and_that_a_figure_is_another(
    reporting: Reporting, indicator: Indicator
) -> None:
    live = page(reporting, "area", period=SUMMER.code)
    assert "Published on 25 November 2026." in live
    assert "another since" not in live
    correct(reporting, indicator, 151)
    live = page(reporting, "place", reporting.district("a").code, period=SUMMER.code)
    assert "1 figure here is another since." in live
    hub = page(reporting, "provider", reporting.hub("a").pk, period=SUMMER.code)
    assert "(R) corrected" in hub
    restate(reporting)
    live = page(reporting, "area", period=SUMMER.code)
    assert "restated (R1) on 3 December 2026." in live
    assert "another since" not in live


def test_where_nothing_differs_there_is_nothing_to_restate(
    reporting: Reporting, indicator: Indicator
) -> None:
    with pytest.raises(ValidationError, match="nothing to restate"):
        restate(reporting)
    correct(reporting, indicator, 151)
    restate(reporting)
    with pytest.raises(ValidationError, match="nothing to restate"):
        restate(reporting)
    assert count() == 2


def test_whoever_looked_at_other_differences_is_told(
    reporting: Reporting, indicator: Indicator
) -> None:
    correct(reporting, indicator, 151)
    restate(reporting, seen=1)
    correct(reporting, indicator, 152, now=LATER + timedelta(days=1))
    with pytest.raises(ValidationError, match="Somebody restated it meanwhile"):
        restate(reporting, seen=1, now=LATER + timedelta(days=2))
    assert count() == 2


def test_a_later_quarter_stays_and_is_flagged_where_it_rests_on_the_correction(
    reporting: Reporting,
) -> None:
    indicator = begin_round(reporting)
    reporting.record(indicator, "a", 120, period=SPRING)
    reporting.record(indicator, "b", 50, period=SPRING)
    make_round_dates(
        framework=reporting.framework, period_start=SPRING.start, period_end=SPRING.end
    )
    spring = publish(reporting, period=SPRING, why="No returns were kept then")
    summer = publish(reporting)
    correct(reporting, indicator, 125, period=SPRING)

    facts, day = reporting.facts, LATER.date()
    assert newest(reporting, SPRING) == spring
    assert newest(reporting) == summer
    assert queries.touched_too(facts, SPRING, today=day) == [(SUMMER, 3)]
    told = [queries.difference_words(one) for one in
            queries.differing_now(facts, SUMMER, today=day)]  # fmt: skip
    assert told[1] == "the figure of the period before was 120, is 125"

    client = reporting.cast.client(KEEPER)
    html = client.get(reporting.url("restate", SPRING.code)).content.decode()
    assert "Other published periods are touched, too" in html
    assert "3 figures differ" in html
    restate(reporting, period=SPRING)
    assert newest(reporting) == summer  # until it is restated for itself
    assert restate(reporting, "The quarter before was corrected").number == 2


def test_a_return_that_was_accepted_since_is_a_restatement(reporting: Reporting) -> None:
    begin_round(reporting, accepted="b")
    publish(reporting, why="One hub is ill")
    accept(reporting, "a")
    one = restate(reporting, "The hub’s return is accepted")
    assert one.effect.count("it is no longer provisional") == 3
    assert not any(figure.is_provisional for figure in queries.figures_published(one))


@pytest.mark.parametrize("gap", [None, 151])
def test_a_restatement_on_its_page(
    reporting: Reporting,
    indicator: Indicator,
    monkeypatch: pytest.MonkeyPatch,
    gap: Any,
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    client, url = reporting.cast.client(KEEPER), reporting.url("restate", SUMMER.code)
    if gap is None:
        html = client.get(url).content.decode()
        assert "nothing to restate" in html
        assert "Publish the restatement" not in html
        return
    correct(reporting, indicator, gap)
    html = client.get(url).content.decode()
    assert "3 figures differ from what was published" in html
    assert "was 140, is 151" in html
    refused = client.post(url, fields_of(html) | {"reason": ""}).content.decode()
    assert "Say why it is restated." in refused
    assert Publication.objects.count() == 1
    sent = client.post(url, fields_of(refused) | {"reason": "Counted twice"})
    assert sent["Location"] == reporting.url("publish", SUMMER.code)


def test_a_restatement_of_an_earlier_one_is_marked_against_that(
    reporting: Reporting, indicator: Indicator
) -> None:
    correct(reporting, indicator, 151)
    restate(reporting)
    reporting.record(indicator, "b", 61, now=LATER + timedelta(days=1), reason="Recounted, too")
    third = restate(reporting, "Another hub", now=LATER + timedelta(days=2))
    assert third.number == 3
    html = page(reporting, "published", SUMMER.code)
    assert "(R) was 211, is 212" in html
    a = page(reporting, "published_place", SUMMER.code, reporting.district("a").code)
    assert "(R)" not in a.split("How this was made")[0].split("Restated (R2)")[0]


def test_it_begins_at_the_meeting(reporting: Reporting, indicator: Indicator) -> None:
    """What was corrected before anybody could read it is no correction to its readers."""
    assert indicator.pk
    assert AFTER < LATER
    html = page(reporting, "published", SUMMER.code)
    assert "(R)" not in html
