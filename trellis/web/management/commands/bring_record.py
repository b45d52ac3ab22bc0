"""`trellis bring-record FOLDER`: begin a live record from a folder of CSV and TOML files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils import timezone

from trellis.kernel.viewer import system
from trellis.web.bringing import bring


class Command(BaseCommand):
    help = "Bring places, organisations and a framework from files; see docs/bringing-a-record.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--documented", action="store_true", help="read-only once it is in")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        standing = "documented" if options["documented"] else "live"
        folder: Path = options["folder"]
        try:
            with transaction.atomic():  # whole or nothing
                now = timezone.now()
                bring(folder, standing=standing, by=system("bring-record"), now=now)
        except FileNotFoundError as missing:
            raise CommandError(f"There is no {missing.filename}. Nothing was kept.") from missing
        except KeyError as unknown:
            raise CommandError(
                f"A row names {unknown}, which no file before it declares. Nothing was kept."
            ) from unknown
        except (ValidationError, ValueError, IntegrityError) as refused:
            raise CommandError(f"{refused} Nothing was kept.") from refused
        self.stdout.write(f"The record in {folder} was brought in.")
