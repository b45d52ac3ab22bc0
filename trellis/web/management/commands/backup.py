"""`trellis backup FILE`: the whole record in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from trellis.web.running.backup import BackupRefusedError, take_backup


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
            manifest = take_backup(target, now=timezone.now())
        except BackupRefusedError as fault:
            raise CommandError(str(fault)) from fault
        rows = sum(manifest.rows.values())
        size = target.stat().st_size / 1_000_000
        self.stdout.write(f"{target}: {rows:,} rows in {len(manifest.rows)} tables, {size:.1f} MB.")
        self.stdout.write(f"Audit head: {manifest.head or 'nothing is sealed yet'}")
