"""TRUNCATE asks no row's trigger. Whoever may write to PostgreSQL must not empty in one word what
nobody may delete line by line."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import make_value
from trellis.performance.models import Value

APPEND_ONLY = {
    "kernel_auditline",
    "kernel_auditseal",
    "kernel_earlier",
    "kernel_look",
    "performance_actionprogress",
    "performance_appraisal",
    "performance_challengestep",
    "performance_collectioncost",
    "performance_decisioninformed",
    "performance_draw",
    "performance_drawnline",
    "performance_findingreply",
    "performance_indicatorstanding",
    "performance_indicatorversion",
    "performance_lineend",
    "performance_linefinding",
    "performance_proposalcomment",
    "performance_publication",
    "performance_publishedfile",
    "performance_reportedcount",
    "performance_reportedrating",
    "performance_retirement",
    "performance_returnstep",
    "performance_reviewfinding",
    "performance_rounddates",
    "performance_selfassessment",
    "performance_sharechallengestep",
    "performance_surveysource",
    "performance_target",
    "performance_unlock",
    "performance_value",
    "record_activity",
    "record_beneficiaryreply",
    "record_contribution",
    "record_doubleverdict",
    "record_sharerule",
    "record_split",
    "record_splitreply",
    "record_tagged",
}


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.postgres
@pytest.mark.django_db
def test_these_are_all_there_are() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_append_only'"
        )
        assert {table for (table,) in cursor.fetchall()} == APPEND_ONLY


@pytest.mark.django_db
def test_the_other_database_guards_the_same() -> None:
    """There a table is made anew when some kinds of column come, and its triggers are lost."""
    if connection.vendor != "sqlite":
        pytest.skip("asked of PostgreSQL above")
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
        found = cursor.fetchall()
    for verb in ("update", "delete"):
        assert {table for table, name in found if name == f"{table}_no_{verb}"} == APPEND_ONLY


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_it_is_refused(table: str) -> None:
    with pytest.raises(DatabaseError, match=f"{table} is append-only"):
        run(f"TRUNCATE {table} CASCADE")


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("table", ["people_person", "places_place", "performance_framework"])
def test_it_is_refused_by_way_of_a_table_that_others_lean_on(table: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        run(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db
def test_nor_are_all_rows_deleted_at_once() -> None:
    value = make_value()
    with pytest.raises(DatabaseError, match="append-only"):
        run("DELETE FROM performance_value")
    assert list(Value.objects.all()) == [value]


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_nothing_behind_first() -> None:
    make_value()


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_nothing_behind_second() -> None:
    assert not Value.objects.exists()
