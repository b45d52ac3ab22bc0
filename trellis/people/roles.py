"""The roles somebody can hold at an organisation, in plain words. Git keeps their history.

A role's `carries` are capabilities at the organisation where it is held; `reaches` are those it
carries over every place that this organisation covers; `everywhere` is for the platform alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trellis.kernel.capabilities import Capability as Can


@dataclass(frozen=True)
class Role:
    """`sees_personal_data`: whoever holds it must have a second factor before it counts."""

    code: str
    name: str | Promise
    sentence: str | Promise
    carries: frozenset[Can] = frozenset()
    reaches: frozenset[Can] = frozenset()
    everywhere: frozenset[Can] = frozenset()
    sees_personal_data: bool = False


_ALL: Final = (
    Role(
        "resident",
        _("Resident"),
        _("Lives here; follows what is public and what they signed up for themselves."),
    ),
    Role(
        "volunteer",
        _("Volunteer"),
        _("Gives time to a group; sees their own record with it."),
    ),
    Role(
        "group_trustee",
        _("Trustee or officer of a group"),
        _("Keeps their own group’s entry and documents right. Sees nobody else’s personal data."),
        carries=frozenset({Can.ORGANISATION_EDIT, Can.DOCUMENT_KEEP}),
    ),
    Role(
        "group_administrator",
        _("Group administrator"),
        _(
            "Keeps their own group’s entry and documents right, manages who acts for it, and "
            "agrees for it on sharing data."
        ),
        carries=frozenset(
            {
                Can.SHARING_AGREE,
                Can.ORGANISATION_EDIT,
                Can.DOCUMENT_KEEP,
                Can.MEMBERS_VIEW,
                Can.MEMBERS_MANAGE,
            }
        ),
        sees_personal_data=True,
    ),
    Role(
        "hub_worker",
        _("Hub or resource centre worker"),
        _(
            "Records what the hub does, reports its figures, keeps its documents, enters answers "
            "that came on paper; sees its people."
        ),
        carries=frozenset(
            {
                Can.FIGURE_CHALLENGE,
                Can.ORGANISATION_EDIT,
                Can.DOCUMENT_KEEP,
                Can.MEMBERS_VIEW,
                Can.ANSWERS_ENTER,
                Can.VALUE_VIEW,
                Can.ACTIVITY_RECORD,
                Can.VALUE_RECORD,
            }
        ),
        sees_personal_data=True,
    ),
    Role(
        "hub_manager",
        _("Hub or resource centre manager"),
        _(
            "Answers for the hub: its people, its entry, its figures, documents and surveys, whom "
            "it pays, and whom it shares data with."
        ),
        carries=frozenset(
            {
                Can.FIGURE_CHALLENGE,
                Can.RETURN_ACCEPT,
                Can.SHARING_AGREE,
                Can.AGREEMENT_KEEP,
                Can.ORGANISATION_EDIT,
                Can.DOCUMENT_KEEP,
                Can.MEMBERS_VIEW,
                Can.MEMBERS_MANAGE,
                Can.QUESTIONS_KEEP,
                Can.ANSWERS_ENTER,
                Can.VALUE_VIEW,
                Can.ACTIVITY_RECORD,
                Can.VALUE_RECORD,
            }
        ),
        sees_personal_data=True,
    ),
    Role(
        "infrastructure_officer",
        _("Infrastructure officer"),
        _(
            "Works for the area’s infrastructure organisation with all its groups; checks returns "
            "of those it pays; sends bulletins."
        ),
        carries=frozenset(
            {
                Can.FIGURE_CHALLENGE,
                Can.RETURN_ACCEPT,
                Can.ORGANISATION_EDIT,
                Can.DOCUMENT_KEEP,
                Can.MEMBERS_VIEW,
                Can.QUESTIONS_KEEP,
                Can.ANSWERS_ENTER,
                Can.VALUE_VIEW,
                Can.ACTIVITY_RECORD,
                Can.VALUE_RECORD,
            }
        ),
        reaches=frozenset(
            {
                Can.ORGANISATION_EDIT,
                Can.ORGANISATION_REGISTER,
                Can.ACTIVITY_VIEW,
                Can.VALUE_VIEW,
                Can.BULLETIN_SEND,
            }
        ),
        sees_personal_data=True,
    ),
    Role(
        "infrastructure_manager",
        _("Infrastructure manager"),
        _(
            "Runs the area’s infrastructure organisation: its framework, what is recorded and how "
            "it is shared out, the quarter’s round, register and bulletins, and whom it pays; "
            "answers what people ask about their data and agrees on sharing it."
        ),
        carries=frozenset(
            {
                Can.FIGURE_CHALLENGE,
                Can.RETURN_ACCEPT,
                Can.SHARING_AGREE,
                Can.AGREEMENT_KEEP,
                Can.ORGANISATION_EDIT,
                Can.DOCUMENT_KEEP,
                Can.MEMBERS_VIEW,
                Can.MEMBERS_MANAGE,
                Can.QUESTIONS_KEEP,
                Can.ANSWERS_ENTER,
                Can.VALUE_VIEW,
                Can.ACTIVITY_RECORD,
                Can.VALUE_RECORD,
            }
        ),
        reaches=frozenset(
            {
                Can.ORGANISATION_EDIT,
                Can.ORGANISATION_REGISTER,
                Can.MEMBERS_VIEW,
                Can.MEMBERS_MANAGE,
                Can.PLACES_IMPORT,
                Can.FRAMEWORK_EDIT,
                Can.ACTIVITY_VIEW,
                Can.VALUE_VIEW,
                Can.EVIDENCE_APPRAISE,
                Can.ROUND_KEEP,
                Can.RECORD_KEEP,
                Can.BULLETIN_SEND,
                Can.PRIVACY_ANSWER,
            }
        ),
        sees_personal_data=True,
    ),
    Role(
        "council_officer",
        _("Council officer"),
        _(
            "Sees the figures of every provider in the council’s area, appraises evidence, keeps "
            "what the council pays for and checks the returns of those it pays, keeps the "
            "quarter’s round and publishes it, and agrees for the council on sharing data."
        ),
        carries=frozenset(
            {
                Can.SHARING_AGREE,
                Can.AGREEMENT_KEEP,
                Can.DOCUMENT_KEEP,
                Can.MEMBERS_VIEW,
                Can.VALUE_VIEW,
                Can.RETURN_ACCEPT,
                Can.FIGURE_CHALLENGE,
            }
        ),
        reaches=frozenset(
            {Can.VALUE_VIEW, Can.ACTIVITY_VIEW, Can.EVIDENCE_APPRAISE, Can.ROUND_KEEP}
        ),
        sees_personal_data=True,
    ),
    Role(
        "councillor",
        _("Councillor"),
        _("Sees what is public and what is coming up for the council’s area; no personal data."),
        reaches=frozenset({Can.VALUE_VIEW}),
    ),
    Role(
        "funder_officer",
        _("Funder"),
        _(
            "Keeps what the funder pays for and sees its figures, appraises evidence, checks the "
            "returns of those it pays, and agrees for the funder on sharing data."
        ),
        carries=frozenset(
            {
                Can.SHARING_AGREE,
                Can.AGREEMENT_KEEP,
                Can.DOCUMENT_KEEP,
                Can.MEMBERS_VIEW,
                Can.VALUE_VIEW,
                Can.RETURN_ACCEPT,
                Can.FIGURE_CHALLENGE,
            }
        ),
        reaches=frozenset({Can.VALUE_VIEW, Can.ACTIVITY_VIEW, Can.EVIDENCE_APPRAISE}),
        sees_personal_data=True,
    ),
    Role(
        "vcs_representative",
        _("Representative of the sector"),
        _("Speaks for groups on a board; sees the figures that go to it."),
        reaches=frozenset({Can.VALUE_VIEW}),
    ),
    Role(
        "link_worker",
        _("Link worker"),
        _("Introduces people to groups; sees the people they work with."),
        carries=frozenset({Can.MEMBERS_VIEW}),
        sees_personal_data=True,
    ),
    Role(
        "platform_administrator",
        _("Platform administrator"),
        _(
            "Keeps the service running: accounts, imports, the audit, what people ask about their "
            "data. Records no figures."
        ),
        everywhere=frozenset(
            {
                Can.PLATFORM_MANAGE,
                Can.AUDIT_VIEW,
                Can.PRIVACY_ANSWER,
                Can.PLACES_IMPORT,
                Can.ORGANISATION_REGISTER,
                Can.ORGANISATION_EDIT,
                Can.MEMBERS_VIEW,
                Can.MEMBERS_MANAGE,
            }
        ),
        sees_personal_data=True,
    ),
)

ROLES: Final[Mapping[str, Role]] = {role.code: role for role in _ALL}
