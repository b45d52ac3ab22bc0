"""Writing indicators and the versions in which they read and count."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, sign
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.models import Framework, Indicator, IndicatorVersion, Outcome
from trellis.performance.policy import FRAMEWORK
from trellis.performance.rules.codes import ChangeClass, Combine


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
