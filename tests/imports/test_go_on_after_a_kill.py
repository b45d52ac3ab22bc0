"""A worker is killed at any statement it sends: in the end the table is in as a whole, or nothing
of it is."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.factories import make_coverage, make_organisation
from tests.imports.bringing import bring, checked, map_as_suggested, post, table, work
from tests.killed import KilledError, killed_at, statements_of, undone
from trellis.imports import jobs, queries
from trellis.imports.actions import carrying
from trellis.imports.lifecycle import AT_WORK
from trellis.imports.models import Batch, Intake, StagedRow
from trellis.organisations.models import Organisation
from trellis.organisations.queries import details_of

ROWS = [[f"Group {number}", "Ambley A", "", "", "", ""] for number in range(5)]
CHANGED = ["Old Group", "Ambley A", "", "new@example.org", "", ""]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "CHUNK", 2)
    monkeypatch.setattr(carrying, "MOST", 2)
    monkeypatch.setattr(carrying, "PAUSE", 0)


@pytest.fixture
def old_group(cast: Cast) -> Organisation:
    group = make_organisation(area=cast.world.area, name="Old Group", email="old@example.org")
    make_coverage(organisation=group, place=cast.world.districts["a"])
    return group


def begun(cast: Cast, move: str) -> Intake:
    """A table that waits for the worker to read it, write it, or take it back."""
    client = cast.client("infrastructure_officer")
    what, content = f"organisations area:{cast.world.area.pk}", table(*ROWS, CHANGED)
    if move == "read":
        bring(client, content, what=what)
        intake = Intake.objects.get()
        map_as_suggested(client, intake)
    else:
        intake = checked(client, content, what=what)
        post(client, "start", intake)
    if move == "undo":
        work()
        post(client, "undo", intake)
    return intake


def carry_out(intake: Intake, now: datetime) -> int:
    """All the worker has to do; how many statements that takes."""
    return statements_of(lambda: carrying.carry_on(intake_id=intake.pk, now=now))


def record(cast: Cast) -> list[Any]:
    """Everything of the record that the table is about."""
    rows = Organisation.objects.filter(area=cast.world.area).order_by("name")
    return [(details_of(row), sorted(row.words.values_list("word", flat=True))) for row in rows]


def left(cast: Cast, intake: Intake) -> tuple[Any, ...]:
    intake.refresh_from_db()
    staged = StagedRow.objects.order_by("line").values_list("line", "outcome")
    return intake.stage, intake.counts, list(staged), Batch.objects.count(), record(cast)


EVERY = [("read", 1), ("write", 1), ("undo", 1)]
SOME = [("read", 17), ("write", 19), ("undo", 13)]


@pytest.mark.prove
@pytest.mark.parametrize(("move", "step"), EVERY)
def test_killed_at_every_statement(
    cast: Cast, old_group: Organisation, small_batches: None, move: str, step: int
) -> None:
    must_end_alike(cast, move, step)


@pytest.mark.parametrize(("move", "step"), SOME)
def test_whatever_it_was_doing_the_next_one_ends_it_alike(
    cast: Cast, old_group: Organisation, small_batches: None, move: str, step: int
) -> None:
    must_end_alike(cast, move, step)


def must_end_alike(cast: Cast, move: str, step: int) -> None:
    intake, now = begun(cast, move), timezone.now()
    with undone():
        statements = carry_out(intake, now)
        wanted = left(cast, intake)
    assert statements > 30

    strange, killed = [], 0
    tried = range(1, statements + 1, step)
    for statement in tried:
        with undone():
            try:
                with killed_at(statement):
                    carrying.carry_on(intake_id=intake.pk, now=now)
            except KilledError:
                killed += 1
            carrying.carry_on(intake_id=intake.pk, now=now)
            strange += [statement] if left(cast, intake) != wanted else []

    assert strange == []
    # A slow run says more often that it is at work, so that the last of them can be one too many.
    assert killed >= len(tried) - 1
    assert {"read": "checked", "write": "imported", "undo": "undone"}[move] == wanted[0]


def test_stopped_after_a_kill_nothing_is_left(
    cast: Cast, old_group: Organisation, small_batches: None
) -> None:
    intake, now = begun(cast, "write"), timezone.now()
    before = record(cast)
    client = cast.client("infrastructure_officer")
    with undone():
        statements = carry_out(intake, now)
    for statement in range(1, statements, 31):
        with undone():
            with killed_at(statement), pytest.raises(KilledError):
                carrying.carry_on(intake_id=intake.pk, now=now)
            intake.refresh_from_db()
            if intake.stage in AT_WORK:
                post(client, "stop", intake)
                carrying.carry_on(intake_id=intake.pk, now=now)
                assert left(cast, intake)[0] == "cancelled"
                assert record(cast) == before


def test_what_a_killed_worker_left_is_found_by_the_next_one(
    cast: Cast, small_batches: None
) -> None:
    """By itself, once nobody has worked at it for a while, and not before."""
    intake, now = begun(cast, "write"), timezone.now()
    with killed_at(20), pytest.raises(KilledError):
        carrying.carry_on(intake_id=intake.pk, now=now)

    jobs.carry_on_interrupted(now=now + timedelta(seconds=60))
    intake.refresh_from_db()
    assert intake.stage == "importing"

    jobs.carry_on_interrupted(now=now + timedelta(seconds=120))
    intake.refresh_from_db()
    assert intake.stage == "imported"


def test_what_fails_again_and_again_is_taken_back(
    cast: Cast, old_group: Organisation, small_batches: None
) -> None:
    """A fault in the third batch, every time: what the first two wrote is taken back."""
    intake, now = begun(cast, "write"), timezone.now()
    before = record(cast)
    StagedRow.objects.filter(intake=intake, line=7).update(cells={"no": "list"})

    for _try in range(3):
        with pytest.raises((KeyError, AttributeError)):
            carrying.carry_on(intake_id=intake.pk, now=now)
    carrying.carry_on(intake_id=intake.pk, now=now)

    intake.refresh_from_db()
    assert (intake.stage, intake.fault) == ("failed", "fault")
    assert record(cast) == before


def test_old_ones_are_forgotten_and_their_numbers_stay(cast: Cast) -> None:
    intake, now = begun(cast, "write"), timezone.now()
    carrying.carry_on(intake_id=intake.pk, now=now)

    jobs.forget_old(now=now + timedelta(days=29))
    assert StagedRow.objects.count() == 6
    jobs.forget_old(now=now + timedelta(days=31))

    intake.refresh_from_db()
    assert (StagedRow.objects.count(), Batch.objects.count()) == (0, 0)
    assert (intake.stage, intake.counts["done_new"]) == ("imported", 6)
    assert "headings" not in intake.facts
    facts = queries.intake(cast.viewer("infrastructure_officer"), intake.pk)
    assert facts.is_forgotten
    answer = cast.client("infrastructure_officer").post(f"/imports/{intake.pk}/undo/", follow=True)
    assert "It was imported too long ago." in answer.content.decode()
