"""Work put off: run at least once, retried later and later, never by two workers at a time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.db import connection, transaction

from trellis.kernel import jobs
from trellis.kernel.jobs import LEASE, WAITS, Done, enqueue, job, run_next
from trellis.kernel.models import Job, ScheduledRun

pytestmark = pytest.mark.django_db(transaction=True)

ran: list[str] = []


@pytest.fixture(autouse=True)
def known_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A register of its own, with one job that works and one that does not."""
    monkeypatch.setattr(jobs, "_runs", {})
    monkeypatch.setattr(jobs, "_every", {})
    ran.clear()

    @job("kernel.note")
    def note(*, now: datetime, word: str) -> None:
        ran.append(word)

    @job("kernel.stumble")
    def stumble(*, now: datetime) -> None:
        ran.append("stumbled")
        raise ZeroDivisionError


def test_a_job_is_run_with_what_it_was_given(now: datetime) -> None:
    enqueue("kernel.note", now=now, word="first")
    assert run_next(now=now) == Done("kernel.note")
    assert ran == ["first"]
    assert run_next(now=now) is None
    done = Job.objects.get()
    assert (done.stage, done.attempts, done.finished_at) == (Job.Stage.DONE, 1, now)


def test_what_it_was_given_is_emptied_when_it_is_done(now: datetime) -> None:
    enqueue("kernel.note", now=now, word="grace@example.org")
    run_next(now=now)
    assert Job.objects.get().payload == {}


def test_what_earlier_releases_left_in_done_jobs_goes_too(now: datetime) -> None:
    for stage in (Job.Stage.DONE, Job.Stage.WAITING):
        Job.objects.create(
            name="kernel.note", payload={"word": stage}, stage=stage, enqueued_at=now, run_after=now
        )
    import_module("trellis.kernel.migrations.0003_empty_done_jobs").empty(apps, None)
    kept = dict(Job.objects.values_list("stage", "payload"))
    assert kept == {"done": {}, "waiting": {"word": "waiting"}}


def test_what_it_was_given_is_kept_while_it_may_be_tried_again(now: datetime) -> None:
    enqueue("kernel.stumble", now=now)
    Job.objects.update(payload={"unheard": "of"})
    run_next(now=now)
    waiting = Job.objects.get()
    assert (waiting.stage, waiting.payload) == (Job.Stage.WAITING, {"unheard": "of"})


def test_a_worker_that_comes_back_late_leaves_alone_what_another_has_done(now: datetime) -> None:
    enqueue("kernel.note", now=now, word="once")
    late = jobs._claim(now)
    assert late is not None
    run_next(now=now + LEASE + timedelta(seconds=1))
    jobs._put_back(late, now=now + LEASE + timedelta(minutes=1), fault="TimeoutError")
    assert Job.objects.get().stage == Job.Stage.DONE
    assert ran == ["once"]


def test_the_job_of_an_act_undone_does_not_exist(now: datetime) -> None:
    with transaction.atomic():
        enqueue("kernel.note", now=now, word="never")
        transaction.set_rollback(True)
    assert run_next(now=now) is None


def test_first_come_first_served(now: datetime) -> None:
    for number in range(3):
        enqueue("kernel.note", now=now + timedelta(seconds=number), word=str(number))
    while run_next(now=now + timedelta(minutes=1)):
        pass
    assert ran == ["0", "1", "2"]


def test_a_fault_is_retried_later_and_later_and_then_waits_for_somebody(now: datetime) -> None:
    enqueue("kernel.stumble", now=now)
    when = now
    for wait in WAITS:
        assert run_next(now=when) == Done("kernel.stumble", "ZeroDivisionError")
        assert run_next(now=when + wait - timedelta(seconds=1)) is None
        when += wait
    assert run_next(now=when) == Done("kernel.stumble", "ZeroDivisionError")
    failed = Job.objects.get()
    assert (failed.stage, failed.attempts) == (Job.Stage.FAILED, len(WAITS) + 1)
    assert failed.fault == "ZeroDivisionError"
    assert run_next(now=when + timedelta(days=30)) is None
    assert len(ran) == len(WAITS) + 1


def test_a_job_nobody_registered_fails_like_any_other(now: datetime) -> None:
    enqueue("kernel.unheard_of", now=now)
    assert run_next(now=now) == Done("kernel.unheard_of", "KeyError")
    assert Job.objects.get().stage == Job.Stage.WAITING


def test_what_a_killed_worker_left_is_taken_up_when_its_lease_ends(now: datetime) -> None:
    enqueue("kernel.note", now=now, word="left behind")
    killed = jobs._claim(now)
    assert killed is not None
    assert run_next(now=now + LEASE) is None
    assert run_next(now=now + LEASE + timedelta(seconds=1)) == Done("kernel.note")
    assert ran == ["left behind"]
    assert Job.objects.get().attempts == 2


def test_two_workers_never_run_the_same_job(now: datetime) -> None:
    for number in range(20):
        enqueue("kernel.note", now=now, word=str(number))
    together = Barrier(2)

    def work() -> None:
        together.wait()
        while run_next(now=now):
            pass
        connection.close()

    _both(work)
    # One may have ended early, beaten to five jobs running; what is left is still there.
    while run_next(now=now):
        pass
    assert sorted(ran, key=int) == [str(number) for number in range(20)]


def test_two_workers_enqueue_what_is_scheduled_once(now: datetime) -> None:
    @job("kernel.daily", every=timedelta(days=1))
    def daily(*, now: datetime) -> None: ...

    together = Barrier(2)

    def schedule() -> None:
        together.wait()
        jobs.enqueue_scheduled(now=now)
        connection.close()

    _both(schedule)
    assert list(Job.objects.values_list("name", flat=True)) == ["kernel.daily"]


def test_a_scheduled_job_comes_again_when_its_time_has_come(now: datetime) -> None:
    @job("kernel.daily", every=timedelta(days=1))
    def daily(*, now: datetime) -> None: ...

    for hours in (0, 1, 23, 24, 30, 48):
        jobs.enqueue_scheduled(now=now + timedelta(hours=hours))
    assert Job.objects.count() == 3
    assert ScheduledRun.objects.get().last_at == now + timedelta(hours=48)


def test_done_jobs_are_forgotten_after_a_week_and_failed_ones_kept(now: datetime) -> None:
    enqueue("kernel.note", now=now, word="old")
    run_next(now=now)
    enqueue("kernel.stumble", now=now)
    Job.objects.filter(name="kernel.stumble").update(stage=Job.Stage.FAILED)
    jobs.prune(now=now + timedelta(days=7))
    assert Job.objects.count() == 2
    jobs.prune(now=now + timedelta(days=7, seconds=1))
    assert list(Job.objects.values_list("name", flat=True)) == ["kernel.stumble"]


def test_failed_jobs_are_forgotten_thirty_days_after_the_last_attempt(
    now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    enqueue("kernel.stumble", now=now)
    Job.objects.update(payload={"to": "grace@example.org"}, attempts=len(WAITS))
    run_next(now=now)
    jobs.prune(now=now + timedelta(days=30))
    assert Job.objects.get().stage == Job.Stage.FAILED
    caplog.clear()
    jobs.prune(now=now + timedelta(days=30, seconds=1))
    assert not Job.objects.exists()
    assert [record.message for record in caplog.records] == ["1 failed jobs forgotten undone"]


def _both(deed: Callable[[], None]) -> None:
    threads = [Thread(target=deed) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
