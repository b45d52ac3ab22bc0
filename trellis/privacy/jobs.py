"""What runs in the background: files are made, erasures carried out, letters sent."""

import tempfile
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from trellis.kernel import files
from trellis.kernel.jobs import job
from trellis.kernel.viewer import system
from trellis.people import queries as people
from trellis.privacy import actions, queries
from trellis.privacy.lifecycle import Kind

WORKER = system("privacy")


@job("privacy.make_file")
def make_file(*, now: datetime, request_id: int) -> None:
    found = queries.request(WORKER, request_id, today=timezone.localdate(now), rule="work")
    if found.stage != "working":
        return
    with tempfile.TemporaryFile() as out:
        queries.write_file(WORKER, request_id, out, now=now)
        kept = files.keep(out, folder=queries.FOLDER)
    actions.keep_file(request_id=request_id, kept=kept, by=WORKER, now=now)


@job("privacy.carry_out_erasure")
def carry_out_erasure(*, now: datetime, request_id: int) -> None:
    actions.carry_out_erasure(request_id=request_id, by=WORKER, now=now)


@job("privacy.carry_on", every=timedelta(days=1))
def carry_on(*, now: datetime) -> None:
    """What failed for good is tried again every day: nobody waits for ever for what they asked."""
    for request_id, kind in queries.unfinished():
        run = make_file if kind == Kind.ACCESS else carry_out_erasure
        run(now=now, request_id=request_id)


@job("privacy.forget_files", every=timedelta(days=1))
def forget_files(*, now: datetime) -> None:
    actions.forget_files(by=WORKER, now=now)


@job("privacy.run_retention", every=timedelta(days=1))
def run_retention(*, now: datetime) -> None:
    actions.run_retention(by=WORKER, now=now)


@job("privacy.mail")
def mail(*, now: datetime, request_id: int, letter: str) -> None:
    """What became of a request."""
    found, person_id = queries.letter_facts(WORKER, request_id, today=timezone.localdate(now))
    link = reverse("privacy:request", args=[request_id])
    _post(letter, person_id, link, request=found)


@job("privacy.mail_complaint")
def mail_complaint(*, now: datetime, complaint_id: int, letter: str) -> None:
    """To whoever has an account; whoever answers writes to others."""
    found = queries.complaint(WORKER, complaint_id, today=timezone.localdate(now))
    person_id = queries.complaint_person(WORKER, complaint_id)
    if person_id is not None:
        _post(letter, person_id, reverse("privacy:complaint", args=[complaint_id]), complaint=found)


def _post(letter: str, person_id: int, link: str, **facts: Any) -> None:
    """To the address the person has now; nowhere, once they are erased."""
    account = people.account(people.subject(WORKER, person_id).account_id or 0)
    if account is None:
        return
    context = {
        **facts,
        "name": account.person.greeting,
        "link": f"{settings.SITE_URL}{link}",
        "site": settings.SITE_URL,
    }
    text = render_to_string(f"privacy/mail/{letter}.txt", context)
    subject, _, body = text.strip().partition("\n")
    EmailMessage(subject.strip(), body.strip() + "\n", to=[account.email]).send()
