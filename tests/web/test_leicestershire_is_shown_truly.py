"""Leicestershire 2010/11 as its readers meet it: what the review states and nothing beside it, in
queries and on every page; and nobody at all changes it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import NOW, TODAY, StrictClient
from tests.performance.reporting import Cell, rows_of
from tests.web.worlds import crawl, main_of, parsed, undone, words_of
from trellis.kernel.periods import financial_year
from trellis.kernel.viewer import STRANGER
from trellis.organisations.models import Organisation
from trellis.performance import queries
from trellis.performance.models import ReportedRating, Target, Value
from trellis.performance.queries import FrameworkFacts, Line
from trellis.performance.rules.codes import TargetState, ValueState, Word
from trellis.performance.rules.movement import Bearing, Course
from trellis.performance.rules.ratings import Outcome, Reason
from trellis.places.models import Place
from trellis.web.examples import fosseshire, leicestershire
from trellis.web.examples.cast import CAST
from trellis.web.examples.fosseshire.bodies import BODIES, DISTRICTS, PLACES_IN

pytestmark = pytest.mark.django_db

YEAR = financial_year(date(2010, 4, 1))
ROOM = f"/performance/{leicestershire.SLUG}/"
WHOLE = "Indicators of Leicester and Leicestershire"
MET, NOT_MET = {2, 9, 12}, {10}
BROKEN = {12, 13, 15, 16, 18, 21, 23, 25, 29}
RECONSTRUCTED = set(range(18, 31))


@pytest.fixture(scope="module", autouse=True)
def _worlds(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), undone():
        leicestershire.load(now=NOW)
        fosseshire.load(now=NOW)
        yield


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture(scope="module")
def pages(_worlds: None) -> dict[str, str]:
    """Every page of this world: its room, its places and its organisations."""
    client = StrictClient()
    of_places = f"/places/{leicestershire.SLUG}/"
    bodies = Organisation.objects.filter(area__slug=leicestershire.SLUG)
    records = {f"/organisations/{pk}/" for pk in bodies.values_list("pk", flat=True)}
    return {
        **crawl(client, [ROOM], ROOM),
        **crawl(client, [f"{of_places}LLR-2010/"], of_places),
        **{url: client.get(url).content.decode() for url in records},
    }


@pytest.fixture
def facts() -> FrameworkFacts:
    return queries.framework(STRANGER, leicestershire.SLUG)


@pytest.fixture
def lines(facts: FrameworkFacts) -> dict[int, Line]:
    report = queries.place_report(STRANGER, facts, YEAR, today=TODAY)
    return {line.indicator.number: line for line in report.lines}


@pytest.fixture
def rows(pages: dict[str, str]) -> dict[int, dict[str, Cell]]:
    """The rows of the whole area's table as served, by the number of their indicator."""
    found = rows_of(pages[ROOM], WHOLE)
    return {int(header.partition(".")[0]): cells for header, cells in found.items()}


def numbers(lines: dict[int, Line], holds: Callable[[Line], bool]) -> set[int]:
    return {number for number, line in lines.items() if holds(line)}


def test_the_year_is_what_the_page_opens_with(facts: FrameworkFacts, pages: dict[str, str]) -> None:
    assert queries.default_span(facts, TODAY, queries.spans(facts)) == YEAR
    assert "Leicester and Leicestershire, 2010/11" in pages[ROOM]
    assert (facts.stage, facts.standing) == ("closed", "documented")


def test_every_page_that_is_linked_stays_in_the_year(pages: dict[str, str]) -> None:
    """The short form of the year, 2010-11, is that of a month, too."""
    assert [url for url, html in pages.items() if "November 2010" in html] == []
    linked = f"{ROOM}indicators/2/?period={YEAR.code}"
    assert "2010/11" in main_of(pages[linked]).partition("Versions")[0]


def test_the_check_of_providers_with_both_honest_wholes(facts: FrameworkFacts) -> None:
    check = queries.provider_check(facts)
    assert check is not None
    assert check.totals == {Word.GREEN: 26, Word.AMBER: 2, Word.NOT_REPORTED: 13}
    assert (check.expected, check.reported, len(check.rows)) == (41, 28, 10)
    green = check.share(Word.GREEN)
    assert (green.of_expected, green.of_reported) == (Decimal(63), Decimal(93))


def test_the_check_of_providers_on_the_page(pages: dict[str, str]) -> None:
    said = main_of(pages[ROOM])
    assert (
        "26 of 41 ratings were reported green: 63% of all, 93% of the 28 that were reported. "
        "2 were reported amber and 13 were not reported."
    ) in said
    table = rows_of(pages[ROOM], "Ratings reported by each provider")
    assert {name: cell.words for name, cell in table["All providers"].items()} == {
        "red": "0", "amber": "2", "green": "26", "not reported": "13", "all": "41",
    }  # fmt: skip
    assert {cell.tones for row in table.values() for cell in row.values()} == {()}


def test_only_four_lines_can_be_rated(lines: dict[int, Line]) -> None:
    assert set(lines) == set(range(1, 31))
    outcomes = {number: line.rating.outcome for number, line in lines.items()}
    assert {n for n, outcome in outcomes.items() if outcome is Outcome.MET} == MET
    assert {n for n, outcome in outcomes.items() if outcome is Outcome.NOT_MET} == NOT_MET
    assert Counter(outcomes.values()) == {
        Outcome.MET: 3,
        Outcome.NOT_MET: 1,
        Outcome.NOT_RATED: 26,
    }
    held = {n: f"{lines[n].found.value} of {lines[n].wanted.value}" for n in MET | NOT_MET}
    assert held == {2: "75 of 50", 9: "84 of 50", 12: "100 of 90", 10: "42 of 50"}


def test_only_four_rows_of_the_page_are_coloured(rows: dict[int, dict[str, Cell]]) -> None:
    coloured = {
        number: (cells["Rating"].words.split(" Reported")[0], cells["Rating"].tones)
        for number, cells in rows.items()
        if not cells["Rating"].words.startswith("Not rated")
    }
    good, serious = ("Met", ("good",)), ("Not met", ("serious",))
    assert coloured == {2: good, 9: good, 12: good, 10: serious}
    assert {cells["Rating"].tones for n, cells in rows.items() if n not in coloured} == {("quiet",)}
    assert {number: rows[number]["Result"].words.split(" number")[0] for number in coloured} == {
        2: "75%",
        9: "84%",
        12: "100%",
        10: "42%",
    }


def test_no_page_colours_anything_else(pages: dict[str, str]) -> None:
    """On every page that can be reached: a coloured tag stands in the row, or on the page, of an
    indicator that was measured against a target."""
    allowed = dict.fromkeys(MET, "Met") | dict.fromkeys(NOT_MET, "Not met")
    found = Counter[str]()
    for url, html in pages.items():
        own = re.search(r"/indicators/(\d+)/", url)
        for row, words in _coloured(html):
            found[words] += 1
            number = own[1] if own else row.partition(".")[0]
            assert number.isdecimal(), (url, row, words)
            assert allowed.get(int(number)) == words, (url, row, words)
    assert set(found) == {"Met", "Not met"}


def _coloured(html: str) -> Iterator[tuple[str, str]]:
    """Every coloured tag with the header of the row it stands in, empty for none."""
    document = parsed(html)
    seen = set()
    for row in document.iter("tr"):
        header = words_of(row.find("th"))
        for tag in _tags(row):
            seen.add(tag)
            yield header, words_of(tag)
    for tag in _tags(document):
        if tag not in seen:
            yield "", words_of(tag)


def _tags(element: Any) -> list[Any]:
    coloured = re.compile(r"tag--(good|caution|serious)\b")
    return [one for one in element.iter() if coloured.search(one.get("class") or "")]


def test_29_has_its_day_and_no_day_on_which_it_was_reached(
    lines: dict[int, Line], rows: dict[int, dict[str, Cell]]
) -> None:
    line = lines[29]
    assert (line.wanted.state, line.wanted.by) == (TargetState.SET, date(2011, 3, 31))
    assert (line.found.state, line.found.reached_on) == (ValueState.NOT_GIVEN, None)
    assert (line.rating.outcome, line.rating.reason) == (
        Outcome.NOT_RATED,
        Reason.VALUE_NOT_GIVEN,
    )
    assert rows[29]["Target"].words == "by 31 March 2011"
    assert rows[29]["Result"].words == "Not given in the source"


def test_what_has_no_value_says_which_kind_of_nothing(lines: dict[int, Line]) -> None:
    states = {number: line.found.state for number, line in lines.items()}
    assert {n for n, state in states.items() if state is ValueState.MEASURED} == {2, 3, 9, 10, 12}
    assert {n for n, state in states.items() if state is ValueState.NOT_MEASURED} == {6, 7, 11}
    assert {n for n, state in states.items() if state is ValueState.CANNOT_BE_MEASURED} == {4}
    assert Counter(states.values())[ValueState.NOT_GIVEN] == 21
    assert numbers(lines, lambda line: line.found.denominator is not None) == set()


def test_series_break_where_the_indicator_became_another(
    facts: FrameworkFacts, lines: dict[int, Line], rows: dict[int, dict[str, Cell]]
) -> None:
    looked_at = queries.indicators(facts, YEAR)
    assert {
        one.number for one in looked_at if any(version.breaks_series for version in one.versions)
    } == BROKEN
    assert numbers(lines, lambda line: line.broke_with is not None) == BROKEN
    assert numbers(lines, lambda line: line.movement.course is Course.NONE_ACROSS_BREAK) == BROKEN
    across = "not comparable"
    shown = {n: cells["Since the period before"].words for n, cells in rows.items()}
    assert {n for n, words in shown.items() if words == across} == BROKEN


def test_only_10_moves_and_it_is_up_from_27(
    lines: dict[int, Line], rows: dict[int, dict[str, Cell]]
) -> None:
    moved = (Course.UP, Course.DOWN, Course.SAME, Course.NO_CLEAR_CHANGE)
    assert numbers(lines, lambda line: line.movement.course in moved) == {10}
    line = lines[10]
    assert (line.movement.course, line.movement.bearing) == (Course.UP, Bearing.BETTER)
    assert line.before is not None
    assert line.before.value == 27
    shown = {n: cells["Since the period before"].words for n, cells in rows.items()}
    assert shown.pop(10) == "up from 27%, better"
    assert {words for n, words in shown.items() if n not in BROKEN} == {"–nothing to compare with"}


def test_no_page_draws_a_movement_for_any_other(pages: dict[str, str]) -> None:
    moved = re.compile(r"\b(up|down) from \S+|\bno clear change\b")
    for url, html in pages.items():
        own = re.search(r"/indicators/(\d+)/", url)
        document = parsed(html)
        for one in document.iter():
            if "movement" in (one.get("class") or "").split() and moved.search(words_of(one)):
                assert words_of(one) == "up from 27%, better", url
                if own:
                    assert own[1] == "10", url


def test_rows_18_to_30_are_marked_as_reconstructed(
    lines: dict[int, Line], rows: dict[int, dict[str, Cell]]
) -> None:
    said = {
        number: {one.is_reconstructed for one in line.reported} for number, line in lines.items()
    }
    assert said == {number: {number in RECONSTRUCTED} for number in range(1, 31)}
    marked = {n for n, cells in rows.items() if "row reconstructed" in cells["Rating"].words}
    assert marked == RECONSTRUCTED


def test_colours_reported_are_words_and_were_27_green_and_three_amber(
    rows: dict[int, dict[str, Cell]],
) -> None:
    words = {
        n: re.search(r"Reported as (green|amber|red)", cells["Rating"].words)
        for n, cells in rows.items()
    }
    said = {number: found[1] for number, found in words.items() if found}
    assert {n for n, word in said.items() if word == "amber"} == {7, 10, 28}
    assert Counter(said.values()) == {"green": 27, "amber": 3}


def checked(facts: FrameworkFacts) -> dict[str, tuple[object, object]]:
    """What is stated, and what was added up or counted, by the label of the figure."""
    return {
        figure.label: (figure.stated, figure.found)
        for check in queries.checks(facts)
        for figure in check.figures
    }


def test_the_fund_has_three_sizes_side_by_side(
    facts: FrameworkFacts, pages: dict[str, str]
) -> None:
    found = checked(facts)
    assert found["Paid into the pool"] == (1_462_398, 1_471_000)
    assert found["Paid out of the pool"] == (1_462_398, 1_485_000)
    fund = queries.checks(facts)[0]
    assert [one.amount for one in fund.between] == [8_602, 22_602, 22_602, -8_602, 14_000]
    shown = rows_of(pages[f"{ROOM}checks/?period={YEAR.code}"], fund.title)
    pool = {
        header.partition(" 003")[0]: [cell.words for cell in cells.values()]
        for header, cells in shown.items()
    }
    assert pool["Paid into the pool"] == ["£1,462,398", "£1,471,000", "+£8,602"]
    assert pool["Paid out of the pool"] == ["£1,462,398", "£1,485,000", "+£22,602"]
    said = main_of(pages[f"{ROOM}checks/?period={YEAR.code}"])
    paid = "Paid out of the pool as added up £1,485,000, against Paid into the pool as added up"
    assert f"{paid} £1,471,000: +£14,000" in said


def test_kinds_and_comments_are_counted_against_what_is_stated(facts: FrameworkFacts) -> None:
    found = checked(facts)
    assert {
        label: found[label]
        for label in (
            "With a target in figures (Q, and row 2 without a code)",
            "One-off events",
            "Coded as narrative",
            "Without a target",
            "On the principles, by kind",
        )
    } == {
        "With a target in figures (Q, and row 2 without a code)": (18, 17),
        "One-off events": (3, 3),
        "Coded as narrative": (4, 5),
        "Without a target": (5, 5),
        "On the principles, by kind": (19, 18),
    }


def test_percentages_agree_where_they_round_to_what_is_stated(facts: FrameworkFacts) -> None:
    figures = [figure for check in queries.checks(facts) for figure in check.figures]
    percent = {figure.label: figure.agrees for figure in figures if figure.unit == "percent"}
    assert percent == {
        "Fall from the pool": True,
        "Fall from what was paid out": None,
        "Green, of all": True,
        "Amber, of all": True,
        "Not reported, of all": True,
        "Green, of those reported": None,
    }


def test_every_page_says_documented_and_read_only(pages: dict[str, str]) -> None:
    label = "Documented facts of 2010/11, read-only</p>"
    assert [url for url, html in pages.items() if label not in html] == []
    assert [url for url, html in pages.items() if "Invented example" in html] == []


def test_no_page_offers_to_change_anything(pages: dict[str, str]) -> None:
    """No form but those that read, and search and signing out in the frame."""
    offers = re.compile(r"/(record|target|appraise|edit|close|relations|invite|new|imports)/")
    for url, html in pages.items():
        main = parsed(html).find(".//main")
        assert [form for form in main.iter("form") if form.get("method") == "post"] == [], url
        links = [link.get("href", "") for link in main.iter("a")]
        assert [link for link in links if offers.search(link)] == [], url


ILLUSTRATIVE = [
    "Fosseshire",
    *(one.name for one in DISTRICTS),
    *(body.name for body in BODIES),
    *(name for names in PLACES_IN.values() for name in names),
    *(member.name for member in CAST),
]


def test_nothing_invented_stands_on_a_documented_page(pages: dict[str, str]) -> None:
    invented = re.compile("|".join(map(re.escape, ILLUSTRATIVE)))
    said = {url: invented.search(main_of(html)) for url, html in pages.items()}
    assert {url: found[0] for url, found in said.items() if found} == {}


def test_nothing_documented_stands_on_an_invented_page() -> None:
    client = StrictClient()
    real = set(Place.objects.filter(area__slug=leicestershire.SLUG).values_list("name", flat=True))
    bodies = Organisation.objects.filter(area__slug=leicestershire.SLUG)
    real |= {"Leicester", *bodies.values_list("name", flat=True)}
    documented = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(real)))
    room = f"/performance/{fosseshire.SLUG}/"
    pages = [room, *(f"{room}{name}/" for name in ("providers", "framework", "principles"))]
    pages += [f"{room}checks/", f"{room}downloads/"]
    pages += [f"{room}places/{one.code}/" for one in DISTRICTS]
    pages += [f"{room}indicators/{number}/" for number in range(1, 11)]
    pages += [f"/organisations/?area={fosseshire.SLUG}"]
    pages += [f"/places/{fosseshire.SLUG}/{one.code}/" for one in DISTRICTS]
    for url in pages:
        html = client.get(url).content.decode()
        main = main_of(html).replace("See Leicester and Leicestershire", "")  # the link there
        assert documented.search(main) is None, url
        assert "Invented example: no real place, body or person</p>" in html, url


def test_the_two_trees_share_nothing() -> None:
    """No value, target, line or body of one world points into the other."""
    for model in (Value, Target, ReportedRating):
        mixed = model.objects.exclude(
            place__area=None, indicator__framework__area_id=None
        )  # the root of a tree has no area of its own
        for row in mixed.select_related("place", "indicator__framework"):
            area = row.place.area_id or row.place_id
            assert area == row.indicator.framework.area_id
    for body in Organisation.objects.filter(area__slug=leicestershire.SLUG):
        for place in Place.objects.filter(pk__in=body.coverage.values("place")):
            assert (place.area_id or place.pk) == body.area_id
