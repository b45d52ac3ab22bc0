"""Writing what is looked at: framework, outcomes, principles, indicators and their versions."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.periods import Span
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.models import (
    Framework,
    Indicator,
    IndicatorVersion,
    Outcome,
    Principle,
    RatingRule,
    SecuredBy,
)
from trellis.performance.policy import FRAMEWORK
from trellis.performance.rules.codes import ChangeClass, Combine
from trellis.performance.rules.ratings import Rule, RuleKind


@act
def begin_framework(
    *,
    by: Viewer,
    now: datetime,
    area_id: int,
    slug: str,
    title: str,
    short_title: str,
    runs: Span,
    about: str = "",
    source: str = "",
    due_working_days: int = 20,
) -> Framework:
    """Begin a framework as a draft. `runs` is half-open."""
    require_capability(by, Capability.FRAMEWORK_EDIT, place_id=area_id)
    framework = Framework.objects.create(
        area_id=area_id,
        slug=slug,
        title=title,
        short_title=short_title,
        about=about,
        source=source,
        starts_on=runs.start,
        ends_on=runs.end,
        due_working_days=due_working_days,
    )
    FRAMEWORK.require(by, "edit", framework)  # not in the record of a time that is over
    event = events.FrameworkBegun(framework.pk)
    sign(event, by=by, now=now, of=f"framework:{framework.pk}", fields=["title", "runs"])
    return framework


@act
def stage_framework(
    *, by: Viewer, now: datetime, framework: Framework, stage: str, why: str = ""
) -> None:
    """Put a draft live, or close a live framework. A closed one takes no more writes."""
    FRAMEWORK.require(by, "edit", framework)
    order = list(Framework.Stage.values)
    if order.index(stage) <= order.index(framework.stage):
        raise ValidationError(_("A framework goes from draft to live to closed, never back."))
    framework.stage = stage
    framework.save(update_fields=["stage"])
    event = events.FrameworkStaged(framework.pk)
    sign(event, by=by, now=now, of=f"framework:{framework.pk}", fields=["stage"], why=why)


@act
def adopt_rating_rule(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    code: str,
    number: int,
    kind: RuleKind,
    words: str,
    valid_from: date,
    amber_within: Decimal | None = None,
    source: str = "",
) -> RatingRule:
    """Adopt a version of the rating rule. ValueError when its band does not fit its kind."""
    FRAMEWORK.require(by, "edit", framework)
    Rule(code=code, number=number, kind=kind, amber_within=amber_within)
    rule = RatingRule.objects.create(
        framework=framework,
        code=code,
        number=number,
        kind=kind,
        amber_within=amber_within,
        words=words,
        valid_from=valid_from,
        source=source,
    )
    event = events.RatingRuleAdopted(framework.pk)
    sign(event, by=by, now=now, of=f"rating_rule:{rule.pk}", fields=["code", "number", "kind"])
    return rule


@act
def add_outcome(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    number: int,
    section: str,
    priority: str,
    title: str,
    source: str = "",
) -> Outcome:
    FRAMEWORK.require(by, "edit", framework)
    outcome = Outcome.objects.create(
        framework=framework,
        number=number,
        section=section,
        priority=priority,
        title=title,
        source=source,
    )
    sign(events.OutcomeAdded(outcome.pk), by=by, now=now, of=f"outcome:{outcome.pk}")
    return outcome


@act
def add_principle(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    number: int,
    title: str,
    secured_by: Sequence[tuple[str, int | None, str]],
    source: str = "",
) -> Principle:
    """Add a principle with the ways it is secured: (words, id of the owner or None, source)."""
    FRAMEWORK.require(by, "edit", framework)
    principle = Principle.objects.create(
        framework=framework, number=number, title=title, source=source
    )
    SecuredBy.objects.bulk_create(
        SecuredBy(principle=principle, number=place, words=words, owner_id=owner, source=where)
        for place, (words, owner, where) in enumerate(secured_by, start=1)
    )
    sign(events.PrincipleAdded(principle.pk), by=by, now=now, of=f"principle:{principle.pk}")
    return principle


@act
def add_indicator(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    number: int,
    kind: str,
    title: str,
    valid_from: date,
    definition: str = "",
    unit: str = "",
    decimals: int = 0,
    direction: str = "",
    control: str = "",
    level: str = "",
    combine: str = Combine.NONE,
    why_it_matters: str = "",
    printed_code: str = "",
    evidence_class: str = "",
    outcomes: Iterable[Outcome] = (),
    reason: str = "",
    source: str = "",
    version_source: str = "",
) -> Indicator:
    """Add an indicator with its first version."""
    FRAMEWORK.require(by, "edit", framework)
    indicator = Indicator.objects.create(
        framework=framework,
        number=number,
        kind=kind,
        unit=unit,
        decimals=decimals,
        direction=direction,
        control=control,
        level=level,
        combine=combine,
        why_it_matters=why_it_matters,
        printed_code=printed_code,
        evidence_class=evidence_class,
        source=source,
    )
    indicator.outcomes.set(outcomes)
    IndicatorVersion.objects.create(
        indicator=indicator,
        number=1,
        valid_from=valid_from,
        change_class=ChangeClass.INITIAL,
        title=title,
        definition=definition,
        reason=reason,
        source=version_source or source,
    )
    sign(events.IndicatorAdded(indicator.pk), by=by, now=now, of=f"indicator:{indicator.pk}")
    return indicator


@act
def adopt_version(
    *,
    by: Viewer,
    now: datetime,
    indicator: Indicator,
    valid_from: date,
    change_class: ChangeClass,
    title: str,
    reason: str,
    definition: str = "",
    source: str = "",
) -> IndicatorVersion:
    """Adopt a later version. Anything but a change of wording breaks the series."""
    FRAMEWORK.require(by, "edit", indicator.framework)
    last = IndicatorVersion.objects.filter(indicator=indicator).latest("number")
    if valid_from <= last.valid_from:
        raise ValidationError(
            {"valid_from": _("Enter a day after %(day)s, when the version before this began.")
             % {"day": last.valid_from}}
        )  # fmt: skip
    version = IndicatorVersion.objects.create(
        indicator=indicator,
        number=last.number + 1,
        valid_from=valid_from,
        change_class=change_class,
        title=title,
        definition=definition,
        reason=reason,
        source=source,
    )
    event = events.IndicatorVersionAdopted(version.pk)
    sign(event, by=by, now=now, of=f"indicator:{indicator.pk}", fields=["version"], why=reason)
    return version
