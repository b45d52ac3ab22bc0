"""Jobs done before this release kept what they were given, which may name somebody."""

from django.db import migrations


def empty(apps, schema_editor):
    apps.get_model("kernel", "Job").objects.filter(stage="done").update(payload={})


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_audit_triggers")]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
