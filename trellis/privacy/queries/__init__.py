"""Everything that is read of the privacy room."""

from trellis.privacy.queries.areas import areas_to_ask
from trellis.privacy.queries.cases import (
    BreachFacts,
    ComplaintFacts,
    areas_answered,
    breach,
    breaches,
    complaint,
    complaint_person,
    complaints_to_answer,
    own_complaints,
)
from trellis.privacy.queries.files import FOLDER, NAME, file_of, write_file
from trellis.privacy.queries.holdings import kept_of
from trellis.privacy.queries.looks import LookFacts, own_looks
from trellis.privacy.queries.register import RegisterLine, register
from trellis.privacy.queries.requests import (
    ListedRequest,
    RequestFacts,
    answers,
    letter_facts,
    own_requests,
    request,
    requests_to_answer,
    unfinished,
)
from trellis.privacy.queries.retention import Over, dry_run, past_runs
from trellis.privacy.queries.today import due_for

__all__ = [
    "FOLDER",
    "NAME",
    "BreachFacts",
    "ComplaintFacts",
    "ListedRequest",
    "LookFacts",
    "Over",
    "RegisterLine",
    "RequestFacts",
    "answers",
    "areas_answered",
    "areas_to_ask",
    "breach",
    "breaches",
    "complaint",
    "complaint_person",
    "complaints_to_answer",
    "dry_run",
    "due_for",
    "file_of",
    "kept_of",
    "letter_facts",
    "own_complaints",
    "own_looks",
    "own_requests",
    "past_runs",
    "register",
    "request",
    "requests_to_answer",
    "unfinished",
    "write_file",
]
