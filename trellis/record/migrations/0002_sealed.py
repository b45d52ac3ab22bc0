"""What the database itself keeps true: rows of the record are never written over, a set of shares
is sealed once and only where it adds up, and only sealed sets count."""

from django.db import migrations

from trellis.kernel.sql import Triggers, append_only, never_emptied

KEPT = {
    "record_activity": (
        "area_id first_id number service_type_id provider_id on quarter place_id organisation_id "
        "person_id title quantity minutes pence source natural_key is_withdrawn reason recorded_at "
        "recorded_by_id"
    ),
    "record_split": "activity_id basis rule_id reason proposed_by_id stated_at",
    "record_contribution": (
        "split_id provider_id role share own_minutes service_type_id place_id quarter "
        "organisation_id person_id quantity minutes pence"
    ),
}
ADDS_UP = (
    "(SELECT coalesce(sum(share), 0) FROM record_contribution WHERE split_id = NEW.id) = 10000 AND "
    "(SELECT count(*) FROM record_contribution WHERE split_id = NEW.id AND role = 'lead') = 1"
)
OF_ITS_SPLIT = "(SELECT {} FROM record_split WHERE id = NEW.split_id)"
# When, on which table, where what holds, it is refused with which words; alike on both databases.
REFUSED = [
    ("UPDATE OF stands", "record_activity", "NEW.stands", "what no longer counts stays so"),
    (
        "INSERT", "record_split", "NEW.sealed_at IS NOT NULL OR NEW.stands",
        "a split is sealed once its contributions are there",
    ),
    (
        "UPDATE OF sealed_at, dropped_at", "record_split",
        "OLD.sealed_at IS NOT NULL OR OLD.dropped_at IS NOT NULL",
        "a split is sealed or dropped once",
    ),
    (
        "UPDATE OF sealed_at", "record_split", f"NEW.sealed_at IS NOT NULL AND NOT ({ADDS_UP})",
        "the shares of a split add up to 10,000, with one lead",
    ),
    (
        "UPDATE OF stands", "record_split", "NEW.stands AND OLD.sealed_at IS NOT NULL",
        "a split stands from when it is sealed",
    ),
    (
        "INSERT", "record_contribution",
        f"NEW.stands OR {OF_ITS_SPLIT.format('sealed_at')} IS NOT NULL "
        f"OR {OF_ITS_SPLIT.format('dropped_at')} IS NOT NULL",
        "a sealed split takes no more contributions",
    ),
    (
        "UPDATE OF stands", "record_contribution",
        f"NEW.stands <> {OF_ITS_SPLIT.format('stands')}",
        "a contribution stands as its split does",
    ),
]  # fmt: skip
FOLLOW = (
    "UPDATE record_contribution SET stands = NEW.stands "
    "WHERE split_id = NEW.id AND stands <> NEW.stands"
)


def _columns(table: str) -> str:
    return ", ".join(f'"{column}"' for column in KEPT[table].split())


def _kept(table: str) -> Triggers:
    """No column but those of its state is ever another, and no row goes."""
    words = f"{table} is append-only"
    refuse = f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    return Triggers(
        sqlite=[
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {_columns(table)} ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        ],
        postgresql=[
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$",
            f"CREATE TRIGGER {table}_append_only BEFORE DELETE OR UPDATE OF {_columns(table)} "
            f"ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        ],
    )


def _refused(number: int, when: str, table: str, holds: str, words: str) -> Triggers:
    name = f"{table}_{number}"
    return Triggers(
        sqlite=[
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {holds} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        ],
        postgresql=[
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {holds} THEN RAISE EXCEPTION '{words}'; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()",
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [
        *(operation for table in KEPT for operation in (_kept(table), never_emptied(table))),
        *(_refused(number, *one) for number, one in enumerate(REFUSED, start=1)),
        Triggers(
            sqlite=[
                "CREATE TRIGGER record_split_follow AFTER UPDATE OF stands ON record_split "
                f"BEGIN {FOLLOW}; END"
            ],
            postgresql=[
                "CREATE FUNCTION record_split_follow() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {FOLLOW}; RETURN NULL; END $$",
                "CREATE TRIGGER record_split_follow AFTER UPDATE OF stands ON record_split "
                "FOR EACH ROW EXECUTE FUNCTION record_split_follow()",
            ],
        ),
        *(
            operation
            for table in ("sharerule", "splitreply", "beneficiaryreply", "doubleverdict", "tagged")
            for operation in (append_only(f"record_{table}"), never_emptied(f"record_{table}"))
        ),
    ]
