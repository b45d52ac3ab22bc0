"""Who may do what: every page, every method, everybody of the cast, against the promise kept in
`tests/permissions.csv`. A page nobody has decided about fails here."""

from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.architecture.matrix import (
    ELSEWHERE,
    HEADER,
    METHODS,
    Address,
    Asking,
    addresses,
    kept,
    those_let_in,
)
from tests.architecture.scene import Scene
from tests.beside import our_share
from tests.cast import PARTS, Cast

LINES = kept()
BY_KEY = {(each.name, each.of): each for each in addresses()}

# Arguments whose object anybody may look at: its existence is no secret, so a refusal may say
# that it is one. A draft is nobody's business.
PUBLIC = {
    "organisation_id": "organisations:record",
    "slug": "performance:area",
    "number": "performance:indicator",
    "provider_id": "performance:provider",
    "place_code": "places:place",
    "code": "places:place",
    "area": "places:areas",
    "period": "performance:area",
    "change": "performance:proposals",
    "line_id": "performance:area",
    "form": "performance:downloads",
    "value_id": "performance:indicator",
    "relation_id": "organisations:record",
    "drawn_id": "performance:drawn",
    "review_id": "performance:review",
    "action_id": "performance:review",
    "appraisal_id": "performance:made",
    "paid_id": "funding:agreement",
    "kind_id": "record:kind",
    "tag_id": "record:tag",
}
# Of a public object, but a list of people or of what was done: to strangers it is not there.
PRIVATE_LISTS = {
    "organisations:people", "organisations:invite", "organisations:second_factor",
    "record:done_for", "record:confirm_shown",
}  # fmt: skip
# Of a public round, but seen by those alone who report, check or pay.
OF_A_RETURN = {
    f"performance:{name}"
    for name in ("return", "return_sheet", "hand_in", "take_back", "check_return", "accept_return",
                 "send_back", "unlock_return", "ask_about_line", "answer_question")
}  # fmt: skip
# Lists what is the viewer's own, which elsewhere is nothing.
OWN_LISTS = {"performance:effort", "performance:owed", "performance:share_challenges"}
# Of an agreement that holds, which anybody reads.
AGREED = {"privacy:end_agreement", "privacy:review_agreement"}


def _name(line: dict[str, str]) -> str:
    return " ".join(word for word in (line["name"], line["of"], line["method"]) if word)


EACH = pytest.mark.parametrize("line", LINES, ids=[_name(line) for line in LINES])


def test_every_page_and_method_has_its_line() -> None:
    """Both ways: no page without a line, no line without a page."""
    wanted = [
        (each.name, each.of, method, each.route) for each in addresses() for method in METHODS
    ]

    assert [tuple(line[name] for name in HEADER[:4]) for line in LINES] == wanted


def test_everybody_of_the_cast_has_a_column() -> None:
    assert {tuple(line) for line in LINES} == {HEADER}


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", [our_share, pytest.param(list, marks=pytest.mark.prove)])
def test_every_answer_is_as_promised(chosen: Callable[[Iterable[Address]], list[Address]]) -> None:
    """One test for all of them: the world is built once, and every answer is undone."""
    asking = Asking(Scene(Cast()))

    assert list(_differences(asking, set(chosen(BY_KEY.values())))) == []


def _differences(asking: Asking, asked: set[Address]) -> Iterator[str]:
    for line in LINES:
        if BY_KEY[line["name"], line["of"]] not in asked:
            continue
        answers = asking.row(BY_KEY[line["name"], line["of"]], line["method"])
        for key in line:
            if answers[key] != line[key]:
                yield f"{_name(line)} {key}: promised {line[key]}, answered {answers[key]}"


@EACH
def test_nobody_meets_a_fault(line: dict[str, str]) -> None:
    assert [key for key in PARTS if line[key].startswith("5")] == []


@EACH
def test_the_invited_and_the_lapsed_may_do_what_any_account_may(line: dict[str, str]) -> None:
    """Not even with the same role once held, or offered. A resident holds a role without powers."""
    assert (line["invited"], line["lapsed"]) == (line["resident"], line["resident"])


@EACH
def test_the_same_role_elsewhere_meets_a_closed_door(line: dict[str, str]) -> None:
    address = BY_KEY[line["name"], line["of"]]
    let_in = [key for key in those_let_in(line) if key != "administrator"]
    if address.is_of_an_object and let_in and not (address.name in OWN_LISTS and not address.of):
        assert line[ELSEWHERE] == ("403" if _is_public(address) else "404")


def _is_public(address: Address) -> bool:
    if address.of or address.name in PRIVATE_LISTS | OF_A_RETURN:
        return False
    return address.name in AGREED or set(address.arguments) <= set(PUBLIC)
