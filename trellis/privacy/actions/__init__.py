"""Every write of the privacy room."""

from trellis.privacy.actions.erasing import carry_out_erasure, start_erasure
from trellis.privacy.actions.files import (
    ask_for_file,
    forget_files,
    keep_file,
    note_fetched,
    send_file,
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

__all__ = [
    "answer_request",
    "ask_for_file",
    "ask_identity",
    "carry_out_erasure",
    "extend_request",
    "forget_files",
    "keep_file",
    "note_fetched",
    "note_identity",
    "open_request",
    "refuse_request",
    "run_retention",
    "send_file",
    "start_erasure",
    "withdraw_request",
]
