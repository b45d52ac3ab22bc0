"""Once a letter is out, the queue knows neither whom it went to nor what stood in it."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.factories import make_account
from tests.people.mailroom import letters_to, link_in, run_jobs
from tests.people.signing_in import sign_in
from trellis.kernel.models import Job
from trellis.people import actions

pytestmark = pytest.mark.django_db
OLD, NEW = "grace@example.org", "adeyemi@example.org"


def in_the_queue() -> list[object]:
    return list(Job.objects.values_list("payload", flat=True))


def test_an_address_that_was_left_behind(client: Client) -> None:
    make_account(email=OLD)
    sign_in(client, OLD)
    client.post("/people/address/", {"email": NEW, "action_add": "add"})
    run_jobs()
    client.post(link_in(letters_to(NEW)[0]))
    assert OLD in json.dumps(in_the_queue())
    run_jobs()
    assert [letter.subject for letter in letters_to(OLD)] == ["Your e-mail address was changed"]
    assert in_the_queue() == [{}] * Job.objects.count()


def test_every_letter_there_is(cast: Cast) -> None:
    email = cast.account("resident").email
    visitor = Client()
    visitor.post("/people/sign-in/link/", {"email": email})
    visitor.post("/people/password/forgotten/", {"email": email})
    actions.invite_person(
        organisation_id=cast.world.bodies["hub_a"].pk,
        email=NEW,
        name="Ivo Penrose",
        role="hub_worker",
        by=cast.viewer("infrastructure_manager"),
        now=timezone.now(),
    )
    run_jobs()
    assert len(letters_to(email)) == 2
    assert len(letters_to(NEW)) == 1
    assert in_the_queue() == [{}, {}, {}]
