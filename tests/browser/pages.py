"""Every page there is, who looks at it, and what stands in its address.

A name of an address must be here or in `no_pages`; a test compares them with the resolver.
"""

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
        "handover_id": facts["handover"],
        "share_id": facts["share"],
        "estate": "documents.document.owner",
        "line_id": facts["reporting_line"],
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


# What anybody sees.
PUBLIC = (
    Visit("web:home"),
    Visit("web:about"),
    Visit("web:accessibility"),
    Visit("web:privacy"),
    Visit("web:roles"),
    Visit("ui:gallery"),
    Visit("organisations:list"),
    Visit("organisations:record"),
    Visit("performance:frameworks"),
    Visit("performance:area"),
    Visit("performance:area", given={"slug": DOCUMENTED}),
    Visit("performance:place"),
    Visit("performance:providers"),
    Visit("performance:provider"),
    Visit("performance:framework"),
    Visit("performance:outcome"),
    Visit("performance:principles"),
    Visit("performance:checks", given={"slug": DOCUMENTED}),
    Visit("performance:downloads"),
    Visit("performance:indicator"),
    Visit("performance:indicator", given={"slug": DOCUMENTED}),
    Visit("performance:made", query="?provider={provider_id}"),
    Visit("documents:list"),
    Visit("documents:record"),
    Visit("documents:link", given={"secret": "document_link"}),
    Visit("documents:link", given={"secret": "spent"}, status=404),
    Visit("questions:answer"),
    Visit("questions:answer", given={"key": "asks_files_by_name"}),
    Visit("questions:answer_with", given={"secret": "begun"}),
    Visit("questions:answer_with", given={"key": "asks_files", "secret": "begun_with_file"}),
    Visit("questions:answer_with", given={"secret": "spent"}, status=410),
    Visit("questions:thanks"),
    Visit("questions:results", given={"wave_id": "counted"}),
    Visit("questions:across", given={"wave_id": "counted"}),
    Visit("places:areas"),
    Visit("places:place"),
    Visit("places:place", given={"code": "XF10000001"}),
)

_COMING_IN = (
    Visit("account_login"),
    Visit("account_signup"),
    Visit("account_inactive"),
    Visit("account_reset_password"),
    Visit("account_reset_password_done"),
    Visit("account_reset_password_from_key", given={"key": "reset_key"}, lands="/set-password/"),
    Visit("account_reset_password_from_key_done"),
    Visit("account_confirm_email"),
    Visit("people:ask_for_link"),
    Visit("people:link_sent"),
    Visit("people:use_sign_in_link", given={"secret": "link"}),
    Visit("people:use_sign_in_link", given={"secret": "spent"}, status=410),
    Visit("people:accept_invitation", given={"secret": "invited"}),
    Visit("people:accept_invitation", given={"secret": "spent"}, status=410),
)

_OWN = (
    Visit("web:today", "hub_worker"),
    Visit("web:today", "councillor"),
    Visit("account_set_password", "resident"),
    Visit("people:account", KEEPER),
    Visit("people:name", KEEPER),
    Visit("people:invitations", "hub_manager"),
    Visit("people:send_again", "hub_manager"),
    Visit("people:withdraw", "hub_manager"),
    Visit("account_email", KEEPER),
    Visit("account_change_password", KEEPER),
    Visit("usersessions_list", KEEPER),
    Visit("account_logout", KEEPER),
    Visit("account_reauthenticate", KEEPER),
    Visit("mfa_index", KEEPER),
    Visit("mfa_activate_totp", "resident"),
    Visit("mfa_deactivate_totp", KEEPER),
    Visit("mfa_view_recovery_codes", KEEPER),
    Visit("mfa_generate_recovery_codes", KEEPER),
    Visit("mfa_list_webauthn", KEEPER),
    Visit("mfa_add_webauthn", KEEPER),
    Visit("mfa_edit_webauthn", KEEPER),
    Visit("mfa_remove_webauthn", KEEPER),
    Visit("mfa_reauthenticate", KEEPER),
    Visit("mfa_reauthenticate_webauthn", KEEPER),
    Visit("mfa_authenticate", "half_signed_in"),
)

_FILES = {"wave_id": "with_files", "part": "q5"}
_KEEPING_THE_RECORD = (
    Visit("organisations:list", "infrastructure_manager"),
    Visit("organisations:record", "infrastructure_manager"),
    Visit("organisations:register", "infrastructure_manager"),
    Visit("organisations:edit", "infrastructure_manager"),
    Visit("organisations:close", "infrastructure_manager"),
    Visit("organisations:reopen", "infrastructure_manager", given={"organisation_id": "closed"}),
    Visit("organisations:relate", "infrastructure_manager", query="?q=hub"),
    Visit("organisations:unrelate", "infrastructure_manager"),
    Visit("organisations:people", "hub_manager"),
    Visit("organisations:invite", "hub_manager"),
    Visit("organisations:second_factor", "hub_manager"),
    Visit("organisations:change_role", "hub_manager"),
    Visit("organisations:end_membership", "hub_manager"),
    Visit("performance:owed", "hub_worker"),
    Visit("performance:record", "hub_worker", query="?provider={provider_id}"),
    Visit(
        "performance:from_survey",
        "infrastructure_manager",
        given={"number": 6, "place_code": "county", "provider_id": "vaf"},
        query="?provider={provider_id}&wave={counted}",
    ),
    Visit(
        "performance:from_survey",
        "infrastructure_manager",
        given={"number": 6, "place_code": "county", "provider_id": "vaf"},
        query="?provider={provider_id}",
    ),
    Visit("performance:attach", "hub_worker", given={"value_id": "own_value"}),
    Visit("performance:set_target", "infrastructure_manager"),
    Visit("performance:indicator", "infrastructure_manager"),
    Visit("performance:appraise", "council_officer"),
    Visit("documents:list", "hub_worker"),
    Visit("documents:record", "hub_worker"),
    Visit("documents:record", "hub_worker", given={"document_id": "withdrawn"}),
    Visit("documents:add", "hub_worker"),
    Visit("documents:add", "council_officer"),
    Visit("documents:add_version", "hub_worker"),
    Visit("documents:edit", "hub_worker"),
    Visit("documents:links", "hub_worker"),
    Visit("documents:links", "hub_worker", given={"document_id": "withdrawn"}),
    Visit("documents:audience", "hub_worker", query="?q=sunrise"),
    Visit("documents:withdraw", "hub_worker"),
    Visit("documents:restore", "hub_worker", given={"document_id": "withdrawn"}),
    Visit("questions:list", "infrastructure_manager"),
    Visit("questions:begin", "infrastructure_manager"),
    Visit("questions:record", "infrastructure_manager"),
    Visit("questions:describe", "infrastructure_manager"),
    Visit("questions:preview", "infrastructure_manager"),
    Visit("questions:open_wave", "infrastructure_manager"),
    Visit("questions:editor", "infrastructure_manager"),
    Visit("questions:add_section", "infrastructure_manager"),
    Visit("questions:edit_section", "infrastructure_manager"),
    Visit("questions:add_question", "infrastructure_manager"),
    Visit("questions:add_question", "infrastructure_manager", query="?kind=scale"),
    Visit("questions:edit_question", "infrastructure_manager"),
    Visit("questions:translate", "infrastructure_manager"),
    Visit("questions:wave", "infrastructure_manager"),
    Visit("questions:change_wave", "infrastructure_manager"),
    Visit("questions:links", "infrastructure_manager"),
    Visit("questions:invitations", "infrastructure_manager"),
    Visit("questions:invitations", "infrastructure_manager", given={"wave_id": "mailed"}),
    Visit("questions:invite", "infrastructure_manager"),
    Visit("questions:remind", "infrastructure_manager", given={"wave_id": "mailed"}),
    Visit("questions:paper", "infrastructure_officer"),
    Visit("questions:close_wave", "infrastructure_manager"),
    Visit("questions:results", "infrastructure_manager", given={"wave_id": "counted"}),
    Visit("questions:breakdown", "infrastructure_manager", given={"wave_id": "counted"}),
    Visit("questions:said", "infrastructure_manager", given={"wave_id": "counted", "part": "q6"}),
    Visit("questions:people", "infrastructure_manager", given={"wave_id": "named"}),
    Visit("questions:results", "infrastructure_manager", given={"wave_id": "with_files"}),
    Visit("questions:files", "infrastructure_manager", given=_FILES),
    Visit("questions:files", "infrastructure_manager", given=_FILES | {"wave_id": "none_attached"}),
    Visit("imports:list", "infrastructure_officer"),
    Visit("imports:bring", "infrastructure_officer"),
    Visit("imports:intake", "infrastructure_officer"),
    Visit("imports:columns", "infrastructure_officer"),
    Visit("imports:rows", "infrastructure_officer", query="?outcome=new"),
    Visit("imports:row", "infrastructure_officer"),
    Visit("imports:undo", "infrastructure_officer"),
    Visit("messages:notices", "hub_worker"),
    Visit("messages:settings", "hub_worker"),
    Visit("messages:calendar", "hub_worker"),
    Visit("messages:subscriptions", "hub_worker"),
    Visit("messages:subscribers", "infrastructure_officer"),
    Visit("messages:add_subscribers", "infrastructure_officer"),
    Visit("messages:bulletins", "infrastructure_officer"),
    Visit("messages:begin", "infrastructure_officer"),
    Visit("messages:bulletin", "infrastructure_officer"),
    Visit("messages:letter", "infrastructure_officer"),
    Visit("messages:change", "infrastructure_officer"),
    Visit("messages:add_item", "infrastructure_officer"),
    Visit("messages:change_item", "infrastructure_officer"),
    Visit("messages:send", "infrastructure_officer"),
    Visit("messages:sign_up"),
    Visit("messages:sign_up_asked"),
    Visit("messages:confirm", given={"secret": "sign_up"}),
    Visit("messages:reader", given={"secret": "reader"}),
    Visit("messages:unsubscribe", given={"secret": "unsubscribe"}),
    Visit("messages:outbox", "platform_administrator"),
    Visit("performance:begin", "infrastructure_manager"),
    Visit("performance:keep", "infrastructure_manager"),
    Visit("performance:change", "infrastructure_manager"),
    Visit("performance:keep_rule", "infrastructure_manager"),
    Visit("performance:make_live", "infrastructure_manager", lands="/fosseshire/keep/"),
    Visit("performance:close", "infrastructure_manager"),
    Visit("performance:keep_outcomes", "infrastructure_manager"),
    Visit("performance:reword_outcome", "infrastructure_manager"),
    Visit("performance:keep_principles", "infrastructure_manager"),
    Visit("performance:reword_principle", "infrastructure_manager"),
    Visit("performance:keep_indicators", "infrastructure_manager"),
    Visit("performance:add_indicator", "infrastructure_manager"),
    Visit("performance:keep_indicator", "infrastructure_manager"),
    Visit("performance:change_indicator", "infrastructure_manager"),
    Visit("performance:adopt_version", "infrastructure_manager"),
    Visit("performance:retire_indicator", "infrastructure_manager"),
    Visit("performance:keep_reporters", "infrastructure_manager"),
    Visit("performance:expect_reports", "infrastructure_manager"),
    Visit("performance:end_reports", "infrastructure_manager"),
    Visit("places:begin", "platform_administrator"),
    Visit("places:add", "infrastructure_manager"),
    Visit("places:rename", "infrastructure_manager"),
    Visit("places:record_figure", "infrastructure_manager"),
    Visit("places:succeed", "infrastructure_manager"),
    Visit("places:close", "platform_administrator", given={"code": "county"}),
    Visit("places:imports", "platform_administrator"),
    Visit("places:upload", "platform_administrator"),
    Visit("places:areas", "platform_administrator"),
)

_ABOUT_DATA = (
    Visit("privacy:own", "volunteer"),
    Visit("privacy:own", "resident"),
    Visit("privacy:looks", "hub_manager"),
    Visit("privacy:ask", "resident"),
    Visit("privacy:ask", "resident", given={"kind": "erasure"}),
    Visit("privacy:request", "volunteer"),
    Visit("privacy:request", "hub_worker", given={"request_id": "fetchable"}),
    Visit("privacy:withdraw", "volunteer"),
    Visit("privacy:requests", "infrastructure_manager"),
    Visit("privacy:request", "infrastructure_manager"),
    Visit("privacy:make_file", "infrastructure_manager"),
    Visit("privacy:send_file", "infrastructure_manager"),
    Visit("privacy:answer", "infrastructure_manager"),
    Visit("privacy:ask_identity", "infrastructure_manager"),
    Visit("privacy:note_identity", "infrastructure_manager"),
    Visit("privacy:extend", "infrastructure_manager"),
    Visit("privacy:refuse", "infrastructure_manager"),
    Visit("privacy:complain", "resident"),
    Visit("privacy:complaint", "resident"),
    Visit("privacy:complaint", "infrastructure_manager"),
    Visit("privacy:record_complaint", "infrastructure_manager"),
    Visit("privacy:acknowledge", "infrastructure_manager"),
    Visit("privacy:close_complaint", "infrastructure_manager"),
    Visit("privacy:record_breach", "infrastructure_manager"),
    Visit("privacy:breach", "infrastructure_manager"),
    Visit("privacy:assess_breach", "infrastructure_manager"),
    Visit("privacy:commissioner", "infrastructure_manager"),
    Visit("privacy:people_of_breach", "infrastructure_manager"),
    Visit("privacy:close_breach", "infrastructure_manager"),
    Visit("privacy:register", "infrastructure_manager"),
    Visit("privacy:retention", "platform_administrator"),
    Visit("privacy:start_erasure", "infrastructure_manager", given={"request_id": "to_erase"}),
    Visit("privacy:decides", "hub_manager"),
    Visit("privacy:bodies", "infrastructure_manager"),
)

_BETWEEN_BODIES = (
    Visit("privacy:agreements"),
    Visit("privacy:agreements", "hub_manager"),
    Visit("privacy:agreement", given={"agreement_id": "agreed"}),
    Visit("privacy:agreement", "council_officer"),
    Visit("privacy:draft_agreement", "hub_manager"),
    Visit("privacy:draft_agreement", "council_officer", query="?like={agreed}"),
    Visit("privacy:propose_agreement", "infrastructure_manager", given={"agreement_id": "drafted"}),
    Visit("privacy:agree", "council_officer"),
    Visit("privacy:refuse_agreement", "council_officer"),
    Visit("privacy:review_agreement", "council_officer", given={"agreement_id": "agreed"}),
    Visit("privacy:end_agreement", "council_officer", given={"agreement_id": "agreed"}),
    Visit("privacy:handovers", "infrastructure_manager", query="?q=wreake"),
    Visit("privacy:leave", "infrastructure_manager"),
    Visit("privacy:handover", "infrastructure_manager"),
    Visit("privacy:handover", "council_officer"),
    Visit("privacy:fate", "infrastructure_manager"),
    Visit("privacy:accept_share", "council_officer"),
    Visit("privacy:decline_share", "council_officer"),
    Visit("privacy:complete_handover", "infrastructure_manager"),
    Visit("privacy:withdraw_handover", "infrastructure_manager"),
)

# A framework that nobody else can read yet: one that holds nothing, one that lacks nothing.
_EMPTY, _DRAFT, _OF_LINE = {"slug": "empty_draft"}, {"slug": "draft"}, {"line_id": "draft_line"}
_DRAFTING = (
    *(
        Visit(f"performance:{page}", "infrastructure_manager", given=_EMPTY)
        for page in (
            "area", "framework", "principles", "providers", "keep", "keep_outcomes",
            "keep_principles", "keep_indicators", "keep_reporters", "expect_reports", "keep_rule",
            "make_live",
        )
    ),
    *(
        Visit(f"performance:{page}", "infrastructure_manager", given=_DRAFT)
        for page in (
            "area", "keep", "keep_reporters", "keep_indicator", "change_indicator",
            "reword_principle", "set_target", "make_live",
        )
    ),
    Visit("performance:end_reports", "infrastructure_manager", given=_DRAFT | _OF_LINE),
)  # fmt: skip

VISITS = (
    *PUBLIC,
    *_COMING_IN,
    *_OWN,
    *_KEEPING_THE_RECORD,
    *_ABOUT_DATA,
    *_BETWEEN_BODIES,
    *_DRAFTING,
)
