"""What is said of evidence to improve it stays between the provider, its partners and reviewers."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction

from tests.cast import PARTS, Cast
from tests.conftest import NOW, StrictClient
from tests.factories import make_peer_review, make_peer_reviewer
from tests.performance.keeping import keeping, last_line
from tests.performance.reporting import SUMMER, Reporting, begin
from tests.performance.scrutinising import moment
from trellis.performance import actions, queries
from trellis.performance.models import Appraisal, Value
from trellis.performance.rules.codes import Combine, IndicatorKind

pytestmark = pytest.mark.usefixtures("clock")
KIND, HARD = "Dates would help.", "Nothing is under it."


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


@pytest.fixture
def told(reporting: Reporting) -> Value:
    indicator = reporting.indicator(
        hubs="a", number=1, kind=IndicatorKind.NARRATIVE, combine=Combine.NONE
    )
    worker = reporting.cast.viewer("hub_worker")
    return reporting.record(indicator, "a", words="Two open mornings.", by=worker)


def say(reporting: Reporting, told: Value, key: str, strength: int, purpose: str) -> Appraisal:
    return actions.appraise_evidence(
        by=reporting.cast.viewer(key),
        now=NOW,
        value=told,
        strength=strength,
        reason=KIND if purpose == "formative" else HARD,
        purpose=purpose,
    )


def made(reporting: Reporting, told: Value) -> str:
    url = reporting.url("made", 1, told.place.code, SUMMER.code)
    return f"{url}?provider={told.provider_id}"


def test_only_those_it_is_for_read_it(reporting: Reporting, told: Value) -> None:
    say(reporting, told, "funder", 2, "formative")
    readers = {
        key
        for key in PARTS
        if KIND in reporting.cast.client(key).get(made(reporting, told)).content.decode()
    }
    assert readers == {
        "hub_worker", "infrastructure_officer", "infrastructure_manager", "council_officer",
        "councillor", "funder", "vcs_representative",
    }  # fmt: skip
    review = make_peer_review(framework=reporting.framework, provider=reporting.hub("a"))
    make_peer_reviewer(review=review, organisation=reporting.hub("b"))
    page = reporting.cast.client("other_hub_worker").get(made(reporting, told)).content.decode()
    assert KIND in page
    assert "To improve: not public" in page


def test_no_strength_that_is_shown_comes_of_it(reporting: Reporting, told: Value) -> None:
    """Not even to those who read it: a figure has one strength, the same for everybody."""
    say(reporting, told, "council_officer", 4, "summative")
    say(reporting, told, "funder", 1, "formative")
    for key in ("anonymous", "hub_worker", "funder"):
        provider = reporting.url("provider", told.provider_id)
        page = reporting.cast.client(key).get(f"{provider}?period={SUMMER.code}").content.decode()
        assert "Account, strength 4 of 5" in page
        assert "strength 1" not in page
    line = reporting.line(told.indicator, told.place)
    assert line.made_of[0].found.strength == 4


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_no_download_holds_it(reporting: Reporting, told: Value, form: str) -> None:
    say(reporting, told, "council_officer", 4, "summative")
    say(reporting, told, "funder", 1, "formative")
    client = reporting.cast.client("funder")
    answer = client.get(reporting.url("download", form) + f"?period={SUMMER.code}")
    packed = ZipFile(BytesIO(b"".join(answer) if answer.streaming else answer.content))
    content = b"".join(packed.read(name) for name in packed.namelist())
    assert b"Two open mornings." in content
    assert KIND.encode() not in content


def test_its_writer_makes_it_a_judgement_by_a_later_row(reporting: Reporting, told: Value) -> None:
    first = say(reporting, told, "funder", 2, "formative")
    page = reporting.cast.client("funder").get(made(reporting, told)).content.decode()
    assert "Make it a judgement" in page
    retag = keeping(reporting.cast, reporting.url("retag", told.pk, first.pk), "funder")
    assert retag.send().status_code == 302
    assert last_line() == ("performance.evidence.retagged", ["purpose"], "")
    later = Appraisal.objects.get(retags=first)
    assert (later.strength, later.reason, later.purpose) == (2, KIND, "summative")
    assert KIND in StrictClient().get(made(reporting, told)).content.decode()
    with pytest.raises(ValidationError, match="put under another purpose meanwhile"):
        actions.retag_appraisal(
            appraisal_id=first.pk, purpose="summative", by=reporting.cast.viewer("funder"), now=NOW
        )


def test_a_judgement_that_is_kept_for_improving_counts_no_more(
    reporting: Reporting, told: Value
) -> None:
    said = say(reporting, told, "funder", 2, "summative")
    actions.retag_appraisal(
        appraisal_id=said.pk,
        purpose="formative",
        by=reporting.cast.viewer("funder"),
        now=moment(20),
    )
    assert reporting.line(told.indicator, told.place).made_of[0].found.strength is None
    then = reporting.line(told.indicator, told.place, known_at=moment(19).replace(hour=20))
    assert then.made_of[0].found.strength == 2
    assert HARD not in StrictClient().get(made(reporting, told)).content.decode()


def test_nobody_else_puts_it_under_the_other_purpose(reporting: Reporting, told: Value) -> None:
    said = say(reporting, told, "funder", 2, "formative")
    url = reporting.url("retag", told.pk, said.pk)
    answers = {key: reporting.cast.client(key).post(url).status_code for key in PARTS}
    assert {key for key, status in answers.items() if status == 302} == {"funder"}
    # Whoever may not read it does not learn that it is there.
    assert answers["anonymous"] == answers["other_hub_worker"] == 404
    assert answers["hub_worker"] == answers["council_officer"] == 403
    with pytest.raises(PermissionDenied):
        actions.retag_appraisal(
            appraisal_id=said.pk,
            purpose="summative",
            by=reporting.cast.viewer("council_officer"),
            now=NOW,
        )


def test_what_was_said_is_never_changed(reporting: Reporting, told: Value) -> None:
    """Also since the table was made anew for the purpose."""
    say(reporting, told, "funder", 2, "formative")
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        Appraisal.objects.update(purpose="summative")
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        Appraisal.objects.all().delete()


def test_the_form_asks_what_it_is_for(reporting: Reporting, told: Value) -> None:
    page = keeping(reporting.cast, reporting.url("appraise", told.pk), "funder")
    answer = page.send(strength="3", reason="Seen.", purpose="")
    assert answer.context["form"].errors["purpose"] == ["Choose what it is for."]
    assert page.send(strength="3", reason="Seen.", purpose="formative").status_code == 302
    assert Appraisal.objects.get().purpose == "formative"
    viewer = reporting.cast.viewer("funder")
    found = queries.figure_report(
        viewer, reporting.facts, 1, told.place.code, told.provider_id, SUMMER, today=NOW.date()
    )
    assert [one.purpose for one in found.appraisals] == ["formative"]
