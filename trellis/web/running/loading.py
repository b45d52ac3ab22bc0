"""Loading an archive's tables into an empty database of either kind."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps.registry import Apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from trellis.kernel import audit
from trellis.kernel.models import AuditEra, AuditLine, AuditSeal
from trellis.web.running import tables
from trellis.web.running.archive import ArchiveRefusedError, Manifest, Reader


def refuse_unknown_migrations(manifest: Manifest) -> None:
    """An archive of a newer release cannot be read by an older one."""
    known = MigrationExecutor(connection).loader.disk_migrations
    unknown = [name for name in manifest.migrations if tuple(name.split(".", 1)) not in known]
    if unknown:
        raise ArchiveRefusedError(
            f"it was made by another release ({manifest.release}; {unknown[0]} is not known "
            "here): install that release or a newer one"
        )


def load_tables(reader: Reader) -> None:
    """Make the tables as they were when the archive was, fill them, then bring them up to date:
    so an archive can be taken into any newer release."""
    then = _migrate_to(reader.manifest)
    with transaction.atomic(), _guards_off():
        _empty(then)
        _defer_checks()
        for model in tables.models_kept(then):
            tables.load(model, reader.lines(f"tables/{tables.label_of(model)}.jsonl"))
        _raise_sequences(then)
        # Here, for PostgreSQL alters no table while checks of its rows are still to come.
        connection.check_constraints()
    _begin_era()
    refuse_other_counts(reader.manifest, then)
    migrate()


def _defer_checks() -> None:
    """A migration that gives a table a new reference has it checked at once for the rest of the
    transaction; the tables come in the order of their names, not of who refers to whom."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def refuse_other_counts(manifest: Manifest, apps: Apps) -> None:
    for model in tables.models_kept(apps):
        label = tables.label_of(model)
        found = tables.count(model, using=connection.alias)
        if found != manifest.rows.get(label, 0):
            raise ArchiveRefusedError(
                f"{label} has {found} rows after loading, not {manifest.rows.get(label, 0)}"
            )


def refuse_altered_audit(manifest: Manifest) -> None:
    """The audit must be whole and end in (or go on from) the head the archive names."""
    number, _, digest = manifest.head.partition(" ")
    findings = audit.verify([audit.Head(int(number), digest)] if digest else [])
    if findings:
        raise ArchiveRefusedError(
            f"its audit is not as it was sealed: seal {findings[0].seal}, {findings[0].what}"
        )


def _migrate_to(manifest: Manifest) -> Apps:
    """Apply exactly the archive's migrations; returns the models as they were then."""
    executor = MigrationExecutor(connection)
    targets = _last_of_each_room(executor, manifest)
    executor.migrate(targets)
    state = MigrationExecutor(connection).loader.project_state(targets)
    return state.apps


def _last_of_each_room(executor: MigrationExecutor, manifest: Manifest) -> list[tuple[str, str]]:
    """Those of the archive's migrations that no other of them in the same room follows."""
    nodes = executor.loader.graph.node_map
    pairs = (name.partition(".")[::2] for name in manifest.migrations)
    wanted = {pair for pair in pairs if pair in nodes}
    followed = {
        parent.key for key in wanted for parent in nodes[key].parents if parent.key[0] == key[0]
    }
    return sorted(wanted - followed)


@contextmanager
def _guards_off() -> Iterator[None]:
    """Triggers that guard the order of writing stand aside while rows come in as they were.

    Only those that run *before* a write: what is kept up after one (a search index) stays.
    """
    if connection.vendor == "postgresql":
        with _guards_off_postgresql():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '% BEFORE %'"
        )
        guards = cursor.fetchall()
        for name, _sql in guards:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        yield
        for _name, sql in guards:
            cursor.execute(sql)


@contextmanager
def _guards_off_postgresql() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger "
            "JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND tgtype & 2 <> 0 "
            "AND relnamespace = 'public'::regnamespace"
        )
        guards = cursor.fetchall()
        for table, name in guards:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        yield
        for table, name in guards:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")


def _empty(apps: Apps) -> None:
    """Migrations leave first rows; the archive brings its own."""
    names = [model._meta.db_table for model in tables.models_kept(apps)]  # noqa: SLF001
    flush = connection.ops.sql_flush(no_style(), names, reset_sequences=True, allow_cascade=True)
    with connection.cursor() as cursor:
        for statement in flush:
            cursor.execute(statement)


def _raise_sequences(apps: Apps) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables.models_kept(apps)):
            cursor.execute(statement)


def _begin_era() -> None:
    """Lift the marks of the lines to come above every mark that is sealed or waits to be.

    Marks are made of this database's own numbers (row ids, transaction numbers), which may well
    stand lower than those of the database the archive comes from.
    """
    last = AuditSeal.objects.order_by("-number").values_list("horizon", flat=True).first()
    highest = AuditLine.objects.order_by("-mark").values_list("mark", flat=True).first()
    top = max((last or 1) - 1, highest or 0)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        else:
            cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM kernel_auditline")
        lowest_to_come = int(cursor.fetchone()[0])
    AuditEra.objects.all().delete()
    AuditEra.objects.create(mark_offset=max(0, top + 1 - lowest_to_come))
