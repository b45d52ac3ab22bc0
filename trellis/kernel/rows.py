"""Many rows at once by the database's own means: asked for by thousands of values, and written
by its bulk load, where making a model of each would take longer than all the rest of the work.

What is written was checked before and hangs on one act. No signals, no defaults: every column
that is not given must be able to stay empty. Constraints and triggers hold as for any other row.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler


class Among(Lookup):
    """`Among(F("value"), values)`: a condition for `filter` that the column, of numbers or of
    text, is one of the values. They go as one parameter, however many; `__in` binds each of them,
    and thousands take longer to be put into the statement than to be looked for."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, column: models.F, values: Collection[int] | Collection[str]) -> None:
        super().__init__(column, list(values))

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        if not self.rhs:
            raise EmptyResultSet
        column, parameters = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", (*parameters, self.rhs)
        given = "SELECT value FROM json_each(%s)"
        return f"{column} IN ({given})", (*parameters, json.dumps(self.rhs))


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows of plain values, in the order of `columns` (names of columns, `place_id`, not
    of fields). Times and days must have gone through `plain`. Raises IntegrityError."""
    many = list(rows)
    if not many:
        return
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
            ):
                for row in many:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
            cursor.executemany(statement, many)


def plain(model: type[models.Model], column: str, value: Any) -> Any:
    """The value as the database's own driver takes it."""
    field = next(one for one in model._meta.concrete_fields if one.column == column)  # noqa: SLF001
    return field.get_db_prep_save(value, connection)


def reserve_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Ids that no other row of the model has or gets; to be used in the same transaction. SQLite
    writes one transaction at a time, so what follows the last one is ours until it ends."""
    table = model._meta.db_table  # noqa: SLF001
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [pk for (pk,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    first = (found[0] if found else 0) + 1
    return range(first, first + count)
