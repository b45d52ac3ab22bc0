"""Filling a line from a survey: the share, the number of answers and the response rate."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trellis.kernel.acts import act
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.performance.actions.values import record_value
from trellis.performance.models import Indicator, SurveySource, Value
from trellis.performance.rules.codes import IndicatorKind, ValueState
from trellis.questions import queries as questions


@act
def record_from_survey(
    *,
    by: Viewer,
    now: datetime,
    indicator: Indicator,
    place_id: int,
    period: Span,
    wave_id: int,
    question: str,
    answers: Collection[str],
    provider_id: int | None = None,
    reason: str = "",
    seen: int | None = None,
    once: str = "",
) -> Value:
    """Record the share of a wave's answers to one question that are among `answers` (codes), and
    where it came from. Raises what `record_value` does, Http404 for a wave whose results the
    writer may not see, ValidationError for another kind of indicator or where nobody answered."""
    share = questions.share(by, wave_id, question, answers)
    if indicator.kind != IndicatorKind.PERCENTAGE:
        raise ValidationError(_("Choose a percentage: a survey gives a share."))
    if share.area_id != indicator.framework.area_id:
        raise ValidationError(_("Choose a survey of the same area."))
    if not share.denominator:
        raise ValidationError(_("Nobody answered this question. Choose another."))
    value = record_value(
        by=by,
        now=now,
        indicator=indicator,
        place_id=place_id,
        provider_id=provider_id,
        period=period,
        state=ValueState.MEASURED,
        numerator=share.numerator,
        denominator=share.denominator,
        measured_on=share.closed_on,
        basis=Value.Basis.SURVEY,
        source=f"{share.questionnaire}, {share.wave}"[:300],
        reason=reason,
        seen=seen,
        once=once,
    )
    SurveySource.objects.create(
        value=value,
        wave_id=wave_id,
        question=share.question,
        answers=", ".join(share.answers),
        responses=share.returned.responses,
        asked=share.returned.asked,
    )
    return value
