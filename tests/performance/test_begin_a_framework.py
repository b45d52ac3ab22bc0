"""The infrastructure manager begins a framework, and changes what it is called and when it runs."""

from datetime import date
from typing import Any

import pytest

from tests.cast import PARTS, Cast
from tests.conftest import StrictClient
from tests.performance.keeping import KEEPER, errors_of, keeping, last_line
from tests.performance.reporting import SUMMER, Reporting, begin, fields_of, rows_of
from trellis.kernel.models import AuditLine
from trellis.performance import queries
from trellis.performance.models import Framework

pytestmark = pytest.mark.usefixtures("clock")

ANSWERS = {
    "title": "What Ambley’s partners look at together",
    "short_title": "Ambley together",
    "about": "Agreed by the hubs and the council.",
    "source": "Minutes of 3 March 2026",
    "starts_on": "2026-04-01",
    "ends_on": "2029-03-31",
    "due_working_days": "20",
}


def url(cast: Cast) -> str:
    return f"/performance/begin/{cast.world.area.slug}/"


def test_it_begins_as_a_draft_at_an_address_made_of_its_name(cast: Cast) -> None:
    sent = keeping(cast, url(cast)).send(**ANSWERS)
    assert (sent.status_code, sent["Location"]) == (302, "/performance/ambley-together/keep/")
    row = Framework.objects.get()
    assert (row.area, row.stage, row.starts_on, row.ends_on, row.due_working_days) == (
        cast.world.area,
        "draft",
        date(2026, 4, 1),
        date(2029, 4, 1),
        20,
    )
    assert (row.title, row.about, row.source) == (
        ANSWERS["title"],
        ANSWERS["about"],
        ANSWERS["source"],
    )
    assert last_line() == ("performance.framework.begun", ["runs", "title"], "")


def test_the_page_that_follows_says_what_is_lacking(cast: Cast) -> None:
    keeper = keeping(cast, url(cast))
    page = keeper.client.get(keeper.send(**ANSWERS)["Location"])
    assert list(page.context["kept"].lacking) == [
        "It has no outcome: add at least one.",
        "It has no indicator: add at least one.",
        "Nobody is to report: say who reports at least one indicator.",
        "Nothing says how a rating is made: adopt a rating rule.",
    ]
    assert "Your draft has begun." in page.content.decode()


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"title": ""}, {"title": ["Enter what it is called."]}),
        ({"short_title": ""}, {"short_title": ["Enter what it is called for short."]}),
        ({"starts_on": ""}, {"starts_on": ["Enter the first day."]}),
        ({"ends_on": ""}, {"ends_on": ["Enter the last day."]}),
        ({"ends_on": "2026-04-01"}, {"ends_on": ["Enter a last day after the first day."]}),
        ({"ends_on": "2025-03-31"}, {"ends_on": ["Enter a last day after the first day."]}),
        (
            {"starts_on": "spring"},
            {"starts_on": ["First day: “spring” is not a day. Enter it like 31/03/2026."]},
        ),
        (
            {"starts_on": "1066-10-14"},
            {"starts_on": ["First day: enter a day from 1 January 2012 to 31 December 2100."]},
        ),
        (
            {"ends_on": "9999-12-31"},
            {"ends_on": ["Last day: enter a day from 1 January 2012 to 31 December 2100."]},
        ),
        ({"due_working_days": "0"}, {"due_working_days": ["Enter at least one working day."]}),
        (
            {"due_working_days": "400"},
            {"due_working_days": ["Enter at most 60 working days."]},
        ),
        (
            {"due_working_days": "soon"},
            {"due_working_days": ["Enter a number of working days, such as 20."]},
        ),
    ],
)
def test_what_does_not_fit_is_said_by_the_field_and_nothing_is_lost(
    cast: Cast, given: dict[str, str], errors: dict[str, Any]
) -> None:
    page = keeping(cast, url(cast)).send(**(ANSWERS | given))
    assert errors_of(page) == errors
    typed = page.context["form"].data
    assert {name: typed[name] for name in ANSWERS} == ANSWERS | given
    assert Framework.objects.count() == 0


def test_a_form_sent_twice_begins_one(cast: Cast) -> None:
    keeper = keeping(cast, url(cast))
    hidden = keeper.hidden()
    sent = [keeper.send(hidden, **ANSWERS).status_code for _ in range(2)]
    assert (sent, Framework.objects.count()) == ([302, 302], 1)


def test_a_second_of_the_same_name_gets_an_address_of_its_own(cast: Cast) -> None:
    keeper = keeping(cast, url(cast))
    for _ in range(3):
        keeper.send(**ANSWERS)
    keeper.send(**{**ANSWERS, "short_title": "Begin"})
    keeper.send(**{**ANSWERS, "short_title": "…"})
    assert sorted(Framework.objects.values_list("slug", flat=True)) == [
        "ambley-together",
        "ambley-together-2",
        "ambley-together-3",
        "begin-2",
        "framework",
    ]


def test_only_who_keeps_a_framework_there_begins_one(cast: Cast) -> None:
    may = {key for key in PARTS if cast.client(key).post(url(cast), ANSWERS).status_code == 302}
    assert may - {"anonymous"} == {KEEPER}
    elsewhere = cast.client(KEEPER, elsewhere=True).post(url(cast), ANSWERS)
    assert elsewhere.status_code == 403
    assert Framework.objects.count() == 1


def test_in_documented_history_it_is_refused_in_words(cast: Cast) -> None:
    area = cast.world.area
    area.standing = "documented"
    area.save()
    client = cast.client(KEEPER)
    for answer in (client.get(url(cast)), client.post(url(cast), ANSWERS)):
        assert answer.status_code == 403
        assert "The record of Ambley is documented history" in answer.content.decode()
    assert Framework.objects.count() == 0
    assert "Begin a framework for Ambley" not in client.get("/performance/").content.decode()


def test_where_it_is_begun_is_shown_to_those_who_may(cast: Cast) -> None:
    begin(cast)
    shown = {}
    for key in ("hub_worker", "council_officer", "administrator", KEEPER):
        page = cast.client(key).get("/performance/", follow=True)
        shown[key] = "Begin a framework for Ambley" in page.content.decode()
    assert [key for key, there in shown.items() if there] == [KEEPER]


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(
        cast, title="All", short_title="Ambley", slug="ambley", stage=Framework.Stage.DRAFT
    )


CHANGED = {**ANSWERS, "about": "", "source": ""}


def test_a_draft_is_changed_without_a_reason(reporting: Reporting) -> None:
    keeper = keeping(reporting.cast, reporting.url("change"))
    form = keeper.shown().context["form"]
    assert (form["starts_on"].value(), form["ends_on"].value()) == (
        date(2026, 4, 1),
        date(2029, 3, 31),
    )
    assert "why" not in form.fields
    assert keeper.send(**CHANGED)["Location"] == reporting.url("keep")
    reporting.framework.refresh_from_db()
    assert (reporting.framework.short_title, reporting.framework.slug) == (
        "Ambley together",
        "ambley",
    )
    assert last_line() == ("performance.framework.changed", ["short_title", "title"], "")


def test_nothing_changed_is_no_act(reporting: Reporting) -> None:
    same = {**CHANGED, "title": "All", "short_title": "Ambley"}
    before = AuditLine.objects.count()
    assert keeping(reporting.cast, reporting.url("change")).send(**same).status_code == 302
    assert AuditLine.objects.count() == before


def test_a_live_one_is_changed_for_a_reason(reporting: Reporting) -> None:
    Framework.objects.update(stage=Framework.Stage.LIVE)
    keeper = keeping(reporting.cast, reporting.url("change"))
    assert errors_of(keeper.send(**CHANGED)) == {"why": ["Say why it is changed."]}
    assert keeper.send(**CHANGED, why="A clearer name").status_code == 302
    assert last_line() == (
        "performance.framework.changed",
        ["short_title", "title"],
        "A clearer name",
    )


def test_no_figure_is_left_outside_of_its_time(reporting: Reporting) -> None:
    reporting.record(reporting.indicator(), "a", 4)
    keeper = keeping(reporting.cast, reporting.url("change"))
    assert errors_of(keeper.send(**{**CHANGED, "starts_on": "2026-10-01"})) == {
        "starts_on": ["Figures are recorded from 1 July 2026 on: enter that day or an earlier one."]
    }
    assert errors_of(keeper.send(**{**CHANGED, "ends_on": "2026-08-31"})) == {
        "ends_on": ["Figures are recorded up to 30 September 2026: enter that day or a later one."]
    }
    sent = keeper.send(**{**CHANGED, "starts_on": "2026-07-01", "ends_on": "2026-09-30"})
    assert sent.status_code == 302
    assert queries.framework(reporting.cast.viewer(KEEPER), "ambley").runs == SUMMER


def test_of_two_who_change_it_the_second_sees_both(reporting: Reporting) -> None:
    first, second = (keeping(reporting.cast, reporting.url("change")) for _ in range(2))
    earlier = second.hidden()
    first.send(**{**CHANGED, "due_working_days": "15", "title": "All"})
    page = second.send(earlier, **CHANGED)
    assert page.status_code == 409
    differ = rows_of(page.content.decode(), "Where the two differ")
    assert {
        field: (cells["In the record now"].words, cells["What you entered"].words)
        for field, cells in differ.items()
    } == {
        "What it is called": ("All", ANSWERS["title"]),
        "Working days for handing figures in": ("15", "20"),
    }
    again = second.client.post(
        second.url, {**fields_of(page.content.decode()), **CHANGED, "due_working_days": "15"}
    )
    assert again.status_code == 302
    reporting.framework.refresh_from_db()
    assert (reporting.framework.title, reporting.framework.due_working_days) == (
        ANSWERS["title"],
        15,
    )


def test_only_who_keeps_it_changes_it(reporting: Reporting) -> None:
    Framework.objects.update(stage=Framework.Stage.LIVE)
    answers = {
        key: reporting.cast.client(key).get(reporting.url("change")).status_code for key in PARTS
    }
    assert {key for key, status in answers.items() if status == 200} == {KEEPER}
    assert StrictClient().get(reporting.url("change"))["Location"].startswith("/people/sign-in/")
