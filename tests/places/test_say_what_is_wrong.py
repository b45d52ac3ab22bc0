"""Every code has its sentence, and every sentence its remedy."""

import pytest

from trellis.places import words
from trellis.places.rules.problems import Problem, Wrong


@pytest.mark.parametrize("wrong", list(Wrong))
def test_every_problem_has_words_and_a_remedy(wrong: Wrong) -> None:
    told = words.problem(Problem(wrong, 3, "lat", "abc").as_json(), "postcodes")
    assert told["where"] == "Line 3, lat"
    assert told["what"].endswith(".")
    assert told["remedy"].endswith(".")
    assert words.refusal(wrong, "abc") == f"{told['what']} {told['remedy']}"


@pytest.mark.parametrize(
    ("line", "column", "kind", "where"),
    [
        (0, "", "outlines", "The file"),
        (4, "WD25CD", "outlines", "Place 4 of the file"),
        (4, "lat", "postcodes", "Line 4, lat"),
        (4, "", "postcodes", "Line 4"),
    ],
)
def test_where_it_is(line: int, column: str, kind: str, where: str) -> None:
    found = Problem(Wrong.SHORT_ROW, line, column, "50%")
    assert words.problem(found.as_json(), kind)["where"] == where


def test_what_somebody_wrote_is_shown_as_it_stands() -> None:
    assert "“50%”" in words.refusal(Wrong.NOT_A_NUMBER, "50%")
