"""A wave is closed and counted: n and response rate always, small numbers never."""

import csv
import io
import random
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.http import Http404

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import make_equality_answer, make_link
from tests.factories.questions import BETTER, EASE, GROUP
from tests.questions.making import answered, closed, owned
from tests.questions.solving import worked_out
from trellis.kernel.viewer import STRANGER
from trellis.questions import actions, jobs, queries
from trellis.questions.models import Answer, Link, Response, Wave
from trellis.questions.rules.definition import Choice, Definition, Kind, Question, Section

pytestmark = pytest.mark.django_db

WAYS = Question(
    "q5",
    Kind.MULTIPLE,
    "How did you reach us?",
    choices=(Choice("c1", "Phone"), Choice("c2", "Post")),
)
WITH_WAYS = Definition((Section("s1", "A", questions=(EASE, GROUP, BETTER, WAYS)),), 6)


def results_url(wave: Wave) -> str:
    return f"/questions/waves/{wave.pk}/results/"


def many(ease: str, group: str, count: int) -> list[dict[str, str]]:
    return [{"q2": ease, "q3": group}] * count


def test_closing_counts_and_forgets_what_was_not_finished(cast: Cast) -> None:
    wave = owned(cast, asked=12)
    answered(wave, *many("c1", "c1", 6))
    make_link(wave=wave, answers={"q2": "c1"}, number=None)
    manager = cast.client("infrastructure_manager")
    assert manager.get(results_url(wave)).status_code == 403

    manager.post(f"/questions/waves/{wave.pk}/close/")

    wave.refresh_from_db()
    assert (wave.stage, wave.returned, Link.objects.count()) == ("closed", 6, 0)
    page = manager.get(results_url(wave)).content.decode()
    assert "of 12 who were asked" in page
    assert "50%" in page


def test_a_wave_whose_last_day_is_over_closes_by_itself(cast: Cast, now: datetime) -> None:
    over, running = owned(cast, closes_on="2026-10-18"), owned(cast, closes_on="2026-10-19")

    jobs.close_overdue(now=now)

    over.refresh_from_db()
    running.refresh_from_db()
    assert (over.stage, running.stage) == ("closed", "open")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (None, "Nobody has said how many were asked."),
        (3, "More answered than were asked: that number is wrong."),
        (8, "75%"),
    ],
)
def test_n_and_response_rate_are_always_said(cast: Cast, asked: int | None, said: str) -> None:
    wave = closed(cast, *many("c1", "c1", 6), asked=asked)

    page = cast.client("infrastructure_manager").get(results_url(wave)).content.decode()

    assert said in page
    assert "Answered (n)" in page


def test_of_four_people_nothing_is_said(cast: Cast, now: datetime) -> None:
    wave = closed(cast, *many("c1", "c1", 3), {"q2": "c3", "q3": "c2"})
    manager = cast.client("infrastructure_manager")

    page = manager.get(results_url(wave)).content.decode()
    table = manager.get(f"{results_url(wave)}download.csv").content.decode()

    assert "Fewer than five people answered" in page
    assert "Very easy" not in page
    assert len(table.splitlines()) == 1
    published = manager.post(f"{results_url(wave)}publish/", follow=True)
    assert "What they said is shown to nobody" in published.content.decode()
    with pytest.raises(Http404):
        queries.share(cast.viewer("infrastructure_manager"), wave.pk, "q2", ["c1"])


def test_results_are_everybodys_once_published(cast: Cast, client: StrictClient) -> None:
    wave = closed(cast, *many("c1", "c1", 6))
    manager = cast.client("infrastructure_manager")
    said = Answer.objects.create(response=Response.objects.all()[0], question="q4", words="Mrs Day")
    assert client.get(results_url(wave)).status_code == 404

    manager.post(f"{results_url(wave)}publish/")
    page = client.get(results_url(wave)).content.decode()
    assert "Very easy" in page
    assert "Mrs Day" not in page
    assert client.get(f"{results_url(wave)}words/q4/")["Location"].startswith("/people/sign-in/")
    assert said.words in manager.get(f"{results_url(wave)}words/q4/").content.decode()

    manager.post(f"{results_url(wave)}withdraw/")
    assert client.get(results_url(wave)).status_code == 404


def break_down(cast: Cast, wave: Wave, now: datetime, by: str = "q3") -> None:
    viewer = cast.viewer("infrastructure_manager")
    actions.choose_breakdown(wave_id=wave.pk, question=by, by=viewer, now=now)


def test_answers_are_told_apart_by_one_question_only(cast: Cast, now: datetime) -> None:
    wave = closed(cast, *many("c1", "c1", 9), *many("c2", "c2", 8))
    manager = cast.client("infrastructure_manager")
    assert manager.get(f"{results_url(wave)}by/q2/").status_code == 404

    manager.post(f"{results_url(wave)}breakdown/", {"question": "q3"})
    again = manager.post(f"{results_url(wave)}breakdown/", {"question": "q2"})

    wave.refresh_from_db()
    assert wave.breakdown == "q3"
    assert "It was chosen already" in again.content.decode()
    table = queries.told_apart(cast.viewer("infrastructure_manager"), wave.pk, "q2").tables[0]
    assert table.table is not None
    assert table.table.cells == ((9, 0, 0, 0), (0, 8, 0, 0), (0, 0, 0, 0))


def test_of_any_of_several_answers_each_is_a_table(cast: Cast, now: datetime) -> None:
    wave = closed(cast, *many("c1", "c1", 12), definition=WITH_WAYS)
    for response in Response.objects.order_by("id")[:7]:
        Answer.objects.create(response=response, question="q5", code="c1")
        Answer.objects.create(response=response, question="q5", code="c2")
    break_down(cast, wave, now)

    told = queries.told_apart(cast.viewer("infrastructure_manager"), wave.pk, "q5")

    assert [one.columns for one in told.tables] == [("Phone", ""), ("Post", "")]
    assert told.tables[0].table is not None
    assert told.tables[0].table.cells[0] == (7, 5)


CELL = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.DOTALL)


def shown_on_the_page(page: str) -> list[list[str]]:
    body = page[page.index("<tbody") : page.index("</tbody")]
    return [
        [re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in CELL.findall(row)]
        for row in body.split("<tr")[1:]
    ]


@pytest.mark.parametrize("seed", range(12))
def test_with_page_and_file_together_a_solver_works_out_nothing(
    cast: Cast, now: datetime, seed: int
) -> None:
    """Everything that is shown of a wave: its counts, its table by the breakdown, its files."""
    drawn = random.Random(seed)
    codes = [
        {"q2": drawn.choice(["c1", "c1", "c2", "c3", ""]), "q3": drawn.choice(["c1", "c2"])}
        for _ in range(drawn.randint(8, 22))
    ]
    said = [{key: code for key, code in one.items() if code} for one in codes]
    wave = closed(cast, *said)
    break_down(cast, wave, now)
    manager = cast.client("infrastructure_manager")
    page = manager.get(f"{results_url(wave)}by/q2/").content.decode()
    file = manager.get(f"{results_url(wave)}by/q2/download.csv").content.decode("utf-8-sig")
    table = queries.told_apart(cast.viewer("infrastructure_manager"), wave.pk, "q2").tables[0].table
    if table is None:
        assert "is not told apart" in page
        assert len(file.splitlines()) == 1
        return

    on_page = [row[1:] for row in shown_on_the_page(page)]
    in_file = [row[2] or "[c]" for row in csv.reader(io.StringIO(file))][1:]
    width = len(table.column_totals) + 1
    flat = [cell for row in on_page for cell in row]
    assert in_file == flat
    cells = [[None if c == "[c]" else int(c) for c in row[:-1]] for row in on_page[:-1]]
    rows = [int(row[-1]) for row in on_page[:-1]]
    columns = [int(c) for c in on_page[-1][:-1]]
    assert len(on_page[0]) == width
    raw = [
        [sum((one.get("q3", ""), one.get("q2", "")) == (a, b) for one in said) for b in ALL_EASE]
        for a in ("c1", "c2", "")
    ]
    small = {(i, j) for i, row in enumerate(raw) for j, count in enumerate(row) if 0 < count < 5}
    assert all(cells[i][j] is None for i, j in small)
    assert worked_out(cells, rows, columns) & small == set()


ALL_EASE = ("c1", "c2", "c3", "")


def test_equality_is_shown_with_small_numbers_kept_back(cast: Cast) -> None:
    wave = closed(cast, *many("c1", "c1", 6), asks_equality=True)
    for code, count in (("25_to_44", 9), ("65_and_over", 8), ("under_25", 2)):
        for _ in range(count):
            make_equality_answer(wave=wave, code=code)
    manager = cast.client("infrastructure_manager")

    found = queries.results(cast.viewer("infrastructure_manager"), wave.pk).equality[0]
    file = manager.get(f"{results_url(wave)}download.csv").content.decode("utf-8-sig")

    assert [count for _words, count in found.lines] == [None, 9, None, None, None]
    ages = [row for row in csv.reader(io.StringIO(file)) if row[0] == "How old are you?"]
    assert [row[2] for row in ages] == ["", "9", "", "", ""]
    assert [row[-1] for row in ages] == ["suppressed", "shown", *["suppressed"] * 3]


def test_who_said_what_only_in_a_named_wave(cast: Cast) -> None:
    named = closed(cast, naming="named")
    answered(named, *many("c1", "c1", 1), name="Asha Rao")
    anonymous = closed(cast)
    manager = cast.client("infrastructure_manager")

    page = manager.get(f"{results_url(named)}people/").content.decode()

    assert "Asha Rao" in page
    assert "Very easy" in page
    assert manager.get(f"{results_url(anonymous)}people/").status_code == 404


@pytest.mark.parametrize("part", ["q2", "q3", "q4", "q9", "q2.r1"])
def test_a_stranger_sees_no_table_of_a_wave_that_is_not_published(
    cast: Cast, client: StrictClient, now: datetime, part: str
) -> None:
    wave = closed(cast, *many("c1", "c1", 9))
    break_down(cast, wave, now)

    assert client.get(f"{results_url(wave)}by/{part}/").status_code == 404
    assert client.get(f"{results_url(wave)}by/{part}/download.csv").status_code == 404


def test_the_list_asks_as_much_for_three_as_for_one(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    owned(cast)
    viewer = cast.viewer("infrastructure_manager")
    with django_assert_num_queries(4):
        assert len(queries.questionnaires(viewer)) == 1
    for _ in range(2):
        answered(owned(cast), {"q2": "c1"})
    with django_assert_num_queries(4):
        assert len(queries.questionnaires(viewer)) == 3


def test_a_share_says_numerator_denominator_n_and_response_rate(cast: Cast) -> None:
    wave = closed(
        cast, *many("c1", "c1", 4), *many("c2", "c2", 3), *many("c3", "c1", 2), {}, asked=40
    )

    found = queries.share(cast.viewer("infrastructure_manager"), wave.pk, "q2", ["c1", "c2"])

    assert (found.numerator, found.denominator) == (7, 9)
    assert (found.returned.responses, found.returned.asked) == (10, 40)
    assert found.answers == ("Very easy", "Easy")
    with pytest.raises(Http404):
        queries.share(STRANGER, wave.pk, "q2", ["c1"])


def test_a_wave_that_ends_soon_waits_on_today(cast: Cast, today: date) -> None:
    near, far = owned(cast, closes_on=today + timedelta(days=7), asked=9), owned(cast)
    answered(near, {"q2": "c1"})

    due = queries.due_for(cast.viewer("infrastructure_manager"), today)

    assert [(one.due, one.why) for one in due] == [(near.closes_on, "1 of 9 have answered.")]
    assert far.closes_on > near.closes_on
    assert queries.due_for(cast.viewer("infrastructure_manager", elsewhere=True), today) == []
    assert queries.due_for(cast.viewer("hub_worker"), today) == []
