"""A framework goes from draft to live to closed, each step after a page that says what it means."""

from contextlib import suppress

import html5lib
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from tests.cast import PARTS, Cast
from tests.conftest import NOW, TODAY, StrictClient
from tests.factories import (
    make_framework,
    make_outcome,
    make_principle,
    make_rating_rule,
    make_secured_by,
)
from tests.performance.keeping import KEEPER, Keeping, errors_of, keeping, last_line
from tests.performance.reporting import SPRING, SUMMER, SYSTEM, Reporting, begin
from trellis.performance import actions
from trellis.performance.models import Framework
from trellis.performance.queries import due_for

pytestmark = pytest.mark.usefixtures("clock")
Stage = Framework.Stage


@pytest.fixture
def draft(cast: Cast) -> Reporting:
    """A draft that lacks nothing."""
    reporting = begin(cast, stage=Stage.DRAFT)
    make_outcome(framework=reporting.framework, number=1)
    return reporting


def stage_of(reporting: Reporting) -> str:
    reporting.framework.refresh_from_db()
    return reporting.framework.stage


def live(reporting: Reporting) -> Keeping:
    return keeping(reporting.cast, reporting.url("make_live"))


def test_it_goes_live_and_those_who_report_are_told(draft: Reporting) -> None:
    indicator = draft.indicator(hubs="a")
    draft.record(indicator, "a", 3, period=SPRING)
    worker = draft.cast.viewer("hub_worker")
    assert due_for(worker, TODAY) == []
    page = live(draft).shown().content.decode()
    assert "One provider sees on Today what it owes. One figure, of a period that is over" in page
    assert live(draft).send()["Location"] == draft.url("keep")
    assert stage_of(draft) == Stage.LIVE
    assert last_line() == ("performance.framework.staged", ["stage"], "")
    [due] = due_for(worker, TODAY)
    assert due.url == draft.url("owed") + "?period=2026-Q2"
    assert StrictClient().get(draft.url("area")).status_code == 200


def test_without_what_it_needs_it_stays_a_draft(cast: Cast) -> None:
    bare = Reporting(cast, make_framework(area=cast.world.area, stage=Stage.DRAFT))
    lacks = [
        "It has no outcome: add at least one.",
        "It has no indicator: add at least one.",
        "Nobody is to report: say who reports at least one indicator.",
        "Nothing says how a rating is made: adopt a rating rule.",
    ]
    assert list(live(bare).shown().context["kept"].lacking) == lacks
    assert errors_of(live(bare).send()) == {"__all__": lacks}
    make_outcome(framework=bare.framework)
    bare.indicator(hubs="")
    assert errors_of(live(bare).send()) == {"__all__": lacks[2:]}
    bare.indicator(hubs="a")
    make_rating_rule(framework=bare.framework)
    assert live(bare).send().status_code == 302
    assert stage_of(bare) == Stage.LIVE


def test_the_system_loads_a_record_of_the_past_whatever_it_lacked(cast: Cast) -> None:
    framework = make_framework(area=cast.world.area, stage=Stage.DRAFT)
    actions.stage_framework(by=SYSTEM, now=NOW, framework=framework, stage="live")
    framework.refresh_from_db()
    assert framework.stage == Stage.LIVE


def close(reporting: Reporting) -> Keeping:
    return keeping(reporting.cast, reporting.url("close"))


def test_it_is_closed_for_a_reason_and_takes_no_more_writes(draft: Reporting) -> None:
    indicator = draft.indicator(hubs="a")
    Framework.objects.update(stage=Stage.LIVE)
    page = close(draft).shown().content.decode()
    assert "2 figures are still expected" in page
    assert errors_of(close(draft).send()) == {"why": ["Say why it is closed."]}
    close(draft).send(why="Its time is over")
    assert stage_of(draft) == Stage.CLOSED
    assert last_line() == ("performance.framework.staged", ["stage"], "Its time is over")
    worker = draft.cast.client("hub_worker")
    assert worker.get(draft.record_url(indicator, "a")).status_code == 403
    assert due_for(draft.cast.viewer("hub_worker"), TODAY) == []


def test_the_close_says_nothing_of_what_is_in(draft: Reporting) -> None:
    indicator = draft.indicator(hubs="a")
    Framework.objects.update(stage=Stage.LIVE)
    for span in (SPRING, SUMMER):
        draft.record(indicator, "a", 3, period=span)
    assert "still expected" not in close(draft).shown().content.decode()


def test_who_kept_a_closed_one_reads_why_nothing_is_left_to_keep(draft: Reporting) -> None:
    Framework.objects.update(stage=Stage.CLOSED)
    client = draft.cast.client(KEEPER)
    page = client.get(draft.url("keep"))
    assert page.status_code == 200
    assert "This framework is closed" in page.content.decode()
    for name in ("change", "make_live", "close"):
        answers = [client.get(draft.url(name)), client.post(draft.url(name), {"why": "x"})]
        assert [answer.status_code for answer in answers] == [403, 403]
        assert "This framework is closed" in answers[0].content.decode()
    assert stage_of(draft) == Stage.CLOSED


def test_documented_history_is_kept_by_nobody(draft: Reporting) -> None:
    draft.county.standing = "documented"
    draft.county.save()
    client = draft.cast.client(KEEPER)
    assert "documented history" in client.get(draft.url("keep")).content.decode()
    assert client.post(draft.url("make_live")).status_code == 403


@pytest.mark.parametrize(("stage", "name"), [(Stage.LIVE, "make_live"), (Stage.DRAFT, "close")])
def test_a_step_that_is_not_next_leads_back(draft: Reporting, stage: str, name: str) -> None:
    Framework.objects.update(stage=stage)
    keeper = keeping(draft.cast, draft.url(name))
    assert keeper.shown()["Location"] == draft.url("keep")
    keeper.send({"once": "x"}, why="y")
    assert stage_of(draft) == stage


@pytest.mark.parametrize(
    ("stage", "wanted"),
    [("live", "draft"), ("closed", "live"), ("draft", "closed"), ("live", "live"), ("live", "x")],
)
def test_it_never_goes_back_and_never_leaps(draft: Reporting, stage: str, wanted: str) -> None:
    Framework.objects.update(stage=stage)
    for by in (draft.cast.viewer(KEEPER), SYSTEM):
        with suppress(PermissionDenied), pytest.raises(ValidationError):
            actions.stage_framework(by=by, now=NOW, framework=draft.framework, stage=wanted)
    assert stage_of(draft) == stage


def test_only_who_keeps_it_takes_it_further(draft: Reporting) -> None:
    draft.indicator()
    may = set()
    for key in PARTS:
        if draft.cast.client(key).post(draft.url("make_live")).status_code == 302:
            may.add(key)
            Framework.objects.update(stage=Stage.DRAFT)
    assert may == {KEEPER}
    elsewhere = draft.cast.client(KEEPER, elsewhere=True)
    assert elsewhere.post(draft.url("make_live")).status_code == 404


def test_the_keeper_finds_the_page_from_the_report(draft: Reporting) -> None:
    link = f'href="{draft.url("keep")}"'
    shown = {
        key: link in draft.cast.client(key).get(draft.url("area")).content.decode()
        for key in (KEEPER, "council_officer")
    }
    assert shown == {KEEPER: True, "council_officer": False}


def steps_of(reporting: Reporting) -> list[tuple[str, str, str]]:
    """Title, note and status of each step, in their order."""
    html = reporting.cast.client(KEEPER).get(reporting.url("keep")).content.decode()
    document = html5lib.parse(html, namespaceHTMLElements=False)
    [steps] = [one for one in document.iter("ol") if one.get("class", "").startswith("tasks")]
    found = []
    for one in steps.findall("li"):
        title, note = list(one.find("div"))[:2]
        words = [" ".join("".join(part.itertext()).split())
                 for part in (title, note, one.find("span"))]  # fmt: skip
        found.append((words[0], words[1], words[2]))
    return found


CORE_SET = (
    "Core set and time to comment",
    "How many core indicators there are at most, and how long people are asked about a change",
    "not agreed",
)


def test_an_empty_draft_says_what_comes_next_in_order(cast: Cast) -> None:
    bare = Reporting(cast, make_framework(area=cast.world.area, stage=Stage.DRAFT))
    assert steps_of(bare) == [
        (
            "Title, time and deadline",
            "1 April 2026 to 31 March 2029; figures within 20 working days",
            "set",
        ),
        ("Outcomes", "What is to come about", "none yet"),
        ("Principles", "What the partners hold to", "none"),
        ("Indicators", "What is looked at, and how it is counted", "none yet"),
        ("Who reports", "Without it nothing is due, and nothing can be missing", "nobody yet"),
        ("Targets", "What is wanted of each, for which period", "none yet"),
        ("Rating rule", "How a value and its target become a rating", "none yet"),
        CORE_SET,
        ("Make it live", "It still lacks something:", "not yet"),
    ]


def test_a_draft_points_to_the_first_step_it_lacks(draft: Reporting) -> None:
    client = draft.cast.client(KEEPER)

    def next_step() -> tuple[str, str] | None:
        found: tuple[str, str] | None = client.get(draft.url("keep")).context["next_step"]
        return found

    assert next_step() == ("Next: indicators", draft.url("keep_indicators"))
    draft.indicator(hubs="")
    assert next_step() == ("Next: who reports", draft.url("keep_reporters"))
    draft.indicator(number=2, hubs="a")
    assert next_step() == ("Next: make it live", draft.url("make_live"))
    Framework.objects.update(stage=Stage.LIVE)
    assert next_step() is None


def test_what_is_there_and_what_is_thin_is_said_at_each_step(draft: Reporting) -> None:
    row = draft.indicator(number=1)
    draft.indicator(number=2, hubs="")
    draft.target(row, 10)
    make_secured_by(principle=make_principle(framework=draft.framework))
    assert [(note, status) for _title, note, status in steps_of(draft)[1:]] == [
        ("One has no indicator yet.", "1"),
        ("For one way of securing them nobody answers.", "1"),
        ("What is looked at, and how it is counted", "2"),
        ("One indicator is reported by nobody.", "2 providers"),
        ("One indicator has no target: it is shown, and not rated.", "set"),
        ("The last one holds from 1 April 2026 on", "adopted"),
        CORE_SET[1:],
        ("Nothing is lacking.", "ready"),
    ]


def test_a_line_that_is_over_or_taken_back_reports_nothing(draft: Reporting) -> None:
    over, back = draft.indicator(number=1, hubs="a"), draft.indicator(number=2, hubs="a")
    over.lines.update(until_on=TODAY)
    back.lines.update(until_on=F("from_on"))
    assert steps_of(draft)[4][1:] == ("2 indicators are reported by nobody.", "nobody yet")
    over.lines.all().delete()
    assert errors_of(live(draft).send()) == {
        "__all__": ["Nobody is to report: say who reports at least one indicator."]
    }


def test_much_takes_no_more_questions_than_little(draft: Reporting) -> None:
    pages = [draft.url(name) for name in
             ("keep", "keep_outcomes", "keep_principles", "keep_indicators", "keep_reporters",
              "expect_reports", "keep_rule", "make_live")]  # fmt: skip
    client = draft.cast.client(KEEPER)

    def asked() -> dict[str, int]:
        found = {}
        for url in pages:
            with CaptureQueriesContext(connection) as questions:
                assert client.get(url).status_code == 200
            found[url] = len(questions)
        return found

    def grow(number: int) -> None:
        outcome = make_outcome(framework=draft.framework, number=number)
        row = draft.indicator(number=number)
        row.outcomes.add(outcome)
        draft.target(row, 10)
        make_secured_by(principle=make_principle(framework=draft.framework), owner=draft.hub("a"))
        make_rating_rule(framework=draft.framework)

    grow(11)
    asked()  # what is read once and kept
    little = asked()
    for number in (12, 13):
        grow(number)
    assert asked() == little
