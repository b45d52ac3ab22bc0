"""The audit is append-only, and every line gets its mark from the database itself."""

from django.core.management import call_command
from django.db import migrations

from trellis.kernel.sql import Triggers, append_only

LINE = "kernel_auditline"
SQLITE = [
    f"CREATE TRIGGER {LINE}_mark AFTER INSERT ON {LINE} WHEN NEW.mark IS NULL BEGIN "
    f"UPDATE {LINE} SET mark = NEW.id + coalesce((SELECT mark_offset FROM kernel_auditera), 0) "
    "WHERE id = NEW.id; END",
    f"CREATE TRIGGER {LINE}_no_update BEFORE UPDATE ON {LINE} WHEN OLD.mark IS NOT NULL "
    f"BEGIN SELECT RAISE(ABORT, '{LINE} is append-only'); END",
    f"CREATE TRIGGER {LINE}_no_delete BEFORE DELETE ON {LINE} "
    f"BEGIN SELECT RAISE(ABORT, '{LINE} is append-only'); END",
]
POSTGRESQL = [
    f"CREATE FUNCTION {LINE}_mark() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF NEW.mark IS NULL THEN NEW.mark := pg_current_xact_id()::text::bigint "
    "+ coalesce((SELECT mark_offset FROM kernel_auditera), 0); END IF; RETURN NEW; END $$",
    f"CREATE TRIGGER {LINE}_mark BEFORE INSERT ON {LINE} "
    f"FOR EACH ROW EXECUTE FUNCTION {LINE}_mark()",
    f"CREATE FUNCTION {LINE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{LINE} is append-only'; END $$",
    f"CREATE TRIGGER {LINE}_append_only BEFORE UPDATE OR DELETE ON {LINE} "
    f"FOR EACH ROW EXECUTE FUNCTION {LINE}_refuse()",
]


def first_era(apps, schema_editor):
    apps.get_model("kernel", "AuditEra").objects.create(mark_offset=0)


def cache_table(apps, schema_editor):
    call_command("createcachetable", verbosity=0, database=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [
        migrations.RunPython(first_era, migrations.RunPython.noop),
        migrations.RunPython(cache_table, migrations.RunPython.noop),
        Triggers(sqlite=SQLITE, postgresql=POSTGRESQL),
        append_only("kernel_auditseal"),
    ]
