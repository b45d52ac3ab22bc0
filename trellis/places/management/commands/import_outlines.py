"""`trellis import-outlines FILE --area SLUG --valid-from DAY`: boundaries from a GeoJSON file."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.utils import timezone

from trellis.kernel.viewer import system
from trellis.places import queries
from trellis.places.management.bringing import BringCommand, refused
from trellis.places.rules.codes import Kind
from trellis.places.rules.problems import FileRefusedError


class Command(BringCommand):
    help = "Import the boundaries of an area's places from a GeoJSON file (WGS 84)."
    kind = "outlines"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--area", required=True, help="the area's address, such as fosseshire")
        parser.add_argument(
            "--valid-from", required=True, type=date.fromisoformat, help="first day: 2025-05-01"
        )
        parser.add_argument("--code", default="", help="the property with the places' own code")
        parser.add_argument(
            "--add-kind", default="", choices=[*Kind], help="add unknown places as this"
        )
        parser.add_argument(
            "--add-under", default="", help="code of the place above them, if the file is silent"
        )
        parser.add_argument(
            "--replaces",
            type=date.fromisoformat,
            help="first day of the boundaries these replace: works out what became of them",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        area = queries.area(options["area"])
        try:
            checked = queries.check_outlines(
                area.id, options["file"].read_bytes(), code=options["code"]
            )
        except FileRefusedError as fault:
            raise refused(fault) from fault
        plan = {name: options[name] for name in ("code", "add_kind") if options[name]}
        for name in ("valid_from", "replaces"):
            if options[name]:
                plan[name] = options[name].isoformat()
        if options["add_under"]:
            viewer = system("import-outlines")
            plan["add_under"] = queries.place(viewer, area.slug, options["add_under"]).id
        self.bring(area, checked, options, now=timezone.now(), **plan)
