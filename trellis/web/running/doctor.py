"""The examination behind `trellis doctor`: what is, in plain words, and what somebody must do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils import timezone

from trellis.kernel import audit, clamd, scanning
from trellis.kernel.objects import StoreSilentError
from trellis.kernel.workdays import HolidaysUnknownError, bank_holidays
from trellis.people.queries import Account, has_second_factor_by_person
from trellis.people.queries.standing import sees_personal_data
from trellis.performance.queries import verify_publications
from trellis.web.running import failed_jobs, looking, pulse, stored_files
from trellis.web.running.storage import database_says

_STORE_REMEDY = (
    "Correct TRELLIS_FILES, or the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which must "
    "be allowed to list, read, write and delete there"
)


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `remedy` is what somebody must do; empty when all is well."""

    about: str
    says: str
    remedy: str = ""


Examination = Callable[[datetime], Finding]


def examine(*, now: datetime) -> Iterator[Finding]:
    """Every finding in turn; a database that does not answer is a finding too."""
    for look in _EXAMINATIONS:
        try:
            yield look(now)
        except DatabaseError as fault:
            says = f"the database did not answer ({type(fault).__name__})"
            yield Finding(_about(look), says, "Bring the migrations up to date: trellis migrate")


def _about(look: Examination) -> str:
    return look.__name__.strip("_").replace("_", " ")


def _database(now: datetime) -> Finding:  # noqa: ARG001
    facts = database_says()
    return Finding("database", facts.says, facts.remedy)


def _migrations(now: datetime) -> Finding:  # noqa: ARG001
    missing = looking.unapplied_migrations()
    if not missing:
        return Finding("migrations", "all applied")
    return Finding(
        "migrations",
        f"{len(missing)} not applied: {', '.join(missing)}",
        "Take a backup, then: trellis migrate",
    )


def _worker(now: datetime) -> Finding:
    last = pulse.worker_last_alive()
    remedy = "Start one: trellis serve (which brings its own) or trellis work"
    if last is None:
        return Finding("worker", "none has ever run", remedy)
    says = f"last sign of life {_ago(last, now)}"
    return Finding("worker", says, remedy if now - last > looking.WORKER_WITHIN else "")


def _jobs(now: datetime) -> Finding:
    failed = failed_jobs.counted()
    if failed:
        words = ", ".join(f"{name} ({count})" for name, count in failed.items())
        return Finding(
            "jobs",
            f"failed for good: {words}",
            "Find the fault in the log (logger trellis.jobs), then: trellis work --retry-failed",
        )
    waiting = looking.oldest_waiting_job(now=now)
    if waiting and now - waiting > looking.JOB_WITHIN:
        return Finding("jobs", f"one has waited since {_ago(waiting, now)}", "Start a worker")
    return Finding("jobs", "none failed, none late")


def _audit(now: datetime) -> Finding:
    findings = audit.verify()
    if findings:
        first = findings[0]
        return Finding(
            "audit",
            f"{len(findings)} findings; the first: seal {first.seal}, {first.what}",
            "Keep this database as it is, restore the last backup elsewhere and compare: "
            "trellis verify-audit names every line",
        )
    unsealed = looking.oldest_unsealed()
    if unsealed and now - unsealed > looking.SEAL_WITHIN:
        return Finding("audit", f"lines unsealed since {_ago(unsealed, now)}", "Start a worker")
    return Finding("audit", f"as it was sealed; head {audit.head() or 'not begun'}")


def _backup(now: datetime) -> Finding:
    last = pulse.last_backup()
    says = f"taken {_ago(last, now)}" if last else "never taken"
    is_late = last is None or now - last > looking.BACKUP_WITHIN
    needed = is_late and not settings.TRELLIS_DEMO
    return Finding("backup", says, "Take one every night: trellis backup FILE" if needed else "")


def _disk(now: datetime) -> Finding:  # noqa: ARG001
    share = looking.free_share()
    remedy = "Make room: the database cannot grow on a full disk"
    return Finding(
        "disk", f"{share:.0%} free at {settings.VAR}", remedy if share < looking.LEAST_FREE else ""
    )


def _mail(now: datetime) -> Finding:  # noqa: ARG001
    if "smtp" in settings.EMAIL_BACKEND:
        says = f"sent through {settings.EMAIL_HOST} from {settings.DEFAULT_FROM_EMAIL}"
        return Finding("mail", says)
    says = "kept as files, sent to nobody"
    remedy = "" if settings.TRELLIS_DEMO else "Name a mail server: TRELLIS_SMTP_HOST"
    return Finding("mail", says, remedy)


def _bank_holidays(now: datetime) -> Finding:
    today = timezone.localdate(now)
    try:
        bank_holidays(today.year + 1)
    except HolidaysUnknownError:
        remedy = "Install a newer release: clocks in working days cannot pass its end"
        return Finding("bank holidays", f"not known for {today.year + 1}", remedy)
    return Finding("bank holidays", f"known to the end of {_last_known_year(today)}")


def _last_known_year(today: date) -> int:
    year = today.year + 1
    while True:
        try:
            bank_holidays(year + 1)
        except HolidaysUnknownError:
            return year
        year += 1


def _store(now: datetime) -> Finding:  # noqa: ARG001
    try:
        if stored_files.on_disk():
            return Finding("store", f"files are kept {stored_files.where()}")
        stored_files.try_out()
    except ImproperlyConfigured as fault:
        return Finding("store", "files are kept nowhere", str(fault).rstrip("."))
    except OSError as fault:
        says = f"{stored_files.where()} does not keep and give back files: {fault}"
        return Finding("store", says, _STORE_REMEDY)
    return Finding("store", f"files are kept in {stored_files.where()}, which answers")


def _files(now: datetime) -> Finding:  # noqa: ARG001
    try:
        found = stored_files.look()
    except (ImproperlyConfigured, StoreSilentError):
        return Finding("files", "not looked at: their store does not answer", "See store, above")
    says = f"{found.kept} kept"
    if found.orphaned:
        says += f", {found.orphaned} more that no document speaks of (harmless)"
    if found.answers_missing:
        says += f"; {found.answers_missing} that were attached to surveys are gone"
    if not found.missing:
        remedy = "Bring them back from the last backup (its folder files/questions)"
        return Finding("files", says, remedy if found.answers_missing else "")
    named = ", ".join(f"/documents/{pk}/" for pk in found.missing[: stored_files.NAMED])
    return Finding(
        "files",
        f"{says}; files of {len(found.missing)} documents are gone: {named}",
        "Bring them back from the last backup (its folder files/documents) or add them anew",
    )


def _publications(now: datetime) -> Finding:  # noqa: ARG001
    try:
        verified = verify_publications()
    except (ImproperlyConfigured, StoreSilentError):
        return Finding("publications", "not looked at: their store does not answer", "See store")
    if not verified.findings:
        return Finding("publications", f"{verified.publications}, each as it was published")
    return Finding(
        "publications",
        f"{len(verified.findings)} findings; the first: {verified.findings[0]}",
        "Bring the files back from the last backup (its folder files/publications); trellis "
        "verify-publications names every one",
    )


def _scanner(now: datetime) -> Finding:  # noqa: ARG001
    if not scanning.is_set():
        says = "none is set: files that people bring are not looked over for viruses"
        return Finding("scanner", says)
    try:
        at = scanning.address()
        return Finding("scanner", f"{clamd.version(at)} answers at {at}")
    except (ValueError, clamd.ScannerSilentError):
        says = f"{settings.TRELLIS_SCANNER} does not answer: no file is taken in until it does"
        return Finding("scanner", says, "Start it, or correct TRELLIS_SCANNER")


def _demo(now: datetime) -> Finding:  # noqa: ARG001
    says = "on: anybody signs in as the invented cast" if settings.TRELLIS_DEMO else "off"
    return Finding("demo", says)


def _secret_key(now: datetime) -> Finding:  # noqa: ARG001
    kept = settings.VAR / "secret_key"
    if not kept.exists():
        return Finding("secret key", "given by the environment")
    if kept.stat().st_mode & 0o077:
        return Finding("secret key", f"others can read {kept}", f"chmod 600 {kept}")
    return Finding("secret key", f"kept in {kept}; backups do not hold it, so keep a copy")


def _folder(now: datetime) -> Finding:  # noqa: ARG001
    """Whoever cannot look into the folder reaches nothing in it, whatever its own rights are."""
    folder = settings.VAR
    if not (folder.exists() and folder.stat().st_mode & 0o077):
        return Finding("folder", f"{folder} is closed to others")
    remedy = "" if settings.TRELLIS_DEMO else f"chmod 700 {folder}"
    return Finding("folder", f"others on this machine can look into {folder}", remedy)


def _second_factors(now: datetime) -> Finding:
    missing = _count_without_second_factor(timezone.localdate(now))
    if not missing:
        return Finding("second factors", "everybody who needs one has one")
    remedy = "" if settings.TRELLIS_DEMO else "Ask them: their Today page shows the step"
    return Finding("second factors", f"missing for {missing} people who need one", remedy)


def _count_without_second_factor(today: date) -> int:
    persons = list(Account.objects.filter(is_active=True).values_list("person_id", flat=True))
    has_one = has_second_factor_by_person(persons)
    return sum(not has_one[person] and sees_personal_data(person, today) for person in persons)


def _ago(then: datetime, now: datetime) -> str:
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 2:
        return "just now"
    if minutes < 120:
        return f"{minutes} minutes ago"
    return f"{minutes // 60} hours ago" if minutes < 2880 else f"{minutes // 1440} days ago"


_EXAMINATIONS: tuple[Examination, ...] = (
    _database,
    _migrations,
    _worker,
    _jobs,
    _audit,
    _backup,
    _disk,
    _store,
    _files,
    _publications,
    _scanner,
    _mail,
    _bank_holidays,
    _demo,
    _secret_key,
    _folder,
    _second_factors,
)
