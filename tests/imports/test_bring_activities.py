"""A table of what was done: from the file to the record, and back. Nothing is ever overwritten."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import NOW, StrictClient
from tests.factories import make_identifier, make_organisation, make_record_tag, make_service_type
from tests.imports.bringing import bring, checked, imported, map_as_suggested, post, table, work
from tests.record.doing import SYSTEM, Doing, shares, wrong_cells
from trellis.imports import queries
from trellis.imports.models import Intake, StagedRow
from trellis.imports.words import problem as said_of
from trellis.kernel.imports import Bringing, Row
from trellis.kernel.models import AuditLine
from trellis.places.models import Place
from trellis.record import actions
from trellis.record.importing import SHAPES, check
from trellis.record.models import Activity
from trellis.record.rules.shares import Party, Role

HEADINGS = [
    "Date", "Type", "Ref", "District", "Lead", "Partners", "Group", "Quantity", "Minutes", "Money",
    "Title", "Outcomes", "Reason",
]  # fmt: skip
TAKEN_BACK = "The import that brought it was taken back."


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def activities(*rows: dict[str, str]) -> bytes:
    """Advice to group A in Ambley A in the summer, unless a row says otherwise."""
    usual = {
        "Date": "14/7/2026", "Type": "Advice session", "Ref": "7", "District": "Ambley A",
        "Group": "Ambley group a",
    }  # fmt: skip
    lines = [[(usual | row).get(heading, "") for heading in HEADINGS] for row in rows]
    return table(*lines, headings=HEADINGS)


def standing() -> Activity:
    return Activity.objects.get(stands=True)


def wrong_with(intake: Intake) -> dict[int, str]:
    """By line the code of what is wrong, each of which must have its sentence and its remedy."""
    found = {}
    for row in StagedRow.objects.filter(intake=intake, outcome="problem"):
        [one] = queries.row(SYSTEM, intake.pk, row.line).problems
        said = said_of(one, SHAPES[0])
        assert said.what, one
        assert said.remedy, one
        assert "%" not in said.what + said.remedy, said
        found[row.line] = row.problem
    return found


def test_from_the_file_to_the_record_and_back(
    cast: Cast, doing: Doing, client: StrictClient, what: str
) -> None:
    make_record_tag(area=doing.county, kind="outcome", code="2.1", name="Groups are stronger")
    intake = checked(
        client,
        activities(
            {"Partners": "Ambley hub b", "Quantity": "3", "Minutes": "90", "Money": "£1,200.50"}
            | {"Title": "A first talk", "Outcomes": "groups are stronger"}
        ),
        what=what,
    )
    assert intake.counts == {"new": 1, "rows": 1}
    assert not Activity.objects.exists()

    post(client, "start", intake)
    work()
    intake.refresh_from_db()
    assert intake.stage == "imported"
    row = standing()
    assert (row.on, row.quantity, row.minutes, row.pence) == (date(2026, 7, 14), 3, 90, 120_050)
    assert (row.place, row.organisation) == (doing.district("a"), doing.body("group_a"))
    assert (row.title, row.natural_key) == ("A first talk", "7")
    assert [one.tag.code for one in row.tagged.all()] == ["2.1"]
    assert shares(row) == {doing.body("hub_a").pk: 5_000, doing.body("hub_b").pk: 5_000}
    assert row.recorded_by == cast.account("hub_worker")
    assert AuditLine.objects.filter(verb="record.activities.brought").count() == 1
    shown = client.get(SHAPES[0].page_of(f"activity:{row.pk}"))
    assert shown.resolver_match.url_name == "activity"
    assert shown.context["page"].id == row.pk
    assert wrong_cells() == []

    post(client, "undo", intake)
    work()
    intake.refresh_from_db()
    assert intake.stage == "undone"
    assert not Activity.objects.filter(stands=True).exists()
    assert Activity.objects.get(is_withdrawn=True).reason == TAKEN_BACK
    assert wrong_cells() == []


def test_brought_again_changes_nothing_and_again_once_it_was_taken_back(
    client: StrictClient, doing: Doing, what: str
) -> None:
    content = activities({}, {"Ref": "", "Title": "A talk"}, {"Ref": "", "Title": "Another"})
    first = imported(client, content, what=what)
    assert Activity.objects.count() == 3
    assert checked(client, content, what=what).counts == {"unchanged": 3, "rows": 3}

    post(client, "undo", first)
    work()
    imported(client, content, what=what)
    assert Activity.objects.filter(stands=True).count() == 3


def test_another_figure_corrects_it_and_an_empty_cell_leaves_it(
    client: StrictClient, doing: Doing, what: str
) -> None:
    imported(client, activities({"Quantity": "3", "Minutes": "90", "Title": "A talk"}), what=what)

    again = checked(client, activities({"Quantity": "4", "Reason": "One came late"}), what=what)
    assert again.counts == {"changed": 1, "rows": 1}
    assert "3" in client.get(reverse("imports:rows", args=[again.pk])).content.decode()
    post(client, "start", again)
    work()
    row = standing()
    assert (row.number, row.quantity, row.minutes, row.title) == (2, 4, 90, "A talk")
    assert row.reason == "One came late"

    again.refresh_from_db()
    post(client, "undo", again)
    work()
    row = standing()
    assert (row.number, row.quantity, row.reason) == (3, 3, TAKEN_BACK)
    assert wrong_cells() == []


def test_what_somebody_corrected_or_answered_since_stays_and_is_named(
    client: StrictClient, cast: Cast, doing: Doing, what: str
) -> None:
    intake = imported(client, activities({}, {"Ref": "8"}, {"Ref": "9"}), what=what)
    rows = {row.natural_key: row for row in Activity.objects.all()}
    done = doing.done(quantity=9, source=rows["7"].source, natural_key="7")
    actions.correct_activity(by=SYSTEM, now=NOW, activity=rows["7"], done=done, reason="So")
    actions.answer_activity(
        by=cast.viewer("group_trustee"), now=NOW, activity_id=rows["8"].pk, confirms=True
    )

    post(client, "undo", intake)
    work()
    intake.refresh_from_db()
    stands = Activity.objects.filter(stands=True).order_by("natural_key")
    assert [(row.natural_key, row.quantity) for row in stands] == [("7", 9), ("8", 1)]
    text = client.get(reverse("imports:intake", args=[intake.pk])).content.decode()
    assert "Somebody has corrected, withdrawn or answered it" in text


def test_what_somebody_corrects_between_check_and_import_goes_before_it(
    client: StrictClient, doing: Doing, what: str
) -> None:
    imported(client, activities({"Quantity": "3"}), what=what)
    again = checked(client, activities({"Quantity": "4"}), what=what)
    row = standing()
    done = doing.done(quantity=5, source=row.source, natural_key="7")
    actions.correct_activity(by=SYSTEM, now=NOW, activity=row, done=done, reason="Five came")

    post(client, "start", again)
    work()
    assert standing().quantity == 5
    again.refresh_from_db()
    assert again.counts["done_problem"] == 1


def test_whom_it_was_for_is_told_by_number_and_county_wide_is_the_area(
    client: StrictClient, doing: Doing, what: str
) -> None:
    make_identifier(organisation=doing.body("group_b"), scheme="GB-CHC", value="1090095")
    imported(
        client,
        activities({"Group": "1090095", "District": "county-wide"},
                   {"Ref": "8", "District": "", "Type": "ADVICE"}),
        what=what,
    )  # fmt: skip
    rows = Activity.objects.order_by("natural_key")
    assert [row.organisation for row in rows] == [doing.body("group_b"), doing.body("group_a")]
    assert {row.place for row in rows} == {doing.county}


def test_what_does_not_fit_is_refused_line_by_line_with_a_remedy(
    client: StrictClient, doing: Doing, what: str
) -> None:
    area = doing.county
    for _ in range(2):
        make_organisation(area=area, name="The Twins")
    make_service_type(area=area, name="Fax", ended_on=date(2026, 4, 1))
    make_service_type(area=area, name="Leaflet", whom_for="nobody")
    make_service_type(area=area, name="Health check", whom_for="organisation")
    told: dict[str, Any] = {"source": f"table:{doing.body('hub_a').pk}", "organisation_id": None}
    doing.record(person="case 4", natural_key="P1", **told)
    doing.record("hub_b", natural_key="B1", **told)
    misfits = (
        ({"Type": "Juggling"}, "no_such_kind"),
        ({"Type": "Fax"}, "kind_ended"),
        ({"Date": "1/12/2026"}, "yet_to_come"),
        ({"District": "Atlantis"}, "no_such_place"),
        ({"Group": "Nobody we know"}, "no_such_body"),
        ({"Group": "The Twins"}, "several_bodies"),
        ({"Lead": "Ambley hub b"}, "not_yours"),
        ({"Partners": "Ambley hub a"}, "leads_already"),
        ({"Type": "Leaflet"}, "for_no_organisation"),
        ({"Type": "Health check", "Group": ""}, "for_whom"),
        ({"Outcomes": "World peace"}, "no_such_tag"),
        ({"Quantity": "1.5"}, "not_a_count"),
        ({"Quantity": "0"}, "not_a_count"),
        ({"Minutes": "-3"}, "not_a_count"),
        ({"Money": "-£5"}, "not_an_amount"),
        ({"Ref": "P1", "Group": ""}, "is_for_a_person"),
        ({"Ref": "B1"}, "not_yours_to_correct"),
    )
    rows = [{"Ref": f"{place}"} | row for place, (row, _code) in enumerate(misfits)]
    intake = checked(client, activities(*rows), what=what)

    assert wrong_with(intake) == dict(enumerate((code for _row, code in misfits), 2))
    assert Activity.objects.count() == 2


def test_two_lines_about_the_same_thing_are_one_too_many(
    client: StrictClient, doing: Doing, what: str
) -> None:
    intake = checked(client, activities({"Ref": ""}, {"Ref": "", "Quantity": "2"}), what=what)
    assert wrong_with(intake) == {3: "twice"}


def test_roles_a_table_cannot_tell_stay_as_they_are(
    client: StrictClient, doing: Doing, what: str
) -> None:
    imported(client, activities({}), what=what)
    row = standing()
    hubs = doing.body("hub_a").pk, doing.body("hub_b").pk
    parties = [Party(hubs[0], Role.LEAD, 30), Party(hubs[1], Role.HOST)]
    done = doing.done(parties=parties, source=row.source, natural_key="7")
    actions.correct_activity(by=SYSTEM, now=NOW, activity=row, done=done, reason="Their hall")

    imported(client, activities({"Quantity": "2", "Partners": "Ambley infrastructure"}), what=what)
    stood = standing().splits.get(stands=True).contributions.order_by("id")
    assert [(one.provider_id, one.role, one.own_minutes) for one in stood] == [
        (hubs[0], "lead", 30),
        (doing.body("infrastructure").pk, "partner", None),
        (hubs[1], "host", None),
    ]


@pytest.mark.parametrize("key", ["group_trustee", "council_officer", "other_hub_worker"])
def test_who_does_not_record_for_the_body_brings_nothing(
    cast: Cast, doing: Doing, what: str, key: str
) -> None:
    """The other hub's worker is offered their own hub alone."""
    wanted = 200 if key == "other_hub_worker" else 403
    assert bring(cast.client(key), activities({}), what=what).status_code == wanted
    assert Intake.objects.count() == 0


def test_nothing_is_brought_into_documented_history(
    client: StrictClient, doing: Doing, what: str
) -> None:
    intake = checked(client, activities({}), what=what)
    Place.objects.filter(pk=doing.county.pk).update(standing="documented")
    assert bring(client, activities({}), what=what).status_code == 403
    map_as_suggested(client, intake)
    work()
    assert not Activity.objects.exists()


def test_as_many_questions_for_three_rows_as_for_one(cast: Cast, doing: Doing) -> None:
    hub = doing.body("hub_a").pk
    bringing = Bringing(f"body:{hub}", doing.county.pk, cast.viewer("hub_worker"), NOW)
    empty: dict[str, Any] = dict.fromkeys(field.name for field in SHAPES[0].fields)

    def asked(count: int) -> int:
        told = {"on": date(2026, 7, 14), "kind": "advice", "organisation": "Ambley group a"}
        rows = [Row(n, empty | told | {"number": str(n)}) for n in range(count)]
        with CaptureQueriesContext(connection) as found:
            assert [one.outcome for one in check(bringing, rows)] == ["unchanged"] * count
        return len(found)

    for n in range(3):
        doing.record(source=f"table:{hub}", natural_key=str(n), place_id=doing.county.pk)
    asked(1)
    assert asked(3) == asked(1)
