"""Rows copied from a spreadsheet: pasted, seen line by line at once, put right, recorded once."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import NOW, StrictClient
from tests.factories import make_service_type
from tests.imports.bringing import post, work
from tests.record.doing import Doing, begin, wrong_cells
from trellis.imports import actions, jobs
from trellis.imports.models import Intake
from trellis.imports.queries.intakes import AT_ONCE
from trellis.imports.queries.shaping import is_complete
from trellis.kernel.models import AuditLine
from trellis.organisations.queries import viewer_for
from trellis.record.importing import SHAPES
from trellis.record.models import Activity, ServiceType

HERE = reverse("imports:paste")
# NOW is a Monday: 19 October 2026.
WEEK = """Date\tType\tGroup\tHow many\tWhat it was about
Mon 12 Oct\tAdvice session\tAmbley group a\t1\tA lease
13/10\tAdvice session\tAmbley group a\t2\tInsurance
14th October\tAdvice session\tAmbley group a\t\tReserves
"""
NO_HEAD = "12/10/2026\tAdvice session\tAmbley group a\tAmbley A\t3\tA lease\n"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def doing(cast: Cast) -> Doing:
    doing = begin(cast)
    ServiceType.objects.filter(pk=doing.kinds[0].pk).update(name="Advice session", code="advice")
    return doing


@pytest.fixture
def client(cast: Cast) -> StrictClient:
    return cast.client("hub_worker")


@pytest.fixture
def what(doing: Doing) -> str:
    return f"activities body:{doing.body('hub_a').pk}"


def paste(client: StrictClient, text: str, what: str, **other: str) -> Any:
    query = f"?of={other.pop('of')}" if "of" in other else ""
    return client.post(HERE + query, {"what": what, "text": text, **other})


def pasted(client: StrictClient, text: str, what: str, **other: str) -> Intake:
    """Pasted, and led to a page about it."""
    sent = paste(client, text, what, **other)
    assert sent.status_code == 302, sent.context["form"].errors
    found = re.search(r"/imports/(\d+)/", sent["Location"])
    assert found
    return Intake.objects.get(pk=found[1])


def shown(client: StrictClient, intake: Intake) -> str:
    return client.get(reverse("imports:intake", args=[intake.pk])).content.decode()


def outcomes(intake: Intake) -> list[str]:
    return list(intake.rows.order_by("line").values_list("outcome", flat=True))


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


def test_what_is_wrong_stands_first_with_its_remedy_and_the_rest_can_go_in(
    client: StrictClient, what: str
) -> None:
    bad = "15/10\tGuidance\tAmbley group a\t1\tA shed\n20/10\tAdvice session\tNobody\t1\tA car\n"
    intake = pasted(client, WEEK + bad, what)

    page = client.get(reverse("imports:intake", args=[intake.pk]))
    assert [one["line"] for one in page.context["lines"]] == [5, 6, 2, 3, 4]
    text = page.content.decode()
    assert "No kind of activity is called “Guidance”" in text
    assert "such as: Advice session" in text
    assert "There is no organisation “Nobody”" in text
    assert "Record the 3 that are right" in text
    # Without a word about those that are wrong nothing goes in.
    post(client, "start", intake)
    assert Activity.objects.count() == 0
    post(client, "start", intake, leave_out="1")
    assert Activity.objects.count() == 3
    assert outcomes(intake) == ["new", "new", "new", "left_out", "left_out"]

    done = shown(client, intake)
    assert "2 lines were left out." in done
    again = client.get(f"{HERE}?of={intake.pk}").context["form"]
    head = WEEK.partition("\n")[0]
    assert again["text"].value() == f"{head}\n{bad}"


def test_what_is_wrong_with_several_alike_is_put_right_once(
    client: StrictClient, what: str
) -> None:
    rows = "".join(f"{day}/10\tGuidance\tAmbley group a\t1\tNo {day}\n" for day in range(12, 16))
    intake = pasted(client, WEEK + rows + "16/10\tWalk\tAmbley group a\t1\tFar\n", what)
    assert outcomes(intake) == ["new"] * 3 + ["problem"] * 5
    assert shown(client, intake).count("The same as on line 5.") == 3

    address = reverse("imports:row", args=[intake.pk, 6])
    form = client.get(address).context["form"]
    told = {name: form[name].value() for name in form.names}
    client.post(address, {**told, "kind": "Advice session", "everywhere": "on"})
    assert outcomes(intake) == ["new"] * 7 + ["problem"]
    alone = reverse("imports:row", args=[intake.pk, 9])
    assert "everywhere" not in client.get(alone).context["form"].fields


def test_one_alone_is_put_right_where_that_is_meant(client: StrictClient, what: str) -> None:
    rows = "".join(f"{day}/10\tGuidance\tAmbley group a\t1\tNo {day}\n" for day in (12, 13))
    intake = pasted(client, WEEK + rows, what)
    address = reverse("imports:row", args=[intake.pk, 5])
    form = client.get(address).context["form"]
    told = {name: form[name].value() for name in form.names}
    client.post(address, {**told, "kind": "Advice session"})

    assert outcomes(intake) == ["new"] * 4 + ["problem"]


def test_what_was_pasted_can_be_changed_and_takes_the_place_of_it(
    client: StrictClient, what: str
) -> None:
    intake = pasted(client, WEEK.replace("13/10", "31/9"), what)
    form = client.get(f"{HERE}?of={intake.pk}").context["form"]
    assert form["text"].value() == WEEK.replace("13/10", "31/9")
    assert form["what"].value() == what

    again = pasted(client, WEEK, what, of=str(intake.pk))
    intake.refresh_from_db()
    assert (intake.stage, again.stage) == ("cancelled", "checked")
    assert outcomes(again) == ["new"] * 3


def test_what_a_neighbour_pasted_is_not_there(cast: Cast, client: StrictClient, what: str) -> None:
    intake = pasted(client, WEEK, what)

    assert cast.client("other_hub_worker").get(f"{HERE}?of={intake.pk}").status_code == 404


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Paste the rows here"),
        (" \t\n\t ", "Paste the rows here"),
        ("I met three clubs\nand two on Tuesday", "There are no columns in it."),
        ("a\t" * 300, "more than 200 columns"),
        ("12/10/2026\t" + "long " * 3_000, "more than 10,000 letters"),
        ("x" * 300_001, "Paste fewer rows at a time"),
    ],
)
def test_what_is_no_table_is_refused_and_kept(
    client: StrictClient, what: str, text: str, says: str
) -> None:
    page = paste(client, text, what)

    assert page.status_code == 200
    assert says in " ".join(page.context["form"].errors["text"])
    assert page.context["form"]["text"].value() == text
    assert Intake.objects.count() == 0


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
