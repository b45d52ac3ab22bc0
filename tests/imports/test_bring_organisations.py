"""A list of organisations: from the file to the record, and back."""

from typing import Any

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import make_coverage, make_identifier, make_organisation
from tests.imports.bringing import (
    HEADINGS,
    bring,
    checked,
    imported,
    map_as_suggested,
    post,
    table,
    work,
)
from trellis.imports.models import Intake, StagedRow
from trellis.kernel.models import AuditLine
from trellis.organisations.models import Organisation
from trellis.organisations.queries import details_of


@pytest.fixture
def client(cast: Cast) -> StrictClient:
    return cast.client("infrastructure_officer")


@pytest.fixture
def what(cast: Cast) -> str:
    return f"organisations area:{cast.world.area.pk}"


def page(client: StrictClient, intake: Intake, name: str = "intake", query: str = "") -> str:
    return str(client.get(reverse(f"imports:{name}", args=[intake.pk]) + query).content.decode())


def names() -> set[str]:
    return set(Organisation.objects.values_list("name", flat=True))


def state(pk: int) -> Any:
    row = Organisation.objects.get(pk=pk)
    return details_of(row), sorted(row.words.values_list("word", flat=True))


def test_from_the_file_to_the_record_and_back(cast: Cast, client: StrictClient, what: str) -> None:
    before = names()
    content = table(
        [
            "Wreake Wanderers",
            "Ambley A",
            "1090095",
            "hello@wreake.example.org",
            "le1 1aa",
            "£12,500",
        ],
        ["Oadby Orchestra", "Ambley B", "", "", "", ""],
    )

    answer = bring(client, content, what=what)
    intake = Intake.objects.get()
    assert answer["Location"] == reverse("imports:columns", args=[intake.pk])
    assert "6 columns are recognised." in page(client, intake, "columns")

    answer = map_as_suggested(client, intake)
    assert answer["Location"] == reverse("imports:intake", args=[intake.pk])
    assert "Every line is being checked" in page(client, intake)
    assert work() == 1
    assert "Import 2 lines" in page(client, intake)
    assert "Look at what would be, then import it." in page(client, intake)
    assert names() == before

    post(client, "start", intake)
    assert "0 of 2 lines are in." in page(client, intake)
    work()
    intake.refresh_from_db()
    assert intake.stage == "imported"
    assert names() - before == {"Wreake Wanderers", "Oadby Orchestra"}
    group = Organisation.objects.get(name="Wreake Wanderers")
    district = cast.world.districts["a"]
    assert (group.email, group.postcode, group.income_band, group.kind) == (
        "hello@wreake.example.org",
        "LE1 1AA",
        "to_100k",
        "group",
    )
    assert details_of(group).coverage == ((district.pk, "serves"),)
    assert details_of(group).identifiers == (("GB-CHC", "1090095"),)
    assert group.edited_by == cast.account("infrastructure_officer").person

    assert "Take it all back" in page(client, intake, "undo")
    post(client, "undo", intake)
    work()
    intake.refresh_from_db()
    assert intake.stage == "undone"
    assert names() == before
    assert "Everything is as it was before the import." in page(client, intake)


def test_every_step_stands_in_the_audit_and_none_of_them_names_anybody(
    cast: Cast, client: StrictClient, what: str
) -> None:
    start = AuditLine.objects.count()
    intake = imported(client, table(["Wreake Wanderers", "Ambley A", "", "", "", ""]), what=what)
    lines = AuditLine.objects.order_by("id")[start:]

    assert [line.verb for line in lines] == [
        "imports.table.brought",
        "imports.columns.mapped",
        "imports.table.checked",
        "imports.import.started",
        "organisations.organisations.brought",
        "imports.import.finished",
    ]
    assert {line.of for line in lines} == {f"intake:{intake.pk}", f"place:{cast.world.area.pk}"}
    assert "Wreake" not in repr([(line.of, line.why, line.fields) for line in lines])


def test_a_second_table_brings_up_to_date_what_the_first_registered(
    client: StrictClient, what: str
) -> None:
    imported(
        client,
        table(["Wreake Wanderers", "Ambley A", "1090095", "old@example.org", "LE1 1AA", "100"]),
        what=what,
    )
    group = Organisation.objects.get(name="Wreake Wanderers")
    before = state(group.pk)

    second = checked(
        client,
        table(
            ["Wreake Walkers", "Ambley B", "1090095", "new@example.org", "", ""],
            ["Oadby Orchestra", "Ambley B", "", "", "", ""],
        ),
        what=what,
    )
    assert (second.counts["new"], second.counts["changed"]) == (1, 1)
    text = page(client, second)
    assert "old@example.org" in text
    assert "new@example.org" in text
    post(client, "start", second)
    work()
    after = details_of(Organisation.objects.get(pk=group.pk))
    assert (after.name, after.email, after.postcode) == (
        "Wreake Walkers",
        "new@example.org",
        "LE1 1AA",
    )
    assert "walkers" in state(group.pk)[1]

    post(client, "undo", second)
    work()
    assert state(group.pk) == before
    assert "Oadby Orchestra" not in names()


def test_the_same_table_again_changes_nothing(client: StrictClient, what: str) -> None:
    content = table(
        ["Wreake Wanderers", "Ambley A", "1090095", "a@example.org", "LE1 1AA", "100"],
        ["Oadby Orchestra", "Ambley B", "", "", "", ""],
    )
    imported(client, content, what=what)

    again = checked(client, content, what=what)

    assert again.counts == {"unchanged": 2, "rows": 2}
    assert "There is nothing to import" in page(client, again)
    post(client, "start", again)
    assert again.stage == "checked"


def test_without_a_number_name_and_place_tell(cast: Cast, client: StrictClient, what: str) -> None:
    world = cast.world
    same = make_organisation(area=world.area, name="St. John's Café & Co-op")
    make_coverage(organisation=same, place=world.districts["a"])
    numbered = make_organisation(area=world.area, name="Hill Club")
    make_coverage(organisation=numbered, place=world.districts["a"])
    make_identifier(organisation=numbered, scheme="GB-CHC", value="1000001")

    intake = checked(
        client,
        table(
            ["ST JOHNS CAFE AND CO OP", "Ambley A", "", "x@example.org", "", ""],
            ["St Johns Cafe and Co-op", "Ambley B", "", "", "", ""],
            ["Hill Club", "Ambley A", "1000002", "", "", ""],
        ),
        what=what,
    )

    found = StagedRow.objects.filter(intake=intake).values_list("outcome", "seen")
    assert list(found) == [("changed", f"{same.pk}:1"), ("new", ""), ("new", "")]


def test_an_organisation_of_another_record_is_none_of_ours(
    cast: Cast, client: StrictClient, what: str
) -> None:
    other = make_organisation(area=cast.other_world.area, name="Wreake Wanderers")
    make_identifier(organisation=other, scheme="GB-CHC", value="1090095")

    intake = imported(
        client, table(["Wreake Wanderers", "Ambley A", "1090095", "", "", ""]), what=what
    )

    assert intake.counts["done_new"] == 1
    assert details_of(other).coverage == ()


def test_what_is_wrong_is_said_with_line_column_and_remedy_and_can_be_put_right(
    client: StrictClient, what: str
) -> None:
    intake = checked(
        client,
        table(
            ["Wreake Wanderers", "Ambly", "12", "nobody", "LE1", "lots"],
            ["", "Ambley A", "", "", "", ""],
            ["Oadby Orchestra", "Nowhere", "", "", "", ""],
            ["Sound Group", "Ambley A", "", "", "", ""],
        ),
        what=what,
    )
    assert intake.counts == {"problem": 3, "new": 1, "rows": 4}
    text = page(client, intake)
    for words in (
        "“12” is no number of this register",
        "Name is missing.",
        "There is no place “Nowhere” in this record.",
        "Put line 3 right",
    ):
        assert words in text
    line = reverse("imports:row", args=[intake.pk, 2])
    text = client.get(line).content.decode()
    for words in ("“nobody” is not an e-mail address.", "“LE1” is not a whole postcode.",
                  "“lots” is not a number."):  # fmt: skip
        assert words in text

    right = {"name": "Wreake Wanderers", "place": "Ambley A", "charity": "1090095", "email": "",
             "postcode": "", "income": ""}  # fmt: skip
    assert client.post(line, right)["Location"] == reverse("imports:intake", args=[intake.pk])
    post(client, "leave_out", intake)
    assert intake.counts == {"new": 2, "left_out": 2, "rows": 4}
    post(client, "start", intake)
    work()
    assert {"Wreake Wanderers", "Sound Group"} <= names()
    assert "Oadby Orchestra" not in names()


def test_nothing_is_imported_while_something_is_open(client: StrictClient, what: str) -> None:
    content = table(["", "Ambley A", "", "", "", ""], ["Sound Group", "Ambley A", "", "", "", ""])
    intake = checked(client, content, what=what)

    answer = client.post(reverse("imports:start", args=[intake.pk]), follow=True)

    assert "Put the lines right that have something wrong" in answer.content.decode()
    assert work() == 0
    assert "Sound Group" not in names()


def test_two_lines_about_the_same_are_something_to_put_right(
    client: StrictClient, what: str
) -> None:
    intake = checked(
        client,
        table(
            ["Wreake Wanderers", "Ambley A", "", "", "", ""],
            ["Wreake wanderers", "Ambley A", "", "", "", ""],
            ["Hill Club", "Ambley A", "1090095", "", "", ""],
            ["Hill Society", "Ambley B", "1090095", "", "", ""],
        ),
        what=what,
    )
    assert intake.counts == {"problem": 2, "new": 2, "rows": 4}
    assert "Line 2 is about the same." in page(client, intake, "rows")

    client.post(reverse("imports:row", args=[intake.pk, 2]), {"leave_out": "1"})
    intake.refresh_from_db()
    assert intake.counts == {"problem": 1, "new": 2, "left_out": 1, "rows": 4}


def test_discarding_deletes_the_file_and_its_lines(client: StrictClient, what: str) -> None:
    intake = checked(client, table(["Wreake Wanderers", "Ambley A", "", "", "", ""]), what=what)

    post(client, "discard", intake)

    assert intake.stage == "cancelled"
    assert StagedRow.objects.count() == 0
    assert "Nothing of it stands in the record." in page(client, intake)


def test_what_was_said_of_the_columns_is_remembered_for_the_next_file_of_that_make(
    client: StrictClient, what: str
) -> None:
    headings = ["Wer", "Wo"]
    row = ["Wreake Wanderers", "Ambley A"]
    checked(client, table(row, headings=headings), what=what, name_of="0", place_of="1")

    bring(client, table(["Other Group", "Ambley B"], headings=headings), what=what)

    text = page(client, Intake.objects.first() or Intake(), "columns")
    assert "2 columns are recognised." in text


def test_one_text_for_every_line(client: StrictClient, what: str, cast: Cast) -> None:
    content = table(["Wreake Wanderers"], ["Oadby Orchestra"], headings=["Name"])
    intake = checked(client, content, what=what, place_of="same", place_same="Ambley B")

    assert intake.counts == {"new": 2, "rows": 2}


def test_the_lines_with_something_wrong_can_be_taken_away_and_brought_again(
    client: StrictClient, what: str
) -> None:
    content = table(["=Wreake", "Nowhere", "", "", "", ""], ["Sound", "Ambley A", "", "", "", ""])
    intake = checked(client, content, what=what)

    lines = page(client, intake, "download").lstrip("\ufeff").splitlines()

    assert lines[0] == f"Line,What is wrong,{','.join(HEADINGS)}"
    assert lines[1].startswith("2,There is no place “Nowhere” in this record.")
    assert lines[1].endswith(",'=Wreake,Nowhere")
    assert len(lines) == 2

    right = [headings_only(lines[0]), lines[1].replace("Nowhere", "Ambley A").split(",")[-2:]]
    again = checked(client, table(right[1], headings=right[0]), what=what)
    post(client, "start", again)
    work()
    assert "=Wreake" in names()


def headings_only(line: str) -> list[str]:
    return line.split(",")[2:4]


def test_titles_above_and_another_sheet(client: StrictClient, what: str) -> None:
    content = b"List of groups 2026\r\n\r\nName,District\r\nWreake Wanderers,Ambley A\r\n"
    bring(client, content, what=what)
    intake = Intake.objects.get()
    assert intake.facts["head"] == 3

    client.post(reverse("imports:read_otherwise", args=[intake.pk]), {"head": "0"})
    intake.refresh_from_db()
    assert (intake.facts["head"], intake.facts["headings"]) == (0, ["", ""])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7", "There is no table in the file."),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "The file has a password"),
        (b"PK\x03\x04", "The file is damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_remedy_and_not_kept(
    client: StrictClient, what: str, content: bytes, words: str
) -> None:
    answer = bring(client, content, what=what)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert Intake.objects.count() == 0
