"""Working: what is due is run, the audit is sealed, and a worker asked to end finishes first."""

import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench.house import ROOT, House
from trellis.kernel import audit
from trellis.kernel.models import AuditLine, Job, OnceKey
from trellis.web.running import failed_jobs, pulse
from trellis.web.running.forgetting import forget_what_is_over
from trellis.web.running.worker import Worker

pytestmark = pytest.mark.shared

_SLOW = """
import time
from pathlib import Path
from django.utils import timezone
from trellis.kernel.jobs import enqueue, job
from trellis.web.running.worker import Worker
import sys
mark = Path(sys.argv[1])

@job("web.slow")
def slow(*, now):
    mark.write_text("begun")
    time.sleep(1.5)
    mark.write_text("done")

enqueue("web.slow", now=timezone.now())
worker = Worker(timezone.now)
worker.end_on_signals(beside_server=False)
worker.run()
"""


def test_a_worker_asked_to_end_finishes_the_job_at_hand(house: House, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    setup = "import django; django.setup()\n"
    worker = subprocess.Popen(
        [sys.executable, "-c", setup + _SLOW, str(mark)],
        cwd=ROOT,
        env={**house.environment, "DJANGO_SETTINGS_MODULE": "trellis.config.settings"},
    )
    ends = time.monotonic() + 60
    while not mark.exists() and time.monotonic() < ends:
        time.sleep(0.02)
    os.kill(worker.pid, signal.SIGTERM)
    assert worker.wait(30) == 0
    assert mark.read_text() == "done"
    said = house.python(
        "from trellis.kernel.models import Job; print(Job.objects.get(name='web.slow').stage)"
    )
    assert said.strip() == "done"


@pytest.mark.django_db(transaction=True)
def test_one_round_schedules_runs_and_seals(now: datetime) -> None:
    AuditLine.objects.create(at=now, actor_label="person", verb="a.b.c", of="value:1")
    count = Worker(lambda: now).run_once()
    assert count == Job.objects.filter(stage=Job.Stage.DONE).count()
    assert set(Job.objects.values_list("stage", flat=True)) == {Job.Stage.DONE}
    head = audit.head()
    assert head is not None
    assert head.number == 1
    assert pulse.worker_last_alive() == now


@pytest.mark.django_db
def test_the_house_forgets_what_is_over(now: datetime) -> None:
    OnceKey.objects.create(key="old", used_at=now - timedelta(days=31))
    OnceKey.objects.create(key="new", used_at=now - timedelta(days=29))
    forget_what_is_over(now=now)
    assert list(OnceKey.objects.values_list("key", flat=True)) == ["new"]


@pytest.mark.django_db
def test_the_house_forgets_what_has_run_out_of_the_cache() -> None:
    now = timezone.now()
    cache.set("long", 1, 7200)
    cache.set("short", 1, 60)
    forget_what_is_over(now=now + timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        assert cursor.fetchone() == (1,)
    assert cache.get("long") == 1


@pytest.mark.django_db
def test_failed_jobs_wait_again_when_somebody_has_looked(
    now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("people.mail_notice", "people.mail_notice", "web.other"):
        Job.objects.create(
            name=name, stage=Job.Stage.FAILED, attempts=5, enqueued_at=now, run_after=now
        )
    assert failed_jobs.counted() == {"people.mail_notice": 2, "web.other": 1}
    call_command("work", retry_failed=True)
    assert capsys.readouterr().out == "3 failed jobs wait again.\n"
    assert failed_jobs.counted() == {}
    assert set(Job.objects.values_list("stage", "attempts")) == {(Job.Stage.WAITING, 0)}
