"""Every write of the record."""

from trellis.record.actions.activities import (
    correct_activity,
    record_activities,
    record_activity,
    withdraw_activity,
)
from trellis.record.actions.evidence import Readers, attach_evidence
from trellis.record.actions.joining import judge_double
from trellis.record.actions.merging import merge_bodies, part_bodies
from trellis.record.actions.rebuilding import rebuild_cells, rebuild_tag_cells
from trellis.record.actions.replying import answer_activity, confirm_activities
from trellis.record.actions.sharing import (
    answer_shares,
    decide_shares,
    drop_shares,
    propose_shares,
)
from trellis.record.actions.tags import add_issue, change_issue, keep_outcomes
from trellis.record.actions.taxonomy import (
    add_service_type,
    agree_share_rule,
    change_service_type,
)
from trellis.record.rules.done import Done, Outcome
from trellis.record.rules.shares import Part

__all__ = [
    "Done",
    "Outcome",
    "Part",
    "Readers",
    "add_issue",
    "add_service_type",
    "agree_share_rule",
    "answer_activity",
    "answer_shares",
    "attach_evidence",
    "change_issue",
    "change_service_type",
    "confirm_activities",
    "correct_activity",
    "decide_shares",
    "drop_shares",
    "judge_double",
    "keep_outcomes",
    "merge_bodies",
    "part_bodies",
    "propose_shares",
    "rebuild_cells",
    "rebuild_tag_cells",
    "record_activities",
    "record_activity",
    "withdraw_activity",
]
