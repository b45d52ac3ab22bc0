"""Every write of the performance room."""

from trellis.performance.actions.asking import (
    answer_question,
    ask_about_line,
    assess_line,
    report_line,
)
from trellis.performance.actions.bringing import (
    BroughtFigure,
    Came,
    bring_value,
    take_back_value,
)
from trellis.performance.actions.carrying_out import carry_out
from trellis.performance.actions.challenges import (
    decide_challenge,
    raise_challenge,
    reply_to_challenge,
    withdraw_challenge,
)
from trellis.performance.actions.checks import (
    StatedLine,
    StatedTotal,
    reconcile_figures,
    record_conflict,
    report_count,
    report_rating,
)
from trellis.performance.actions.draws import (
    answer_finding,
    draw_sample,
    look_at_line,
)
from trellis.performance.actions.evidence import (
    attach_evidence,
    retag_appraisal,
)
from trellis.performance.actions.framework import (
    adopt_rating_rule,
    begin_framework,
    change_framework,
    stage_framework,
)
from trellis.performance.actions.indicators import (
    add_indicator,
    adopt_version,
    change_indicator,
    retire_indicator,
)
from trellis.performance.actions.locks import LockedError
from trellis.performance.actions.outcomes import (
    add_outcome,
    add_principle,
    reword_outcome,
    reword_principle,
)
from trellis.performance.actions.proposals import (
    adopt_proposal,
    comment_on,
    consult_on,
    propose_change,
    turn_down_proposal,
)
from trellis.performance.actions.publishing import (
    give_up_making,
    keep_publication,
    publish_round,
    restate_round,
)
from trellis.performance.actions.reporting import Reporter, end_reports, expect_reports
from trellis.performance.actions.returns import move_return, unlock_return
from trellis.performance.actions.reviews import (
    add_action,
    begin_peer_review,
    call_off_review,
    check_progress,
    give_findings,
    note_finding,
    plan_peer_review,
    remove_action,
    respond_to_review,
)
from trellis.performance.actions.rounds import plan_rounds, prepare_returns, set_round_dates
from trellis.performance.actions.share_challenges import (
    close_share_challenge,
    decide_share_challenge,
    raise_share_challenge,
    reply_to_share_challenge,
    settle_share_challenge,
    withdraw_share_challenge,
)
from trellis.performance.actions.surveys import record_from_survey
from trellis.performance.actions.values import (
    Given,
    LineChangedError,
    appraise_evidence,
    record_value,
    set_target,
)
from trellis.performance.actions.worth import (
    agree_core_set,
    change_standing,
    note_decision,
    state_costs,
)

__all__ = [
    "BroughtFigure",
    "Came",
    "Given",
    "LineChangedError",
    "LockedError",
    "Reporter",
    "StatedLine",
    "StatedTotal",
    "add_action",
    "add_indicator",
    "add_outcome",
    "add_principle",
    "adopt_proposal",
    "adopt_rating_rule",
    "adopt_version",
    "agree_core_set",
    "answer_finding",
    "answer_question",
    "appraise_evidence",
    "ask_about_line",
    "assess_line",
    "attach_evidence",
    "begin_framework",
    "begin_peer_review",
    "bring_value",
    "call_off_review",
    "carry_out",
    "change_framework",
    "change_indicator",
    "change_standing",
    "check_progress",
    "close_share_challenge",
    "comment_on",
    "consult_on",
    "decide_challenge",
    "decide_share_challenge",
    "draw_sample",
    "end_reports",
    "expect_reports",
    "give_findings",
    "give_up_making",
    "keep_publication",
    "look_at_line",
    "move_return",
    "note_decision",
    "note_finding",
    "plan_peer_review",
    "plan_rounds",
    "prepare_returns",
    "propose_change",
    "publish_round",
    "raise_challenge",
    "raise_share_challenge",
    "reconcile_figures",
    "record_conflict",
    "record_from_survey",
    "record_value",
    "remove_action",
    "reply_to_challenge",
    "reply_to_share_challenge",
    "report_count",
    "report_line",
    "report_rating",
    "respond_to_review",
    "restate_round",
    "retag_appraisal",
    "retire_indicator",
    "reword_outcome",
    "reword_principle",
    "set_round_dates",
    "set_target",
    "settle_share_challenge",
    "stage_framework",
    "state_costs",
    "take_back_value",
    "turn_down_proposal",
    "unlock_return",
    "withdraw_challenge",
    "withdraw_share_challenge",
]
