"""Rows by the database's own bulk load: as good as any other row, or none of them."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.factories import make_organisation
from trellis.kernel.rows import insert_rows, plain, reserve_ids
from trellis.organisations.models import Interest, NameWord, Organisation

pytestmark = pytest.mark.django_db
WORDS = ("organisation_id", "start", "word")


def test_they_are_there_as_written() -> None:
    pk = make_organisation().pk
    NameWord.objects.all().delete()

    insert_rows(NameWord, WORDS, [(pk, "caf", "café"), (pk, "tab", 'a\ttab, a "quote" \\ and \n')])

    found = NameWord.objects.order_by("start").values_list(*WORDS)
    assert list(found) == [(pk, "caf", "café"), (pk, "tab", 'a\ttab, a "quote" \\ and \n')]


def test_none_are_none() -> None:
    insert_rows(Interest, ("organisation_id", "code"), [])

    assert not Interest.objects.exists()


def test_one_that_breaks_a_rule_keeps_all_out() -> None:
    pk = make_organisation().pk
    NameWord.objects.all().delete()

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(NameWord, WORDS, [(pk, "one", "one"), (pk, "one", "one")])

    assert not NameWord.objects.exists()


def test_ids_are_nobody_elses() -> None:
    before = make_organisation().pk

    ids = list(reserve_ids(Organisation, 3))

    assert len(set(ids)) == 3
    assert min(ids) > before


def test_a_time_reads_back_as_it_was_written() -> None:
    """What the driver is given is what the field itself would have given it."""
    at = datetime(2026, 10, 19, 9, 30, tzinfo=UTC)
    like = make_organisation()
    [pk] = reserve_ids(Organisation, 1)
    times = ("registered_at", "edited_at", "checked_at")

    insert_rows(
        Organisation,
        ("id", "area_id", "name", "name_folded", "kind", "about", "website", "email", "telephone",
         "contact_is_public", "postcode", "income_band", "source", "version", *times),
        [(pk, like.area_id, "A", "a", "group", "", "", "", "", False, "", "", "", 1,
          *(plain(Organisation, column, at) for column in times))],
    )  # fmt: skip

    assert Organisation.objects.get(pk=pk).registered_at == at
    assert make_organisation().pk > pk
