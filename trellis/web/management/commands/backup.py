"""`trellis backup FILE`: the whole record in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from trellis.kernel.objects import StoreSilentError
from trellis.web.running.backup import BackupRefusedError, take_backup
from trellis.web.running.stored_files import NAMED


class Command(BaseCommand):
    help = "Write database, files and a list of both into one file, while the house runs."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="for example trellis-2026-11-21.zip")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        target: Path = options["file"].absolute()
        if target.exists():
            raise CommandError(f"{target} exists. Choose a name that does not.")
        try:
            taken = take_backup(target, now=timezone.now())
        except (BackupRefusedError, ImproperlyConfigured) as fault:
            raise CommandError(str(fault)) from fault
        except StoreSilentError as fault:
            raise CommandError(
                f"No backup was taken: the files cannot be had. {fault}. trellis doctor says more."
            ) from fault
        manifest = taken.manifest
        rows = sum(manifest.rows.values())
        size = target.stat().st_size / 1_000_000
        self.stdout.write(f"{target}: {rows:,} rows in {len(manifest.rows)} tables, {size:.1f} MB.")
        self.stdout.write(f"Audit head: {manifest.head or 'nothing is sealed yet'}")
        if taken.damaged:
            raise CommandError(
                f"The backup was taken, but {len(taken.damaged)} files in it are not what their "
                f"names say: {', '.join(taken.damaged[:NAMED])}. Bring them back from an earlier "
                "backup."
            )
