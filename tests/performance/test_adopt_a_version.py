"""Whoever keeps a framework changes how an indicator reads or counts, knowing what that means."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.cast import PARTS, Cast
from tests.conftest import NOW
from tests.performance.keeping import KEEPER, Keeping, errors_of, keeping, last_line
from tests.performance.reporting import SPRING, SUMMER, SYSTEM, Reporting, begin, fields_of
from trellis.kernel.editing import EditedMeanwhileError
from trellis.performance import actions, words
from trellis.performance.models import Framework, Indicator
from trellis.performance.rules.codes import ChangeClass

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


@pytest.fixture
def indicator(reporting: Reporting) -> Indicator:
    return reporting.indicator(number=1, title="Groups helped")


def adopting(reporting: Reporting) -> Keeping:
    return keeping(reporting.cast, reporting.url("adopt_version", 1))


VERSION = {
    "change_class": "population",
    "title": "Groups and clubs helped",
    "definition": "Clubs count, too",
    "valid_from": "2026-07-01",
    "reason": "Clubs asked to be counted",
    "source": "Minute 9",
}


def versions(indicator: Indicator) -> list[tuple[int, str, str]]:
    rows = indicator.versions.order_by("number")
    return [(row.number, row.change_class, row.title) for row in rows]


def confirmed(page: Any) -> dict[str, str]:
    """What the page that says what it means sends on when its button is pressed."""
    return fields_of(page.content.decode())


def test_before_it_is_adopted_the_page_says_that_the_series_breaks(
    reporting: Reporting, indicator: Indicator
) -> None:
    for letter, span in (("a", SPRING), ("a", SUMMER), ("b", SUMMER)):
        reporting.record(indicator, letter, 4, period=span)
    reporting.record(indicator, "a", 5, reason="Counted anew")
    keeper = adopting(reporting)
    page = keeper.send(**VERSION)
    html = page.content.decode()
    assert page.status_code == 200
    assert "This breaks the series" in html
    assert "2 figures are recorded already for periods that end after that day." in html
    assert versions(indicator) == [(1, "initial", "Groups helped")]
    sent = keeper.client.post(keeper.url, confirmed(page))
    assert sent["Location"] == reporting.url("keep_indicator", 1)
    assert versions(indicator)[1:] == [(2, "population", "Groups and clubs helped")]
    row = indicator.versions.get(number=2)
    assert (row.definition, row.valid_from, row.reason, row.source) == (
        "Clubs count, too",
        date(2026, 7, 1),
        "Clubs asked to be counted",
        "Minute 9",
    )
    assert last_line() == (
        "performance.indicator_version.adopted",
        ["version"],
        "Clubs asked to be counted",
    )
    [line] = reporting.lines().values()
    assert line.broke_with is not None
    assert (line.broke_with.number, line.before is not None) == (2, True)


def test_a_change_of_wording_breaks_nothing_and_the_page_says_so(
    reporting: Reporting, indicator: Indicator
) -> None:
    keeper = adopting(reporting)
    page = keeper.send(**{**VERSION, "change_class": "wording"})
    html = page.content.decode()
    assert "The series goes on" in html
    assert "breaks" not in html
    keeper.client.post(keeper.url, confirmed(page))
    assert versions(indicator)[1:] == [(2, "wording", "Groups and clubs helped")]
    [line] = reporting.lines().values()
    assert (line.indicator.title, line.broke_with) == ("Groups and clubs helped", None)


def test_going_back_keeps_what_was_typed_and_asks_again(
    reporting: Reporting, indicator: Indicator
) -> None:
    keeper = adopting(reporting)
    looked_at = confirmed(keeper.send(**VERSION))
    page = keeper.client.post(keeper.url, {**looked_at, "back": "1"})
    form = page.context["form"]
    assert {name: form[name].value() for name in VERSION} == VERSION
    assert "confirmed" not in fields_of(page.content.decode())
    again = keeper.client.post(keeper.url, {**fields_of(page.content.decode()), **VERSION})
    assert "This breaks the series" in again.content.decode()
    assert len(versions(indicator)) == 1


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"change_class": ""}, {"change_class": ["Choose what changes."]}),
        ({"change_class": "initial"}, None),
        ({"title": ""}, {"title": ["Enter what is looked at."]}),
        ({"definition": ""}, {"definition": ["Say how it is counted."]}),
        ({"valid_from": ""}, {"valid_from": ["Enter the day from which it holds."]}),
        (
            {"valid_from": "2026-04-01"},
            {"valid_from": ["Enter a day after 1 April 2026, when the version before this began."]},
        ),
        ({"reason": ""}, {"reason": ["Say why it is changed."]}),
    ],
)
@pytest.mark.parametrize("at_once", [False, True])
def test_what_does_not_fit_is_said_by_the_field(
    reporting: Reporting,
    indicator: Indicator,
    given: dict[str, str],
    errors: dict[str, Any] | None,
    at_once: bool,  # noqa: FBT001
) -> None:
    sent = {**VERSION, **given} | ({"confirmed": "1"} if at_once else {})
    found = errors_of(adopting(reporting).send(**sent))
    assert found == errors if errors else list(found) == ["change_class"]
    assert len(versions(indicator)) == 1


def test_a_version_that_differs_in_nothing_is_none(
    reporting: Reporting, indicator: Indicator
) -> None:
    first = indicator.versions.get()
    actions.adopt_version(
        by=SYSTEM, now=NOW, indicator=indicator, valid_from=SUMMER.start,
        change_class=ChangeClass.WORDING, title="Same", definition="As ever", reason="x",
    )  # fmt: skip
    keeper = adopting(reporting)
    form = keeper.shown().context["form"]
    assert (form["title"].value(), form["definition"].value()) == ("Same", "As ever")
    assert first.title != "Same"
    same = {**VERSION, "title": "Same", "definition": "As ever", "valid_from": "2026-10-01"}
    assert errors_of(keeper.send(**same)) == {
        "definition": [
            "Nothing differs from the version there is: change how it reads or is counted."
        ]
    }


def test_of_two_who_change_it_the_second_sees_what_the_first_adopted(
    reporting: Reporting, indicator: Indicator
) -> None:
    keeper = adopting(reporting)
    looked_at = confirmed(keeper.send(**{**VERSION, "valid_from": "2026-10-01"}))
    actions.adopt_version(
        by=SYSTEM, now=NOW, indicator=indicator, valid_from=SUMMER.start,
        change_class=ChangeClass.WORDING, title="Theirs", definition="Ours", reason="x",
    )  # fmt: skip
    page = keeper.client.post(keeper.url, looked_at)
    assert page.status_code == 409
    told = [(one.label, one.in_record, one.entered) for one in page.context["edited"].differences]
    assert told == [
        ("What is looked at", "Theirs", "Groups and clubs helped"),
        ("How it is counted", "Ours", "Clubs count, too"),
    ]
    assert len(versions(indicator)) == 2
    with pytest.raises(EditedMeanwhileError):
        actions.adopt_version(
            by=SYSTEM, now=NOW, indicator=indicator, valid_from=date(2026, 10, 1), seen="1",
            change_class=ChangeClass.WORDING, title="Late", reason="x",
        )  # fmt: skip


def test_a_form_sent_twice_adopts_one(reporting: Reporting, indicator: Indicator) -> None:
    keeper = adopting(reporting)
    looked_at = confirmed(keeper.send(**VERSION))
    sent = [keeper.client.post(keeper.url, looked_at).status_code for _ in range(2)]
    assert (sent, len(versions(indicator))) == ([302, 302], 2)


def test_the_act_refuses_a_day_that_is_not_later(
    reporting: Reporting, indicator: Indicator
) -> None:
    with pytest.raises(ValidationError, match="Enter a day after 1 April 2026"):
        actions.adopt_version(
            by=SYSTEM, now=NOW, indicator=indicator, valid_from=date(2026, 4, 1),
            change_class=ChangeClass.LEVEL, title="x", reason="x",
        )  # fmt: skip


def test_every_change_says_whether_the_series_breaks() -> None:
    explained = words.CHANGES_EXPLAINED
    assert set(explained) == set(ChangeClass) - {ChangeClass.INITIAL}
    assert {
        code for code, said in explained.items() if str(said).endswith("The series breaks")
    } == {code for code in ChangeClass if code.breaks_series}


def test_only_who_keeps_the_framework_adopts_a_version(
    reporting: Reporting, indicator: Indicator
) -> None:
    may = {
        key
        for key in PARTS
        if reporting.cast.client(key).get(reporting.url("adopt_version", 1)).status_code == 200
    }
    assert may == {KEEPER}
    Framework.objects.update(stage=Framework.Stage.CLOSED)
    with pytest.raises(PermissionDenied):
        actions.adopt_version(
            by=reporting.cast.viewer(KEEPER), now=NOW, indicator=indicator,
            valid_from=SUMMER.start, change_class=ChangeClass.LEVEL, title="x", reason="x",
        )  # fmt: skip
