"""SQLite's INSERT OR REPLACE takes a row away without asking its triggers, unless told to ask."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from trellis.kernel.models import AuditLine


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no such statement")
def test_an_audit_line_is_not_replaced(now: datetime) -> None:
    line = AuditLine.objects.create(at=now, actor_label="a", verb="a.b.c", of="a:1")
    replace = (
        "INSERT OR REPLACE INTO kernel_auditline (id, mark, at, actor_label, verb, of, fields, why)"
        " SELECT id, mark, at, 'nobody', verb, of, fields, why FROM kernel_auditline"
    )

    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(replace)

    assert AuditLine.objects.get(pk=line.pk).actor_label == "a"
