"""Every write of the privacy room."""

from trellis.privacy.actions.breaches import (
    assess_breach,
    close_breach,
    note_commissioner,
    note_people,
    record_breach,
)
from trellis.privacy.actions.complaints import (
    acknowledge_complaint,
    close_complaint,
    complain,
    record_complaint,
)
from trellis.privacy.actions.erasing import carry_out_erasure, start_erasure
from trellis.privacy.actions.files import (
    ask_for_file,
    forget_files,
    keep_file,
    note_fetched,
    send_file,
)
from trellis.privacy.actions.leaving import (
    answer_share,
    choose_fate,
    complete_handover,
    note_exported,
    open_handover,
    withdraw_handover,
)
from trellis.privacy.actions.requests import (
    answer_request,
    ask_identity,
    extend_request,
    note_identity,
    open_request,
    refuse_request,
    withdraw_request,
)
from trellis.privacy.actions.retention import run_retention
from trellis.privacy.actions.sharing import (
    Terms,
    agree,
    draft_agreement,
    end_agreement,
    propose_agreement,
    refuse_agreement,
    review_agreement,
)

__all__ = [
    "Terms",
    "acknowledge_complaint",
    "agree",
    "answer_request",
    "answer_share",
    "ask_for_file",
    "ask_identity",
    "assess_breach",
    "carry_out_erasure",
    "choose_fate",
    "close_breach",
    "close_complaint",
    "complain",
    "complete_handover",
    "draft_agreement",
    "end_agreement",
    "extend_request",
    "forget_files",
    "keep_file",
    "note_commissioner",
    "note_exported",
    "note_fetched",
    "note_identity",
    "note_people",
    "open_handover",
    "open_request",
    "propose_agreement",
    "record_breach",
    "record_complaint",
    "refuse_agreement",
    "refuse_request",
    "review_agreement",
    "run_retention",
    "send_file",
    "start_erasure",
    "withdraw_handover",
    "withdraw_request",
]
