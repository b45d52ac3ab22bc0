"""A look is never changed, and deleted only once it is two years old."""

from django.db import migrations

from trellis.kernel.sql import Triggers, never_emptied

LOOK = "kernel_look"
SQLITE = [
    f"CREATE TRIGGER {LOOK}_no_update BEFORE UPDATE ON {LOOK} "
    f"BEGIN SELECT RAISE(ABORT, '{LOOK} is append-only'); END",
    f'CREATE TRIGGER {LOOK}_no_delete BEFORE DELETE ON {LOOK} '
    f"WHEN OLD.\"on\" >= date('now', '-2 years', '+1 day') "
    f"BEGIN SELECT RAISE(ABORT, '{LOOK} is append-only'); END",
]
POSTGRESQL = [
    f"CREATE FUNCTION {LOOK}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP = 'DELETE' THEN "
    "IF OLD.\"on\" < current_date - interval '2 years' + interval '1 day' THEN RETURN OLD; END IF; "
    f"END IF; RAISE EXCEPTION '{LOOK} is append-only'; END $$",
    f"CREATE TRIGGER {LOOK}_append_only BEFORE UPDATE OR DELETE ON {LOOK} "
    f"FOR EACH ROW EXECUTE FUNCTION {LOOK}_refuse()",
]


class Migration(migrations.Migration):
    dependencies = [("kernel", "0007_looks")]
    operations = [
        Triggers(sqlite=SQLITE, postgresql=POSTGRESQL),
        never_emptied(LOOK),
    ]
