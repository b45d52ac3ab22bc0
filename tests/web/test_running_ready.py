"""`/readyz`: whether somebody may be sent in."""

from datetime import datetime, timedelta

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trellis.kernel.models import AuditLine, OnceKey
from trellis.web.running import looking
from trellis.web.running.ready import hindrances

pytestmark = pytest.mark.django_db


def test_a_house_that_can_work_says_so_and_keeps_no_trace(client: Client) -> None:
    answer = client.get(reverse("web:readyz"))
    assert (answer.status_code, answer.content) == (200, b"ready\n")
    assert answer["Content-Type"] == "text/plain"
    assert answer["Cache-Control"] == "private, no-store"
    assert OnceKey.objects.count() == 0


def test_lines_left_unsealed_turn_people_away(client: Client) -> None:
    long_ago = timezone.now() - timedelta(minutes=11)
    AuditLine.objects.create(at=long_ago, actor_label="person", verb="a.b.c", of="value:1")
    answer = client.get(reverse("web:readyz"))
    assert (answer.status_code, answer.content) == (503, b"seal\n")


def test_a_migration_not_applied_turns_people_away(now: datetime) -> None:
    MigrationRecorder.Migration.objects.filter(app="kernel").delete()
    assert "migrations" in hindrances(now=now)


def test_a_full_disk_turns_people_away(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "LEAST_FREE", 1.1)
    assert hindrances(now=now) == ["disk"]
