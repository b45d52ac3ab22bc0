"""Challenges to shares, with the shares that were asked for and not agreed to."""

from typing import Any

from tests.factories.making import NOW, filled
from tests.factories.organisations import make_organisation
from tests.factories.record import make_activity, make_contribution, make_split, make_split_reply
from trellis.performance import models as of
from trellis.record import models as record


def make_share_challenge(**given: Any) -> of.ShareChallenge:
    """Raised by the partner, who asked for 60 per cent; the lead has it all and did not agree."""
    proposal = given.pop("proposal", None) or _not_agreed()
    activity = proposal.activity
    row = of.ShareChallenge.objects.create(
        **filled(
            given,
            area=activity.area,
            activity_id=activity.line_id,
            proposal=proposal,
            raised_for=proposal.proposed_by,
            awaits=activity.provider,
            raised_at=NOW,
        )
    )
    make_share_challenge_step(challenge=row, body=row.raised_for)
    return row


def make_share_challenge_step(**given: Any) -> of.ShareChallengeStep:
    if "challenge" not in given:
        return make_share_challenge().steps.get()
    return of.ShareChallengeStep.objects.create(
        **filled(given, move="raise", words="Our people were there all day.", at=NOW)
    )


def _not_agreed() -> record.Split:
    activity = make_activity()
    partner = make_organisation(area=activity.area, kind="hub")
    stands = _shared(activity, partner, 10_000, basis="default")
    stands.sealed_at, stands.stands = NOW, True
    stands.save(update_fields=["sealed_at", "stands"])
    asked = _shared(activity, partner, 4_000, proposed_by=partner, reason="We did most of it")
    make_split_reply(split=asked, agrees=False, words="It was ours")
    asked.dropped_at = NOW
    asked.save(update_fields=["dropped_at"])
    return asked


def _shared(activity: record.Activity, partner: Any, lead: int, **given: Any) -> record.Split:
    made = make_split(activity=activity, **given)
    make_contribution(split=made, share=lead)
    make_contribution(split=made, provider=partner, role="partner", share=10_000 - lead)
    return made
