"""Somebody who owns the database alters the sealed audit: every alteration is found."""

from collections import Counter
from datetime import datetime
from random import Random

import pytest
from django.db import DatabaseError, transaction

from tests.prove.tampering import ALTERATIONS, undone, write_lines
from trellis.kernel import audit
from trellis.kernel.models import AuditLine, AuditSeal

pytestmark = pytest.mark.django_db(transaction=True)


def _unfound(times: int, *, now: datetime, seed: int) -> Counter[str]:
    """Make each kind of alteration in turn; returns those that verifying did not find."""
    random = Random(seed)
    write_lines(60, now=now, random=random)
    head = audit.head()
    assert head is not None
    assert audit.verify([head]) == []
    unfound: Counter[str] = Counter()
    for number in range(times):
        kind = ALTERATIONS[number % len(ALTERATIONS)]
        with undone():
            kind.make(random)
            if not audit.verify([head] if kind.needs_head else []):
                unfound[kind.name] += 1
    assert audit.verify([head]) == []
    return unfound


def test_sixty_alterations_are_found(now: datetime) -> None:
    assert _unfound(60, now=now, seed=1) == Counter()


@pytest.mark.prove
def test_a_thousand_alterations_are_found(now: datetime) -> None:
    assert _unfound(1_000, now=now, seed=20261119) == Counter()


def test_without_a_head_kept_elsewhere_a_whole_rewriting_stays_hidden(now: datetime) -> None:
    """The control: the check can fail, and this is why heads are printed and mailed."""
    random = Random(3)
    write_lines(40, now=now, random=random)
    for kind in ALTERATIONS:
        if kind.needs_head:
            with undone():
                kind.make(random)
                assert audit.verify() == []


def test_the_database_itself_refuses_while_its_triggers_stand(now: datetime) -> None:
    write_lines(12, now=now, random=Random(4))
    for table in (AuditLine, AuditSeal):
        with pytest.raises(DatabaseError), transaction.atomic():
            table.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditLine.objects.update(why="")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditSeal.objects.update(lines=0)
