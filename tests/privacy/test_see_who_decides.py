"""Every row about somebody has one body that decides over it, and the person sees which."""

import csv
import io
import json
import zipfile

import pytest
from django.conf import settings
from django.utils import timezone

from tests.cast import Cast
from tests.factories import (
    make_bulletin,
    make_document,
    make_intake,
    make_invitation,
    make_letter,
    make_membership,
    make_organisation,
    make_value,
)
from tests.privacy.asking import ask, post, words, work
from tests.privacy.leaving import all_claims
from trellis.kernel.estates import RECORD, Claim
from trellis.kernel.viewer import system
from trellis.privacy.models import Request
from trellis.privacy.queries import write_file
from trellis.privacy.queries.controllers import Controllers

pytestmark = pytest.mark.django_db


def decider(claim: Claim) -> str:
    return Controllers().of([claim])[claim].now.name


def test_a_row_of_a_body_is_that_bodys_and_else_the_records_or_the_platforms(cast: Cast) -> None:
    bodies, area = cast.world.bodies, cast.world.area
    make_membership(organisation=bodies["hub_a"])
    make_document(owner=bodies["council"], author="Ruth")
    make_document(owner=None, area=area, author="Ruth")
    make_intake(area=area)
    make_letter(bulletin=make_bulletin(place=area))
    make_value(provider=bodies["hub_b"])
    by_estate = {(one.estate, decider(one)) for one in all_claims()}

    assert ("organisations.membership.organisation", "Ambley hub a") in by_estate
    assert ("documents.document.owner", "Ambley council") in by_estate
    assert ("performance.value.provider", "Ambley hub b") in by_estate
    assert (RECORD, "Ambley infrastructure") in by_estate
    assert (RECORD, settings.TRELLIS_PARTNERSHIP) in by_estate  # accounts


def test_a_record_that_nobody_keeps_is_the_platforms() -> None:
    body = make_organisation()
    claim = Claim(RECORD, None, None, body.area_id)

    assert decider(claim) == settings.TRELLIS_PARTNERSHIP


def test_a_body_that_is_no_more_decides_over_nothing() -> None:
    make_invitation(organisation_id=987_654_321)
    [claim] = [one for one in all_claims() if one.body_id == 987_654_321]

    assert decider(claim) == settings.TRELLIS_PARTNERSHIP


def test_whoever_looks_sees_their_own_alone(cast: Cast) -> None:
    page = words(cast.client("volunteer").get("/privacy/own/decides/").content.decode())

    assert "Roles held" in page
    assert "Ambley group a" in page
    assert settings.TRELLIS_PARTNERSHIP in page
    assert "Ambley council" not in page


def test_a_request_shows_which_bodies_it_concerns(cast: Cast) -> None:
    row = ask(cast, "volunteer", "access")
    for who in ("volunteer", "infrastructure_manager"):
        page = words(cast.client(who).get(f"/privacy/requests/{row.pk}/bodies/").content.decode())
        assert "Ambley group a" in page
        assert "Ambley infrastructure" in page  # which answers
    assert cast.client("hub_worker").get(f"/privacy/requests/{row.pk}/bodies/").status_code == 404


def test_the_file_says_of_each_row_who_decides(cast: Cast) -> None:
    row = ask(cast, "volunteer", "access")
    post(cast.client("infrastructure_manager"), row, "make-file")
    work()
    out = io.BytesIO()
    write_file(system("tests"), Request.objects.get().pk, out, now=timezone.now())
    with zipfile.ZipFile(out) as archive:
        facts = json.loads(archive.read("your-data.json"))
        page = archive.read("your-data.html").decode()

    rows = [(part["title"], one) for part in facts["parts"] for one in part["rows"]]
    assert all(one["Who decides over it"] for _title, one in rows)
    by_title = {title: one["Who decides over it"] for title, one in rows}
    assert by_title["Roles held"] == "Ambley group a"
    assert by_title["Account"] == settings.TRELLIS_PARTNERSHIP
    assert by_title["Requests about personal data"] == "Ambley infrastructure"
    assert "Who decides over it" in page


def test_the_register_says_who_decides(cast: Cast) -> None:
    answer = cast.client("infrastructure_manager").get("/privacy/register.csv")
    rows = {row["Field"]: row["Who decides"]
            for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))}  # fmt: skip

    assert rows["people.account.email"] == "the body that runs the platform"
    assert rows["questions.answer.words"] == "the body that the row belongs to"
    assert rows["documents.version.file_name"].startswith("the body that the row belongs to; where")
    assert all(rows.values())
