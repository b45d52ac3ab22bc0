"""Draws, findings, replies and steps are never changed. SQLite makes a table with a new column
anew and loses what stood on the old one: appraisals get theirs again."""

from django.db import migrations

from trellis.kernel.sql import Triggers, append_only, never_emptied


class Migration(migrations.Migration):
    dependencies = [("performance", "0010_scrutiny")]

    operations = [
        *(
            operation
            for table in (
                "draw",
                "drawnline",
                "linefinding",
                "findingreply",
                "challengestep",
                "reviewfinding",
                "actionprogress",
            )
            for operation in (
                append_only(f"performance_{table}"),
                never_emptied(f"performance_{table}"),
            )
        ),
        Triggers(
            sqlite=append_only("performance_appraisal").by_vendor["sqlite"], postgresql=[]
        ),
    ]
