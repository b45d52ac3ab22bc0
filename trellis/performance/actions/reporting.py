"""Writing who is expected to report what, for which place, how often, from when until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance import events
from trellis.performance.actions.ends import end_line, say_ends
from trellis.performance.actions.framework import held, refuse_without_reason
from trellis.performance.actions.indicators import refuse_retired
from trellis.performance.models import Framework, Indicator, ReportingLine
from trellis.places import queries as places


@dataclass(frozen=True)
class Reporter:
    """Who reports for a place; without a provider, those who keep the framework do."""

    place_id: int
    provider_id: int | None = None


@act
def expect_reports(
    *,
    by: Viewer,
    now: datetime,
    indicators: Sequence[Indicator],
    reporters: Sequence[Reporter],
    every: str,
    from_on: date,
    until_on: date | None = None,
    once: str = "",
) -> list[ReportingLine]:
    """Expect each of the indicators (of one framework) from each of the reporters. Half-open.

    Raises ValidationError for a place or a provider that is not of the framework's area, and
    where one of them reports the same for the same place at that time already.
    """
    framework = held(indicators[0].framework, by=by)
    do_once(once, now=now)
    _refuse_elsewhere(framework, indicators, reporters)
    _refuse_outside(framework, from_on, until_on)
    for indicator in Indicator.objects.filter(pk__in=[one.pk for one in indicators]):
        refuse_retired(indicator)
        for reporter in reporters:
            lines = _lines(indicator, reporter.place_id, reporter.provider_id)
            _refuse_overlap(lines, from_on, until_on)
    made = ReportingLine.objects.bulk_create(
        ReportingLine(
            indicator=indicator,
            place_id=reporter.place_id,
            provider_id=reporter.provider_id,
            every=every,
            from_on=from_on,
            until_on=until_on,
            recorded_at=now,
        )
        for indicator in indicators
        for reporter in reporters
    )
    say_ends(made, now)
    event = events.ReportsExpected(framework.pk)
    sign(event, by=by, now=now, of=f"framework:{framework.pk}", fields=["reporters"])
    return made


@act
def end_reports(
    *,
    by: Viewer,
    now: datetime,
    line: ReportingLine,
    until_on: date,
    why: str = "",
    seen: str | None = None,
    once: str = "",
) -> ReportingLine:
    """From `until_on` on, the line is not expected any more; on the day it began, it never was.
    What was recorded stays. Said again, the later word holds.

    Raises EditedMeanwhileError when somebody ended it since `seen` was its mark.
    """
    framework = held(line.indicator.framework, by=by)
    do_once(once, now=now)
    row = ReportingLine.objects.get(pk=line.pk)
    refuse_if_edited(seen, row.mark)
    if row.until_on == until_on:
        return row
    refuse_without_reason(framework, why)
    if until_on < row.from_on:
        first = date_format(row.from_on - timedelta(days=1), "j F Y")
        words = _("Enter %(day)s, to take it back altogether, or a later day.")
        raise ValidationError({"last_on": words % {"day": first}})
    others = _lines(row.indicator, row.place_id, row.provider_id).exclude(pk=row.pk)
    _refuse_overlap(others, row.from_on, until_on)
    end_line(row, until_on, now)
    event = events.ReportsEnded(row.pk)
    sign(event, by=by, now=now, of=f"reporting_line:{row.pk}", fields=["until_on"], why=why)
    return row


def _refuse_elsewhere(
    framework: Framework, indicators: Sequence[Indicator], reporters: Sequence[Reporter]
) -> None:
    if {one.framework_id for one in indicators} != {framework.pk}:
        raise ValidationError({"indicators": _("Choose indicators of one framework.")})
    here = {node.id for node in places.tree(framework.area_id)}
    if any(one.place_id not in here for one in reporters):
        raise ValidationError({"place": _("Choose a place of the framework’s own area.")})
    providers = {one.provider_id for one in reporters if one.provider_id is not None}
    if strangers := providers - set(organisations.on_record(providers, framework.area_id)):
        names = ", ".join(sorted(organisations.named(strangers).values()))
        words = _("%(names)s: closed, or not on record in this area. Choose another provider.")
        raise ValidationError({"provider": words % {"names": names}})


def _refuse_outside(framework: Framework, from_on: date, until_on: date | None) -> None:
    if until_on is not None and until_on <= from_on:
        raise ValidationError({"last_on": _("Enter a last day on or after the first.")})
    if from_on >= framework.ends_on:
        last = date_format(framework.ends_on - timedelta(days=1), "j F Y")
        words = _("The framework ends on %(day)s: enter that day or an earlier one.")
        raise ValidationError({"from_on": words % {"day": last}})


def _lines(
    indicator: Indicator, place_id: int, provider_id: int | None
) -> "QuerySet[ReportingLine]":
    return ReportingLine.objects.filter(
        indicator=indicator, place_id=place_id, provider_id=provider_id
    )


def _refuse_overlap(lines: "QuerySet[ReportingLine]", from_on: date, until_on: date | None) -> None:
    """What is reported twice for one time would be counted twice."""
    meeting = lines.filter(Q(until_on=None) | Q(until_on__gt=from_on))
    if until_on is not None:
        meeting = meeting.filter(from_on__lt=until_on)
    found = (
        meeting.exclude(until_on=F("from_on"))
        .select_related("indicator", "place", "provider")
        .first()
    )
    if found is None:
        return
    words = _(
        "%(who)s reports indicator %(number)s for %(place)s already, from %(day)s on. Leave it "
        "out, or end that first."
    )
    told = {
        "who": found.provider.name if found.provider else _("Whoever keeps the framework"),
        "number": found.indicator.number,
        "place": found.place.name,
        "day": date_format(found.from_on, "j F Y"),
    }
    raise ValidationError(words % told)
