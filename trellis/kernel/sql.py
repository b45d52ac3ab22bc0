"""Triggers that make a table append-only, alike on both databases."""

from typing import Any

from django.db import migrations


class Triggers(migrations.RunSQL):
    """SQL that differs by engine; the other engine's part is left out when it runs."""

    reversible = True

    def __init__(self, *, sqlite: list[str], postgresql: list[str]) -> None:
        self.by_vendor = {"sqlite": sqlite, "postgresql": postgresql}
        super().__init__(sql=migrations.RunSQL.noop, reverse_sql=migrations.RunSQL.noop)

    def database_forwards(  # the framework's own signature
        self,
        app_label: str,  # noqa: ARG002
        schema_editor: Any,
        from_state: Any,  # noqa: ARG002
        to_state: Any,  # noqa: ARG002
    ) -> None:
        for statement in self.by_vendor[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (
            type(self).__qualname__,
            [],
            {"sqlite": self.by_vendor["sqlite"], "postgresql": self.by_vendor["postgresql"]},
        )


def never_emptied(table: str) -> Triggers:
    """Refuse TRUNCATE, which asks no row's trigger, on a table that is append-only already.
    SQLite knows no such statement: there a DELETE of everything asks row by row."""
    return Triggers(
        sqlite=[],
        postgresql=[
            f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
        ],
    )


def append_only(table: str) -> Triggers:
    """Refuse UPDATE and DELETE on the table, whoever asks. Follow it with `never_emptied`."""
    words = f"{table} is append-only"
    return Triggers(
        sqlite=[
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            for verb in ("update", "delete")
        ],
        postgresql=[
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$",
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        ],
    )
