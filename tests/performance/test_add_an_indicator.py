"""Whoever keeps a framework adds an indicator, one question after another, and keeps it right."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.cast import PARTS, Cast
from tests.conftest import NOW
from tests.factories import make_indicator, make_outcome
from tests.performance.keeping import KEEPER, Keeping, errors_of, keeping, last_line
from tests.performance.reporting import SYSTEM, Reporting, begin, fields_of, rows_of
from trellis.kernel.models import AuditLine
from trellis.performance import actions, words
from trellis.performance.models import Framework, Indicator
from trellis.performance.rules.codes import Combine, Control, Direction, IndicatorKind, Level

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def draft(cast: Cast) -> Reporting:
    reporting = begin(cast, stage=Framework.Stage.DRAFT)
    for number in (1, 2, 3):
        make_outcome(framework=reporting.framework, number=number)
    return reporting


NEW = {
    "number": "1",
    "title": "Groups helped one-to-one",
    "definition": "Groups with at least one session",
    "why_it_matters": "It is what groups ask for most.",
    "valid_from": "2026-04-01",
    "source": "Minute 6",
}
NATURE: dict[str, Any] = {
    "kind": "number",
    "unit": "groups",
    "decimals": "0",
    "direction": "up",
    "combine": "count_events",
    "control": "shared",
    "level": "output",
    "outcomes": ["1", "3"],
}


def adding(reporting: Reporting) -> Keeping:
    return keeping(reporting.cast, reporting.url("add_indicator"))


def changing(reporting: Reporting) -> Keeping:
    return keeping(reporting.cast, reporting.url("change_indicator", 1))


def facts_of(row: Indicator) -> tuple[Any, ...]:
    row.refresh_from_db()
    nature = (row.kind, row.unit, row.decimals, row.direction, row.combine, row.control, row.level)
    return (*nature, sorted(one.number for one in row.outcomes.all()))


def test_an_indicator_is_added_with_its_first_version(draft: Reporting) -> None:
    sent = adding(draft).send(**NEW, **NATURE)
    assert sent["Location"] == draft.url("keep_indicator", 1)
    row = Indicator.objects.get()
    assert facts_of(row) == (
        "number",
        "groups",
        0,
        "up",
        "count_events",
        "shared",
        "output",
        [1, 3],
    )
    assert (row.why_it_matters, row.source) == ("It is what groups ask for most.", "Minute 6")
    version = row.versions.get()
    assert (version.number, version.valid_from, version.change_class) == (
        1,
        date(2026, 4, 1),
        "initial",
    )
    assert (version.title, version.definition) == (NEW["title"], NEW["definition"])
    assert last_line() == ("performance.indicator.added", [], "")


def test_its_page_says_what_is_set_down_and_what_is_lacking(draft: Reporting) -> None:
    keeper = adding(draft)
    page = keeper.client.get(keeper.send(**NEW, **NATURE)["Location"]).content.decode()
    for said in (
        "Number (groups). Higher is better.",
        "Number, added up: each one happened once",
        "In part: others decide it, too",
        "What is done, such as advice given",
        "none yet: it is shown, and not rated",
    ):
        assert said in page, said
    listed = keeper.client.get(draft.url("keep_indicators")).content.decode()
    [(name, cells)] = rows_of(listed, "Indicators there are").items()
    assert name == "1. Groups helped one-to-one number"
    assert {label: cell.words for label, cell in cells.items()} == {
        "Outcomes": "1, 3",
        "Reported by": "nobody",
        "Target": "none",
    }


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (
            {"kind": "percentage", "combine": "ratio", "unit": "", "direction": "down"},
            ("percentage", "percent", 0, "down", "ratio", "shared", "output", [1, 3]),
        ),
        (
            {"kind": "money", "combine": "sum_money", "unit": "groups", "decimals": "2"},
            ("money", "GBP", 2, "up", "sum_money", "shared", "output", [1, 3]),
        ),
        (
            {"kind": "narrative", "combine": "narrative_score", "direction": "neither"},
            ("narrative", "", 0, "", "narrative_score", "shared", "output", [1, 3]),
        ),
        (
            {"kind": "milestone", "combine": "none", "control": "unsaid", "level": "unsaid"},
            ("milestone", "", 0, "up", "none", "", "", [1, 3]),
        ),
        (
            {"combine": "stock_latest", "outcomes": []},
            ("number", "groups", 0, "up", "stock_latest", "shared", "output", []),
        ),
    ],
)
def test_each_kind_brings_its_own_unit(
    draft: Reporting, given: dict[str, Any], stored: tuple[Any, ...]
) -> None:
    assert adding(draft).send(**{**NEW, **NATURE, **given}).status_code == 302
    assert facts_of(Indicator.objects.get()) == stored


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"title": ""}, {"title": ["Enter what is looked at."]}),
        ({"definition": ""}, {"definition": ["Say how it is counted."]}),
        ({"kind": ""}, {"kind": ["Choose what kind of figure it is."]}),
        ({"unit": ""}, {"unit": ["Enter what is counted, such as groups."]}),
        ({"direction": ""}, {"direction": ["Choose which way is better."]}),
        ({"control": ""}, {"control": ["Choose how far they can bring it about."]}),
        ({"level": ""}, {"level": ["Choose what it speaks of."]}),
        ({"combine": ""}, {"combine": ["Choose how values go together."]}),
        (
            {"combine": "sum_money"},
            {"combine": ["Choose one for: number. Or choose “not at all”."]},
        ),
        ({"valid_from": ""}, {"valid_from": ["Enter the day from which it is looked at."]}),
        (
            {"number": "5"},
            {"number": ["There is a number 5 already. Enter another; 6 is free."]},
        ),
    ],
)
def test_what_does_not_fit_is_said_by_the_field_and_nothing_is_lost(
    draft: Reporting, given: dict[str, str], errors: dict[str, Any]
) -> None:
    make_indicator(framework=draft.framework, number=5)
    page = adding(draft).send(**{**NEW, **NATURE, **given})
    assert errors_of(page) == errors
    form = page.context["form"]
    assert (form["outcomes"].value(), form["source"].value()) == (["1", "3"], "Minute 6")
    assert Indicator.objects.count() == 1


def test_an_outcome_of_another_framework_cannot_be_served(draft: Reporting) -> None:
    make_outcome(number=77)
    page = adding(draft).send(**{**NEW, **NATURE, "outcomes": ["1", "77"]})
    assert list(errors_of(page)) == ["outcomes"]


def test_a_form_sent_twice_adds_one(draft: Reporting) -> None:
    hidden = adding(draft).hidden()
    sent = [adding(draft).send(hidden, **NEW, **NATURE).status_code for _ in range(2)]
    assert (sent, Indicator.objects.count()) == ([302, 302], 1)


def test_the_next_number_is_offered(draft: Reporting) -> None:
    make_indicator(framework=draft.framework, number=8)
    assert adding(draft).shown().context["form"]["number"].value() == 9


@pytest.mark.parametrize("kind", IndicatorKind)
def test_the_act_refuses_what_cannot_go_together(draft: Reporting, kind: IndicatorKind) -> None:
    fitting = {
        IndicatorKind.NUMBER: {"count_events", "count_distinct", "stock_latest", "none"},
        IndicatorKind.PERCENTAGE: {"ratio", "none"},
        IndicatorKind.MONEY: {"sum_money", "none"},
        IndicatorKind.MILESTONE: {"milestone", "none"},
        IndicatorKind.NARRATIVE: {"narrative_score", "none"},
    }
    taken = set()
    for number, combine in enumerate(Combine, start=1):
        with suppress(ValidationError):
            actions.add_indicator(
                by=SYSTEM, now=NOW, framework=draft.framework, number=number, kind=kind,
                combine=combine, title="x", valid_from=date(2026, 4, 1),
            )  # fmt: skip
            taken.add(combine.value)
    assert taken == fitting[kind]


def test_every_choice_says_what_it_means() -> None:
    assert set(words.KINDS_EXPLAINED) == set(IndicatorKind)
    assert set(words.COMBINES_EXPLAINED) == set(Combine)
    assert set(words.DIRECTIONS_EXPLAINED) == set(Direction)
    assert set(words.CONTROLS_EXPLAINED) == set(Control)
    assert set(words.LEVELS_EXPLAINED) == set(Level)


AGAIN = {"why_it_matters": "", "source": ""}


def test_while_nothing_is_recorded_anything_can_be_set_down_anew(draft: Reporting) -> None:
    row = draft.indicator(number=1)
    other = {"kind": "percentage", "combine": "ratio", "direction": "down", "unit": ""}
    assert changing(draft).send(**{**NATURE, **AGAIN, **other}).status_code == 302
    assert facts_of(row) == (
        "percentage",
        "percent",
        0,
        "down",
        "ratio",
        "shared",
        "output",
        [1, 3],
    )
    assert last_line()[:2] == (
        "performance.indicator.changed",
        ["combine", "control", "direction", "kind", "level", "outcomes", "unit"],
    )


def test_once_figures_are_there_it_stays_what_it_is(draft: Reporting) -> None:
    row = draft.indicator(number=1)
    draft.record(row, "a", 4)
    Framework.objects.update(stage=Framework.Stage.LIVE)
    keeper = changing(draft)
    page = keeper.shown()
    assert "What it is stays" in page.content.decode()
    assert not {"kind", "direction", "combine"} & set(page.context["form"].fields)
    other = {**NATURE, **AGAIN, "kind": "money", "combine": "none", "unit": "clubs"}
    assert errors_of(keeper.send(**other)) == {"why": ["Say why it is changed."]}
    assert keeper.send(**other, why="As the partners call them").status_code == 302
    assert facts_of(row) == ("number", "clubs", 0, "up", "count_events", "shared", "output", [1, 3])
    assert last_line() == (
        "performance.indicator.changed",
        ["control", "level", "outcomes", "unit"],
        "As the partners call them",
    )
    assert errors_of(keeper.send(**{**other, "unit": ""}, why="x")) == {
        "unit": ["Enter what is counted, such as groups."]
    }


def test_the_unit_of_a_percentage_that_is_recorded_is_not_asked_for(draft: Reporting) -> None:
    row = draft.indicator(number=1, kind="percentage", unit="percent", combine="ratio")
    draft.record(row, "a", numerator=3, denominator=4)
    assert "unit" not in changing(draft).shown().context["form"].fields
    assert changing(draft).send(**NATURE, **AGAIN).status_code == 302
    row.refresh_from_db()
    assert row.unit == "percent"


def test_the_act_refuses_another_nature_under_figures(draft: Reporting) -> None:
    row = draft.indicator(number=1)
    draft.target(row, 10)
    with pytest.raises(ValidationError) as refused:
        actions.change_indicator(
            by=SYSTEM, now=NOW, indicator=row, kind="money", unit="GBP", decimals=0,
            direction="up", control="", level="", combine="none",
        )  # fmt: skip
    assert set(refused.value.error_dict) == {"kind", "combine"}


def test_nothing_changed_is_no_act(draft: Reporting) -> None:
    draft.indicator(number=1)
    form = changing(draft).shown().context["form"]
    same = {name: form[name].value() for name in form.fields if name not in {"once", "seen"}}
    before = AuditLine.objects.count()
    assert changing(draft).send(**same).status_code == 302
    assert AuditLine.objects.count() == before


def test_of_two_who_change_it_the_second_sees_both(draft: Reporting) -> None:
    row = draft.indicator(number=1)
    earlier = changing(draft).hidden()
    changing(draft).send(**{**NATURE, **AGAIN, "control": "external", "outcomes": ["2"]})
    page = changing(draft).send(earlier, **NATURE, **AGAIN)
    assert page.status_code == 409
    differ = rows_of(page.content.decode(), "Where the two differ")
    told = {
        field: (cells["In the record now"].words, cells["What you entered"].words)
        for field, cells in differ.items()
    }
    assert told.keys() == {"How far can those who report it bring it about?", "Outcomes it serves"}
    assert told["How far can those who report it bring it about?"] == (
        "Hardly: others decide it, and every rating says so",
        "In part: others decide it, too",
    )
    assert facts_of(row)[5:] == ("external", "output", [2])
    again = {**fields_of(page.content.decode()), **NATURE, **AGAIN}
    assert changing(draft).client.post(changing(draft).url, again).status_code == 302
    assert facts_of(row)[5:] == ("shared", "output", [1, 3])


def test_only_who_keeps_the_framework_keeps_its_indicators(draft: Reporting) -> None:
    draft.indicator(number=1)
    Framework.objects.update(stage=Framework.Stage.LIVE)
    pages = [draft.url("keep_indicators"), draft.url("add_indicator"),
             draft.url("keep_indicator", 1), draft.url("change_indicator", 1)]  # fmt: skip
    for url in pages:
        may = {key for key in PARTS if draft.cast.client(key).get(url).status_code == 200}
        assert may == {KEEPER}
    assert draft.cast.client(KEEPER).get(draft.url("keep_indicator", 99)).status_code == 404
    link = f'href="{draft.url("keep_indicator", 1)}"'
    shown = {
        key: link in draft.cast.client(key).get(draft.url("indicator", 1)).content.decode()
        for key in (KEEPER, "hub_worker")
    }
    assert shown == {KEEPER: True, "hub_worker": False}
