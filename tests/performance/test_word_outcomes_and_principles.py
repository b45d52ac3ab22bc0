"""Whoever keeps a framework says what it is for: outcomes with their priority, and principles."""

from typing import Any

import pytest

from tests.cast import PARTS, Cast
from tests.factories import make_organisation, make_outcome, make_principle, make_secured_by
from tests.performance.keeping import KEEPER, Keeping, errors_of, keeping, last_line
from tests.performance.reporting import Reporting, begin, fields_of, rows_of
from trellis.kernel.models import AuditLine
from trellis.performance.models import Framework, Outcome, Principle, SecuredBy

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def draft(cast: Cast) -> Reporting:
    return begin(cast, stage=Framework.Stage.DRAFT)


OUTCOME = {
    "title": "Groups have the skills they need",
    "section": "Support",
    "priority": "high",
    "source": "Minute 4",
}


def adding(reporting: Reporting) -> Keeping:
    return keeping(reporting.cast, reporting.url("keep_outcomes"))


def rewording(reporting: Reporting, number: int = 1) -> Keeping:
    return keeping(reporting.cast, reporting.url("reword_outcome", number))


def go_live(reporting: Reporting) -> None:
    Framework.objects.update(stage=Framework.Stage.LIVE)


def test_an_outcome_is_added_and_the_form_is_ready_for_the_next(draft: Reporting) -> None:
    keeper = adding(draft)
    assert keeper.shown().context["form"]["number"].value() == 1
    sent = keeper.send(number="1", **OUTCOME)
    assert sent["Location"] == draft.url("keep_outcomes")
    row = Outcome.objects.get()
    assert (row.number, row.title, row.section, row.priority, row.source) == (
        1,
        *OUTCOME.values(),
    )
    assert last_line() == ("performance.outcome.added", [], "")
    page = keeper.shown()
    assert "is added. Add another, or go on." in page.content.decode()
    form = page.context["form"]
    assert (form["number"].value(), form["section"].value()) == (2, "Support")
    assert list(rows_of(page.content.decode(), "Outcomes there are")) == [
        "1. Groups have the skills they need Support"
    ]


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"number": ""}, {"number": ["Enter a number."]}),
        ({"number": "one"}, {"number": ["Enter a number, such as 12."]}),
        ({"number": "0"}, {"number": ["Enter 1 or a higher number."]}),
        ({"number": "10000"}, {"number": ["Enter at most 9999."]}),
        (
            {"number": "3"},
            {"number": ["There is a number 3 already. Enter another; 4 is free."]},
        ),
        ({"title": ""}, {"title": ["Enter what is to come about."]}),
        ({"section": ""}, {"section": ["Enter the heading it stands under."]}),
        ({"priority": ""}, {"priority": ["Choose its priority."]}),
    ],
)
def test_what_does_not_fit_is_said_by_the_field(
    draft: Reporting, given: dict[str, str], errors: dict[str, Any]
) -> None:
    make_outcome(framework=draft.framework, number=3)
    page = adding(draft).send(**({"number": "1"} | OUTCOME | given))
    assert errors_of(page) == errors
    assert page.context["form"].data["source"] == "Minute 4"
    assert Outcome.objects.count() == 1


def test_a_form_sent_twice_adds_one(draft: Reporting) -> None:
    hidden = adding(draft).hidden()
    sent = [adding(draft).send(hidden, number="1", **OUTCOME).status_code for _ in range(2)]
    assert (sent, Outcome.objects.count()) == ([302, 302], 1)


def test_of_two_who_add_the_same_number_the_second_is_told(draft: Reporting) -> None:
    first, second = adding(draft).hidden(), adding(draft).hidden()
    adding(draft).send(first, number="1", **OUTCOME)
    page = adding(draft).send(second, **{**OUTCOME, "number": "1", "title": "Another"})
    assert errors_of(page) == {"number": ["There is a number 1 already. Enter another; 2 is free."]}
    assert page.context["form"]["title"].value() == "Another"


def test_a_draft_is_reworded_and_a_live_one_for_a_reason(draft: Reporting) -> None:
    make_outcome(framework=draft.framework, number=1, **{**OUTCOME, "priority": "low"})
    assert rewording(draft).send(**OUTCOME)["Location"] == draft.url("keep_outcomes")
    assert last_line() == ("performance.outcome.reworded", ["priority"], "")
    go_live(draft)
    again = {**OUTCOME, "title": "Groups can do what they set out to do"}
    assert errors_of(rewording(draft).send(**again)) == {"why": ["Say why it is changed."]}
    rewording(draft).send(**again, why="Plainer words")
    assert Outcome.objects.get().title == "Groups can do what they set out to do"
    assert last_line() == ("performance.outcome.reworded", ["title"], "Plainer words")


def test_the_same_wording_is_no_act(draft: Reporting) -> None:
    make_outcome(framework=draft.framework, number=1, **OUTCOME)
    before = AuditLine.objects.count()
    assert rewording(draft).send(**OUTCOME).status_code == 302
    assert AuditLine.objects.count() == before


def test_of_two_who_reword_the_second_sees_both(draft: Reporting) -> None:
    make_outcome(framework=draft.framework, number=1, **OUTCOME)
    earlier = rewording(draft).hidden()
    rewording(draft).send(**{**OUTCOME, "priority": "medium"})
    page = rewording(draft).send(earlier, **{**OUTCOME, "title": "Mine"})
    assert page.status_code == 409
    differ = rows_of(page.content.decode(), "Where the two differ")
    assert {
        field: (cells["In the record now"].words, cells["What you entered"].words)
        for field, cells in differ.items()
    } == {
        "What is to come about": ("Groups have the skills they need", "Mine"),
        "Priority": ("Medium", "High"),
    }
    assert Outcome.objects.get().title == "Groups have the skills they need"
    mine = {**fields_of(page.content.decode()), **OUTCOME, "title": "Mine", "priority": "medium"}
    assert rewording(draft).client.post(rewording(draft).url, mine).status_code == 302
    row = Outcome.objects.get()
    assert (row.title, row.priority) == ("Mine", "medium")


def test_an_outcome_of_another_framework_is_not_found(draft: Reporting) -> None:
    make_outcome(number=1)
    assert rewording(draft).shown().status_code == 404


PRINCIPLE = {
    "title": "Help is near where people are",
    "source": "Minute 5",
    "words_1": "Each district has a hub",
    "words_2": "",
    "words_3": "Nobody is sent on twice",
}


def principles(reporting: Reporting) -> Keeping:
    return keeping(reporting.cast, reporting.url("keep_principles"))


def changing(reporting: Reporting) -> Keeping:
    return keeping(reporting.cast, reporting.url("reword_principle", 1))


def ways() -> list[tuple[int, str, str, str]]:
    rows = SecuredBy.objects.select_related("owner").order_by("number")
    return [
        (row.number, row.words, row.owner.name if row.owner else "", row.source) for row in rows
    ]


def test_a_principle_says_how_it_is_secured_and_who_answers(draft: Reporting) -> None:
    hub = draft.hub("a")
    sent = principles(draft).send(number="1", **PRINCIPLE, owner_1=str(hub.pk))
    assert sent["Location"] == draft.url("keep_principles")
    row = Principle.objects.get()
    assert (row.number, row.title, row.source) == (1, PRINCIPLE["title"], "Minute 5")
    assert ways() == [
        (1, "Each district has a hub", hub.name, ""),
        (2, "Nobody is sent on twice", "", ""),
    ]
    assert last_line()[0] == "performance.principle.added"


def test_who_answers_is_a_body_of_the_area_and_no_group(draft: Reporting) -> None:
    shown = principles(draft).shown().context["form"].fields["owner_1"].choices
    names = {str(name) for _pk, name in shown}
    assert {"nobody named", "Ambley hub a", "Ambley council"} <= names
    assert {"Ambley group a", "Saltmarsh hub a"} & names == set()
    stranger = make_organisation(area=draft.cast.other_world.area, kind="hub")
    page = principles(draft).send(number="1", **PRINCIPLE, owner_1=str(stranger.pk))
    assert errors_of(page) == {"owner_1": ["Choose a body of this area."]}


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"title": ""}, {"title": ["Enter what the partners hold to."]}),
        (
            {"owner_2": "hub"},
            {"words_2": ["Enter how it is secured, or choose “nobody named”."]},
        ),
        (
            {"number": "3"},
            {"number": ["There is a number 3 already. Enter another; 4 is free."]},
        ),
    ],
)
def test_what_does_not_fit_of_a_principle_is_said_by_the_field(
    draft: Reporting, given: dict[str, str], errors: dict[str, Any]
) -> None:
    make_principle(framework=draft.framework, number=3)
    hub = str(draft.hub("a").pk)
    answers = {"number": "1"} | PRINCIPLE | given
    sent = {name: hub if value == "hub" else value for name, value in answers.items()}
    assert errors_of(principles(draft).send(**sent)) == errors
    assert Principle.objects.count() == 1


def test_a_way_is_named_an_owner_and_another_taken_out(draft: Reporting) -> None:
    principle = make_principle(framework=draft.framework, number=1, title=PRINCIPLE["title"])
    make_secured_by(principle=principle, number=1, words="A hub each", source="Plan, p. 3")
    make_secured_by(principle=principle, number=2, words="By luck")
    go_live(draft)
    hub = draft.hub("b")
    form = changing(draft).shown().context["form"]
    assert [words.value() for words, _owner in form.pairs] == ["A hub each", "By luck", None, None]
    sent = changing(draft).send(
        title=PRINCIPLE["title"], words_1="A hub each", owner_1=str(hub.pk), why="The hub agreed"
    )
    assert sent.status_code == 302
    assert ways() == [(1, "A hub each", hub.name, "Plan, p. 3")]
    assert last_line() == (
        "performance.principle.reworded",
        ["secured_by"],
        "The hub agreed",
    )


def test_of_two_who_change_a_principle_the_second_sees_both(draft: Reporting) -> None:
    principle = make_principle(framework=draft.framework, number=1, title="Near")
    make_secured_by(principle=principle, number=1, words="A hub each")
    earlier = changing(draft).hidden()
    changing(draft).send(title="Near", words_1="A hub each", words_2="A bus")
    page = changing(draft).send(earlier, title="Nearer", words_1="A hub each")
    assert page.status_code == 409
    differ = rows_of(page.content.decode(), "Where the two differ")
    assert {
        field: (cells["In the record now"].words, cells["What you entered"].words)
        for field, cells in differ.items()
    } == {"What the partners hold to": ("Near", "Nearer"), "Way 2": ("A bus", "–")}
    assert [way[1] for way in ways()] == ["A hub each", "A bus"]


def test_only_who_keeps_the_framework_words_it(draft: Reporting) -> None:
    make_outcome(framework=draft.framework, number=1)
    make_principle(framework=draft.framework, number=1)
    go_live(draft)
    pages = [
        draft.url("keep_outcomes"), draft.url("reword_outcome", 1),
        draft.url("keep_principles"), draft.url("reword_principle", 1),
    ]  # fmt: skip
    for url in pages:
        may = {key for key in PARTS if draft.cast.client(key).get(url).status_code == 200}
        assert may == {KEEPER}
        assert draft.cast.client(KEEPER, elsewhere=True).get(url).status_code == 403
