"""What a page of the past needs of outcomes, principles, checks and retired indicators."""

from typing import Any

from django.db import migrations, models


def keep_when_retired(apps: Any, _schema_editor: Any) -> None:
    """Until its retirement was recorded, an indicator was looked at without an end."""
    earlier = apps.get_model("kernel", "Earlier")
    retired = apps.get_model("performance", "Retirement").objects.order_by("id")
    earlier.objects.bulk_create(
        earlier(
            kind="performance.indicator",
            row_id=indicator_id,
            stood={"retired_on": None},
            until=recorded_at,
        )
        for indicator_id, recorded_at in retired.values_list("indicator_id", "recorded_at")
    )


class Migration(migrations.Migration):
    dependencies = [("performance", "0012_known_when"), ("kernel", "0009_earlier")]

    operations = [
        *(
            migrations.AddField(
                model_name=model,
                name="recorded_at",
                field=models.DateTimeField(blank=True, null=True),
            )
            for model in ("outcome", "principle", "reconciliation", "conflict")
        ),
        migrations.RunPython(keep_when_retired, migrations.RunPython.noop),
    ]
