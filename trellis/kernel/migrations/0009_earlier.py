"""What is set down in place keeps what it said before."""

import django.core.serializers.json
from django.db import migrations, models

from trellis.kernel.sql import append_only, never_emptied


class Migration(migrations.Migration):
    dependencies = [("kernel", "0008_looks_stay_as_written")]

    operations = [
        migrations.CreateModel(
            name="Earlier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("row_id", models.BigIntegerField()),
                (
                    "stood",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder),
                ),
                ("until", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "row_id", "until"], name="earlier_of"),
                ],
            },
        ),
        append_only("kernel_earlier"),
        never_emptied("kernel_earlier"),
    ]
