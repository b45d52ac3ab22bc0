"""Lines of a return are drawn by lot; somebody else looks at what is under them."""

from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction

from tests.cast import PARTS, Cast
from tests.conftest import NOW, StrictClient
from tests.factories import make_publication
from tests.performance.keeping import errors_of, keeping, last_line
from tests.performance.scrutinising import Scrutiny, questions, scrutiny
from trellis.kernel.editing import EditedMeanwhileError
from trellis.kernel.models import AuditSeal
from trellis.performance import actions
from trellis.performance.models import Draw, DrawnLine, LineFinding, Return
from trellis.performance.rules.sampling import draw

pytestmark = pytest.mark.usefixtures("clock")
SEEN = "The attendance sheets of the quarter."


@pytest.fixture
def found(cast: Cast) -> Scrutiny:
    return scrutiny(cast, figures=7)


def sampled(found: Scrutiny) -> list[DrawnLine]:
    actions.draw_sample(return_id=found.of_return.pk, by=found.cast.viewer("funder"), now=NOW)
    return list(DrawnLine.objects.filter(is_drawn=True))


def look_url(found: Scrutiny, line: DrawnLine, name: str = "drawn") -> str:
    return found.url(name, "2026-Q2", line.pk)


def test_whoever_accepts_it_draws_three_of_seven(found: Scrutiny) -> None:
    AuditSeal.objects.create(number=7, form=2, horizon=0, lines=0, digest="ab" * 32, sealed_at=NOW)
    page = keeping(found.cast, found.url("sample", "2026-Q2"), "funder")
    answer = page.send(**{"return": str(found.of_return.pk)})
    assert (answer.status_code, answer["Location"]) == (302, found.url("sample", "2026-Q2"))
    row = Draw.objects.get()
    assert row.made_of == (f"{found.framework.slug} 2026-Q2 Ambley hub a 7 {'ab' * 32}")
    assert row.seed == sha256(row.made_of.encode()).hexdigest()
    assert last_line() == ("performance.lines.drawn", ["draw"], "")
    keys = [line.key for line in row.lines.all()]
    code = found.value.place.code
    assert keys == [f"{number} {code} 2026-Q2" for number in range(1, 8)]
    assert {line.key for line in row.lines.all() if line.is_drawn} == set(draw(row.seed, keys, 3))


def test_everybody_can_read_seed_and_list(found: Scrutiny) -> None:
    sampled(found)
    page = StrictClient().get(found.url("sample", "2026-Q2")).content.decode()
    row = Draw.objects.get()
    assert row.seed in page
    assert all(line.key in page for line in row.lines.all())
    assert "3 of 7 lines were drawn on 19 October 2026." in page


def test_who_can_draw(found: Scrutiny) -> None:
    url, sent = found.url("sample", "2026-Q2"), {"return": str(found.of_return.pk)}
    may = set()
    for key in PARTS:
        with transaction.atomic():
            if found.cast.client(key).post(url, sent).status_code == 302:
                may.add(key)
                transaction.set_rollback(True)
    assert may == {"infrastructure_manager", "council_officer", "funder"}


def test_lines_are_drawn_once_and_only_of_what_was_handed_in(found: Scrutiny) -> None:
    sampled(found)
    with pytest.raises(ValidationError, match="drawn once"):
        sampled(found)
    other = scrutiny(found.cast)
    Return.objects.filter(pk=other.of_return.pk).update(stage=Return.Stage.DRAFT)
    with pytest.raises(ValidationError, match="not handed in"):
        sampled(other)
    page = found.cast.client("funder").get(other.url("sample", "2026-Q2")).content.decode()
    assert "Not handed in" in page
    assert "Draw its lines" not in page


def test_the_newest_row_of_each_line_is_drawn_from(found: Scrutiny) -> None:
    indicator = found.value.indicator
    newer = found.reporting.record(
        indicator, "a", 38, reason="Counted twice", provider_id=found.body("hub_a").pk
    )
    sampled(found)
    assert DrawnLine.objects.get(key__startswith="1 ").value == newer
    assert DrawnLine.objects.count() == 7


def test_the_checker_says_what_they_found_and_goes_on_to_the_next(found: Scrutiny) -> None:
    lines = sampled(found)
    page = keeping(found.cast, look_url(found, lines[0]), "funder")
    assert "What is under it" in page.shown().content.decode()
    answer = page.send(result="differs", instead="38 groups", words=SEEN)
    assert (answer.status_code, answer["Location"]) == (302, look_url(found, lines[1]))
    row = LineFinding.objects.get()
    assert (row.line, row.result, row.instead, row.words) == (
        lines[0], "differs", "38 groups", SEEN,
    )  # fmt: skip
    for line in lines[1:]:
        page = keeping(found.cast, look_url(found, line), "funder")
        answer = page.send(result="stands", instead="", words=SEEN)
    assert answer["Location"] == found.url("sample", "2026-Q2")


def test_what_differs_says_from_what_and_nothing_else_does(found: Scrutiny) -> None:
    [line, *_others] = sampled(found)
    page = keeping(found.cast, look_url(found, line), "funder")
    assert errors_of(page.send(result="differs", instead="", words=SEEN)) == {
        "instead": ["Say what was found instead."]
    }
    assert errors_of(page.send(result="stands", instead="38", words=SEEN)) == {
        "instead": ["Remove what was found instead, or say that it differs."]
    }
    assert set(errors_of(page.send(result="", instead="", words=""))) == {"result", "words"}


def test_the_provider_replies_once(found: Scrutiny) -> None:
    [line, *_others] = sampled(found)
    finding = actions.look_at_line(
        drawn_id=line.pk,
        result="cannot_be_followed",
        words=SEEN,
        instead="",
        by=found.cast.viewer("funder"),
        now=NOW,
    )
    hub = keeping(found.cast, look_url(found, line, "reply_finding"), "hub_worker")
    assert SEEN in hub.shown().content.decode()
    assert hub.send(words="The August sheet lay at the hall.").status_code == 302
    assert last_line() == ("performance.line_finding.answered", ["reply"], "")
    page = found.cast.client("councillor").get(look_url(found, line)).content.decode()
    assert "The August sheet lay at the hall." in page
    with pytest.raises(ValidationError, match="One reply"):
        actions.answer_finding(
            finding_id=finding.pk, words="And more.", by=found.cast.viewer("hub_worker"), now=NOW
        )
    with pytest.raises(PermissionDenied):
        actions.answer_finding(
            finding_id=finding.pk, words="Ours.", by=found.cast.viewer("other_hub_worker"), now=NOW
        )


def test_two_look_at_one_line_and_the_second_is_shown_both(found: Scrutiny) -> None:
    [line, *_others] = sampled(found)
    page = keeping(found.cast, look_url(found, line), "council_officer")
    hidden = page.hidden()
    given: dict[str, Any] = {"drawn_id": line.pk, "instead": "", "now": NOW}
    actions.look_at_line(result="stands", words=SEEN, by=found.cast.viewer("funder"), **given)
    with pytest.raises(EditedMeanwhileError):
        actions.look_at_line(
            result="stands", words="Too.", by=found.cast.viewer("council_officer"), seen="", **given
        )
    second = page.send(hidden, result="cannot_be_followed", instead="", words="One is missing.")
    assert second.status_code == 409
    text = second.content.decode()
    assert "Somebody else said what they found" in text
    assert SEEN in text
    assert "One is missing." in text
    assert page.send(result="cannot_be_followed", instead="", words="Still.").status_code == 302
    assert LineFinding.objects.count() == 2


def test_what_was_found_is_public_once_the_period_is_published(found: Scrutiny) -> None:
    [line, *_others] = sampled(found)
    actions.look_at_line(
        drawn_id=line.pk,
        result="differs",
        instead="38 groups",
        words=SEEN,
        by=found.cast.viewer("funder"),
        now=NOW,
    )
    for key, sees in (
        ("anonymous", False), ("other_hub_worker", False), ("resident", False),
        ("hub_worker", True), ("councillor", True), ("funder", True),
    ):  # fmt: skip
        page = found.cast.client(key).get(look_url(found, line)).content.decode()
        assert ("38 groups" in page, key) == (sees, key)
    make_publication(framework=found.framework)
    assert "38 groups" in StrictClient().get(look_url(found, line)).content.decode()


def test_a_line_that_was_not_drawn_has_no_page(found: Scrutiny) -> None:
    sampled(found)
    left = DrawnLine.objects.filter(is_drawn=False).first()
    assert left is not None
    assert StrictClient().get(look_url(found, left)).status_code == 404
    assert StrictClient().get(found.url("sample", "2026-Q1")).status_code == 404


def test_a_draw_is_never_changed(found: Scrutiny) -> None:
    sampled(found)
    for change in (
        lambda: DrawnLine.objects.all().delete(),
        lambda: DrawnLine.objects.update(is_drawn=True),
        lambda: Draw.objects.update(seed="f" * 64),
    ):
        with pytest.raises(Error, match="append-only"), transaction.atomic():
            change()


def test_many_lines_are_listed_by_as_many_questions_as_few(cast: Cast) -> None:
    few, many = scrutiny(cast, figures=1), scrutiny(cast, figures=31)
    client = cast.client("funder")
    for one in (few, many):
        sampled(one)
        client.get(one.url("sample", "2026-Q2"))
    assert questions(client, few.url("sample", "2026-Q2")) == questions(
        client, many.url("sample", "2026-Q2")
    )
