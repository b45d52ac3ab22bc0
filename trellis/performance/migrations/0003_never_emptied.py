"""What was wanted, found, appraised or reported is not emptied in one word either."""

from django.db import migrations

from trellis.kernel.sql import never_emptied


class Migration(migrations.Migration):
    dependencies = [("performance", "0002_append_only")]

    operations = [
        never_emptied("performance_target"),
        never_emptied("performance_value"),
        never_emptied("performance_appraisal"),
        never_emptied("performance_reportedrating"),
        never_emptied("performance_reportedcount"),
        never_emptied("performance_indicatorversion"),
    ]
