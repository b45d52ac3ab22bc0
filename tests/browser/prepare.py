"""`python -m tests.browser.prepare FILE` makes the two example worlds in a new database and
writes into FILE, as JSON, what the tests need to know of them. See `house.py`, which calls it."""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, get_emailconfirmation_model
from allauth.account.utils import user_pk_to_url_str
from django.core.management import call_command
from django.utils import timezone

from tests.browser.prepare_kinds import kinds
from tests.browser.prepare_pasting import pasted
from tests.browser.prepare_paying import paying
from tests.browser.prepare_published import published
from tests.browser.prepare_quarter import quarters
from tests.browser.prepare_record import record
from tests.browser.prepare_rounds import round_facts
from tests.browser.prepare_scrutiny import scrutiny_facts
from tests.browser.prepare_shares import shares
from tests.browser.prepare_worth import proposals
from tests.browser.written_to import invited_to, readers
from tests.factories import (
    PASSWORD,
    make_agreement,
    make_answer,
    make_answer_file,
    make_audience,
    make_breach,
    make_bulletin,
    make_complaint,
    make_document,
    make_document_link,
    make_framework,
    make_handover,
    make_indicator,
    make_intake,
    make_invitation,
    make_item,
    make_link,
    make_outcome,
    make_party,
    make_principle,
    make_questionnaire,
    make_questionnaire_version,
    make_rating_rule,
    make_relation,
    make_reporting_line,
    make_request,
    make_response,
    make_secured_by,
    make_share,
    make_shared_field,
    make_sign_in_link,
    make_staged_row,
    make_upload,
    make_version,
    make_wave,
)
from tests.factories.questions import ASKED_WITH_FILE
from tests.people.second_factors import add_app
from trellis.kernel.periods import quarter
from trellis.kernel.viewer import system
from trellis.messages.queries import address_key, unsubscribe_secret
from trellis.organisations.actions import close_organisation
from trellis.organisations.models import Membership, Organisation
from trellis.people.models import Account
from trellis.people.queries.signing_in import hashed
from trellis.people.rules import Purpose
from trellis.performance.jobs import remind_of_owed
from trellis.performance.models import Framework, ReportingLine, Value
from trellis.places.models import Place
from trellis.privacy.models import Request
from trellis.questions.models import Wave
from trellis.questions.queries.secrets import hashed as hash_of_link
from trellis.questions.queries.secrets import hashed_handle
from trellis.web.examples.cast import CAST

WITH_APP = ("hub_worker", "other_hub_worker", "group_administrator")
LINK, INVITED = "a-secret-of-a-link", "a-secret-of-an-invitation"
BEGUN = "a-secret-of-a-return-address"
BEGUN_WITH_FILE = "another-secret-of-a-return-address"
DOCUMENT_LINK = "a-secret-of-a-link-to-a-document"


def main(file: Path) -> None:
    call_command("migrate", verbosity=0)
    for world in ("leicestershire", "fosseshire"):
        call_command("load_example", world, verbosity=0)
    now = timezone.now()
    remind_of_owed(now=now)
    facts = _organisations(now) | _figures(now) | _places(now) | _people(now) | _documents(now)
    facts |= proposals(now)
    facts |= readers(now) | _drafts() | _surveys(now) | _asked(now) | _between_bodies(now)
    facts |= round_facts(now) | scrutiny_facts(now) | quarters(now)
    facts |= paying()
    facts |= kinds(now) | record(now) | shares(now)
    facts |= published(now)
    file.write_text(json.dumps(facts), encoding="utf-8")


def _named(name: str) -> Organisation:
    return Organisation.objects.get(name=name, area__slug="fosseshire")


def _organisations(now: datetime) -> dict[str, Any]:
    group, hub = _named("Friends of Cotter Brook"), _named("Amberdale Community Hub")
    closed = _named("Wreake Canal Trust")
    close_organisation(
        organisation_id=closed.pk,
        closed_on=timezone.localdate(now),
        why="Its work is done",
        once="",
        by=system("tests"),
        now=now,
    )
    relation = make_relation(organisation=group, other=_named("Voluntary Action Fosseshire"))
    colleague = Membership.objects.get(person__name="Priya Nandakumar")
    return {
        "group": group.pk,
        "hub": hub.pk,
        "closed": closed.pk,
        "edited": _named("Sunrise Lunch Club").pk,
        "relation": relation.pk,
        "colleague": colleague.pk,
    }


def _figures(now: datetime) -> dict[str, Any]:
    """The quarter that ended last, and an account in words of an earlier one, not appraised."""
    last = quarter(timezone.localdate(now)).before()
    account = Value.objects.filter(
        indicator__number=9, place__name="Birchwold", period_end__lt=last.end
    ).latest("period_start")
    reported = Value.objects.filter(indicator__number=6, place__slug="fosseshire")
    quarters = reported.order_by("period_start").values_list("period_start", flat=True).distinct()
    own = Value.objects.filter(provider__name="Amberdale Community Hub", state="measured")
    return {
        "period": last.code,
        "quarters": [quarter(day).code for day in dict.fromkeys(quarters)],
        "account": account.pk,
        "own_value": own.latest("id").pk,
        "reporting_line": ReportingLine.objects.filter(indicator__framework__slug="fosseshire")
        .latest("id")
        .pk,
        "appraised": {
            "place": account.place.code,
            "period": quarter(account.period_start).code,
            "provider": account.provider_id,
        },
        "documented": _documented(),
    }


def _documented() -> dict[str, Any]:
    """A provider, and a measured figure with its place and period, of Leicestershire."""
    figures = Value.objects.filter(indicator__framework__slug="leicestershire-2010-11")
    one = figures.filter(state="measured").select_related("place").first()
    provider = Organisation.objects.filter(area__slug="leicestershire-2010-11", kind="hub").first()
    assert one is not None
    assert provider is not None
    return {"code": one.place.code, "number": one.indicator.number, "provider": provider.pk}


def _drafts() -> dict[str, Any]:
    """A framework that holds nothing yet, and one that lacks nothing before it goes live."""
    county, draft = Place.objects.get(slug="fosseshire", parent=None), Framework.Stage.DRAFT
    make_framework(area=county, stage=draft, slug="just-begun", title="Just begun")
    ready = make_framework(area=county, stage=draft, slug="nearly-live", title="Nearly live")
    make_rating_rule(framework=ready)
    outcome = make_outcome(framework=ready, number=1)
    make_secured_by(principle=make_principle(framework=ready, number=1))
    indicator = make_indicator(framework=ready, number=1)
    indicator.outcomes.add(outcome)
    make_indicator(framework=ready, number=2)
    hub = _named("Birchwold Community Hub")
    line = make_reporting_line(indicator=indicator, provider=hub)
    return {"empty_draft": "just-begun", "draft": "nearly-live", "draft_line": line.pk}


def _asked(now: datetime) -> dict[str, Any]:
    """What the volunteer asked, somebody who is to be erased, and a file that can be fetched."""
    county, today = Place.objects.get(slug="fosseshire", parent=None), timezone.localdate(now)
    people = {one.key: Account.objects.get(email=one.email).person for one in CAST}
    erasure = make_request(
        area=county, person=people["other_hub_worker"], kind="erasure", received_on=today
    )
    done = make_request(
        area=county,
        person=people["hub_worker"],
        received_on=today,
        stage="answered",
        closed_on=today,
        answer="Here you are.",
        digest="0" * 64,
        file_until=today + timedelta(days=14),
    )
    asked = Request.objects.get(person=people["volunteer"], kind="access")
    complaint = make_complaint(area=county, person=people["resident"], received_on=today)
    breach = make_breach(area=county, aware_at=now - timedelta(hours=5))
    return {
        "complaint": complaint.pk,
        "breach": breach.pk,
        "asked": asked.pk,
        "to_erase": erasure.pk,
        "fetchable": done.pk,
    }


def _between_bodies(now: datetime) -> dict[str, Any]:
    """Agreements of the infrastructure organisation with the council in three stages; and a funder
    that leaves and asks the council to take on its documents."""
    vaf, council = _named("Voluntary Action Fosseshire"), _named("Fosseshire County Council")
    funder, today = _named("Fosseshire Health Partnership"), timezone.localdate(now)
    found = {}
    for name, stage in (("drafted", "draft"), ("agreement", "proposed"), ("agreed", "agreed")):
        row = make_agreement(
            area=vaf.area,
            stage=stage,
            starts_on=today,
            review_on=today + timedelta(days=365),
            agreed_on=today if stage == "agreed" else None,
        )
        given = None if stage == "draft" else today
        make_party(agreement=row, organisation=vaf, agreed_on=given)
        make_party(agreement=row, organisation=council, does="receives")
        for code in ("organisations.organisation.email", "organisations.membership.role"):
            make_shared_field(agreement=row, code=code)
        found[name] = row.pk
    make_document(owner=funder, author="Ruth Ola")
    share = make_share(
        handover=make_handover(organisation=funder, leaves_on=today + timedelta(days=20)),
        fate="handed",
        successor=council,
        answer="asked",
    )
    return {**found, "handover": share.handover_id, "share": share.pk}


def _places(now: datetime) -> dict[str, Any]:
    county = Place.objects.get(slug="fosseshire", parent=None)
    upload = make_upload(area=county, source="Invented")
    row = make_staged_row(intake=make_intake(area=county, touched_at=now), line=2)
    draft = make_item(bulletin=make_bulletin(place=county), number=1).bulletin_id
    return {
        "bulletin": draft,
        "intake": row.intake_id,
        **pasted(county, now),
        "upload": upload.pk,
        "district": Place.objects.get(name="Amberdale").code,
        "county": county.code,
    }


def _documents(now: datetime) -> dict[str, Any]:
    """Of the hub: one that everybody may read, one that is withdrawn."""
    hub = _named("Amberdale Community Hub")
    public = make_document(owner=hub, title="Plan of the hub", about="What it will do by 2029.")
    make_audience(document=public)
    make_version(document=public)
    withdrawn = make_document(owner=hub, withdrawn_at=now, withdrawn_why="A name stood in it")
    worker = {one.key: Account.objects.get(email=one.email) for one in CAST}["hub_worker"]
    until = timezone.localdate(now) + timedelta(days=14)
    usual = {"document": public, "given_by": worker, "given_at": now, "until": until}
    make_document_link(**usual, secret=DOCUMENT_LINK, label="The auditor", most=5)
    make_document_link(**usual, label="A trustee", revoked_at=now)
    return {"document": public.pk, "withdrawn": withdrawn.pk, "document_link": DOCUMENT_LINK}


def _surveys(now: datetime) -> dict[str, Any]:
    """Those of Fosseshire; a draft; a named wave that was counted; an answer that was begun."""
    owner = _named("Voluntary Action Fosseshire")
    draft = make_questionnaire_version(
        questionnaire=make_questionnaire(owner=owner, title="After a course")
    )
    running = Wave.objects.get(stage="open")
    make_link(wave=running, number=None, secret_hash=hash_of_link(BEGUN), answers={"q2": "c2"})
    named = make_wave(
        version=make_questionnaire_version(
            questionnaire=make_questionnaire(owner=owner, title="Who would help?"), frozen_at=now
        ),
        naming="named",
        stage="closed",
        returned=1,
        closed_at=now,
    )
    make_response(wave=named, name="Asha Rao", codes={"q2": "c1"})
    mailed = {
        where: invited_to(named.version, now, title).pk
        for where, title in (("mailed", "By e-mail"), ("mailed_by_story", "By e-mail again"))
    }
    return {
        **mailed,
        "draft_questions": draft.questionnaire_id,
        "running": running.pk,
        "survey": running.key,
        "counted": Wave.objects.get(stage="published").pk,
        "named": named.pk,
        "vaf": owner.pk,
        "begun": BEGUN,
        **_files_asked_for(owner, now),
    }


def _files_asked_for(owner: Organisation, now: datetime) -> dict[str, Any]:
    """Two surveys that ask for a file, anonymous and by name; one in which it was attached and not
    sent yet, and two that were counted: with files, and with none."""
    version = make_questionnaire_version(
        questionnaire=make_questionnaire(owner=owner, title="How do you plan ahead?"),
        frozen_at=now,
        definition=ASKED_WITH_FILE,
    )
    today = timezone.localdate(now)
    days = {"opens_on": today - timedelta(days=7), "closes_on": today + timedelta(days=30)}
    anonymous = make_wave(version=version, **days)
    handle = "a-handle-of-a-file"
    link = make_link(
        wave=anonymous,
        number=None,
        secret_hash=hash_of_link(BEGUN_WITH_FILE),
        answers={"q2": "c2", "q5": handle},
    )
    make_answer_file(link=link, secret_hash=hashed_handle(handle))
    usual = {"version": version, "stage": "closed", "closed_at": now, "returned": 6}
    counted, empty = make_wave(**usual, naming="named"), make_wave(**usual)
    for number, name in enumerate(("Asha Rao", "Ben Ode", "Cai Lowe", "Dee Marr", "Ed", "Flo")):
        response = make_response(wave=counted, name=name, codes={"q2": "c1"})
        make_response(wave=empty, codes={"q2": "c1"})
        if number % 2:
            make_answer(response=response, question="q5", code="file")
            make_answer_file(response=response, content=b"Plan " * 10**number)
    return {
        "asks_files": anonymous.key,
        "asks_files_by_name": make_wave(version=version, naming="named", **days).key,
        "begun_with_file": BEGUN_WITH_FILE,
        "with_files": counted.pk,
        "none_attached": empty.pk,
    }


def _people(now: datetime) -> dict[str, Any]:
    accounts = {one.key: Account.objects.get(email=one.email) for one in CAST}
    for key in ("hub_manager", *WITH_APP):
        accounts[key].set_password(PASSWORD)
        accounts[key].save()
    trustee = accounts["other_group_trustee"]
    # In no story: a key is void once its owner has signed in.
    forgetful = accounts["vcs_representative"]
    new = EmailAddress.objects.create(user=trustee, email="new@fosseshire.example", verified=False)
    day = now + timedelta(days=1)
    make_sign_in_link(
        account=trustee, secret_hash=hashed(LINK, Purpose.SIGN_IN_LINK), sent_at=now, expires_at=day
    )
    waiting = make_invitation(
        email="ivo@fosseshire.example",
        organisation_id=_named("Amberdale Community Hub").pk,
        organisation_name="Amberdale Community Hub",
        secret_hash=hashed(INVITED, Purpose.INVITATION),
        invited_at=now,
        expires_at=day,
    )
    return {
        "apps": {key: add_app(accounts[key]) for key in WITH_APP},
        "emails": {one.key: one.email for one in CAST},
        "link": LINK,
        "invited": INVITED,
        "invitation": waiting.pk,
        "address_key": get_emailconfirmation_model().create(new).key,
        "unsubscribe": unsubscribe_secret(address_key(trustee.email), "bulletin"),
        "of_reset": user_pk_to_url_str(forgetful),
        "reset_key": default_token_generator.make_token(forgetful),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
