"""Writing indicators and the versions in which they read and count."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.earlier import keep_earlier
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.actions.ends import end_line
from trellis.performance.actions.framework import held, put_in, refuse_without_reason
from trellis.performance.actions.outcomes import refuse_taken
from trellis.performance.actions.worth import put_standing
from trellis.performance.lifecycle import Standing
from trellis.performance.models import (
    Framework,
    Indicator,
    IndicatorVersion,
    Outcome,
    Retirement,
)
from trellis.performance.queries.frameworks import indicator_mark, is_relied_on
from trellis.performance.rules.codes import ChangeClass, Combine, IndicatorKind


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
    standing: Standing | None = None,
    place_id: int | None = None,
    rated_from: date | None = None,
    decided_on: date | None = None,
    decided_by: str = "",
    once: str = "",
) -> Indicator:
    """Add an indicator with its first version and, where one was decided, its standing.
    ValidationError where its number is taken, or its values cannot go together so."""
    held(framework, by=by)
    do_once(once, now=now)
    refuse_taken(Indicator.objects.filter(framework=framework), number)
    _refuse_misfit(kind, combine)
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
        recorded_at=now,
    )
    if standing and decided_on:
        put_standing(
            framework, indicator, standing, valid_from, reason, decided_on, decided_by,
            place_id=place_id, rated_from=rated_from, by=by, now=now,
        )  # fmt: skip
    sign(events.IndicatorAdded(indicator.pk), by=by, now=now, of=f"indicator:{indicator.pk}")
    return indicator


@act
def change_indicator(
    *,
    by: Viewer,
    now: datetime,
    indicator: Indicator,
    kind: str,
    unit: str,
    decimals: int,
    direction: str,
    control: str,
    level: str,
    combine: str,
    why_it_matters: str = "",
    outcomes: Iterable[Outcome] = (),
    source: str = "",
    why: str = "",
    seen: str | None = None,
    once: str = "",
) -> Indicator:
    """Set down anew what an indicator is, beside its wording; for a reason, once it is live.

    Raises EditedMeanwhileError when somebody changed it since `seen` was its mark, and
    ValidationError when what it is would change under figures or targets there are.
    """
    framework = held(indicator.framework, by=by)
    do_once(once, now=now)
    row = Indicator.objects.get(pk=indicator.pk)
    refuse_if_edited(seen, indicator_mark(row))
    _refuse_misfit(kind, combine)
    nature = put_in(row, {"kind": kind, "direction": direction, "combine": combine})
    if nature and is_relied_on(row):
        words = _("Figures or targets are set down already: another thing is a new indicator.")
        raise ValidationError(dict.fromkeys(nature, words))
    facts = {
        "unit": unit,
        "decimals": decimals,
        "control": control,
        "level": level,
        "why_it_matters": why_it_matters,
        "source": source,
    }
    was = nature | put_in(row, facts)
    wanted, served = list(outcomes), list(row.outcomes.all())
    if set(served) != set(wanted):
        was["outcomes"] = [one.number for one in served]
    if was:
        refuse_without_reason(framework, why)
        row.save()
        row.outcomes.set(wanted)
        keep_earlier(row, was, until=now)
        event = events.IndicatorChanged(row.pk)
        sign(event, by=by, now=now, of=f"indicator:{row.pk}", fields=list(was), why=why)
    return row


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
    seen: str | None = None,
    once: str = "",
) -> IndicatorVersion:
    """Adopt a later version. Anything but a change of wording breaks the series.

    Raises EditedMeanwhileError when another was adopted since `seen` was the mark of the last.
    """
    held(indicator.framework, by=by)
    do_once(once, now=now)
    refuse_retired(Indicator.objects.get(pk=indicator.pk))
    last = IndicatorVersion.objects.filter(indicator=indicator).latest("number")
    refuse_if_edited(seen, last.mark)
    if valid_from <= last.valid_from:
        words = _("Enter a day after %(day)s, when the version before this began.")
        day = date_format(last.valid_from, "j F Y")
        raise ValidationError({"valid_from": words % {"day": day}})
    version = IndicatorVersion.objects.create(
        indicator=indicator,
        number=last.number + 1,
        valid_from=valid_from,
        change_class=change_class,
        title=title,
        definition=definition,
        reason=reason,
        source=source,
        recorded_at=now,
    )
    event = events.IndicatorVersionAdopted(version.pk)
    sign(event, by=by, now=now, of=f"indicator:{indicator.pk}", fields=["version"], why=reason)
    return version


@act
def retire_indicator(
    *,
    by: Viewer,
    now: datetime,
    indicator: Indicator,
    retired_on: date,
    why: str = "",
    decided_on: date | None = None,
    decided_by: str = "",
    once: str = "",
) -> Indicator:
    """From `retired_on` on it is not looked at any more, and its reporting lines end with it. What
    was found before stays. Once its framework can be read, it takes a decision: who, when and why.
    ValidationError where it is retired already, or never was looked at."""
    framework = held(indicator.framework, by=by)
    do_once(once, now=now)
    row = Indicator.objects.get(pk=indicator.pk)
    refuse_retired(row)
    refuse_without_reason(framework, why)
    refuse_undecided(framework, decided_on, decided_by, timezone.localdate(now))
    began = row.versions.order_by("number").values_list("valid_from", flat=True).first()
    if began and retired_on < began:
        words = _("Enter %(day)s, the day before it began, or a later day.")
        before = date_format(began - timedelta(days=1), "j F Y")
        raise ValidationError({"last_on": words % {"day": before}})
    row.retired_on = retired_on
    row.save(update_fields=["retired_on"])
    keep_earlier(row, {"retired_on": None}, until=now)
    if decided_on:
        _keep_decision(row, decided_on, decided_by, why, by, now)
    for line in row.lines.filter(Q(until_on=None) | Q(until_on__gt=retired_on)):
        end_line(line, max(line.from_on, retired_on), now)
    event = events.IndicatorRetired(row.pk)
    sign(event, by=by, now=now, of=f"indicator:{row.pk}", fields=["retired_on"], why=why)
    return row


def refuse_undecided(
    framework: Framework, decided_on: date | None, decided_by: str, today: date
) -> None:
    """What everybody can read ends by a decision; of a draft nobody need have decided anything."""
    if framework.stage == Framework.Stage.DRAFT and not decided_on:
        return
    if not decided_by:
        raise ValidationError({"decided_by": _("Say who decided it.")})
    if decided_on is None or decided_on > today:
        raise ValidationError({"decided_on": _("Enter the day of the decision, today at latest.")})


def _keep_decision(
    row: Indicator, decided_on: date, decided_by: str, why: str, by: Viewer, now: datetime
) -> None:
    Retirement.objects.create(
        indicator=row,
        decided_on=decided_on,
        decided_by=decided_by,
        reason=why,
        recorded_at=now,
        recorded_by_id=by.account_id,
    )


def refuse_retired(indicator: Indicator) -> None:
    if indicator.retired_on is None:
        return
    words = _("Indicator %(number)s is looked at until %(day)s only: add a new one instead.")
    last = indicator.retired_on - timedelta(days=1)
    told = {"number": indicator.number, "day": date_format(last, "j F Y")}
    raise ValidationError(words % told)


def _refuse_misfit(kind: str, combine: str) -> None:
    if not Combine(combine).fits(IndicatorKind(kind)):
        words = _("Values of this kind cannot go together so: choose one that is for this kind.")
        raise ValidationError({"combine": words})
