"""`trellis rebuild-cells`: count everything anew, and put right or name what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from trellis.kernel.viewer import system
from trellis.record import actions, queries


class Command(BaseCommand):
    help = "Count what was done anew from its sealed shares; with --check, change nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what differs")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        wrong = self._check() if options["check"] else self._rebuild()
        faults = queries.faults()
        for what, count in faults.items():
            self.stdout.write(f"{count} {what}")
        if faults or (wrong and options["check"]):
            raise CommandError(
                f"{wrong} cells are not as counted anew, and {len(faults)} kinds of contradiction "
                "stand in the record. `trellis rebuild-cells` puts cells right; a contradiction "
                "was written around the house: compare with a backup."
            )
        said = "are as counted anew" if options["check"] else f"counted anew, {wrong} put right"
        self.stdout.write(f"{queries.cells()} cells {said}.")

    def _check(self) -> int:
        wrong = 0
        for kind in queries.kinds():
            differing = queries.differing(queries.made_anew(kind), queries.kept_cells(kind))
            for key in differing:
                self.stdout.write(f"cell {key.quarter} {kind} {key.place} {key.provider} differs")
            wrong += len(differing)
        return wrong

    def _rebuild(self) -> int:
        by, now = system("rebuild-cells"), timezone.now()
        return sum(
            actions.rebuild_cells(by=by, now=now, service_type_id=kind) for kind in queries.kinds()
        )
