"""`trellis restore FILE`: the record as it was when the file was made."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from trellis.kernel.objects import StoreSilentError
from trellis.web.running.archive import ArchiveRefusedError
from trellis.web.running.restore import StillRunningError, restore


class Command(BaseCommand):
    help = "Restore a backup, of SQLite or PostgreSQL, into the database of this deployment."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what trellis backup wrote")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        try:
            done = restore(options["file"], now=timezone.now())
        except ArchiveRefusedError as fault:
            raise CommandError(f"Nothing was changed. The file was refused: {fault}.") from fault
        except (StillRunningError, ImproperlyConfigured) as fault:
            raise CommandError(f"Nothing was changed. {fault}") from fault
        except StoreSilentError as fault:
            raise CommandError(
                f"The record is as it was: its files could not be put back. {fault}. See what "
                "trellis doctor says of the store, then restore again."
            ) from fault
        rows = sum(done.manifest.rows.values())
        self.stdout.write(f"Restored {rows:,} rows as of {done.manifest.taken_at}.")
        self.stdout.write("Everybody signs in anew; the audit is as it was sealed.")
        if done.kept_aside:
            self.stdout.write(f"What was there before is kept: {done.kept_aside}")
