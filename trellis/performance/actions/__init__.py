"""Every write of the performance room."""

from trellis.performance.actions.bringing import (
    BroughtFigure,
    Came,
    bring_value,
    take_back_value,
)
from trellis.performance.actions.checks import (
    StatedLine,
    StatedTotal,
    reconcile_figures,
    record_conflict,
    report_count,
    report_rating,
)
from trellis.performance.actions.evidence import attach_evidence
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
from trellis.performance.actions.outcomes import (
    add_outcome,
    add_principle,
    reword_outcome,
    reword_principle,
)
from trellis.performance.actions.publishing import (
    give_up_making,
    keep_publication,
    publish_round,
    restate_round,
)
from trellis.performance.actions.reporting import Reporter, end_reports, expect_reports
from trellis.performance.actions.surveys import record_from_survey
from trellis.performance.actions.values import (
    LineChangedError,
    appraise_evidence,
    record_value,
    set_target,
)

__all__ = [
    "BroughtFigure",
    "Came",
    "LineChangedError",
    "Reporter",
    "StatedLine",
    "StatedTotal",
    "add_indicator",
    "add_outcome",
    "add_principle",
    "adopt_rating_rule",
    "adopt_version",
    "appraise_evidence",
    "attach_evidence",
    "begin_framework",
    "bring_value",
    "change_framework",
    "change_indicator",
    "end_reports",
    "expect_reports",
    "give_up_making",
    "keep_publication",
    "publish_round",
    "reconcile_figures",
    "record_conflict",
    "record_from_survey",
    "record_value",
    "report_count",
    "report_rating",
    "restate_round",
    "retire_indicator",
    "reword_outcome",
    "reword_principle",
    "set_target",
    "stage_framework",
    "take_back_value",
]
