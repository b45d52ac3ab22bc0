"""`trellis doctor`: whether all is well, and what somebody must do."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from trellis.web.running.doctor import examine


class Command(BaseCommand):
    help = "Look at everything the house needs; ends with 1 when something needs somebody."
    # What is wrong is to be told in words, not by refusing to look.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        needed = 0
        for finding in examine(now=timezone.now()):
            sign = "!" if finding.remedy else " "
            self.stdout.write(f"{sign} {finding.about + ':':<16}{finding.says}")
            if finding.remedy:
                needed += 1
                self.stdout.write(f"{'':18}{finding.remedy}.")
        self.stdout.write("")
        if needed:
            self.stdout.write(f"{needed} of these need somebody.")
            sys.exit(1)
        self.stdout.write("All is well.")
