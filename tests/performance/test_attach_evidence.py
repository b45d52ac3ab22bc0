"""Whoever records a value attaches what stands behind it; whoever appraises it reads that."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.cast import PARTS, Cast
from tests.documents.making import upload
from tests.factories import make_framework, make_indicator, make_reporting_line, make_value
from trellis.documents.actions import take_in
from trellis.documents.models import Attachment, Document
from trellis.kernel.models import AuditLine
from trellis.performance import actions, queries
from trellis.performance.models import Framework, Value


def value_of(cast: Cast, **given: Any) -> Value:
    """What hub A recorded for its district."""
    framework = make_framework(area=cast.world.area, **given)
    line = {
        "indicator": make_indicator(framework=framework, number=1),
        "place": cast.world.districts["a"],
        "provider": cast.world.bodies["hub_a"],
    }
    make_reporting_line(**line)
    return make_value(**line, recorded_by=cast.account("hub_worker"))


def attach(cast: Cast, value: Value, now: datetime, key: str = "hub_worker", **given: Any) -> int:
    return actions.attach_evidence(
        value_id=value.pk,
        title="Attendance sheets",
        about="",
        file=take_in(upload()),
        is_public=given.get("is_public", False),
        label="1. Groups supported",
        address="/performance/",
        by=cast.viewer(key),
        now=now,
    )


def page(name: str, value: Value) -> str:
    return reverse(f"performance:{name}", args=[value.indicator.framework.slug, value.pk])


def made(value: Value) -> str:
    slug, place = value.indicator.framework.slug, value.place.code
    url = reverse("performance:made", args=[slug, 1, place, "2026-Q2"])
    return f"{url}?provider={value.provider_id}"


def test_it_is_seen_by_the_hub_and_by_those_who_appraise(cast: Cast, now: datetime) -> None:
    value = value_of(cast)
    document_id = attach(cast, value, now)
    seeing = {
        key
        for key in PARTS
        if [one.id for one in queries.evidence(cast.viewer(key), value)] == [document_id]
    }
    assert seeing == {"hub_worker", "council_officer", "funder", "infrastructure_manager"}
    for key in PARTS:
        shown = "Attendance sheets" in cast.client(key).get(made(value)).content.decode()
        assert shown is (key in seeing), key
    assert queries.evidence(cast.viewer("council_officer", elsewhere=True), value) == []


def test_everybody_sees_it_where_that_was_said(cast: Cast, now: datetime) -> None:
    value = value_of(cast)
    attach(cast, value, now, is_public=True)
    assert len(queries.evidence(cast.viewer("anonymous"), value)) == 1


def test_the_acts_are_on_record(cast: Cast, now: datetime) -> None:
    value = value_of(cast)
    document_id = attach(cast, value, now)
    assert list(AuditLine.objects.order_by("id").values_list("verb", "of")) == [
        ("documents.document.added", f"document:{document_id}"),
        ("performance.evidence.attached", f"value:{value.pk}"),
    ]


@pytest.mark.parametrize("key", ["other_hub_worker", "council_officer", "infrastructure_manager"])
def test_nobody_attaches_to_what_others_record(cast: Cast, now: datetime, key: str) -> None:
    value = value_of(cast)
    with pytest.raises(PermissionDenied):
        attach(cast, value, now, key)
    assert cast.client(key).get(page("attach", value)).status_code == 403
    assert (Document.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_framework_that_is_over_takes_nothing_more(cast: Cast, now: datetime) -> None:
    value = value_of(cast, stage=Framework.Stage.CLOSED)
    with pytest.raises(PermissionDenied):
        attach(cast, value, now)


def test_the_hub_worker_attaches_and_the_council_officer_reads(cast: Cast) -> None:
    value = value_of(cast)
    worker, officer = cast.client("hub_worker"), cast.client("council_officer")
    assert page("attach", value) in worker.get(made(value)).content.decode()
    assert page("attach", value) not in officer.get(made(value)).content.decode()
    refused = worker.post(page("attach", value), {"file": upload(b"<html>")}).content.decode()
    assert "Save it as PDF." in refused
    assert "Say in a few words what the document is" in refused
    sent = {"file": upload(), "title": "Attendance sheets", "readers": "appraisers"}
    assert worker.post(page("attach", value), sent).headers["Location"] == made(value)
    assert "Attendance sheets" in officer.get(page("appraise", value)).content.decode()
    document = Document.objects.get()
    file = officer.get(reverse("documents:file", args=[document.pk, 1]))
    assert file.getvalue() == upload().read()
    record = officer.get(reverse("documents:record", args=[document.pk])).content.decode()
    assert "What it stands behind" in record
    assert f'href="{made(value)}"' in record


def test_evidence_stays_when_a_figure_is_corrected(cast: Cast, now: datetime) -> None:
    value = value_of(cast)
    attach(cast, value, now)
    line = {name: getattr(value, name) for name in ("indicator", "place", "provider")}
    newer = make_value(**line, reason="A sheet was counted twice")
    assert len(queries.evidence(cast.viewer("council_officer"), newer)) == 1


def test_what_is_withdrawn_stands_behind_nothing(cast: Cast, now: datetime) -> None:
    from trellis.documents.actions import withdraw_document

    value = value_of(cast)
    document_id = attach(cast, value, now)
    withdraw_document(document_id=document_id, why="A name", by=cast.viewer("hub_worker"), now=now)
    assert queries.evidence(cast.viewer("hub_worker"), value) == []
