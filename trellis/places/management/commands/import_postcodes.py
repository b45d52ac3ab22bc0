"""`trellis import-postcodes FILE`: positions, wards and districts of postcodes from a CSV file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from trellis.kernel.viewer import system
from trellis.places import queries
from trellis.places.management.bringing import BringCommand, refused
from trellis.places.rules.problems import FileRefusedError


class Command(BringCommand):
    help = "Import postcodes with their positions, wards and districts from a CSV file."
    kind = "postcodes"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--area", default="", help="in whose name; the first one otherwise")

    def handle(self, *_args: Any, **options: Any) -> None:
        area = self._area(options["area"])
        try:
            with options["file"].open("rb") as content:
                checked = queries.check_postcodes(area.id, content)
        except FileRefusedError as fault:
            raise refused(fault) from fault
        self.bring(area, checked, options, now=timezone.now())

    def _area(self, slug: str) -> queries.Area:
        """Postcodes serve every area alike, so which one is named matters to the audit only."""
        if slug:
            return queries.area(slug)
        if found := queries.areas(system("import-postcodes")):
            return found[0]
        raise CommandError("Begin an area before its postcodes are brought.")
