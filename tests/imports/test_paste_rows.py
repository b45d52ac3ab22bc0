"""Rows copied from a spreadsheet: pasted, seen line by line at once, put right, recorded once."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import NOW, StrictClient
from tests.factories import make_service_type
from tests.imports.bringing import post, work
from tests.imports.pasting import HERE, WEEK, outcomes, paste, pasted, shown
from tests.record.doing import Doing, wrong_cells
from trellis.imports import actions, jobs
from trellis.imports.models import Intake
from trellis.imports.queries.intakes import AT_ONCE
from trellis.imports.queries.shaping import is_complete
from trellis.kernel.models import AuditLine
from trellis.organisations.queries import viewer_for
from trellis.record.importing import SHAPES
from trellis.record.models import Activity

NO_HEAD = "12/10/2026\tAdvice session\tAmbley group a\tAmbley A\t3\tA lease\n"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def counted() -> list[tuple[date, int, str]]:
    rows = Activity.objects.filter(stands=True).order_by("on", "title")
    return list(rows.values_list("on", "quantity", "title"))


def test_a_week_is_seen_at_once_and_recorded_with_one_press(
    client: StrictClient, doing: Doing, what: str
) -> None:
    intake = pasted(client, WEEK, what)

    text = shown(client, intake)
    assert "3 lines, not recorded yet" in text
    assert "Mon 12 Oct 2026 · Advice session" in text
    assert "Ambley group a · How many: 2 · Insurance" in text
    assert Activity.objects.count() == 0

    post(client, "start", intake)
    assert counted() == [
        (date(2026, 10, 12), 1, "A lease"),
        (date(2026, 10, 13), 2, "Insurance"),
        (date(2026, 10, 14), 1, "Reserves"),
    ]
    assert "3 lines are recorded" in shown(client, intake)
    assert reverse("record:mine", args=[doing.county.slug]) in shown(client, intake)
    assert work() == 0  # nothing was left to a worker
    assert wrong_cells() == []


def test_what_came_in_leads_to_itself(client: StrictClient, what: str) -> None:
    intake = pasted(client, NO_HEAD, what)
    post(client, "start", intake)

    row = Activity.objects.get()
    address = SHAPES[0].page_of(f"activity:{row.pk}")
    assert f'href="{address}"' in shown(client, intake)
    page = client.get(address).content.decode()
    assert "It came in a table." in page
    assert "table:" not in page
    assert "row:" not in page


def test_the_same_paste_twice_is_recorded_once(client: StrictClient, what: str) -> None:
    first, second = (pasted(client, WEEK, what) for _time in range(2))
    assert outcomes(second) == ["new"] * 3  # seen before the first was recorded
    post(client, "start", first)
    post(client, "start", second)
    third = pasted(client, WEEK, what)

    assert Activity.objects.count() == 3
    assert outcomes(third) == ["unchanged"] * 3
    assert "Nothing more to record" in shown(client, third)
    post(client, "start", third)
    assert Activity.objects.count() == 3


def test_what_was_written_down_by_hand_is_not_recorded_again(
    client: StrictClient, doing: Doing, what: str
) -> None:
    """The first as it is, the second with another number; the third was led by somebody else."""
    doing.record(on=date(2026, 10, 12), title="A lease")
    doing.record(on=date(2026, 10, 13), title="Insurance")
    doing.record("hub_b", on=date(2026, 10, 14), title="Reserves")
    intake = pasted(client, WEEK, what)
    assert outcomes(intake) == ["unchanged", "changed", "new"]
    assert "Corrects what is recorded" in shown(client, intake)

    post(client, "start", intake)
    assert [one[1] for one in counted()] == [1, 2, 1, 1]
    assert wrong_cells() == []


def test_a_form_sent_twice_is_taken_in_once(client: StrictClient, what: str) -> None:
    for _time in range(2):
        paste(client, WEEK, what, once="the-same")

    assert Intake.objects.count() == 1


@pytest.mark.parametrize(
    "text",
    [
        NO_HEAD,
        NO_HEAD.replace("\t", ";"),
        NO_HEAD.replace("\t", ","),
        NO_HEAD.replace("A lease", "A lease, a loan, and a roof, of a hall, and a, bus"),
        NO_HEAD + "15/10/2026\tAdvice session\tAmbley group a\tAmbley A\t1\tA hall\n",
    ],
)
def test_without_headings_columns_are_in_the_usual_order(
    client: StrictClient, what: str, text: str
) -> None:
    intake = pasted(client, text, what)

    assert intake.facts["head"] == 0
    assert set(outcomes(intake)) == {"new"}
    post(client, "start", intake)
    first = Activity.objects.earliest("id")
    assert (first.on, first.quantity, first.place.name) == (date(2026, 10, 12), 3, "Ambley A")


@pytest.mark.parametrize(
    "text",
    [
        "Advice session\t12/10/2026\tAmbley group a\n",  # in another order
        "Date\tGroup\n12/10/2026\tAmbley group a\n",  # what it was is not there
        "Jour\tQuoi\n12/10/2026\tAdvice session\n13/10/2026\tAdvice session\n",
    ],
)
def test_where_columns_are_not_plain_they_are_asked_for(
    client: StrictClient, what: str, text: str
) -> None:
    sent = paste(client, text, what)
    intake = Intake.objects.get()

    assert sent["Location"] == reverse("imports:columns", args=[intake.pk])
    assert intake.stage == "brought"


def test_what_was_said_of_columns_is_remembered(client: StrictClient, what: str) -> None:
    rows = "Advice session\t12/10/2026\tAmbley group a\n"
    intake = pasted(client, rows, what)
    said = {"on_of": "1", "kind_of": "0", "organisation_of": "2"}
    client.post(reverse("imports:columns", args=[intake.pk]), said)
    intake.refresh_from_db()
    assert (intake.stage, outcomes(intake)) == ("checked", ["new"])

    again = pasted(client, rows.replace("12/10", "13/10"), what)
    assert (again.stage, outcomes(again)) == ("checked", ["new"])


@pytest.mark.parametrize("name", ["PK Runners", "[Ambley]", "<Ambley", "BZh", "=1+1", "\tAmbley"])
def test_whatever_it_begins_with_it_is_text(
    client: StrictClient, doing: Doing, what: str, name: str
) -> None:
    make_service_type(area=doing.county, name=name.strip())
    said = f"{name}\t12/10/2026\tAmbley group a\n"
    sent = paste(client, said, what)

    assert sent.status_code == 302
    [_line, cells] = Intake.objects.get().facts["beginning"][0]
    assert cells[0] == name.partition("\t")[0]


def test_columns_that_nothing_is_taken_from_are_named(client: StrictClient, what: str) -> None:
    intake = pasted(
        client, "Date\tType\tGroup\tColour\n12/10\tAdvice session\tAmbley group a\tred", what
    )

    page = client.get(reverse("imports:intake", args=[intake.pk]))
    assert page.context["not_taken"] == ["D: Colour"]
    assert "Not taken" in page.content.decode()


def test_many_are_left_to_the_worker(client: StrictClient, what: str) -> None:
    line = "12/10/2026\tAdvice session\tAmbley group a\tAmbley A\t1\tNumber {}\n"
    few = pasted(client, "".join(line.format(n) for n in range(AT_ONCE)), what)
    assert few.stage == "checked"
    many = pasted(client, "".join(line.format(n) for n in range(AT_ONCE + 1)), what)

    assert many.stage == "reading"
    assert "Every line is being checked" in shown(client, many)
    assert work() == 1
    assert shown(client, many).count("Number ") == 50
    post(client, "start", many)
    assert many.stage == "importing"
    work()
    assert Activity.objects.count() == AT_ONCE + 1


def test_left_half_way_the_worker_finds_it(client: StrictClient, what: str) -> None:
    intake = pasted(client, WEEK, what)
    by = viewer_for(intake.brought_by_id, today=NOW.date(), second_factor_passed=True)
    told: dict[str, Any] = {"intake_id": intake.pk, "by": by, "now": NOW, "at_once": True}
    actions.map_columns(columns=intake.columns, **told)
    assert work() == 0
    jobs.carry_on_interrupted(now=NOW + timedelta(minutes=2))
    assert outcomes(intake) == ["new"] * 3

    actions.start_import(**told)
    assert Activity.objects.count() == 0
    jobs.carry_on_interrupted(now=NOW + timedelta(minutes=2))
    assert Activity.objects.count() == 3


def test_it_can_be_taken_back_at_once(client: StrictClient, what: str) -> None:
    intake = pasted(client, WEEK, what)
    post(client, "start", intake)
    post(client, "undo", intake)

    assert intake.stage == "undone"
    assert counted() == []
    verbs = AuditLine.objects.filter(of=f"intake:{intake.pk}").values_list("verb", flat=True)
    assert set(verbs) == {
        "imports.table.brought",
        "imports.columns.mapped",
        "imports.table.checked",
        "imports.import.started",
        "imports.import.finished",
        "imports.import.stopped",
        "imports.intake.ended",
    }


def test_every_shape_can_be_pasted(cast: Cast, doing: Doing) -> None:
    client = cast.client("infrastructure_officer")
    what = f"organisations area:{doing.county.pk}"
    page = client.get(HERE)
    assert what in [key for key, _label in page.context["form"].fields["what"].choices]

    intake = pasted(client, "Name of group\tDistrict\nWreake Wanderers\tAmbley A\n", what)
    assert outcomes(intake) == ["new"]
    one_column = pasted(client, "Name of group\nHill Choir\n", what)
    assert one_column.facts["headings"] == ["Name of group"]


def test_one_shape_is_asked_for_from_the_record(client: StrictClient, doing: Doing) -> None:
    week = client.get(reverse("record:mine", args=[doing.county.slug])).content.decode()
    assert f'href="{HERE}?shape=activities"' in week

    page = client.get(f"{HERE}?shape=activities")
    assert [shape.key for shape, _order in page.context["shapes"]] == ["activities"]
    assert page.context["home"][1] == reverse("record:mine", args=[doing.county.slug])
    assert client.get(f"{HERE}?shape=nonsense&of=nonsense").status_code == 200


@pytest.mark.parametrize("key", ["group_trustee", "council_officer", "funder", "lapsed"])
def test_who_brings_nothing_pastes_nothing(cast: Cast, what: str, key: str) -> None:
    assert paste(cast.client(key), WEEK, what).status_code == 403
    assert Intake.objects.count() == 0


def test_nobody_pastes_for_another_body(cast: Cast, doing: Doing, client: StrictClient) -> None:
    page = paste(client, WEEK, f"activities body:{doing.body('hub_b').pk}")

    assert set(page.context["form"].errors) == {"what"}
    assert Intake.objects.count() == 0


def test_the_usual_order_has_what_must_be_there() -> None:
    """Or else nothing without headings could ever be checked."""
    [shape] = SHAPES
    assert is_complete(shape, dict.fromkeys(shape.order))
    assert [shape.field(name).name for name in shape.order] == list(shape.order)
