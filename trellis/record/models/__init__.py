"""The tables of the record."""

from trellis.record.models.activities import Activity, Contribution, Split, SplitReply, Tagged
from trellis.record.models.cells import Cell, CountedAs, TagCell
from trellis.record.models.replies import BeneficiaryReply, DoubleVerdict
from trellis.record.models.taxonomy import PersonToken, ServiceType, ShareRule, Tag

__all__ = [
    "Activity",
    "BeneficiaryReply",
    "Cell",
    "Contribution",
    "CountedAs",
    "DoubleVerdict",
    "PersonToken",
    "ServiceType",
    "ShareRule",
    "Split",
    "SplitReply",
    "Tag",
    "TagCell",
    "Tagged",
]
