"""The audit is not emptied in one word either."""

from django.db import migrations

from trellis.kernel.sql import never_emptied


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_seal_the_time_of_sealing")]

    operations = [never_emptied("kernel_auditline"), never_emptied("kernel_auditseal")]
