"""A body with something of everything, and its hand-over, in as few words as a test can have."""

from datetime import timedelta
from itertools import chain

from django.utils import timezone

from tests.cast import Cast
from tests.factories import (
    make_answer,
    make_batch,
    make_document,
    make_equality_answer,
    make_intake,
    make_invitation,
    make_link,
    make_membership,
    make_questionnaire,
    make_questionnaire_version,
    make_response,
    make_staged_row,
    make_target,
    make_value,
    make_version,
    make_wave,
)
from trellis.kernel import estates
from trellis.kernel.estates import Claim
from trellis.kernel.viewer import Viewer
from trellis.organisations.models import Organisation
from trellis.privacy import actions
from trellis.privacy.lifecycle import Fate, Reason
from trellis.privacy.models import Handover, Share
from trellis.privacy.queries.controllers import Controllers, Standing

DOCUMENTS, SURVEYS = "documents.document.owner", "questions.questionnaire.owner"
INVITATIONS, TABLES = "people.invitation.organisation_id", "imports.intake.organisation"
ROLES = "organisations.membership.organisation"
VALUES, TARGETS = "performance.value.provider", "performance.target.provider"
# What becomes of each: one body takes some on, some is kept, and some is emptied.
PLAN = {
    DOCUMENTS: Fate.HANDED,
    TABLES: Fate.HANDED,
    VALUES: Fate.HANDED,
    TARGETS: Fate.KEPT,
    ROLES: Fate.KEPT,
    INVITATIONS: Fate.EMPTIED,
    SURVEYS: Fate.EMPTIED,
}


def furnish(body: Organisation, *, times: int = 1) -> None:
    """Give a body rows in every estate there is."""
    for _ in range(times):
        make_version(document=make_document(owner=body, author="Ruth Ola"), file_name="a.txt")
        intake = make_intake(organisation=body, area=body.area, facts={"samples": [["Ruth"]]})
        make_staged_row(intake=intake)
        make_batch(intake=intake)
        make_value(provider=body)
        make_target(provider=body)
        make_membership(organisation=body, role="hub_worker")
        make_invitation(organisation_id=body.pk, organisation_name=body.name)
        _survey(body)


def _survey(body: Organisation) -> None:
    asked = make_questionnaire(owner=body, area=body.area)
    version = make_questionnaire_version(questionnaire=asked, frozen_at=timezone.now())
    wave = make_wave(version=version, naming="named")
    make_answer(response=make_response(wave=wave, name="Ruth Ola"), words="Ask Ruth Ola")
    make_link(wave=wave, answers={"q1": "I am Ruth Ola"})
    make_equality_answer(wave=wave)


def opened(body: Organisation, by: Viewer) -> Handover:
    return actions.open_handover(
        organisation_id=body.pk,
        reason=Reason.CLOSES,
        leaves_on=timezone.localdate() + timedelta(days=30),
        by=by,
        now=timezone.now(),
    )


def settled(cast: Cast, body: str = "funder", to: str = "council") -> Handover:
    """Everything chosen, accepted and taken away; not done yet."""
    funder, council = cast.viewer("funder"), cast.viewer("council_officer")
    bodies, now = cast.world.bodies, timezone.now()
    row = opened(bodies[body], funder)
    for key, fate in PLAN.items():
        share = chosen(row, key, fate, funder, bodies[to])
        if fate is Fate.HANDED:
            actions.answer_share(share_id=share.pk, accepts=True, by=council, now=now)
    rows = {key: estates.count(key, bodies[body].pk) for key in PLAN}
    actions.note_exported(handover_id=row.pk, rows=rows, by=funder, now=now)
    return row


def chosen(row: Handover, key: str, fate: Fate, by: Viewer, to: Organisation) -> Share:
    return actions.choose_fate(
        handover_id=row.pk,
        estate=key,
        fate=fate,
        successor_id=to.pk if fate is Fate.HANDED else None,
        by=by,
        now=timezone.now(),
    )


def all_claims() -> list[Claim]:
    """Of every row with anything personal that there is."""
    return list(
        chain.from_iterable(
            estates.claims(held, held.model._default_manager.all()) for held in estates.tables()
        )
    )


def standings() -> dict[Claim, Standing]:
    return Controllers().of(all_claims())


def decided_by(body: Organisation) -> int:
    """Over how many rows the body decides now."""
    found = standings()
    return sum(found[one].now.id == body.pk for one in all_claims())
