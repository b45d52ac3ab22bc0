"""`trellis take_in_report < MAIL`: for the mailbox that letters come back to."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from trellis.kernel.viewer import system
from trellis.messages import actions
from trellis.messages.queries import LARGEST_REPORT


class Command(BaseCommand):
    help = "Read one mail from standard input: the report that a letter could not be brought."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        raw = sys.stdin.buffer.read(LARGEST_REPORT + 1)
        letter = actions.take_in_report(raw=raw, by=system("returns"), now=timezone.now())
        if letter is None:
            self.stdout.write("Not the report of a letter of ours that could not be brought.")
        else:
            self.stdout.write(f"Letter {letter.pk} came back ({letter.fault}).")
