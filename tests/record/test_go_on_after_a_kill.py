"""Whoever writes is killed at any statement it sends: what was done stands as a whole or not at
all, every cell is as counted anew, and the same is done the next time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from tests.conftest import NOW
from tests.killed import KilledError, killed_at, statements_of, undone
from tests.record.doing import DAY, SYSTEM, Doing, attach, wrong_cells
from trellis.documents.models import Attachment, Audience
from trellis.kernel.models import AuditLine
from trellis.record import actions, jobs
from trellis.record.models import Activity, Cell, TagCell
from trellis.record.rules.shares import Part, Role

pytestmark = pytest.mark.django_db
Deed = Callable[[], object]


def record_one(doing: Doing) -> Deed:
    tags = [tag.pk for tag in doing.tags]
    return lambda: doing.record(
        "hub_a", "hub_b", organisation_id=None, person="case 7", tag_ids=tags
    )


def record_many(doing: Doing) -> Deed:
    many = [doing.done("hub_a", "hub_b", on=DAY + timedelta(days=n)) for n in range(3)]
    return lambda: actions.record_activities(by=SYSTEM, now=NOW, many=many)


def correct(doing: Doing) -> Deed:
    row = doing.record("hub_a", "hub_b", tag_ids=[doing.tags[0].pk])
    attach(doing, row, key="", readers=actions.Readers.GROUP)
    group = doing.body("group_b").pk
    other = doing.done("hub_a", organisation_id=group, tag_ids=[doing.tags[1].pk])
    return lambda: actions.correct_activity(
        by=SYSTEM, now=NOW, activity=row, reason="It was them", done=other
    )


def withdraw(doing: Doing) -> Deed:
    row = doing.record("hub_a", "hub_b")
    return lambda: actions.withdraw_activity(by=SYSTEM, now=NOW, activity=row, reason="No")


def agree(doing: Doing) -> Deed:
    row = doing.record("hub_a", "hub_b")
    a, b = doing.body("hub_a").pk, doing.body("hub_b").pk
    parts = [Part(a, Role.LEAD, 9_000), Part(b, Role.PARTNER, 1_000)]
    made = actions.propose_shares(
        by=SYSTEM, now=NOW, activity=row, provider_id=a, parts=parts, reason="So"
    )
    return lambda: actions.answer_shares(by=SYSTEM, now=NOW, split=made, provider_id=b, agrees=True)


def join(doing: Doing) -> Deed:
    rows = [
        doing.record(who, on=DAY + timedelta(days=n)) for n, who in enumerate(("hub_a", "hub_b"))
    ]
    for row in rows:
        attach(doing, row, key="", readers=actions.Readers.GROUP)
    one, other = (row.pk for row in rows)
    return lambda: actions.judge_double(
        by=SYSTEM, now=NOW, one_id=one, other_id=other, is_one_thing=True, address="/"
    )


def merge(doing: Doing) -> Deed:
    doing.record()
    group = doing.body("group_b").pk
    doing.record(organisation_id=group, tag_ids=[doing.tags[0].pk])
    doing.record(organisation_id=group, service_type_id=doing.kinds[1].pk)
    return lambda: actions.merge_bodies(
        by=SYSTEM, now=NOW, organisation_id=group, into_id=doing.body("group_a").pk
    )


ACTS = (record_one, record_many, correct, withdraw, agree, join, merge)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the room, what stands behind them and who may see it, and the audit."""
    models: list[Any] = [
        *apps.get_app_config("record").get_models(), Attachment, Audience, AuditLine
    ]  # fmt: skip
    return {
        one.__name__: [_plain(row) for row in one.objects.order_by("pk").values_list()]
        for one in models
    }


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """PostgreSQL gives a view of the bytes, and two views are never equal."""
    return tuple(bytes(one) if isinstance(one, memoryview) else one for one in row)


@contextmanager
def killed(statement: int) -> Iterator[None]:
    with pytest.raises(KilledError), transaction.atomic(), killed_at(statement):
        yield


@pytest.mark.parametrize("begin", ACTS, ids=lambda one: one.__name__)
def test_killed_at_every_statement_nothing_of_it_was_done(
    doing: Doing, begin: Callable[[Doing], Deed]
) -> None:
    deed = begin(doing)
    before = everything()
    with undone():
        statements = statements_of(deed)
        assert everything() != before
    assert statements > 8
    for statement in range(1, statements + 1):
        with killed(statement):
            deed()
        assert everything() == before, statement
    deed()
    assert wrong_cells() == []


def break_cells(doing: Doing) -> None:
    """As whoever writes around the house would: one too many, one too few, one gone."""
    for kind in doing.kinds:
        for n, who in enumerate(("hub_a", "hub_b", "infrastructure")):
            doing.record(who, service_type_id=kind.pk, on=DAY + timedelta(days=n))
    doing.record(service_type_id=doing.kinds[1].pk, tag_ids=[doing.tags[1].pk])
    TagCell.objects.filter(provider=0).update(organisations=3)
    rows = list(Cell.objects.order_by("pk"))
    Cell.objects.filter(pk=rows[0].pk).update(events=7, organisations=0, organisation_set=b"")
    Cell.objects.filter(pk=rows[-1].pk).update(quantity_shared=1)
    rows[1].delete()
    for kind in doing.kinds:
        Cell.objects.filter(service_type=kind, provider=doing.body("hub_b").pk).delete()


def test_a_rebuild_killed_at_every_statement_is_ended_by_the_next_night(doing: Doing) -> None:
    """Each kind and each tag in a transaction of its own: what the killed one had ended stands."""
    break_cells(doing)
    assert len(wrong_cells()) == 6
    with undone():
        statements = statements_of(lambda: jobs.rebuild_cells(now=NOW))
    assert statements > 12
    left = set()
    for statement in range(1, statements + 1):
        with undone():
            with pytest.raises(KilledError), killed_at(statement):
                jobs.rebuild_cells(now=NOW)
            left.add(len(wrong_cells()))
            jobs.rebuild_cells(now=NOW)
            assert wrong_cells() == [], statement
            assert Activity.objects.count() == 7
    assert left == {6, 3, 1, 0}
