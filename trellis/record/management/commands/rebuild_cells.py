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
        return sum(
            self._differing(subject, of)
            for of, subjects in (
                (queries.KINDS, queries.kinds()),
                (queries.TAGS, queries.tags_counted()),
            )
            for subject in subjects
        )

    def _differing(self, subject: int, of: queries.Subjects) -> int:
        made, kept = queries.made_anew(subject, of), queries.kept_cells(subject, of)
        found = queries.differing(made, kept)
        for key in found:
            self.stdout.write(
                f"cell {key.quarter} {of.field} {subject} {key.place} {key.provider} differs"
            )
        return len(found)

    def _rebuild(self) -> int:
        by, now = system("rebuild-cells"), timezone.now()
        kinds = [
            actions.rebuild_cells(by=by, now=now, service_type_id=kind) for kind in queries.kinds()
        ]
        tags = [
            actions.rebuild_tag_cells(by=by, now=now, tag_id=tag) for tag in queries.tags_counted()
        ]
        return sum(kinds) + sum(tags)
