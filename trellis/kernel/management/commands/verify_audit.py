"""`trellis verify-audit [--against heads.txt]`: find any alteration of the sealed audit."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trellis.kernel import audit


class Command(BaseCommand):
    help = "Walk the audit chain and name everything that is not as it was sealed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--against", type=Path, help="heads saved elsewhere, one a line")
        parser.add_argument("--head", action="store_true", help="print the head and stop")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        if options["head"]:
            self.stdout.write(str(audit.head() or "nothing is sealed yet"))
            return
        findings = audit.verify(_read_heads(options["against"]))
        for finding in findings:
            self.stdout.write(f"seal {finding.seal}: {finding.what}")
        if findings:
            raise CommandError(f"{len(findings)} findings: the audit was altered.")
        self.stdout.write(f"The audit is as it was sealed. Head: {audit.head()}")


def _read_heads(file: Path | None) -> list[audit.Head]:
    if file is None:
        return []
    pairs = (line.split() for line in file.read_text().splitlines() if line.strip())
    return [audit.Head(int(number), digest) for number, digest in pairs]
