"""Writing a framework itself: its title and time, its stage, the rule its ratings are made by."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.capabilities import Capability
from trellis.kernel.earlier import keep_earlier
from trellis.kernel.editing import refuse_if_edited
from trellis.kernel.lifecycle import Move
from trellis.kernel.periods import Span
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.performance import events
from trellis.performance.lifecycle import FRAMEWORK_LIFE
from trellis.performance.models import Framework, RatingRule, Value
from trellis.performance.policy import FRAMEWORK
from trellis.performance.rules.ratings import Rule, RuleKind

# `/performance/begin/…` is where a framework is begun, and below `/performance/shares/…` are
# challenges to shares, so none can have such an address.
RESERVED_SLUGS: Final = frozenset({"begin", "shares"})
_LONGEST_STEM: Final = 50


@act
def begin_framework(
    *,
    by: Viewer,
    now: datetime,
    area_id: int,
    title: str,
    short_title: str,
    runs: Span,
    slug: str = "",
    about: str = "",
    source: str = "",
    due_working_days: int = 20,
    once: str = "",
) -> Framework:
    """Begin a framework as a draft. `runs` is half-open; without a slug of its own its address is
    made from the short title."""
    require_capability(by, Capability.FRAMEWORK_EDIT, place_id=area_id)
    do_once(once, now=now)
    try:
        with transaction.atomic():
            framework = Framework.objects.create(
                area_id=area_id,
                slug=slug or _free_slug(short_title),
                title=title,
                short_title=short_title,
                about=about,
                source=source,
                starts_on=runs.start,
                ends_on=runs.end,
                due_working_days=due_working_days,
            )
    except IntegrityError as fault:
        taken = _("Somebody has just begun a framework of that name. Enter another short title.")
        raise ValidationError({"short_title": taken}) from fault
    FRAMEWORK.require(by, "edit", framework)  # not in the record of a time that is over
    event = events.FrameworkBegun(framework.pk)
    sign(event, by=by, now=now, of=f"framework:{framework.pk}", fields=["title", "runs"])
    return framework


@act
def change_framework(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    title: str,
    short_title: str,
    runs: Span,
    due_working_days: int,
    about: str = "",
    source: str = "",
    why: str = "",
    seen: str | None = None,
    once: str = "",
) -> Framework:
    """Another title, time or deadline; its address stays. Once it is live, a reason is asked for.

    Raises EditedMeanwhileError when somebody changed it since `seen` was its mark, and
    ValidationError when figures are recorded for a time that would no longer be in it.
    """
    row = held(framework, by=by)
    do_once(once, now=now)
    refuse_if_edited(seen, row.mark)
    _refuse_cut(row, runs)
    facts: Mapping[str, object] = {
        "title": title,
        "short_title": short_title,
        "about": about,
        "source": source,
        "starts_on": runs.start,
        "ends_on": runs.end,
        "due_working_days": due_working_days,
    }
    if was := put_in(row, facts):
        refuse_without_reason(row, why)
        changed = list(was)
        row.save(update_fields=changed)
        keep_earlier(row, was, until=now)
        event = events.FrameworkChanged(row.pk)
        sign(event, by=by, now=now, of=f"framework:{row.pk}", fields=changed, why=why)
    return row


@act
def stage_framework(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    stage: str,
    why: str = "",
    once: str = "",
) -> None:
    """Put a draft live, or close a live framework. A closed one takes no more writes.

    Raises ValidationError with everything that a draft lacks. The system loads a record of the
    past as it was, whatever that lacked.
    """
    row = held(framework, by=by)
    do_once(once, now=now)
    move = _move_to(stage)
    was = row.stage
    if by.is_system and row.stage in move.sources:
        row.stage = move.target
    else:
        FRAMEWORK_LIFE.make(row, move.name, today=timezone.localdate(now))
    row.save(update_fields=["stage"])
    keep_earlier(row, {"stage": was}, until=now)
    event = events.FrameworkStaged(row.pk)
    sign(event, by=by, now=now, of=f"framework:{row.pk}", fields=["stage"], why=why)


@act
def adopt_rating_rule(
    *,
    by: Viewer,
    now: datetime,
    framework: Framework,
    kind: RuleKind,
    words: str,
    valid_from: date,
    code: str = "",
    number: int | None = None,
    amber_within: Decimal | None = None,
    source: str = "",
    why: str = "",
    seen: str | None = None,
    once: str = "",
) -> RatingRule:
    """Adopt a version of the rating rule; without code and number it follows the one there is.
    ValueError when its band does not fit its kind.

    Raises EditedMeanwhileError when another was adopted since `seen` was the mark of the last,
    and ValidationError for a day before the one from which that holds.
    """
    row = held(framework, by=by)
    do_once(once, now=now)
    last = RatingRule.objects.filter(framework=row).last()
    refuse_if_edited(seen, last.mark if last else "")
    refuse_without_reason(row, why)
    if last and valid_from < last.valid_from:
        told = _("The rule before it holds from %(day)s on: enter that day or a later one.")
        raise ValidationError({"valid_from": told % {"day": _day(last.valid_from)}})
    code = code or (last.code if last else "rule")
    number = number or (last.number + 1 if last else 1)
    Rule(code, number, kind, amber_within)
    rule = RatingRule.objects.create(
        framework=row,
        code=code,
        number=number,
        kind=kind,
        amber_within=amber_within,
        words=words,
        valid_from=valid_from,
        source=source,
        recorded_at=now,
    )
    event = events.RatingRuleAdopted(framework.pk)
    fields = ["code", "number", "kind"]
    sign(event, by=by, now=now, of=f"rating_rule:{rule.pk}", fields=fields, why=why)
    return rule


def held(framework: Framework, *, by: Viewer) -> Framework:
    """The framework as it is now, held until the act is done: of two people who keep it, the
    second writes after the first and sees what the first wrote."""
    row = Framework.objects.select_for_update().get(pk=framework.pk)
    FRAMEWORK.require(by, "edit", row)
    return row


def put_in(row: Model, facts: Mapping[str, object]) -> dict[str, object]:
    """Put the facts into the (unsaved) row; what it said before of those that are new."""
    was = {name: getattr(row, name) for name, value in facts.items() if getattr(row, name) != value}
    for name in was:
        setattr(row, name, facts[name])
    return was


def refuse_without_reason(framework: Framework, why: str) -> None:
    """What everybody can read is changed for a reason; a draft is nobody's yet."""
    if framework.stage != Framework.Stage.DRAFT and not why:
        raise ValidationError({"why": _("Say why: everybody can read this framework already.")})


def _free_slug(short_title: str) -> str:
    stem = slugify(short_title)[:_LONGEST_STEM].strip("-") or "framework"
    beginning_so = Framework.objects.filter(slug__startswith=stem)
    taken = RESERVED_SLUGS | set(beginning_so.values_list("slug", flat=True))
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _refuse_cut(framework: Framework, runs: Span) -> None:
    """No figure is left outside of its framework."""
    recorded = Value.objects.filter(indicator__framework=framework)
    first = recorded.order_by("period_start").values_list("period_start", flat=True).first()
    last = recorded.order_by("-period_end").values_list("period_end", flat=True).first()
    was = Span(framework.starts_on, framework.ends_on)
    if first and first < runs.start and runs.start > was.start:
        words = _("Figures are recorded from %(day)s on: enter that day or an earlier one.")
        raise ValidationError({"starts_on": words % {"day": _day(first)}})
    if last and last > runs.end and runs.end < was.end:
        words = _("Figures are recorded up to %(day)s: enter that day or a later one.")
        raise ValidationError({"ends_on": words % {"day": _day(last - timedelta(days=1))}})


def _move_to(stage: str) -> Move:
    leading_there = [move for move in FRAMEWORK_LIFE.moves.values() if move.target == stage]
    if not leading_there:
        raise ValidationError(_("A framework goes from draft to live to closed, never back."))
    return leading_there[0]


def _day(day: date) -> str:
    return date_format(day, "j F Y")
