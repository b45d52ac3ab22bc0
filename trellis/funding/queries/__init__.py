"""Everything that other rooms and our own pages read of agreements."""

from trellis.funding.queries.accepting import (
    Acceptor,
    PaidIn,
    Share,
    accepting,
    agreements_of,
    paid_in,
)
from trellis.funding.queries.rows import AgreementFacts, Body, Paying

__all__ = [
    "Acceptor",
    "AgreementFacts",
    "Body",
    "PaidIn",
    "Paying",
    "Share",
    "accepting",
    "agreements_of",
    "paid_in",
]
