"""Any alteration of what was published is found and named, in the store or in the database."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.performance.publishing import begin_round, correct, newest, publish, restate
from tests.performance.reporting import SUMMER, Reporting, begin
from trellis.kernel.files import name_of
from trellis.performance import queries
from trellis.performance.queries.published import FOLDER, MANIFEST, PublicationFacts


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    reporting = begin(cast, slug="together", short_title="Together")
    indicator = begin_round(reporting)
    publish(reporting)
    correct(reporting, indicator, 151)
    restate(reporting)
    return reporting


def path_of(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / name_of(FOLDER, digest)


def found() -> list[str]:
    return [str(one) for one in queries.verify_publications().findings]


def tamper(sql: str, *values: str | int) -> None:
    """Past the triggers, as whoever holds the database can."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("publication", "publishedfile"):
            if connection.vendor == "sqlite":
                for verb in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER performance_{table}_no_{verb}")
            else:
                cursor.execute(f"ALTER TABLE performance_{table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)


def file_of(one: PublicationFacts, ending: str) -> str:
    return next(file.name for file in one.files if file.name.endswith(ending))


def test_what_is_as_it_was_published_is_found_so(reporting: Reporting) -> None:
    verified = queries.verify_publications()
    assert (verified.publications, verified.findings) == (2, ())
    out = io.StringIO()
    call_command("verify_publications", stdout=out)
    assert out.getvalue() == (f"2 publications with {verified.files} files are as published.\n")
    assert reporting.facts.slug == "together"


def test_a_file_that_was_altered_is_named_and_not_handed_out(reporting: Reporting) -> None:
    one = newest(reporting)
    name = file_of(one, ".zip")
    path = path_of(one.file(name).digest)
    data = path.read_bytes()
    try:
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        assert found() == [f"together 2026-Q2, number 2: {name} was altered in the store"]
        url = reporting.url("published_file", SUMMER.code, 2, name)
        answer = StrictClient().get(url)
        assert answer.status_code == 503
        assert "not as it was published" in answer.content.decode()
        with pytest.raises(CommandError, match="1 findings"):
            call_command("verify_publications", stdout=io.StringIO())
    finally:
        path.write_bytes(data)


def test_a_file_that_is_gone_is_named(reporting: Reporting) -> None:
    one = newest(reporting)
    name = file_of(one, ".xlsx")
    path = path_of(one.file(name).digest)
    data = path.read_bytes()
    path.unlink()
    try:
        assert found() == [f"together 2026-Q2, number 2: {name} is gone from the store"]
        url = reporting.url("published_file", SUMMER.code, 2, name)
        assert StrictClient().get(url).status_code == 404
    finally:
        path.write_bytes(data)


_SET = {
    "reason": "UPDATE performance_publication SET reason = %s WHERE id = %s",
    "effect": "UPDATE performance_publication SET effect = %s WHERE id = %s",
    "known_at": "UPDATE performance_publication SET known_at = %s WHERE id = %s",
    "audit_head": "UPDATE performance_publication SET audit_head = %s WHERE id = %s",
}


@pytest.mark.parametrize("column", list(_SET))
def test_a_column_that_was_altered_is_named(reporting: Reporting, column: str) -> None:
    value = "2026-01-01 00:00:00+00:00" if column == "known_at" else "Nothing was wrong"
    tamper(_SET[column], value, newest(reporting).id)
    assert found() == [f"together 2026-Q2, number 2: {column} was altered in the database"]


def test_a_list_that_was_altered_is_named(reporting: Reporting) -> None:
    one = newest(reporting)
    pdf, other = file_of(one, ".pdf"), one.file(file_of(one, ".ods"))
    tamper(
        "UPDATE performance_publishedfile SET digest = %s WHERE publication_id = %s AND name = %s",
        other.digest, one.id, pdf,
    )  # fmt: skip
    assert f"together 2026-Q2, number 2: {pdf} was altered in the list in the database" in found()


def test_a_file_taken_off_the_list_is_named(reporting: Reporting) -> None:
    one = newest(reporting)
    pdf = file_of(one, ".pdf")
    tamper(
        "DELETE FROM performance_publishedfile WHERE publication_id = %s AND name = %s",
        one.id, pdf,
    )  # fmt: skip
    assert found() == [f"together 2026-Q2, number 2: {pdf} is no longer listed in the database"]


def test_an_altered_digest_does_not_hide_it(reporting: Reporting) -> None:
    pk = newest(reporting).id
    tamper("UPDATE performance_publication SET digest = %s WHERE id = %s", "1" * 64, pk)
    assert found() == [
        "together 2026-Q2, number 2: what the database says of it does not make its digest",
        f"together 2026-Q2, number 2: {MANIFEST} is gone from the store",
    ]


def test_a_first_publication_that_was_taken_out_is_missed(reporting: Reporting) -> None:
    first, _every = queries.publication(reporting.facts, SUMMER, 1)
    tamper("DELETE FROM performance_publishedfile WHERE publication_id = %s", first.id)
    tamper_again("DELETE FROM performance_publication WHERE id = %s", first.id)
    assert found() == [
        "together 2026-Q2, number 2: number 1 is missing",
        "together 2026-Q2, number 2: previous was altered in the database",
    ]


def tamper_again(sql: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
