"""The room's pages: open to all, in as few questions for much as for little, and steady whatever
is typed into their address."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import PARTS, Cast
from tests.conftest import StrictClient
from tests.factories import (
    make_appraisal,
    make_conflict,
    make_framework,
    make_indicator_version,
    make_organisation,
    make_outcome,
    make_place,
    make_principle,
    make_rating_rule,
    make_reconciliation,
    make_reported_count,
    make_reported_rating,
    make_reporting_line,
    make_secured_by,
    make_stated_figure,
    make_stated_part,
    make_value,
)
from tests.performance.reporting import SPRING, SUMMER, Reporting, at, begin
from trellis.performance.models import Framework, Outcome, Value
from trellis.performance.rules.codes import ChangeClass, Word

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    """A framework with one of everything."""
    found = begin(cast, slug="together", short_title="Together")
    make_outcome(framework=found.framework, number=1)
    add_everything(found, 1)
    return found


def add_everything(reporting: Reporting, number: int) -> None:
    """An indicator with all that hangs on one, reported by both hubs for two quarters."""
    framework = reporting.framework
    indicator = reporting.indicator(number=number, title=f"Groups helped {number}")
    indicator.outcomes.add(Outcome.objects.get(framework=framework, number=1))
    make_indicator_version(
        indicator=indicator, number=2, valid_from=SUMMER.start, change_class=ChangeClass.LEVEL
    )
    for place in (reporting.county, reporting.district("a")):
        reporting.target(indicator, 10, place=place)
        make_reported_rating(indicator=indicator, place=place, word=Word.AMBER)
    for letter in "ab":
        for span in (SPRING, SUMMER):
            row = reporting.record(indicator, letter, 12, period=span, now=at(5))
            make_appraisal(value=row)
        reporting.record(indicator, letter, 11, now=at(6), reason="Counted twice")
    make_conflict(framework=framework, indicator=indicator)
    make_secured_by(
        principle=make_principle(framework=framework, number=number), owner=reporting.hub("a")
    )
    figure = make_stated_figure(reconciliation=make_reconciliation(framework=framework))
    make_stated_part(figure=figure)
    make_reported_count(framework=framework, provider=make_organisation(area=reporting.county))


def add_a_district(reporting: Reporting) -> None:
    """One more district, with a hub that reports everything there."""
    district = make_place(parent=reporting.county)
    hub = make_organisation(area=reporting.county, kind="hub")
    for indicator in reporting.framework.indicators.all():
        make_reporting_line(indicator=indicator, place=district, provider=hub)
        version = indicator.versions.latest("number")
        make_value(indicator=indicator, version=version, place=district, provider=hub)


def public_pages(reporting: Reporting) -> dict[str, str]:
    code, hub = reporting.district("a").code, reporting.hub("a").pk
    made = reporting.url("made", 1, code, SUMMER.code)
    return {
        "frameworks": "/performance/",
        "area": reporting.url("area"),
        "place": reporting.url("place", code),
        "providers": reporting.url("providers"),
        "provider": reporting.url("provider", hub),
        "framework": reporting.url("framework"),
        "outcome": reporting.url("outcome", 1),
        "principles": reporting.url("principles"),
        "checks": reporting.url("checks"),
        "downloads": reporting.url("downloads"),
        "indicator": reporting.url("indicator", 1),
        "made of the county": reporting.url("made", 1, reporting.county.code, SUMMER.code),
        "made by a hub": f"{made}?provider={hub}",
    }


def own_pages(reporting: Reporting) -> dict[str, tuple[str, str]]:
    """Whose the page is, and where."""
    indicator = reporting.framework.indicators.get(number=1)
    value = Value.objects.filter(provider=reporting.hub("a")).earliest("id")
    return {
        "owed": ("hub_worker", reporting.url("owed")),
        "record": ("hub_worker", reporting.record_url(indicator, "a")),
        "set_target": ("infrastructure_manager", reporting.url("set_target", 1)),
        "appraise": ("funder", reporting.url("appraise", value.pk)),
        "made": ("funder", public_pages(reporting)["made by a hub"]),
    }


def test_everybody_may_look_at_what_is_public(reporting: Reporting) -> None:
    make_framework(area=reporting.county)  # a second one, or the list leads straight to the only
    client = StrictClient()
    answers = {
        name: (client.get(url).status_code, client.head(url).status_code)
        for name, url in public_pages(reporting).items()
    }
    assert answers == dict.fromkeys(answers, (200, 200))


def test_the_only_framework_is_opened_at_once(reporting: Reporting) -> None:
    page = StrictClient().get("/performance/")
    assert (page.status_code, page["Location"]) == (302, reporting.url("area"))


def test_nobody_writes_to_a_page_that_is_read(reporting: Reporting) -> None:
    client = reporting.cast.client("infrastructure_manager")
    answers = {client.post(url).status_code for url in public_pages(reporting).values()}
    assert answers == {405}


def questions(client: StrictClient, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def grow(reporting: Reporting, how: str) -> None:
    for number in (2, 3):
        if how == "indicators":
            add_everything(reporting, number)
        elif how == "districts":
            add_a_district(reporting)
        else:
            indicator = reporting.framework.indicators.get(number=1)
            for letter in "ab":
                reporting.record(indicator, letter, 9, now=at(6 + number), reason="Again")
                span = SUMMER if number == 2 else SPRING
                for _ in range(2 * number):
                    span = span.before()
                    reporting.record(indicator, letter, 9, period=span, reason="Late")
            make_rating_rule(framework=reporting.framework)


@pytest.mark.parametrize("how", ["indicators", "districts", "periods and corrections"])
def test_much_takes_no_more_questions_than_little(reporting: Reporting, how: str) -> None:
    make_framework(area=reporting.county)
    clients = {key: reporting.cast.client(key) for key in PARTS}
    pages = {name: ("anonymous", url) for name, url in public_pages(reporting).items()}
    pages |= {f"own {name}": page for name, page in own_pages(reporting).items()}

    def asked() -> dict[str, int]:
        return {name: questions(clients[key], url) for name, (key, url) in pages.items()}

    asked()  # what is read once and kept
    little = asked()
    grow(reporting, how)
    assert asked() == little


def test_the_pages_keep_to_their_number_of_questions(reporting: Reporting) -> None:
    client = StrictClient()
    pages = public_pages(reporting)
    for url in pages.values():
        client.get(url)
    most = {name: questions(client, url) for name, url in pages.items() if name != "frameworks"}
    # An indicator asks for what it takes and was for; how a figure is made, for its evidence and
    # its challenges.
    assert max(most.values()) <= 26, most


def test_a_draft_is_seen_by_those_who_work_on_it(reporting: Reporting) -> None:
    reporting.framework.stage = Framework.Stage.DRAFT
    reporting.framework.save()
    make_framework(area=reporting.county)
    seen = {}
    for key in PARTS:
        client = reporting.cast.client(key)
        pages = public_pages(reporting)
        answers = {client.get(url).status_code for name, url in pages.items()
                   if name != "frameworks"}  # fmt: skip
        assert len(answers) == 1, (key, answers)
        seen[key] = answers.pop()
        listed = client.get("/performance/")
        titles = (
            [one.short_title for one in listed.context["frameworks"]]
            if (listed.status_code == 200)
            else []
        )
        assert ("Together" in titles) == (seen[key] == 200)
    assert {key for key, status in seen.items() if status == 200} == {
        "infrastructure_officer",
        "infrastructure_manager",
        "council_officer",
        "councillor",
        "funder",
        "vcs_representative",
    }
    assert set(seen.values()) == {200, 404}
    elsewhere = reporting.cast.client("infrastructure_manager", elsewhere=True)
    assert {elsewhere.get(url).status_code for name, url in public_pages(reporting).items()
            if name != "frameworks"} == {404}  # fmt: skip


PERIODS_WITHOUT_SENSE = (
    "x", "-", "--", "---", "----", "Q1", "2026", "2026-", "-2026", "2026-Q", "2026-Q0", "2026-Q5",
    "2026-Q-1", "2026-Qx", "2026-13", "2026-00", "2026-99", "2026-7-1", "0000-Q1", "0001-Q1",
    "0001-01", "0999-Q2", "1066-Q3", "9999-Q4", "9999-Q3", "9999-12", "99999-Q1", "-1-Q1",
    "2026-02-30--2026-03-01", "2026-07-01--2026-07-01", "2026-10-01--2026-07-01",
    "0001-01-01--9999-12-31", "0001-01-01--0001-02-01", "2026-07-01--", "--2026-07-01",
    "1e3-Q1", "NaN-Q1", "2026-Q1'--", "<script>", "../../etc", "2026-Q2\x00", "\x00", "२०२६-Qx",
    "9" * 5_000, "9" * 5_000 + "-Q1", "2026-Q" + "9" * 5_000, "2026-Q2\r\nX: y", " ", "%",
)  # fmt: skip
DAYS_WITHOUT_SENSE = (
    "x", "yesterday", "2026-02-30", "2026-13-01", "0000-00-00", "2026-10-19T10:00",
    "<b>", "2026-10-1\x00", "9" * 5_000, "-1", "%", "2026-10-05'--",
)  # fmt: skip


def test_a_period_that_makes_no_sense_is_not_found(reporting: Reporting) -> None:
    client, area = StrictClient(), reporting.url("area")
    found = {
        text[:40]: client.get(area, {"period": text}).status_code for text in PERIODS_WITHOUT_SENSE
    }
    assert found == dict.fromkeys(found, 404)
    for name, url in public_pages(reporting).items():
        if name != "frameworks":
            for text in ("x", "0001-01-01--0001-02-01"):
                assert client.get(url, {"period": text}).status_code == 404, name


def test_a_day_that_makes_no_sense_is_answered_in_words(reporting: Reporting) -> None:
    client, area = StrictClient(), reporting.url("area")
    for text in DAYS_WITHOUT_SENSE:
        answer = client.get(area, {"on": text})
        assert answer.status_code == 200
        assert 'aria-describedby="id_on_error"' in answer.content.decode(), text
    for name, url in public_pages(reporting).items():
        if name != "frameworks":
            assert "“x” is not a day." in client.get(url, {"on": "x"}).content.decode(), name


def test_a_period_without_sense_in_the_path_is_not_found(reporting: Reporting) -> None:
    worker = reporting.cast.client("hub_worker")
    indicator = reporting.framework.indicators.get(number=1)
    hub = reporting.hub("a").pk
    for text in ("x", "2026-Q5", "0001-Q1", "9999-12", "0001-01-01--9999-12-31", "9" * 300):
        made = reporting.url("made", 1, reporting.district("a").code, text)
        record = reporting.record_url(indicator, "a", text)
        assert [
            worker.get(f"{made}?provider={hub}").status_code,
            worker.get(record).status_code,
            worker.post(record, {"state": "zero"}).status_code,
        ] == [404, 404, 404], text


@pytest.mark.parametrize(
    "text",
    ["2026-Q3", "2027-Q1", "2028-Q4", "2030-FY", "1999-Q1", "2026-07-10--2026-07-12", "2026-02"],
)
def test_a_period_with_sense_of_which_nothing_is_known_says_so(
    reporting: Reporting, text: str
) -> None:
    client, worker = StrictClient(), reporting.cast.client("hub_worker")
    answers = {
        name: client.get(url, {"period": text}).status_code
        for name, url in public_pages(reporting).items()
        if name not in {"frameworks", "provider", "made by a hub"}
    }
    assert answers == dict.fromkeys(answers, 200)
    assert worker.get(reporting.url("owed"), {"period": text}).status_code == 200


@pytest.mark.parametrize(
    "day", ["0001-01-01", "1900-01-01", "2026-10-20", "9999-12-31", "20261005"]
)
def test_any_day_there_is_can_be_asked_for(reporting: Reporting, day: str) -> None:
    client = StrictClient()
    for name in ("area", "indicator", "framework", "made of the county"):
        assert client.get(public_pages(reporting)[name], {"on": day}).status_code == 200


def test_a_day_before_anything_was_said_shows_nothing_and_stands(reporting: Reporting) -> None:
    client = StrictClient()
    for name, url in public_pages(reporting).items():
        if name != "frameworks":
            assert client.get(url, {"on": "2026-10-01"}).status_code == 200, name


@pytest.mark.parametrize(
    "text", ["x", "-1", "1.5", "９９９９９", "9" * 18, "9" * 19, "9" * 5_000, "1' OR 1=1"]
)
def test_a_provider_without_sense_is_not_found(reporting: Reporting, text: str) -> None:
    made = reporting.url("made", 1, reporting.district("a").code, SUMMER.code)
    status = StrictClient().get(made, {"provider": text}).status_code
    assert status == (200 if text in {"９９９９９", "9" * 18} else 404)


def test_an_address_of_nothing_is_not_found(reporting: Reporting) -> None:
    urls: list[Callable[[], str]] = [
        lambda: "/performance/nothing/",
        lambda: reporting.url("place", "NOWHERE"),
        lambda: reporting.url("place", "%00"),
        lambda: reporting.url("provider", 10**7),
        lambda: reporting.url("provider", 10**30),
        lambda: reporting.url("provider", reporting.cast.world.bodies["council"].pk),
        lambda: reporting.url("provider", reporting.cast.other_world.bodies["hub_a"].pk),
        lambda: reporting.url("outcome", 99),
        lambda: reporting.url("outcome", 10**30),
        lambda: reporting.url("indicator", 99),
        lambda: reporting.url("indicator", 10**30),
        lambda: reporting.url("made", 99, reporting.county.code, "2026-Q2"),
        lambda: reporting.url("made", 1, "NOWHERE", "2026-Q2"),
        lambda: reporting.url("made", 1, reporting.cast.other_world.area.code, "2026-Q2"),
        lambda: reporting.url("download", "exe"),
    ]
    client = StrictClient()
    assert [client.get(url()).status_code for url in urls] == [404] * len(urls)


NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7|add:7 }}"


def test_words_are_shown_as_words_whatever_they_hold(cast: Cast) -> None:
    """In a title, a name, a definition, an account, a reason, a source: nothing runs."""
    reporting = begin(cast, slug="together", short_title=NASTY[:60], title=NASTY, about=NASTY)
    for body in (reporting.hub("a"), reporting.district("a"), reporting.county):
        body.name = NASTY
        body.save()
    make_outcome(framework=reporting.framework, number=1, title=NASTY, section=NASTY, source=NASTY)
    indicator = reporting.indicator(
        number=1, title=NASTY, unit="<i>groups</i>", why_it_matters=NASTY, source=NASTY
    )
    indicator.outcomes.add(Outcome.objects.get())
    make_indicator_version(
        indicator=indicator, number=2, valid_from=SUMMER.start, change_class=ChangeClass.LEVEL,
        title=NASTY, definition=NASTY, reason=NASTY, source=NASTY,
    )  # fmt: skip
    reporting.target(indicator, 10, place=reporting.district("a"), reason=NASTY, source=NASTY)
    reporting.record(indicator, "a", 12, words=NASTY, source=NASTY, reason=NASTY)
    make_reported_rating(indicator=indicator, basis="<b>x</b>", source=NASTY)
    make_reported_count(framework=reporting.framework, provider=reporting.hub("a"), source=NASTY)
    principle = make_principle(framework=reporting.framework, number=1, title=NASTY)
    make_secured_by(principle=principle, words=NASTY, owner=reporting.hub("a"), source=NASTY)
    make_conflict(
        framework=reporting.framework, indicator=indicator, title=NASTY, says=NASTY, but=NASTY
    )
    check = make_reconciliation(framework=reporting.framework, title=NASTY, about=NASTY)
    make_stated_part(figure=make_stated_figure(reconciliation=check, label=NASTY), label=NASTY)
    make_framework(area=reporting.county)
    pages = {name: ("anonymous", url) for name, url in public_pages(reporting).items()}
    pages |= own_pages(reporting)
    for name, (key, url) in pages.items():
        page = cast.client(key).get(url)
        html = page.content.decode()
        assert page.status_code == 200, name
        for tag in ("<script>alert", "<img src=x", "<i>groups", "<b>x", "14<"):
            assert tag not in html, (name, tag)
        assert "&lt;script&gt;alert(1)" in html, name


def test_what_is_typed_into_the_address_is_shown_as_words(reporting: Reporting) -> None:
    client = StrictClient()
    for parameter in ("provider", "anything", "sort", "q"):
        page = client.get(reporting.url("area"), {parameter: NASTY})
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()


def test_a_page_is_labelled_by_the_world_it_is_of(reporting: Reporting) -> None:
    said = {}
    for standing in ("live", "invented", "documented"):
        reporting.county.standing = standing
        reporting.county.save()
        html = StrictClient().get(reporting.url("area")).content.decode()
        said[standing] = ("Invented example: no real" in html, "read-only</p>" in html)
    assert said == {
        "live": (False, False),
        "invented": (True, False),
        "documented": (False, True),
    }
