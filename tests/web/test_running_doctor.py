"""The doctor says in plain words what is, and what somebody must do."""

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from tests.factories import make_answer_file, make_publication, make_version
from trellis.kernel import files
from trellis.kernel.models import AuditLine, Job
from trellis.web.running import looking, pulse
from trellis.web.running.doctor import Finding, examine

pytestmark = pytest.mark.django_db


def found(now: datetime) -> dict[str, Finding]:
    return {finding.about: finding for finding in examine(now=now)}


def in_need(now: datetime) -> set[str]:
    return {about for about, finding in found(now).items() if finding.remedy}


@pytest.fixture(autouse=True)
def well(now: datetime, settings: Settings) -> None:
    """A house in which nothing needs anybody, but for what a throw-away database lacks."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    pulse.note_alive(now=now)
    pulse.note_backup(now=now)


def test_a_house_that_is_well_needs_nobody(now: datetime) -> None:
    # The suite's PostgreSQL runs without fsync, to be quick, and the doctor notices.
    assert in_need(now) == ({"database"} if connection.vendor == "postgresql" else set())
    assert list(found(now)) == [
        "database",
        "migrations",
        "worker",
        "jobs",
        "audit",
        "backup",
        "disk",
        "store",
        "files",
        "publications",
        "scanner",
        "mail",
        "bank holidays",
        "demo",
        "secret key",
        "folder",
        "second factors",
    ]


def test_files_that_are_gone_are_named_and_files_nobody_speaks_of_are_counted(
    now: datetime, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    kept, lost = make_version(content=b"kept"), make_version(content=b"lost")
    files.let_go("documents", lost.digest)
    files.keep(BytesIO(b"left over"), folder="documents")
    assert kept.digest in set(files.all_in("documents"))
    assert found(now)["files"] == Finding(
        "files",
        "1 kept, 1 more that no document speaks of (harmless); files of 1 documents are gone: "
        f"/documents/{lost.document_id}/",
        "Bring them back from the last backup (its folder files/documents) or add them anew",
    )


def test_files_of_answers_that_are_gone_are_counted(
    now: datetime, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    make_answer_file()
    assert found(now)["files"] == Finding("files", "1 kept")
    files.let_go("questions", make_answer_file().stored)
    assert found(now)["files"] == Finding(
        "files",
        "1 kept; 1 that were attached to surveys are gone",
        "Bring them back from the last backup (its folder files/questions)",
    )


def test_a_folder_that_others_can_look_into_is_named(
    now: datetime, settings: Settings, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    tmp_path.chmod(0o750)
    assert found(now)["folder"] == Finding(
        "folder", f"others on this machine can look into {tmp_path}", f"chmod 700 {tmp_path}"
    )
    tmp_path.chmod(0o700)
    assert found(now)["folder"].remedy == ""


def test_a_worker_gone_quiet_is_missed(now: datetime) -> None:
    later = now + timedelta(minutes=3)
    assert found(later)["worker"] == Finding(
        "worker",
        "last sign of life 3 minutes ago",
        "Start one: trellis serve (which brings its own) or trellis work",
    )


def test_failed_and_late_jobs_are_named(now: datetime) -> None:
    late = Job.objects.create(name="people.mail_notice", enqueued_at=now, run_after=now)
    assert found(now + timedelta(minutes=1))["jobs"].remedy == ""
    assert found(now + timedelta(minutes=16))["jobs"].remedy == "Start a worker"
    late.stage = Job.Stage.FAILED
    late.save()
    assert found(now)["jobs"].says == "failed for good: people.mail_notice (1)"


def test_lines_nobody_seals_are_noticed(now: datetime) -> None:
    AuditLine.objects.create(at=now, actor_label="person", verb="a.b.c", of="value:1")
    assert found(now + timedelta(minutes=1))["audit"].remedy == ""
    assert found(now + timedelta(minutes=11))["audit"].says == "lines unsealed since 11 minutes ago"


def test_no_backup_for_a_day_is_noticed_but_not_in_the_demo(
    now: datetime, settings: Settings
) -> None:
    pulse.note_backup(now=now - timedelta(hours=27))
    assert found(now)["backup"].says == "taken 27 hours ago"
    assert found(now)["backup"].remedy == "Take one every night: trellis backup FILE"
    settings.TRELLIS_DEMO = True
    assert found(now)["backup"].remedy == ""


def test_mail_that_goes_to_nobody_is_noticed(now: datetime, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert found(now)["mail"].remedy == "Name a mail server: TRELLIS_SMTP_HOST"


def test_the_end_of_the_bank_holidays_comes_in_sight(now: datetime) -> None:
    assert found(now)["bank holidays"].says == "known to the end of 2028"
    assert "bank holidays" in in_need(now.replace(year=2028))


def test_a_full_disk_is_noticed(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "LEAST_FREE", 1.1)
    assert "disk" in in_need(now)


def test_the_command_ends_with_one_when_something_needs_somebody(
    capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert "! mail:           kept as files, sent to nobody\n" in said
    assert said.endswith("of these need somebody.\n")


def test_a_publication_that_was_altered_is_named(now: datetime) -> None:
    assert found(now)["publications"] == Finding("publications", "0, each as it was published")
    make_publication()
    told = found(now)["publications"]
    assert told.says.startswith("2 findings; the first:")
    assert "verify-publications names every one" in told.remedy
