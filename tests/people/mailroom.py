"""The worker and the mailbox, as far as tests of signing in need them."""

import re
from datetime import datetime

from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from trellis.kernel.jobs import run_next


def run_jobs(now: datetime | None = None) -> None:
    """Let the worker do all that is due; a job that fails fails the test."""
    while done := run_next(now=now or timezone.now()):
        assert done.fault == "", done


def letters_to(address: str) -> list[EmailMessage]:
    return [letter for letter in mail.outbox if letter.to == [address]]


def link_in(letter: EmailMessage) -> str:
    """The path of the first link; every link leads to the configured address."""
    found = re.findall(r"http://localhost:8000(/\S*)", str(letter.body))
    assert found, letter.body
    return str(found[0])
