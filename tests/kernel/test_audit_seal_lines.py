"""Sealing the audit: everything complete is sealed once, nothing is skipped, writers never wait."""

from datetime import datetime, timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from tests.prove.tampering import undone
from trellis.kernel import audit
from trellis.kernel.models import AuditEra, AuditLine, AuditSeal
from trellis.web.running.sealing import seal

pytestmark = pytest.mark.django_db(transaction=True)


def write(now: datetime, of: str = "value:1") -> AuditLine:
    line = AuditLine.objects.create(
        at=now, actor_label="person", verb="performance.value.recorded", of=of, why=""
    )
    line.refresh_from_db()
    return line


def sealed_ids() -> list[int]:
    """The ids of all lines below the last seal's horizon."""
    last = AuditSeal.objects.order_by("-number").first()
    lines = AuditLine.objects.filter(mark__lt=last.horizon if last else 0)
    return list(lines.order_by("id").values_list("id", flat=True))


def test_every_line_gets_its_mark_from_the_database(now: datetime) -> None:
    first, second = write(now), write(now)
    assert first.mark is not None
    assert second.mark is not None
    assert second.mark > first.mark


def test_lines_are_sealed_once_and_the_chain_goes_on(now: datetime) -> None:
    write(now)
    write(now)
    assert audit.seal(now=now) == 2
    assert audit.seal(now=now) == 0
    write(now)
    assert audit.seal(now=now) == 1
    assert list(AuditSeal.objects.values_list("number", "lines")) == [(1, 2), (2, 1)]
    assert audit.verify() == []


def test_nothing_to_seal_leaves_no_seal(now: datetime) -> None:
    assert audit.seal(now=now) == 0
    assert audit.head() is None
    assert audit.verify() == []


def test_an_act_undone_leaves_no_line(now: datetime) -> None:
    with transaction.atomic():
        write(now)
        transaction.set_rollback(True)
    assert audit.seal(now=now) == 0


def test_many_lines_are_sealed_in_batches(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "BATCH", 4)
    for _ in range(10):
        write(now)
    assert audit.seal(now=now) == 10
    assert list(AuditSeal.objects.values_list("lines", flat=True)) == [4, 4, 2]
    assert audit.verify() == []


def test_lines_of_one_transaction_are_never_parted(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "BATCH", 4)
    with transaction.atomic():
        for _ in range(6):
            write(now)
    write(now)
    audit.seal(now=now)
    parts = list(AuditSeal.objects.values_list("lines", flat=True))
    # PostgreSQL marks by transaction, SQLite by line: there each line is final by itself.
    assert parts == ([6, 1] if connection.vendor == "postgresql" else [4, 3])
    assert audit.verify() == []


def test_a_saved_head_is_found_again_after_more_was_sealed(now: datetime) -> None:
    write(now)
    audit.seal(now=now)
    saved = audit.head()
    assert saved is not None
    write(now)
    audit.seal(now=now)
    assert audit.verify([saved]) == []


def test_a_head_of_another_chain_is_told_apart(now: datetime) -> None:
    write(now)
    audit.seal(now=now)
    strange = [audit.Head(1, "f" * 64), audit.Head(7, "f" * 64)]
    assert audit.verify(strange) == [
        audit.Finding(1, "chain differs from the saved head"),
        audit.Finding(7, "chain is cut off"),
    ]


def test_marks_go_on_rising_in_a_new_era(now: datetime) -> None:
    old = write(now)
    audit.seal(now=now)
    AuditEra.objects.all().delete()
    AuditEra.objects.create(mark_offset=1_000_000)
    new = write(now)
    assert old.mark is not None
    assert new.mark is not None
    assert new.mark > old.mark + 900_000
    assert audit.seal(now=now) == 1
    assert audit.verify() == []


@pytest.mark.postgres
def test_a_transaction_still_open_is_waited_for_and_then_sealed(now: datetime) -> None:
    """It began first and ends last: were its line skipped, no seal would ever cover it."""
    written, may_end = Event(), Event()
    slow: list[int] = []

    def write_slowly() -> None:
        with transaction.atomic():
            slow.append(write(now, "value:slow").id)
            written.set()
            may_end.wait(20)
        connection.close()

    other = Thread(target=write_slowly)
    other.start()
    assert written.wait(20)
    quick = write(now, "value:quick")
    assert audit.seal(now=now) == 0
    may_end.set()
    other.join()
    assert audit.seal(now=now + timedelta(seconds=1)) == 2
    assert sealed_ids() == sorted([*slow, quick.id])
    assert audit.verify() == []


def test_nothing_is_skipped_while_many_write_and_two_seal(now: datetime) -> None:
    """Short and long transactions, some undone, while two sealers are at it."""
    ended = Event()

    def write_some(number: int) -> None:
        for turn in range(12):
            with transaction.atomic():
                write(now, f"value:{number}")
                if turn % 4 == 3:
                    transaction.set_rollback(True)
        connection.close()

    def seal_often() -> None:
        while not ended.is_set():
            seal(now=now)
        connection.close()

    writers = [Thread(target=write_some, args=(number,)) for number in range(4)]
    sealers = [Thread(target=seal_often) for _ in range(2)]
    for thread in [*writers, *sealers]:
        thread.start()
    for thread in writers:
        thread.join()
    ended.set()
    for thread in sealers:
        thread.join()
    audit.seal(now=now)
    everything = list(AuditLine.objects.order_by("id").values_list("id", flat=True))
    assert len(everything) == 4 * 9
    assert sealed_ids() == everything
    assert sum(AuditSeal.objects.values_list("lines", flat=True)) == len(everything)
    assert audit.verify() == []


@pytest.mark.parametrize("mark", [None, -5])
def test_a_line_slipped_in_outside_every_seal_is_found(now: datetime, mark: int | None) -> None:
    write(now)
    audit.seal(now=now)
    with undone():
        AuditLine.objects.bulk_create(
            [AuditLine(at=now, actor_label="person", verb="a.b.c", of="value:1", mark=mark)]
        )
        assert audit.verify() != []


def test_when_it_was_sealed_is_sealed_too(now: datetime) -> None:
    write(now)
    audit.seal(now=now)
    write(now)
    audit.seal(now=now + timedelta(minutes=1))
    with undone():
        for earlier in (timedelta(microseconds=1), timedelta(days=365)):
            AuditSeal.objects.filter(number=1).update(sealed_at=now - earlier)
            assert audit.verify() == [
                audit.Finding(1, "time of sealing (sealed_at) was altered"),
            ]
        AuditSeal.objects.filter(number=1).update(sealed_at=now, form=None)
        assert [finding.seal for finding in audit.verify()] == [1]


# What a release that did not yet seal the time of sealing made of one line, as it stands in
# archives: number, horizon, short digests, digest.
FIRST_FORM = (
    1,
    8,
    "baea5382d2ffd7d2",
    "2efff1cf0fc9802704129a8c3d4c7f82ac97f621c327333119d26452aefe071d",
)


def test_a_chain_begun_by_an_earlier_release_still_verifies_and_goes_on(now: datetime) -> None:
    line = AuditLine(id=7, mark=7, at=now, actor_label="person", verb="a.b.c", of="value:1")
    AuditLine.objects.bulk_create([line])
    number, horizon, digests, digest = FIRST_FORM
    AuditSeal.objects.create(
        number=number, horizon=horizon, lines=1, line_digests=digests, digest=digest, sealed_at=now
    )
    AuditEra.objects.all().delete()
    AuditEra.objects.create(mark_offset=1_000_000)
    write(now)
    assert audit.verify() == []
    assert audit.seal(now=now) == 1
    assert list(AuditSeal.objects.values_list("number", "form")) == [(1, None), (2, 2)]
    assert audit.verify([audit.Head(1, digest)]) == []
