"""Dates, steps, leaves, what a provider said of itself and what was published are never changed."""

from django.db import migrations

from trellis.kernel.sql import append_only, never_emptied


class Migration(migrations.Migration):
    dependencies = [("performance", "0007_rounds")]

    operations = [
        operation
        for table in ("rounddates", "returnstep", "unlock", "selfassessment", "publication")
        for operation in (
            append_only(f"performance_{table}"),
            never_emptied(f"performance_{table}"),
        )
    ]
