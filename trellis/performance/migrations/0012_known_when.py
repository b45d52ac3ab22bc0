"""A definition, a rule, a reporting line and its end say when they were known."""

import django.db.models.deletion
from django.db import migrations, models

from trellis.kernel.sql import append_only, never_emptied

STANDS = models.Q(until_on=None) | models.Q(until_on__gt=models.F("from_on"))


class Migration(migrations.Migration):
    dependencies = [("performance", "0011_scrutiny_append_only")]

    operations = [
        *(
            migrations.AddField(
                model_name=model,
                name="recorded_at",
                field=models.DateTimeField(blank=True, null=True),
            )
            for model in ("indicatorversion", "ratingrule", "reportedcount", "reportingline")
        ),
        # A line that was taken back stays: what was known of it is looked back at.
        migrations.RemoveConstraint("reportingline", "reporting_line_once"),
        migrations.RemoveConstraint("reportingline", "reporting_line_of_nobody_once"),
        migrations.AddConstraint(
            "reportingline",
            models.UniqueConstraint(
                fields=["indicator", "place", "provider", "from_on"],
                condition=STANDS,
                name="reporting_line_once",
            ),
        ),
        migrations.AddConstraint(
            "reportingline",
            models.UniqueConstraint(
                fields=["indicator", "place", "from_on"],
                condition=models.Q(provider=None) & STANDS,
                name="reporting_line_of_nobody_once",
            ),
        ),
        migrations.CreateModel(
            name="LineEnd",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until_on", models.DateField()),
                ("said_at", models.DateTimeField(blank=True, null=True)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ends",
                        to="performance.reportingline",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        append_only("performance_lineend"),
        never_emptied("performance_lineend"),
    ]
