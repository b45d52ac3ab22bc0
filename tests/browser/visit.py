"""One look at one page: who looks, and what stands in its address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

STRANGER = "stranger"
# Has a password, an app and a passkey, and proved it is them a moment ago.
KEEPER = "group_administrator"
DOCUMENTED = "leicestershire-2010-11"


@dataclass(frozen=True)
class Visit:
    """`given` overrules what `facts_for` says; `status` is other than 200 where that is right;
    `lands` ends the address that the browser shows where it is sent on."""

    name: str
    who: str = STRANGER
    given: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    status: int = 200
    lands: str = ""

    def address(self, facts: Mapping[str, Any]) -> str:
        known = facts_for(self, facts)
        return reverse(self.name, kwargs=_needed(self.name, known)) + self.query.format(**known)


def facts_for(visit: Visit, facts: Mapping[str, Any]) -> dict[str, Any]:
    """One value for every name in an address, of Fosseshire unless the visit says otherwise."""
    usual = {
        "organisation_id": facts["hub"] if visit.name in _AT_THE_HUB else facts["group"],
        "relation_id": facts["relation"],
        "membership_id": facts["colleague"],
        "invitation_id": facts["invitation"],
        "slug": "fosseshire",
        "number": 1,
        "code": facts["district"],
        "place_code": facts["district"],
        "period": facts["period"],
        "provider_id": facts["hub"],
        "value_id": facts["account"],
        "area": "fosseshire",
        "upload_id": facts["upload"],
        "document_id": facts["document"],
        "intake_id": facts["intake"],
        "line": 2,
        "request_id": facts["asked"],
        "kind": "access",
        "complaint_id": facts["complaint"],
        "breach_id": facts["breach"],
        "agreement_id": facts["agreement"],
        "paid_id": facts["paid"],
        "kind_id": facts["recorded_kind"],
        "activity_id": facts["done"],
        "other_id": facts["said_again"],
        "split_id": facts["split"],
        "tag_id": facts["record_tag"],
        "asked_id": facts["asked_in_vain"],
        "share_challenge_id": facts["open_shares"],
        "paid_soon_over": facts["paid_soon_over"],
        "whole_quarter": facts["whole_quarter"],
        "part_of_quarter": facts["part_of_quarter"],
        "handover_id": facts["handover"],
        "share_id": facts["share"],
        "estate": "documents.document.owner",
        "line_id": facts["reporting_line"],
        "question_id": facts["line_question"],
        "this_year": facts["this_year"],
        "change": "retire",
        "bulletin_id": facts["bulletin"],
        "questionnaire_id": facts["draft_questions"],
        "wave_id": facts["running"],
        "counted": facts["counted"],
        "agreed": facts["agreed"],
        "section": "s1",
        "question": "q2",
        "part": "q2",
        "language_code": "cy",
        "pk": facts.get("passkey", 0),
        "key": facts["survey"] if visit.name in _ANSWERED else facts["address_key"],
        "uidb36": facts["of_reset"],
    }
    return {**usual, **{name: facts.get(value, value) for name, value in visit.given.items()}}


_ANSWERED = {"questions:answer", "questions:answer_with", "questions:thanks"}
_AT_THE_HUB = {
    f"organisations:{name}"
    for name in ("change_role", "end_membership", "invite", "people", "second_factor")
}


def _needed(name: str, known: Mapping[str, Any]) -> dict[str, Any]:
    from tests.architecture.matrix import addresses

    arguments = next(each.arguments for each in addresses() if each.name == name)
    return {argument: known[argument] for argument in arguments}
