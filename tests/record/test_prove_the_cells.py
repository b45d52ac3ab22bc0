"""Whoever runs the house has everything counted anew, and is told what differs."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.conftest import NOW
from tests.record.doing import Doing, wrong_cells
from trellis.kernel.models import AuditLine
from trellis.record import jobs
from trellis.record.models import Cell

pytestmark = pytest.mark.django_db


def run(*options: str) -> str:
    out = StringIO()
    call_command("rebuild_cells", *options, stdout=out)
    return out.getvalue()


def test_all_is_as_counted_anew(doing: Doing) -> None:
    doing.record("hub_a", "hub_b")
    assert run("--check") == "3 cells are as counted anew.\n"


def test_what_differs_is_named_and_left_by_a_check_and_put_right_without(doing: Doing) -> None:
    doing.record("hub_a", "hub_b")
    Cell.objects.filter(provider=0).update(organisations=5)
    with pytest.raises(CommandError, match="1 cells are not as counted anew"):
        run("--check")
    assert len(wrong_cells()) == 1
    assert run() == "3 cells counted anew, 1 put right.\n"
    assert wrong_cells() == []


def test_the_night_puts_it_right_and_says_so_in_the_audit(
    doing: Doing, caplog: pytest.LogCaptureFixture
) -> None:
    doing.record()
    Cell.objects.all().delete()
    jobs.rebuild_cells(now=NOW)
    assert wrong_cells() == []
    assert "were not as counted anew: 2" in caplog.text
    assert AuditLine.objects.filter(verb="record.cells.rebuilt").count() == 1
    jobs.rebuild_cells(now=NOW)
    assert AuditLine.objects.filter(verb="record.cells.rebuilt").count() == 1


def test_what_contradicts_itself_is_told(doing: Doing) -> None:
    row = doing.record("hub_a", "hub_b")
    with connection.cursor() as cursor:
        for table in ("record_activity", "record_contribution"):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {table}_no_update")
            else:
                cursor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        cursor.execute("UPDATE record_activity SET quantity = 9 WHERE id = %s", [row.pk])
        cursor.execute("UPDATE record_contribution SET share = 1 WHERE role = 'partner'")
    with pytest.raises(CommandError, match="2 kinds of contradiction"):
        run("--check")
