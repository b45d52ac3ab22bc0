"""Everything that other rooms and our own pages read of agreements."""

from trellis.funding.queries.accepting import (
    Acceptor,
    PaidIn,
    Share,
    accepting,
    agreements_of,
    paid_in,
)
from trellis.funding.queries.chains import (
    AgreementPage,
    AreaCount,
    Chain,
    Row,
    Step,
    agreement_page,
    areas,
    chains,
    paid_out_of,
)
from trellis.funding.queries.done import Counted, DonePage, KindDone, Part, done_page
from trellis.funding.queries.keeping import Beginning, agreement_to_keep, beginning, may_begin
from trellis.funding.queries.rows import AgreementFacts, Body, Paying
from trellis.funding.queries.scopes import Against, Heading, KindSaid, Said, scope_of
from trellis.funding.queries.work import due_for

__all__ = [
    "Acceptor",
    "Against",
    "AgreementFacts",
    "AgreementPage",
    "AreaCount",
    "Beginning",
    "Body",
    "Chain",
    "Counted",
    "DonePage",
    "Heading",
    "KindDone",
    "KindSaid",
    "PaidIn",
    "Part",
    "Paying",
    "Row",
    "Said",
    "Share",
    "Step",
    "accepting",
    "agreement_page",
    "agreement_to_keep",
    "agreements_of",
    "areas",
    "beginning",
    "chains",
    "done_page",
    "due_for",
    "may_begin",
    "paid_in",
    "paid_out_of",
    "scope_of",
]
