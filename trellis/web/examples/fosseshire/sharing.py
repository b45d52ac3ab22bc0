"""What people of Fosseshire did together and could not agree to share: one such dispute is decided,
one waits for a reply, and of one nobody has yet said whether it is to be challenged."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from trellis.performance import actions as performance
from trellis.record import actions, queries
from trellis.record.actions import Done
from trellis.record.rules.shares import Part, Party, Role
from trellis.web.examples.fosseshire.scrutiny import Scene


@dataclass(frozen=True)
class _Joint:
    """What a body led with a partner, so many days ago; the partner asks for so many parts in ten
    thousand, and the lead does not agree."""

    kind: str
    title: str
    lead: str
    lead_by: str
    partner: str
    partner_by: str
    days_ago: int
    minutes: tuple[int, int]
    asked: int
    why: str
    no: str


_DECIDED = _Joint(
    kind="Course for trustees",
    title="Finance for trustees",
    lead="amberdale_hub",
    lead_by="hub_worker",
    partner="vaf",
    partner_by="infrastructure_officer",
    days_ago=64,
    minutes=(90, 240),
    asked=9_000,
    why="Our trainer wrote the course and held it",
    no="We found the group, gave the hall and sat in all day",
)
_OPEN = _Joint(
    kind="New group started",
    title="Repair café at Coldstone",
    lead="vaf",
    lead_by="infrastructure_officer",
    partner="harrowby_hub",
    partner_by="other_hub_worker",
    days_ago=33,
    minutes=(120, 420),
    asked=8_000,
    why="We met the founders every week; the county office wrote the constitution",
    no="Without a constitution there would be no group: half and half",
)
_NOT_AGREED = _Joint(
    kind="Safeguarding course",
    title="Evening class",
    lead="vaf",
    lead_by="infrastructure_officer",
    partner="amberdale_hub",
    partner_by="hub_worker",
    days_ago=21,
    minutes=(180, 60),
    asked=7_000,
    why="Every place was taken by a group of ours",
    no="The course and the trainer were ours",
)


def write(scene: Scene) -> None:
    _decided(scene)
    split_id = _refused(scene, _OPEN)
    _raise(scene, _OPEN, split_id, 1, "Our diary has fourteen meetings; the other has two drafts.")
    _refused(scene, _NOT_AGREED)


def _decided(scene: Scene) -> None:
    """The county organisation asked for nine parts of ten; the council gave it seven."""
    row = _raise(
        scene,
        _DECIDED,
        _refused(scene, _DECIDED),
        55,
        "The rule gives half to each. The course was ours, from the first slide to the last.",
    )
    performance.reply_to_share_challenge(
        challenge_id=row.pk,
        body_id=scene.bodies["amberdale_hub"],
        words="A course without people, a hall and somebody who knows them is a file. Our worker "
        "was there from nine to four.",
        by=scene.viewer("hub_manager"),
        now=scene.now - timedelta(days=48),
    )
    performance.decide_share_challenge(
        challenge_id=row.pk,
        outcome="uphold",
        words="The trainer’s day and the preparation weigh more than the hall; the hub brought the "
        "group and helped all day.",
        shares={scene.bodies["vaf"]: 7_000, scene.bodies["amberdale_hub"]: 3_000},
        by=scene.viewer("council_officer"),
        now=scene.now - timedelta(days=43),
    )


def _refused(scene: Scene, joint: _Joint) -> int:
    """Recorded by the lead, asked for by the partner, not agreed to; the number of the split."""
    lead, partner = scene.bodies[joint.lead], scene.bodies[joint.partner]
    county = scene.framework.area_id

    def ago(days: int) -> Any:
        return scene.now - timedelta(days=days)

    row = actions.record_activity(
        by=scene.viewer(joint.lead_by),
        now=ago(joint.days_ago - 1),
        done=Done(
            service_type_id=queries.kinds_by_name(county)[joint.kind],
            on=scene.today - timedelta(days=joint.days_ago),
            place_id=county,
            parties=[
                Party(lead, Role.LEAD, joint.minutes[0]),
                Party(partner, Role.PARTNER, joint.minutes[1]),
            ],
            organisation_id=scene.bodies["sunrise_lunch_club"],
            title=joint.title,
            minutes=sum(joint.minutes),
        ),
    )
    made = actions.propose_shares(
        by=scene.viewer(joint.partner_by),
        now=ago(joint.days_ago - 4),
        activity=row,
        provider_id=partner,
        parts=[
            Part(lead, Role.LEAD, 10_000 - joint.asked, joint.minutes[0]),
            Part(partner, Role.PARTNER, joint.asked, joint.minutes[1]),
        ],
        reason=joint.why,
    )
    # Of the newest nobody has had time yet to think about it.
    actions.answer_shares(
        by=scene.viewer(joint.lead_by),
        now=ago(joint.days_ago - 6 if joint is _DECIDED else 3),
        split=made,
        provider_id=lead,
        agrees=False,
        words=joint.no,
    )
    return int(made.pk)


def _raise(scene: Scene, joint: _Joint, split_id: int, days_ago: int, reason: str) -> Any:
    return performance.raise_share_challenge(
        area_id=scene.framework.area_id,
        split_id=split_id,
        reason=reason,
        by=scene.viewer(joint.partner_by),
        now=scene.now - timedelta(days=days_ago),
    )
