"""`trellis verify-publications`: find any alteration of what was published."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trellis.performance import queries


class Command(BaseCommand):
    help = "Read every published file again and name everything that is not as it was published."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        verified = queries.verify_publications()
        for finding in verified.findings:
            self.stdout.write(str(finding))
        if verified.findings:
            raise CommandError(
                f"{len(verified.findings)} findings: what is kept is not what was published. Bring "
                "the files back from a backup, and compare the database with it."
            )
        self.stdout.write(
            f"{verified.publications} publications with {verified.files} files are as published."
        )
