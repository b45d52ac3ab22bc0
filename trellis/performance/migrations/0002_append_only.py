"""What was wanted, found, appraised or reported is never overwritten, whoever asks."""

from django.db import migrations

from trellis.kernel.sql import append_only


class Migration(migrations.Migration):
    dependencies = [("performance", "0001_initial")]

    operations = [
        append_only("performance_target"),
        append_only("performance_value"),
        append_only("performance_appraisal"),
        append_only("performance_reportedrating"),
        append_only("performance_reportedcount"),
        append_only("performance_indicatorversion"),
    ]
