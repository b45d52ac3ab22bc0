"""Numbers, days and words as people write them, and headings as people call them."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.imports.rules.cells import Cleaner, Column
from trellis.imports.rules.heads import find_head, folded, has_head, in_order, suggest
from trellis.imports.rules.profiles import Profiles
from trellis.imports.rules.writing import is_ambiguous_day, read_day, read_number
from trellis.kernel.imports import ImportField, Kind, WrongCellError


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"), ("1,234", "1234"), ("1,234,567.50", "1234567.50"), ("1 234", "1234"),
        ("£1,200", "1200"), ("£ 1.2m", "1200000"), ("12k", "12000"), ("(300)", "-300"),
        ("-7", "-7"), ("−7", "-7"), ("+7", "7"), ("-£5", "-5"), ("12%", "12"), (".5", "0.5"),
        ("5.", "5"), ("about 40", "40"), ("c. 40", "40"), ("~40", "40"), ("1 million", "1000000"),
        ("40*", "40"), ("1\u00a0234", "1234"), ("GBP 10", "10"), ("007", "7"),
    ],
)  # fmt: skip
def test_a_number(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("lots", "not_a_number"), ("1.234,56", "doubtful_number"), ("1,5", "doubtful_number"),
        ("12,34,567", "doubtful_number"), ("1.2.3", "doubtful_number"), ("1e5", "not_a_number"),
        ("nan", "not_a_number"), ("inf", "not_a_number"), ("0x10", "not_a_number"),
        ("١٢x", "not_a_number"), ("9" * 41, "not_a_number"), ("five", "not_a_number"),
        ("3/4", "not_a_number"), ("£", "not_a_number"), ("()", "not_a_number"),
    ],
)  # fmt: skip
def test_what_is_none(text: str, code: str) -> None:
    with pytest.raises(WrongCellError) as caught:
        read_number(text)

    assert caught.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2026", "3/4/2026", "3.4.26", "03-04-2026", "2026-04-03", "2026/4/3",
        "3 April 2026", "3rd April 2026", "3 Apr 26", "Fri 3 April 2026", "3-Apr-2026",
        "April 3, 2026", "2026-04-03 00:00", "2026-04-03T09:30:00", "46115", "03/04/2026 10:15",
    ],
)  # fmt: skip
def test_a_day_with_the_day_first(text: str) -> None:
    assert read_day(text) == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("04/25/2026", "american_date"), ("31/02/2026", "no_such_day"),
        ("00/01/2026", "no_such_day"), ("29/02/2025", "no_such_day"),
        ("April 2026", "no_day"), ("2026", "no_day"), ("04/2026", "no_day"), ("soon", "not_a_date"),
        ("3 Smarch 2026", "not_a_date"), ("x/y/z", "not_a_date"),
    ],
)  # fmt: skip
def test_what_is_no_day(text: str, code: str) -> None:
    with pytest.raises(WrongCellError) as caught:
        read_day(text)

    assert caught.value.code == code


def test_years_of_two_digits_lie_around_ours() -> None:
    assert (read_day("1/2/69"), read_day("1/2/70")) == (date(2069, 2, 1), date(1970, 2, 1))


@pytest.mark.parametrize(
    ("text", "is_so"),
    [("03/04/2026", True), ("04/04/2026", False), ("13/04/2026", False), ("2026-04-03", False)],
)
def test_a_day_that_is_another_in_america(text: str, is_so: bool) -> None:  # noqa: FBT001
    assert is_ambiguous_day(text) == is_so


@given(st.text(max_size=200))
def test_whatever_is_written_is_read_or_named(text: str) -> None:
    """Nothing else is ever raised."""
    for read in (read_number, read_day):
        with suppress(WrongCellError):
            read(text)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_a_number_written_out_is_read_back(number: Decimal) -> None:
    assert read_number(f"{number:,}") == number


@given(st.dates())
def test_a_day_written_out_is_read_back(day: date) -> None:
    written = f"{day.day:02}/{day.month:02}/{day.year:04}"

    assert (read_day(written), read_day(day.isoformat())) == (day, day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/10", date(2026, 10, 12)),
        ("Mon 12 Oct", date(2026, 10, 12)),
        ("Monday, 12th October", date(2026, 10, 12)),
        ("12-Oct", date(2026, 10, 12)),
        ("31.12", date(2026, 12, 31)),  # yet to come, and not of a year ago
        ("2/1", date(2027, 1, 2)),
        ("1 May", date(2026, 5, 1)),
        ("18 April", date(2027, 4, 18)),
        ("29 Feb", date(2028, 2, 29)),
        ("Mon 12/10/2025", date(2025, 10, 12)),
    ],
)
def test_a_day_without_a_year_is_the_nearest(text: str, day: date) -> None:
    near = date(2027, 3, 1) if text == "29 Feb" else date(2026, 10, 19)
    assert read_day(text, near) == day


@pytest.mark.parametrize(
    ("text", "near", "code"),
    [
        ("12/10", None, "not_a_date"),
        ("31/9", date(2026, 10, 19), "no_such_day"),
        ("29 Feb", date(2026, 6, 1), "no_such_day"),
        ("12 Ocbr", date(2026, 10, 19), "not_a_date"),
        ("Oct 2026", date(2026, 10, 19), "no_day"),
    ],
)
def test_a_day_without_a_year_that_cannot_be_read(text: str, near: date | None, code: str) -> None:
    with pytest.raises(WrongCellError) as wrong:
        read_day(text, near)
    assert wrong.value.code == code


FIELDS = (
    ImportField("name", "Name", is_required=True, headings=("group name",), max_length=20),
    ImportField("on", "Founded", Kind.DATE, headings=("date founded",)),
    ImportField("kind", "Kind", Kind.CHOICE, choices=lambda: [("a", "Arts, music"), ("b", "Food")]),
    ImportField(
        "themes", "Themes", Kind.LIST, choices=lambda: [("a", "Arts, music"), ("b", "Food")]
    ),
    ImportField("income", "Income", Kind.MONEY),
    ImportField("open", "Open", Kind.YES_NO),
)
COLUMNS = {field.name: Column(place) for place, field in enumerate(FIELDS)}


def wrongs(*cells: str) -> list[tuple[str, str]]:
    _values, problems = Cleaner(FIELDS, COLUMNS).read(cells)
    return [(problem.field, problem.code) for problem in problems]


def test_a_row() -> None:
    values, problems = Cleaner(FIELDS, COLUMNS).read(
        ["Ambley", "3/4/2026", "food", "Food; arts, MUSIC", "£3", "Y"]
    )

    assert problems == []
    assert values == {
        "name": "Ambley",
        "on": date(2026, 4, 3),
        "kind": "b",
        "themes": ("b", "a"),
        "income": Decimal(3),
        "open": True,
    }


def test_a_choice_with_a_comma_in_it_is_one() -> None:
    assert Cleaner(FIELDS, COLUMNS).read(["A", "", "", "Arts, music"])[0]["themes"] == ("a",)


@pytest.mark.parametrize("nothing", ["", "n/a", "-", "None", "not known", "?"])
def test_how_people_say_that_they_do_not_know(nothing: str) -> None:
    assert wrongs(nothing, nothing) == [("name", "missing")]


def test_everything_that_is_wrong_is_named() -> None:
    assert wrongs("x" * 21, "soon", "foood", "Food; x", "lots", "maybe") == [
        ("name", "too_long"),
        ("on", "not_a_date"),
        ("kind", "not_a_choice"),
        ("themes", "not_a_choice"),
        ("income", "not_a_number"),
        ("open", "not_yes_or_no"),
    ]
    assert wrongs("a\ufffdb", "#REF!", "", "", "#DIV/0!") == [
        ("name", "control_signs"),
        ("on", "sheet_fault"),
        ("income", "sheet_fault"),
    ]


def test_a_word_close_to_one_that_is_known_is_suggested() -> None:
    _values, [problem] = Cleaner(FIELDS, COLUMNS).read(["A", "", "foood"])

    assert problem.about["meant"] == "food"


def test_the_same_in_every_line() -> None:
    columns = {"name": Column(0), "kind": Column(None, "Food")}

    assert Cleaner(FIELDS, columns).read(["A"])[0]["kind"] == "b"


def test_headings_are_found_under_titles_and_above_numbers() -> None:
    sample = [
        (1, ["Groups of Ambley, spring 2026"]),
        (2, ["from the council", ""]),
        (4, ["Group name", "Date founded", "Income"]),
        (5, ["Wreake", "3/4/2001", "£5"]),
        (6, ["Oadby", "", "£7"]),
    ]
    known = {"group name", "date founded"}

    head = find_head(sample, known)

    assert (head.line, head.headings) == (4, ["Group name", "Date founded", "Income"])
    assert head.samples == [["Wreake", "Oadby"], ["3/4/2001"], ["£5", "£7"]]
    assert find_head(sample, known, at=0).line == 0
    assert find_head(sample, known, at=5).headings == ["Wreake", "3/4/2001", "£5"]


@pytest.mark.parametrize(
    ("rows", "is_there"),
    [
        ([["Group name", "Founded"], ["Wreake", "3/4/2001"]], True),
        ([["Groupe", "Fondé"], ["Wreake", "3/4/2001"], ["Oadby", "£7"]], True),
        ([["Wreake", "3/4/2001"], ["Oadby", "4/4/2001"]], False),
        ([["Wreake", "spring"], ["Oadby", "autumn"]], False),
        ([["Wreake", "spring"]], False),
    ],
)
def test_whether_there_are_headings_at_all(rows: list[list[str]], *, is_there: bool) -> None:
    sample = list(enumerate(rows, start=1))
    known = {"group name"}

    assert has_head(sample, find_head(sample, known), known) is is_there


def test_columns_without_headings_are_taken_in_order() -> None:
    samples = [["3/4/2001"], [], ["Wreake"]]

    assert in_order(("on", "kind", "name", "income"), samples) == {"on": 0, "name": 2}


def test_columns_are_recognised_by_their_own_and_by_other_names_once_each() -> None:
    headings = ["Group Name:", "DATE FOUNDED", "Kind of thing", "Name", "Yearly income (£)"]

    assert suggest(headings, FIELDS) == {"name": 0, "on": 1, "kind": 2, "income": 4}
    assert folded("Charity No. (E&W)") == "charity no e w"


def test_a_profile_counts() -> None:
    profiles = Profiles(FIELDS)
    cleaner = Cleaner(FIELDS, COLUMNS)
    for cells in (["A", "3/4/2026"], ["B", "13/4/2026"], ["A", ""], ["C", "soon"]):
        values, problems = cleaner.read(cells)
        texts = {name: column.text(cells) for name, column in COLUMNS.items()}
        profiles.add(values, texts, {problem.field for problem in problems})

    found = profiles.as_plain()
    assert found["on"] == {
        "filled": 2,
        "wrong": 1,
        "ambiguous": 1,
        "distinct": 2,
        "least": "2026-04-03",
        "greatest": "2026-04-13",
    }
    assert (found["name"]["filled"], found["name"]["distinct"]) == (4, 3)
