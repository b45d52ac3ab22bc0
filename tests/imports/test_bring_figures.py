"""A table of figures: from the file to the record, and back. Nothing is ever overwritten."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import NOW, StrictClient
from tests.factories import make_appraisal, make_reporting_line
from tests.imports.bringing import (
    bring,
    checked,
    imported,
    is_not_offered,
    map_as_suggested,
    post,
    table,
    work,
)
from tests.imports.misfits import MISFITS
from tests.performance.reporting import SYSTEM, Reporting, at, begin, values_of
from trellis.imports import queries
from trellis.imports.models import Intake, StagedRow
from trellis.imports.words import problem as said_of
from trellis.kernel.models import AuditLine
from trellis.performance.importing import SHAPES
from trellis.performance.models import Framework, Indicator, Value
from trellis.performance.rules.codes import Combine, IndicatorKind, ValueState

HEADINGS = [
    "Indicator", "Place", "Provider", "Period", "Figure", "How many", "Out of how many",
    "Reached on", "In words", "What is known", "Reason",
]  # fmt: skip
PERIOD = "July to September 2026"
TAKEN_BACK = "The import that brought it was taken back."


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


@pytest.fixture
def groups(reporting: Reporting) -> Indicator:
    return reporting.indicator(number=1, title="Groups helped")


@pytest.fixture
def client(cast: Cast) -> StrictClient:
    return cast.client("hub_worker")


@pytest.fixture
def what(reporting: Reporting) -> str:
    return f"figures framework:{reporting.framework.pk}"


def figures(*rows: dict[str, str]) -> bytes:
    """Of groups helped in Ambley A in the summer, unless a row says otherwise."""
    usual = {"Indicator": "1", "Place": "Ambley A", "Period": PERIOD}
    lines = [[(usual | row).get(heading, "") for heading in HEADINGS] for row in rows]
    return table(*lines, headings=HEADINGS)


def page(client: StrictClient, intake: Intake, name: str = "intake") -> str:
    return client.get(reverse(f"imports:{name}", args=[intake.pk])).content.decode()


def wrong_with(intake: Intake) -> dict[int, str]:
    """By line the code of what is wrong, each of which must have its sentence and its remedy."""
    found = {}
    for row in StagedRow.objects.filter(intake=intake, outcome="problem"):
        [one] = queries.row(SYSTEM, intake.pk, row.line).problems
        said = said_of(one, SHAPES[0])
        assert said.what, one
        assert said.remedy, one
        assert "%" not in (said.what + said.remedy).replace("%,", "").replace("%.", ""), said
        found[row.line] = row.problem
    return found


def test_from_the_file_to_the_record_and_back(
    cast: Cast, client: StrictClient, groups: Indicator, what: str
) -> None:
    intake = checked(client, figures({"Figure": "1,204"}), what=what)
    assert intake.counts == {"new": 1, "rows": 1}
    assert values_of(groups) == []

    post(client, "start", intake)
    work()
    intake.refresh_from_db()
    assert intake.stage == "imported"
    assert values_of(groups) == [("measured", Decimal(1204), "")]
    value = Value.objects.get()
    assert value.provider == cast.world.bodies["hub_a"]
    assert value.recorded_by == cast.account("hub_worker")
    audit = AuditLine.objects.filter(verb="performance.value.recorded").get()
    assert (audit.actor_id, audit.of) == (value.recorded_by_id, f"indicator:{groups.pk}")
    here = SHAPES[0].page_of(f"value:{value.pk}")
    assert "1,204" in client.get(here).content.decode()

    post(client, "undo", intake)
    work()
    intake.refresh_from_db()
    assert intake.stage == "undone"
    assert values_of(groups) == [
        ("measured", Decimal(1204), ""),
        ("missing", None, TAKEN_BACK),
    ]


def test_every_kind_of_indicator(reporting: Reporting, client: StrictClient, what: str) -> None:
    kinds = (
        (IndicatorKind.NUMBER, Combine.COUNT_EVENTS),
        (IndicatorKind.MONEY, Combine.SUM_MONEY),
        (IndicatorKind.PERCENTAGE, Combine.RATIO),
        (IndicatorKind.PERCENTAGE, Combine.RATIO),
        (IndicatorKind.MILESTONE, Combine.MILESTONE),
        (IndicatorKind.MILESTONE, Combine.MILESTONE),
        (IndicatorKind.NARRATIVE, Combine.NARRATIVE_SCORE),
        (IndicatorKind.NUMBER, Combine.COUNT_EVENTS),
    )
    for number, (kind, combine) in enumerate(kinds, 1):
        reporting.indicator(number=number, kind=kind, combine=combine, title=f"The {number}")

    imported(
        client,
        figures(
            {"Indicator": "The 1", "Figure": "0"},
            {"Indicator": "2", "Figure": "£184.7k"},
            {"Indicator": "3", "How many": "121", "Out of how many": "148", "Figure": "82%"},
            {"Indicator": "4", "Figure": "75%"},
            {"Indicator": "5", "Reached on": "3 August 2026"},
            {"Indicator": "6", "What is known": "not reached"},
            {"Indicator": "7", "In words": "Three groups now share a hall"},
            {"Indicator": "8", "What is known": "not measured"},
        ),
        what=what,
    )

    rows = Value.objects.order_by("indicator__number")
    assert [(row.state, row.value, row.numerator) for row in rows] == [
        ("zero", Decimal(0), None),
        ("measured", Decimal(184_700), None),
        ("measured", Decimal("81.7568"), 121),
        ("measured", Decimal(75), None),
        ("measured", None, None),
        ("zero", None, None),
        ("measured", None, None),
        ("not_measured", None, None),
    ]
    assert rows[4].reached_on == date(2026, 8, 3)
    assert rows[6].words == "Three groups now share a hall"


def test_another_figure_takes_the_place_of_the_earlier_one_and_is_taken_back(
    reporting: Reporting, client: StrictClient, groups: Indicator, what: str
) -> None:
    reporting.record(groups, "a", 12, now=at(5), source="The spring sheet")

    intake = checked(
        client, figures({"Figure": "11", "Reason": "One was counted twice"}), what=what
    )
    assert intake.counts == {"changed": 1, "rows": 1}
    post(client, "start", intake)
    work()
    post(client, "undo", intake)
    work()

    assert values_of(groups) == [
        ("measured", Decimal(12), ""),
        ("measured", Decimal(11), "One was counted twice"),
        ("measured", Decimal(12), TAKEN_BACK),
    ]
    assert Value.objects.order_by("-recorded_at", "-id")[0].source == "The spring sheet"


def test_one_reason_for_every_line_of_a_table_without_such_a_column(
    reporting: Reporting, client: StrictClient, groups: Indicator, what: str
) -> None:
    reporting.record(groups, "a", 12, now=at(5))
    content = table(
        ["1", "Ambley A", PERIOD, "11"], headings=["No", "District", "Quarter", "Value"]
    )

    intake = checked(client, content, what=what)
    assert wrong_with(intake) == {2: "no_reason"}
    map_as_suggested(client, intake, reason_of="same", reason_same="The books were closed late")
    work()
    intake.refresh_from_db()
    post(client, "start", intake)
    work()

    assert values_of(groups)[1:] == [("measured", Decimal(11), "The books were closed late")]


def test_an_equal_figure_changes_nothing(
    reporting: Reporting, client: StrictClient, groups: Indicator, what: str
) -> None:
    share = reporting.indicator(number=2, kind=IndicatorKind.PERCENTAGE, combine=Combine.RATIO)
    reporting.record(groups, "a", 12, now=at(5))
    reporting.record(share, "a", numerator=121, denominator=148, now=at(5))

    intake = checked(
        client,
        figures({"Figure": "12.0"}, {"Indicator": "2", "Figure": "81.8"}),
        what=what,
    )

    assert intake.counts == {"unchanged": 2, "rows": 2}


def test_imported_twice_changes_nothing_and_again_once_it_was_taken_back(
    client: StrictClient, groups: Indicator, what: str
) -> None:
    content = figures({"Figure": "12"})
    first = imported(client, content, what=what)
    assert checked(client, content, what=what).counts == {"unchanged": 1, "rows": 1}

    post(client, "undo", first)
    work()
    imported(client, content, what=what)

    assert [(state, value) for state, value, _why in values_of(groups)] == [
        ("measured", 12),
        ("missing", None),
        ("measured", 12),
    ]


def test_what_does_not_fit_is_refused_line_by_line_with_a_remedy(
    reporting: Reporting, client: StrictClient, groups: Indicator, what: str
) -> None:
    reporting.record(groups, "a", 12, now=at(5))
    share = reporting.indicator(
        number=2, kind=IndicatorKind.PERCENTAGE, combine=Combine.RATIO, title="Share"
    )
    reporting.indicator(
        number=3, kind=IndicatorKind.MILESTONE, combine=Combine.MILESTONE, title="Opened"
    )
    reporting.indicator(
        number=4, kind=IndicatorKind.NARRATIVE, combine=Combine.NARRATIVE_SCORE, title="Told"
    )
    reporting.indicator(number=5, hubs="b", title="Only in B")
    make_reporting_line(indicator=share, place=reporting.district("a"), provider=reporting.hub("b"))
    intake = checked(client, figures(*(row for row, _code in MISFITS)), what=what)

    codes = dict(enumerate((code for _row, code in MISFITS), 2))
    assert wrong_with(intake) == codes
    assert Value.objects.count() == 1
    text = page(client, intake)
    assert "Say why it is replaced, in a column of its own or for all lines" in text
    assert "Nobody is to report “5. Only in B” for Ambley A." in text


def test_a_provider_is_named_where_the_bringer_records_for_several(
    cast: Cast, reporting: Reporting, groups: Indicator, client: StrictClient, what: str
) -> None:
    hub, other = reporting.hub("a"), reporting.hub("b")
    make_reporting_line(indicator=groups, place=reporting.district("a"), provider=other)
    membership = cast.membership("hub_worker")
    membership.pk, membership.organisation = None, other
    membership.save(force_insert=True)

    intake = checked(
        client,
        figures({"Figure": "3"}, {"Figure": "4", "Provider": hub.name.upper()}),
        what=what,
    )

    assert wrong_with(intake) == {2: "which_provider"}
    text = page(client, intake)
    assert "Write whose figure it is: Ambley hub a, Ambley hub b." in text
    post(client, "leave_out", intake)
    post(client, "start", intake)
    work()
    assert Value.objects.get().provider == hub


def test_two_lines_about_the_same_figure_are_one_too_many(
    client: StrictClient, groups: Indicator, what: str
) -> None:
    intake = checked(
        client,
        figures({"Figure": "3"}, {"Indicator": "Groups helped", "Period": "2026-Q2"}
                | {"Figure": "4"}),
        what=what,
    )  # fmt: skip

    assert wrong_with(intake) == {3: "twice"}


@pytest.mark.parametrize("key", ["group_trustee", "council_officer", "funder", "other_hub_worker"])
def test_who_records_no_figure_of_the_framework_brings_none(
    cast: Cast, reporting: Reporting, what: str, key: str
) -> None:
    reporting.indicator(hubs="a")

    assert is_not_offered(bring(cast.client(key), figures({"Figure": "3"}), what=what))
    assert Intake.objects.count() == 0


def test_neither_a_closed_framework_nor_one_elsewhere_is_offered(
    cast: Cast, reporting: Reporting, client: StrictClient, groups: Indicator, what: str
) -> None:
    elsewhere = cast.client("hub_worker", elsewhere=True)
    assert is_not_offered(bring(elsewhere, figures({"Figure": "3"}), what=what))

    intake = checked(client, figures({"Figure": "3"}), what=what)
    reporting.framework.stage = Framework.Stage.CLOSED
    reporting.framework.save()
    assert is_not_offered(bring(client, figures({"Figure": "3"}), what=what))
    post(client, "start", intake)
    work()
    intake.refresh_from_db()
    assert values_of(groups) == []
    assert intake.counts["done_problem"] == 1


def test_a_colleague_at_the_hub_goes_on_with_it_and_the_other_hub_finds_nothing(
    cast: Cast, client: StrictClient, groups: Indicator, what: str
) -> None:
    intake = checked(client, figures({"Figure": "3"}), what=what)

    assert intake.organisation_id == cast.world.bodies["hub_a"].pk
    other = cast.client("other_hub_worker")
    assert other.get(reverse("imports:intake", args=[intake.pk])).status_code == 404


def test_lines_without_a_provider_are_brought_by_whoever_keeps_the_framework(
    cast: Cast, reporting: Reporting, what: str
) -> None:
    county = reporting.indicator(hubs="", number=1)
    make_reporting_line(indicator=county, place=reporting.county, provider=None)
    row = {"Place": reporting.county.name, "Figure": "40"}

    assert is_not_offered(bring(cast.client("hub_worker"), figures(row), what=what))
    imported(cast.client("infrastructure_manager"), figures(row), what=what)

    assert values_of(county) == [("measured", Decimal(40), "")]


def test_what_somebody_recorded_since_the_check_goes_before_it(
    reporting: Reporting, client: StrictClient, groups: Indicator, what: str
) -> None:
    intake = checked(client, figures({"Figure": "12"}), what=what)
    reporting.record(groups, "a", 11)

    post(client, "start", intake)
    work()

    assert values_of(groups) == [("measured", Decimal(11), "")]
    assert "Somebody has recorded it since the file was checked." in page(client, intake)


def test_taking_back_leaves_what_somebody_corrected_or_appraised_since_and_names_it(
    reporting: Reporting, client: StrictClient, groups: Indicator, what: str
) -> None:
    second, third = (reporting.indicator(number=n, title=f"The {n}") for n in (2, 3))
    intake = imported(
        client,
        figures(
            {"Figure": "12"},
            {"Indicator": "2", "Figure": "5"},
            {"Indicator": "3", "Figure": "6"},
        ),
        what=what,
    )
    reporting.record(groups, "a", 11, reason="One was counted twice")
    make_appraisal(value=second.values.get())

    post(client, "undo", intake)
    work()

    assert [row[0] for row in values_of(groups)] == ["measured", "measured"]
    assert [row[0] for row in values_of(second)] == ["measured"]
    assert values_of(third)[-1] == ("missing", None, TAKEN_BACK)
    text = page(client, intake)
    assert "2 entries were left" in text
    assert "Somebody has recorded, appraised or attached something since." in text


def test_a_missing_figure_needs_no_reason_and_not_measured_does(
    reporting: Reporting, client: StrictClient, groups: Indicator, what: str
) -> None:
    second = reporting.indicator(number=2, title="The 2")
    reporting.record(groups, "a", state=ValueState.MISSING)
    reporting.record(second, "a", state=ValueState.NOT_MEASURED)

    intake = checked(client, figures({"Figure": "3"}, {"Indicator": "2", "Figure": "4"}), what=what)

    assert intake.counts == {"changed": 1, "problem": 1, "rows": 2}
    assert wrong_with(intake) == {3: "no_reason"}
