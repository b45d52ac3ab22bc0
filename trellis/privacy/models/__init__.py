"""The tables of the privacy room."""

from trellis.privacy.models.cases import Breach, Complaint, Pause, Request, RetentionRun
from trellis.privacy.models.leaving import Handover, Passed, Share
from trellis.privacy.models.sharing import Agreement, Party, SharedField

__all__ = [
    "Agreement",
    "Breach",
    "Complaint",
    "Handover",
    "Party",
    "Passed",
    "Pause",
    "Request",
    "RetentionRun",
    "Share",
    "SharedField",
]
