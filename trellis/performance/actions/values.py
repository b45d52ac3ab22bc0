"""Writing what is expected, wanted and found. Nothing here is ever overwritten."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.periods import Span
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.actions.locks import refuse_locked
from trellis.performance.models import (
    Appraisal,
    Indicator,
    IndicatorVersion,
    ReportingLine,
    Target,
    Value,
)
from trellis.performance.policy import FRAMEWORK, VALUE
from trellis.performance.queries.rows import expected_within
from trellis.performance.rules.codes import Combine, IndicatorKind, TargetState, ValueState


class LineChangedError(Exception):
    """Somebody else recorded this line meanwhile; both versions are to be shown."""

    def __init__(self, newer: Value) -> None:
        super().__init__("the line was changed meanwhile")
        self.newer = newer


@act
def set_target(
    *,
    by: Viewer,
    now: datetime,
    indicator: Indicator,
    place_id: int,
    period: Span,
    state: TargetState,
    provider_id: int | None = None,
    comparison: str = "",
    value: Decimal | None = None,
    by_date: date | None = None,
    reason: str = "",
    source: str = "",
    version: IndicatorVersion | None = None,
    once: str = "",
) -> Target:
    """Set, change or explain a target; an earlier one for the same line stays readable."""
    FRAMEWORK.require(by, "edit", indicator.framework)
    do_once(once, now=now)
    target = Target.objects.create(
        indicator=indicator,
        version=version or version_in_force(indicator, period),
        place_id=place_id,
        provider_id=provider_id,
        period_start=period.start,
        period_end=period.end,
        state=state,
        comparison=comparison,
        value=value,
        by_date=by_date,
        reason=reason,
        source=source,
        recorded_at=now,
        recorded_by_id=by.account_id,
    )
    event = events.TargetSet(target.pk)
    sign(event, by=by, now=now, of=f"indicator:{indicator.pk}", fields=["target"], why=reason)
    return target


@act
def record_value(
    *,
    by: Viewer,
    now: datetime,
    indicator: Indicator,
    place_id: int,
    period: Span,
    state: ValueState,
    provider_id: int | None = None,
    value: Decimal | None = None,
    numerator: int | None = None,
    denominator: int | None = None,
    reached_on: date | None = None,
    measured_on: date | None = None,
    words: str = "",
    basis: str = Value.Basis.ENTERED,
    source: str = "",
    reason: str = "",
    seen: int | None = None,
    once: str = "",
) -> Value:
    """Record what was found for one line, or correct it.

    `seen` is the id of the row the writer had before them (None: there was none). Raises
    LineChangedError when another row has come since, ValidationError when a correction gives no
    reason or the parts do not fit the kind of indicator, LockedError where its return is locked,
    PermissionDenied for another's line.
    """
    row, fields = write_value(
        by,
        now,
        indicator=indicator,
        place_id=place_id,
        provider_id=provider_id,
        period=period,
        once=once,
        seen=seen,
        found=Given(
            state=state,
            value=value,
            numerator=numerator,
            denominator=denominator,
            reached_on=reached_on,
            measured_on=measured_on,
            words=words,
            basis=basis,
            source=source,
            reason=reason,
        ),
    )
    event = events.ValueRecorded(row.pk)
    sign(event, by=by, now=now, of=f"indicator:{indicator.pk}", fields=fields, why=reason)
    return row


@dataclass(frozen=True)
class Given:
    """What is said of a line: its parts as they come, and why where it is a correction."""

    state: ValueState
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    reached_on: date | None = None
    measured_on: date | None = None
    words: str = ""
    basis: str = Value.Basis.ENTERED
    source: str = ""
    reason: str = ""

    def says_what_stands(self, row: Value) -> bool:
        """Whether the row says the same already, whatever reason comes with it."""
        parts = ("numerator", "denominator", "reached_on", "state", "words")
        worked_out = _worked_out(
            row.indicator.kind, self.state, self.value, self.numerator, self.denominator
        )
        return row.value == worked_out and all(
            getattr(row, part) == getattr(self, part) for part in parts
        )


def write_value(
    by: Viewer,
    now: datetime,
    *,
    indicator: Indicator,
    place_id: int,
    provider_id: int | None,
    period: Span,
    found: Given,
    seen: int | None,
    once: str,
) -> tuple[Value, list[str]]:
    """Within an act: the row, and the names of what it says for the act's audit line."""
    _require_line(by, indicator, place_id, provider_id, period)
    do_once(once, now=now)
    _one_at_a_time(indicator)
    if not by.is_system:
        refuse_locked(indicator.framework, provider_id, period, now)
    earlier = last_value(indicator, place_id, provider_id, period)
    _refuse_if_changed(earlier, seen, found.reason, by)
    _refuse_misfit(
        indicator.kind,
        found.state,
        found.value,
        found.numerator,
        found.denominator,
        found.reached_on,
        found.words,
    )
    _refuse_the_impossible(indicator, found.value, found.reached_on, timezone.localdate(now))
    row = Value.objects.create(
        indicator=indicator,
        version=version_in_force(indicator, period),
        place_id=place_id,
        provider_id=provider_id,
        period_start=period.start,
        period_end=period.end,
        state=found.state,
        value=_worked_out(
            indicator.kind, found.state, found.value, found.numerator, found.denominator
        ),
        numerator=found.numerator,
        denominator=found.denominator,
        reached_on=found.reached_on,
        measured_on=found.measured_on,
        words=found.words,
        basis=found.basis,
        source=found.source,
        reason=found.reason,
        recorded_at=now,
        recorded_by_id=by.account_id,
    )
    return row, ["state", "value"] if earlier is None else ["state", "value", "correction"]


@act
def appraise_evidence(
    *,
    by: Viewer,
    now: datetime,
    value: Value,
    strength: int,
    reason: str,
    purpose: str = Appraisal.Purpose.SUMMATIVE,
    once: str = "",
) -> Appraisal:
    """Say how strong the evidence under a value is, to judge or to improve. Nobody appraises what
    they recorded."""
    VALUE.require(by, "appraise", value)
    FRAMEWORK.require(by, "write", value.indicator.framework)
    if value.recorded_by_id is not None and value.recorded_by_id == by.account_id:
        raise ValidationError(
            _("You recorded this. Ask somebody else to say how strong its evidence is.")
        )
    do_once(once, now=now)
    appraisal = Appraisal.objects.create(
        value=value,
        strength=strength,
        reason=reason,
        purpose=purpose,
        appraised_at=now,
        appraised_by_id=by.account_id,
    )
    event = events.EvidenceAppraised(appraisal.pk)
    sign(event, by=by, now=now, of=f"value:{value.pk}", fields=["strength"], why=reason)
    return appraisal


def version_in_force(indicator: Indicator, period: Span) -> IndicatorVersion:
    """The version that holds on the last day of the period; the first one before its time."""
    versions = IndicatorVersion.objects.filter(indicator=indicator).order_by("-number")
    found = versions.filter(valid_from__lt=period.end).first() or versions.last()
    assert found is not None, "every indicator has a first version"
    return found


def _require_line(
    by: Viewer, indicator: Indicator, place_id: int, provider_id: int | None, period: Span
) -> None:
    """A provider's line is the provider's own, for the periods in which it is to report; one
    without a provider is the framework keeper's."""
    FRAMEWORK.require(by, "write", indicator.framework)
    if by.is_system:
        return
    if provider_id is None:
        require_capability(by, Capability.FRAMEWORK_EDIT, place_id=place_id)
        return
    require_capability(by, Capability.VALUE_RECORD, organisation_id=provider_id)
    framework = indicator.framework
    runs = Span(framework.starts_on, framework.ends_on)
    lines = ReportingLine.objects.filter(
        indicator=indicator, place_id=place_id, provider_id=provider_id
    )
    if not any(period in expected_within(line, period, runs) for line in lines):
        raise PermissionDenied


def _one_at_a_time(indicator: Indicator) -> None:
    """Whoever records the same indicator at this moment waits, and then sees what was recorded."""
    Indicator.objects.select_for_update().get(pk=indicator.pk)


def last_value(
    indicator: Indicator, place_id: int, provider_id: int | None, period: Span
) -> Value | None:
    return (
        Value.objects.filter(
            indicator=indicator,
            place_id=place_id,
            provider_id=provider_id,
            period_start=period.start,
            period_end=period.end,
        )
        .order_by("-recorded_at", "-id")
        .first()
    )


def _refuse_if_changed(earlier: Value | None, seen: int | None, reason: str, by: Viewer) -> None:
    if earlier is None:
        return
    if earlier.pk != seen and not by.is_system:
        raise LineChangedError(earlier)
    if not reason:
        raise ValidationError(
            {"reason": _("Say why the earlier figure is replaced; both stay readable.")}
        )


def _refuse_misfit(
    kind: str,
    state: ValueState,
    value: Decimal | None,
    numerator: int | None,
    denominator: int | None,
    reached_on: date | None,
    words: str,
) -> None:
    """Each kind of indicator has its own parts; a state that is not known has none."""
    given = value is not None or numerator is not None or reached_on is not None
    if not state.is_known:
        if given:
            raise ValidationError({"state": _("Remove the figure, or say that it was measured.")})
        return
    if denominator is not None and (numerator is None or numerator > denominator):
        raise ValidationError(
            {"numerator": _("Enter how many of the %(all)s: not more than all of them.")
             % {"all": denominator}}
        )  # fmt: skip
    if kind == IndicatorKind.NARRATIVE and not words:
        raise ValidationError({"words": _("Say in a few sentences what was done.")})
    if state is ValueState.ZERO and (value or numerator):
        raise ValidationError({"value": _("Remove the figure, or say that it was measured.")})
    if kind == IndicatorKind.MILESTONE and (reached_on is None) != (state is ValueState.ZERO):
        raise ValidationError(
            {"reached_on": _("Enter the day it was reached, or say that it is not reached.")}
        )
    if kind == IndicatorKind.PERCENTAGE and value is not None and not 0 <= value <= 100:
        raise ValidationError({"value": _("Enter a percentage from 0 to 100.")})
    has_figure = value is not None or denominator or state is ValueState.ZERO
    if kind in _IN_FIGURES and not has_figure:
        raise ValidationError({"value": _("Enter the figure, or say why there is none.")})


def _refuse_the_impossible(
    indicator: Indicator, value: Decimal | None, reached_on: date | None, today: date
) -> None:
    """Less than nothing where values are counted or added up, and a day that has not come."""
    if value is not None and value < 0 and indicator.combine in _NEVER_NEGATIVE:
        raise ValidationError({"value": _("Enter 0 or more: there cannot be fewer than none.")})
    if reached_on is not None and reached_on > today:
        words = _("Enter a day up to today, %(today)s: what is to come is a target.")
        raise ValidationError({"reached_on": words % {"today": date_format(today, "j F Y")}})


_NEVER_NEGATIVE = (
    Combine.COUNT_EVENTS, Combine.COUNT_DISTINCT, Combine.STOCK_LATEST, Combine.SUM_MONEY
)  # fmt: skip
_IN_FIGURES = (IndicatorKind.NUMBER, IndicatorKind.PERCENTAGE, IndicatorKind.MONEY)


def _worked_out(
    kind: str,
    state: ValueState,
    value: Decimal | None,
    numerator: int | None,
    denominator: int | None,
) -> Decimal | None:
    """A percentage with its two numbers is worked out from them; a zero is 0."""
    if state is ValueState.ZERO and kind in _IN_FIGURES:
        return Decimal(0)
    if kind == IndicatorKind.PERCENTAGE and numerator is not None and denominator:
        exact = Fraction(100 * numerator, denominator)
        return round(Decimal(exact.numerator) / Decimal(exact.denominator), 4)
    return value
