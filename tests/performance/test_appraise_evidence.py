"""Somebody other than its author says how strong the evidence under a figure is."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.cast import PARTS, Cast
from tests.conftest import NOW, StrictClient
from tests.performance.reporting import (
    SUMMER,
    SYSTEM,
    Reporting,
    at,
    begin,
    fields_of,
    rows_of,
)
from trellis.kernel.models import AuditLine
from trellis.performance import actions
from trellis.performance.models import Appraisal, Framework, Value
from trellis.performance.rules.codes import Combine, IndicatorKind

pytestmark = pytest.mark.usefixtures("clock")
REASON = "The sheets were seen."


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


@pytest.fixture
def told(reporting: Reporting) -> Value:
    """An account by hub A."""
    indicator = reporting.indicator(
        hubs="a",
        number=1,
        title="Reaching those furthest away",
        kind=IndicatorKind.NARRATIVE,
        combine=Combine.NONE,
    )
    worker = reporting.cast.viewer("hub_worker")
    return reporting.record(indicator, "a", words="Two open mornings.", by=worker, now=at(5))


def test_council_manager_and_funder_appraise_and_nobody_else(
    reporting: Reporting, told: Value
) -> None:
    url = reporting.url("appraise", told.pk)
    answers = {
        key: reporting.cast.client(key)
        .post(url, {"strength": "3", "reason": REASON, "purpose": "summative"})
        .status_code
        for key in PARTS
    }
    may = {key for key, status in answers.items() if status == 302}
    assert may == {"infrastructure_manager", "council_officer", "funder"}
    assert {answers[key] for key in PARTS if key not in may} == {403}
    assert Appraisal.objects.count() == len(may)
    for key in may:
        client = reporting.cast.client(key, elsewhere=True)
        assert (
            client.post(
                url, {"strength": "3", "reason": REASON, "purpose": "summative"}
            ).status_code
            == 403
        )


def test_the_strength_stands_beside_the_figure(reporting: Reporting, told: Value) -> None:
    district = reporting.district("a")
    area = reporting.url("place", district.code) + "?period=2026-Q2"
    made = reporting.url("made", 1, district.code, SUMMER.code)
    client = reporting.cast.client("council_officer")

    def shown() -> str:
        page = StrictClient().get(reporting.url("provider", reporting.hub("a").pk)).content.decode()
        return rows_of(page, "Figures of Ambley hub a")["1. Reaching those furthest away Ambley A"][
            "Result"
        ].words

    assert shown() == "Account, not appraised"
    url = reporting.url("appraise", told.pk)
    page = client.get(url).content.decode()
    assert "Two open mornings." in page
    sent = client.post(
        url, {**fields_of(page), "strength": "2", "reason": REASON, "purpose": "summative"}
    )
    assert (sent.status_code, sent["Location"]) == (302, f"{made}?provider={told.provider_id}")
    assert shown() == "Account, strength 2 of 5"
    assert "2 of 5" in StrictClient().get(f"{made}?provider={told.provider_id}").content.decode()
    assert StrictClient().get(area).status_code == 200
    audit = AuditLine.objects.latest("id")
    assert (audit.verb, audit.of, audit.fields) == (
        "performance.evidence.appraised",
        f"value:{told.pk}",
        ["strength"],
    )


def test_the_last_appraisal_counts_and_the_first_stays(reporting: Reporting, told: Value) -> None:
    for key, strength in (("council_officer", 4), ("funder", 1)):
        actions.appraise_evidence(
            by=reporting.cast.viewer(key), now=NOW, value=told, strength=strength, reason=REASON
        )
    line = reporting.line(told.indicator, reporting.district("a"))
    assert line.made_of[0].found.strength == 1
    assert [one.strength for one in Appraisal.objects.order_by("id")] == [4, 1]


def test_nobody_appraises_what_they_recorded_themselves(reporting: Reporting) -> None:
    indicator = reporting.indicator(hubs="")
    manager = reporting.cast.viewer("infrastructure_manager")
    value = reporting.record(indicator, "", 12, by=manager)
    with pytest.raises(ValidationError):
        actions.appraise_evidence(by=manager, now=NOW, value=value, strength=5, reason=REASON)
    client = reporting.cast.client("infrastructure_manager")
    page = client.post(
        reporting.url("appraise", value.pk),
        {"strength": "5", "reason": REASON, "purpose": "summative"},
    )
    assert page.status_code == 200
    assert page.context["form"].non_field_errors() == [
        "You recorded this. Ask somebody else to say how strong its evidence is."
    ]
    assert Appraisal.objects.count() == 0
    assert (
        reporting.cast.client("funder")
        .post(
            reporting.url("appraise", value.pk),
            {"strength": "5", "reason": REASON, "purpose": "summative"},
        )
        .status_code
        == 302
    )


def test_an_appraisal_needs_its_reason_and_a_strength_of_the_scale(
    reporting: Reporting, told: Value
) -> None:
    client = reporting.cast.client("funder")
    url = reporting.url("appraise", told.pk)
    for sent, field in (
        ({"strength": "3", "reason": "", "purpose": "summative"}, "reason"),
        ({"strength": "6", "reason": REASON, "purpose": "summative"}, "strength"),
        ({"reason": REASON, "purpose": "summative"}, "strength"),
    ):
        assert list(client.post(url, sent).context["form"].errors) == [field]
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.appraise_evidence(by=SYSTEM, now=NOW, value=told, strength=6, reason=REASON)
    assert Appraisal.objects.count() == 0


def test_a_form_sent_twice_appraises_once(reporting: Reporting, told: Value) -> None:
    client = reporting.cast.client("funder")
    url = reporting.url("appraise", told.pk)
    sent = {
        **fields_of(client.get(url).content.decode()),
        "strength": "3",
        "reason": REASON,
        "purpose": "summative",
    }
    assert [client.post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert Appraisal.objects.count() == 1


@pytest.mark.parametrize("how", ["closed", "documented"])
def test_what_is_over_takes_no_more_appraisals(reporting: Reporting, told: Value, how: str) -> None:
    if how == "closed":
        reporting.framework.stage = Framework.Stage.CLOSED
        reporting.framework.save()
    else:
        reporting.county.standing = "documented"
        reporting.county.save()
    with pytest.raises(PermissionDenied):
        actions.appraise_evidence(
            by=reporting.cast.viewer("funder"), now=NOW, value=told, strength=3, reason=REASON
        )
    client = reporting.cast.client("funder")
    url = reporting.url("appraise", told.pk)
    sent = {"strength": "3", "reason": REASON, "purpose": "summative"}
    assert [client.get(url).status_code, client.post(url, sent).status_code] == [403, 403]
    made = reporting.url("made", 1, reporting.district("a").code, SUMMER.code)
    page = client.get(f"{made}?provider={told.provider_id}").content.decode()
    assert "Appraise the evidence" not in page


def test_a_value_is_found_under_its_own_framework_only(reporting: Reporting, told: Value) -> None:
    other = begin(reporting.cast)
    client = reporting.cast.client("funder")
    assert client.get(other.url("appraise", told.pk)).status_code == 404
    for nobodys in (told.pk + 1_000, 10**30):
        url = reverse("performance:appraise", args=[reporting.framework.slug, nobodys])
        assert client.get(url).status_code == 404


def test_whoever_may_is_led_there_from_the_figure(reporting: Reporting, told: Value) -> None:
    made = reporting.url("made", 1, reporting.district("a").code, SUMMER.code)
    made = f"{made}?provider={told.provider_id}"
    offered = {
        key: [
            words in reporting.cast.client(key).get(made).content.decode()
            for words in ("Appraise the evidence", "Correct it")
        ]
        for key in ("anonymous", "hub_worker", "funder", "other_hub_worker")
    }
    assert offered == {
        "anonymous": [False, False],
        "hub_worker": [False, True],
        "funder": [True, False],
        "other_hub_worker": [False, False],
    }


def test_the_page_of_a_day_before_the_figure_offers_no_appraisal(
    reporting: Reporting, told: Value
) -> None:
    made = reporting.url("made", 1, reporting.district("a").code, SUMMER.code)
    url = f"{made}?provider={told.provider_id}&on=2026-10-04"
    page = reporting.cast.client("funder").get(url)
    assert page.status_code == 200
    assert "Appraise the evidence" not in page.content.decode()
