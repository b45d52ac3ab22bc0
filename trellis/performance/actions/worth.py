"""Keeping it small: how many are core, how each stands, what it takes, what it was for."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.earlier import keep_earlier
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.actions.framework import held, put_in, refuse_without_reason
from trellis.performance.lifecycle import Standing
from trellis.performance.models import (
    CollectionCost,
    DecisionInformed,
    Framework,
    Indicator,
    IndicatorStanding,
    ReportingLine,
)
from trellis.performance.policy import FRAMEWORK
from trellis.performance.queries.costs import costs_mark, newest_costs
from trellis.performance.queries.standing import core_numbers
from trellis.places import queries as places


@act
def agree_core_set(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    core_most: int | None,
    consult_days: int,
    why: str = "",
    seen: str | None = None,
    once: str = "",
) -> Framework:
    """Say how many core indicators there are at most (None: not agreed), and for how many days
    people can comment on a change, at least. There may be more core ones: none can be added then.

    Raises EditedMeanwhileError when somebody agreed otherwise since `seen` was its mark.
    """
    row = held(framework, by=by)
    do_once(once, now=now)
    refuse_if_edited(seen, row.core_mark)
    if was := put_in(row, {"core_most": core_most, "consult_days": consult_days}):
        refuse_without_reason(row, why)
        changed = list(was)
        row.save(update_fields=changed)
        keep_earlier(row, was, until=now)
        event = events.CoreSetAgreed(row.pk)
        sign(event, by=by, now=now, of=f"framework:{row.pk}", fields=changed, why=why)
    return row


@act
def change_standing(
    *,
    by: Viewer,
    now: datetime,
    indicator: Indicator,
    standing: Standing,
    from_on: date,
    reason: str,
    decided_on: date,
    decided_by: str,
    place_id: int | None = None,
    rated_from: date | None = None,
    seen: str | None = None,
    once: str = "",
) -> IndicatorStanding:
    """Let an indicator stand otherwise from a day on. What is local or experimental may go without
    a rating in periods that begin before `rated_from`.

    Raises EditedMeanwhileError when somebody changed it since `seen` was the mark of the last, and
    ValidationError for one more core indicator than was agreed.
    """
    framework = held(indicator.framework, by=by)
    do_once(once, now=now)
    last = IndicatorStanding.objects.filter(indicator=indicator).last()
    refuse_if_edited(seen, last.mark if last else "")
    if last and from_on < last.from_on:
        told = _("It stands as it does since %(day)s: enter that day or a later one.")
        day = date_format(last.from_on, "j F Y")
        raise ValidationError({"from_on": told % {"day": day}})
    row = put_standing(
        framework, indicator, standing, from_on, reason, decided_on, decided_by,
        place_id=place_id, rated_from=rated_from, by=by, now=now,
    )  # fmt: skip
    event = events.StandingChanged(row.pk)
    sign(event, by=by, now=now, of=f"indicator:{indicator.pk}", fields=["standing"], why=reason)
    return row


def put_standing(
    framework: Framework,
    indicator: Indicator,
    standing: Standing,
    from_on: date,
    reason: str,
    decided_on: date,
    decided_by: str,
    *,
    place_id: int | None,
    rated_from: date | None,
    by: Viewer,
    now: datetime,
) -> IndicatorStanding:
    """A part of the acts that change a standing or bring one: writes no audit line of its own."""
    if standing == Standing.CORE:
        refuse_one_too_many(framework, core_numbers(framework.pk, without=indicator.pk))
    refuse_misplaced(framework, standing, place_id)
    refuse_unrated(standing, from_on, rated_from)
    return IndicatorStanding.objects.create(
        indicator=indicator,
        standing=standing,
        place_id=place_id,
        from_on=from_on,
        rated_from=rated_from,
        reason=reason,
        decided_on=decided_on,
        decided_by=decided_by,
        recorded_at=now,
        recorded_by_id=by.account_id,
    )


def refuse_one_too_many(framework: Framework, core: Sequence[int]) -> None:
    if framework.core_most is None or len(core) < framework.core_most:
        return
    words = ngettext(
        "%(count)s is core already, and no more than %(most)s was agreed. Make it local, optional "
        "or experimental first (%(numbers)s), or agree on more.",
        "%(count)s are core already, and no more than %(most)s were agreed. Make one of them "
        "local, optional or experimental first (%(numbers)s), or agree on more.",
        len(core),
    )
    told = {
        "count": len(core),
        "most": framework.core_most,
        "numbers": ", ".join(map(str, core)),
    }
    raise ValidationError({"standing": words % told})


def refuse_misplaced(framework: Framework, standing: str, place_id: int | None) -> None:
    """What is local is of one place of the area; nothing else is."""
    if standing != Standing.LOCAL and place_id is not None:
        raise ValidationError({"place": _("Only a local indicator is of one place: remove it.")})
    inside = {node.id for node in places.tree(framework.area_id)} - {framework.area_id}
    if standing == Standing.LOCAL and place_id not in inside:
        raise ValidationError({"place": _("Choose the place of which it is.")})


def refuse_unrated(standing: str, from_on: date, rated_from: date | None) -> None:
    if rated_from is None:
        return
    if not Standing(standing).may_begin_unrated:
        words = _("Only what is local or experimental begins without a rating: leave it empty.")
        raise ValidationError({"rated_from": words})
    if rated_from <= from_on:
        words = _("Enter a day after %(day)s, or leave it empty: it is rated from the start then.")
        day = date_format(from_on, "j F Y")
        raise ValidationError({"rated_from": words % {"day": day}})


# An indicator, a provider of its figures (None: an estimate for all who have not said), minutes.
Stated = tuple[int, int | None, int]


@act
def state_costs(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    stated: Collection[Stated],
    among: Collection[tuple[int, int | None]] = (),
    seen: str | None = None,
    once: str = "",
) -> int:
    """Say how many minutes figures take: of one's own providers, or as an estimate of who keeps
    the framework. What is said already is left as it is; returned is how many were new.

    Raises EditedMeanwhileError when others of these (`among`: all that the page asked for) were
    stated since `seen` was their mark.
    """
    row = Framework.objects.select_for_update().get(pk=framework.pk)
    FRAMEWORK.require(by, "write", row)
    _refuse_others(row, stated, by)
    do_once(once, now=now)
    newest = newest_costs(row.pk)
    refuse_if_edited(seen, costs_mark(newest, among))
    new = [one for one in stated if newest.get((one[0], one[1])) != one[2]]
    if new:
        _put_costs(new, by, now)
        event = events.CostsStated(row.pk)
        sign(event, by=by, now=now, of=f"framework:{row.pk}", fields=["minutes"])
    return len(new)


def _put_costs(new: Collection[Stated], by: Viewer, now: datetime) -> None:
    CollectionCost.objects.bulk_create(
        CollectionCost(
            indicator_id=indicator,
            provider_id=provider,
            minutes=minutes,
            stated_at=now,
            stated_by_id=by.account_id,
        )
        for indicator, provider, minutes in new
    )


def _refuse_others(framework: Framework, stated: Collection[Stated], by: Viewer) -> None:
    """Everybody speaks for their own; an estimate is for those who keep the framework."""
    asked = {(indicator, provider) for indicator, provider, _minutes in stated}
    if any(provider is None for _indicator, provider in asked):
        FRAMEWORK.require(by, "edit", framework)
    ours = by.organisations_with(Capability.VALUE_RECORD)
    providers = {provider for _indicator, provider in asked if provider is not None}
    if not by.is_system and not providers <= ours:
        raise PermissionDenied
    lines = ReportingLine.objects.filter(indicator__framework=framework)
    reported = set(lines.values_list("indicator_id", "provider_id"))
    own = set(Indicator.objects.filter(framework=framework).values_list("pk", flat=True))
    if any(key not in reported if key[1] is not None else key[0] not in own for key in asked):
        raise PermissionDenied


@act
def note_decision(
    *,
    by: Viewer,
    now: datetime,
    indicator: Indicator,
    decided_on: date,
    decided_by: str,
    words: str,
    source: str = "",
    link: str = "",
    once: str = "",
) -> DecisionInformed:
    """Say which decision was made with an indicator in hand."""
    FRAMEWORK.require(by, "inform", indicator.framework)
    do_once(once, now=now)
    row = DecisionInformed.objects.create(
        indicator=indicator,
        decided_on=decided_on,
        decided_by=decided_by,
        words=words,
        source=source,
        link=link,
        recorded_at=now,
        recorded_by_id=by.account_id,
    )
    event = events.DecisionNoted(row.pk)
    sign(event, by=by, now=now, of=f"indicator:{indicator.pk}", fields=["decision"])
    return row
