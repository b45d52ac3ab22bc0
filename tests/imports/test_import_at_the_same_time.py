"""Two workers at one import, two imports at once, and people who edit meanwhile: on real
connections, each in its own thread."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import connection
from django.utils import timezone

from tests.cast import Cast
from tests.imports.bringing import checked, post, table
from trellis.imports.actions import carrying
from trellis.imports.models import Batch, Intake
from trellis.organisations import actions
from trellis.organisations.models import Organisation
from trellis.organisations.queries import details_of


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return Cast()


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "CHUNK", 5)
    monkeypatch.setattr(carrying, "MOST", 5)


def started(cast: Cast, *rows: list[str]) -> Intake:
    client = cast.client("infrastructure_officer")
    intake = checked(client, table(*rows), what=f"organisations area:{cast.world.area.pk}")
    post(client, "start", intake)
    return intake


def groups(name: str, count: int = 30) -> list[list[str]]:
    return [[f"{name} {number}", "Ambley A", "", "", "", ""] for number in range(count)]


@contextmanager
def beside(*works: Callable[[], object]) -> Iterator[list[BaseException]]:
    """Each in a thread with a connection of its own, ended before the block is left."""
    faults: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    yield faults
    for thread in threads:
        thread.join()


def carry(intake: Intake, now: datetime) -> Callable[[], None]:
    return lambda: carrying.carry_on(intake_id=intake.pk, now=now)


def test_two_workers_at_one_import_write_every_row_once(cast: Cast) -> None:
    intake, now = started(cast, *groups("Group")), timezone.now()

    with beside(carry(intake, now), carry(intake, now), carry(intake, now)) as faults:
        pass

    intake.refresh_from_db()
    assert (faults, intake.stage, intake.counts["done_new"]) == ([], "imported", 30)
    assert Organisation.objects.filter(name__startswith="Group ").count() == 30
    assert [batch.number for batch in Batch.objects.all()] == [1, 2, 3, 4, 5, 6]


def test_two_imports_at_once_with_rows_in_common_register_each_once(cast: Cast) -> None:
    client, what = cast.client("infrastructure_officer"), f"organisations area:{cast.world.area.pk}"
    tables = (groups("Group"), [*groups("Group", 20), *groups("Other", 10)])
    first, second = (checked(client, table(*rows), what=what) for rows in tables)
    for intake in (first, second):
        post(client, "start", intake)
    now = timezone.now()

    with beside(carry(first, now), carry(second, now)) as faults:
        pass

    for intake in (first, second):
        intake.refresh_from_db()
    written = [intake.counts["done_new"] for intake in (first, second)]
    refused = [intake.counts["done_problem"] for intake in (first, second)]
    assert (faults, first.stage, second.stage) == ([], "imported", "imported")
    assert (sum(written), sum(refused)) == (40, 20)
    assert Organisation.objects.filter(name__startswith="Group ").count() == 30
    assert Organisation.objects.filter(name__startswith="Other ").count() == 10


def test_somebody_who_edits_meanwhile_loses_nothing(cast: Cast) -> None:
    """Ten groups are brought up to date while their trustee edits each of them: whoever comes
    second sees it, and no word of the first is written over."""
    carrying.carry_on(intake_id=started(cast, *groups("Group", 10)).pk, now=timezone.now())
    rows = [
        [*row[:3], f"brought{n}@example.org", "", ""] for n, row in enumerate(groups("Group", 10))
    ]
    intake = started(cast, *rows)
    viewer, now = cast.viewer("infrastructure_manager"), timezone.now()
    edited: list[int] = []

    def edit() -> None:
        for row in Organisation.objects.filter(name__startswith="Group ").order_by("-id"):
            details = details_of(row)
            try:
                actions.edit_organisation(
                    organisation_id=row.pk,
                    details=type(details)(**{**vars(details), "about": "Edited."}),
                    seen=1,
                    by=viewer,
                    now=now,
                )
                edited.append(row.pk)
            except actions.EditedMeanwhileError:
                continue

    with beside(carry(intake, now), edit) as faults:
        pass

    intake.refresh_from_db()
    assert (faults, intake.stage) == ([], "imported")
    for row in Organisation.objects.filter(name__startswith="Group "):
        was_edited = row.pk in edited
        assert (row.about == "Edited.", row.email == "", row.version) == (was_edited, was_edited, 2)
    assert intake.counts["done_problem"] == len(edited)
