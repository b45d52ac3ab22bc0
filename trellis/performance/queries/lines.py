"""Putting one line together: value, target, rating, movement, and what others reported."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from trellis.kernel.periods import Span
from trellis.performance.queries.facts import (
    NO_TARGET,
    Found,
    FrameworkFacts,
    IndicatorFacts,
    Line,
    MadeOf,
    Reported,
    VersionFacts,
    Wanted,
)
from trellis.performance.queries.frameworks import RuleFacts, rule_in_force
from trellis.performance.queries.rows import Key, Rows, due_on
from trellis.performance.queries.standing import rated_from
from trellis.performance.rules.codes import (
    Combine,
    Direction,
    IndicatorKind,
    TargetState,
    ValueState,
)
from trellis.performance.rules.combine import Combined, Portion, Refusal, combine
from trellis.performance.rules.movement import Reading, movement
from trellis.performance.rules.ratings import Aim, Measured, Rating, rate


@dataclass(frozen=True)
class PlaceNode:
    """A place of the tree with the ids of its children."""

    id: int
    code: str
    name: str
    children: tuple[int, ...] = ()


@dataclass(frozen=True)
class Setting:
    """What every line of one page shares."""

    facts: FrameworkFacts
    span: Span
    rows: Rows
    places: dict[int, PlaceNode]
    provider_names: dict[int, str]
    rules: tuple[RuleFacts, ...]
    today: date
    known_at: datetime | None = None


def line_at(
    setting: Setting, indicator: IndicatorFacts, place_id: int, provider_id: int | None = None
) -> Line:
    """The line of an indicator at a place, or of one provider there."""
    place = setting.places[place_id]
    parts, found = _found(setting, indicator, place_id, provider_id, setting.span)
    _older, before = _found(setting, indicator, place_id, provider_id, _span_before(found))
    wanted = _wanted(setting, indicator, place_id, provider_id, found.span)
    broken = breaks_between(indicator, before.span if before.row_id else None, found.span)
    held_back = rated_from(indicator.standings, found.span, setting.known_at)
    rule = rule_in_force(setting.rules, setting.span)
    return Line(
        indicator=indicator,
        place_code=place.code,
        place_name=place.name,
        provider_id=provider_id,
        provider_name=setting.provider_names.get(provider_id or 0, ""),
        span=setting.span,
        found=found,
        wanted=wanted,
        rating=rating_of(found, wanted, rule, indicator, is_tried_out=held_back is not None),
        movement=movement(
            reading(before),
            reading(found),
            kind=indicator.kind,
            direction=Direction(indicator.direction) if indicator.direction else None,
            changes=[version.change for version in broken],
        ),
        before=before if before.state.is_known else None,
        reported=_reported(setting, indicator, place_id, provider_id),
        broke_with=next((version for version in broken if version.breaks_series), None),
        made_of=parts if found.is_combined else (),
        rated_from=held_back,
    )


def with_the_aim_of_its_place(
    setting: Setting, indicator: IndicatorFacts, line: Line, place_id: int
) -> Line:
    """A provider's line with the target and rating of its place, where it alone reports there
    and none was set for it. `setting` holds what the others report, too."""
    if line.provider_id is None or line.wanted.state is not TargetState.NOT_SET:
        return line
    others = {
        key[2]
        for key in setting.rows.values.keys() | setting.rows.expected.keys()
        if key[:2] == (indicator.id, place_id)
    }
    if others != {line.provider_id}:
        return line
    whole = line_at(setting, indicator, place_id)
    return replace(line, wanted=whole.wanted, rating=whole.rating)


def rating_of(
    found: Found,
    wanted: Wanted,
    rule: RuleFacts | None,
    indicator: IndicatorFacts,
    *,
    is_tried_out: bool = False,
) -> Rating:
    """Rate what is known; a sum of some of the lines is not yet the value that was wanted."""
    state = ValueState.MISSING if found.is_partial else found.state
    # A figure is of its period's end unless somebody says when they looked.
    looked_on = found.measured_on or found.span.last_day
    measured = Measured(state, found.value, found.reached_on, looked_on)
    aim = Aim(wanted.state, wanted.comparison, wanted.value, wanted.by)
    direction = Direction(indicator.direction) if indicator.direction else None
    applied = rule.rule if rule else None
    return rate(measured, aim, applied, direction, is_tried_out=is_tried_out)


def reading(found: Found) -> Reading:
    state = ValueState.MISSING if found.is_partial else found.state
    return Reading(state, found.value, found.numerator, found.denominator)


def breaks_between(
    indicator: IndicatorFacts, before: Span | None, after: Span
) -> list[VersionFacts]:
    """The versions that came into force after the earlier period was measured: after its start,
    for a change within a period leaves its value half one thing and half another."""
    since = before.start if before else after.before().start
    return [
        version
        for version in indicator.versions
        if version.number > 1 and since < version.valid_from < after.end
    ]


def _span_before(found: Found) -> Span:
    return found.span.before()


def _found(
    setting: Setting,
    indicator: IndicatorFacts,
    place_id: int,
    provider_id: int | None,
    span: Span,
) -> tuple[tuple[MadeOf, ...], Found]:
    """What was found, and the parts it was put together from."""
    if provider_id is not None:
        key = (indicator.id, place_id, provider_id)
        portions = _of_key(setting, key, span)
    else:
        portions = _of_place(setting, indicator, place_id, span)
    if len(portions) == 1 and _is_direct(portions[0], place_id, provider_id):
        return (), portions[0][1]
    if not portions:  # nobody was to report it: it cannot be missing
        return (), Found(ValueState.NOT_MEASURED, span)
    parts = tuple(_named(setting, *portion) for portion in portions)
    return parts, _together(indicator, portions, span)


def _named(setting: Setting, key: Key, found: Found) -> MadeOf:
    provider = setting.provider_names.get(key[2] or 0, "")
    place = setting.places[key[1]]
    name = f"{provider}, {place.name}" if provider else place.name
    return MadeOf(name, place.code, key[2], found)


_Portions = list[tuple[Key, Found]]


def _is_direct(portion: tuple[Key, Found], place_id: int, provider_id: int | None) -> bool:
    key, _ = portion
    return key[1] == place_id and key[2] == provider_id


def _of_place(setting: Setting, indicator: IndicatorFacts, place_id: int, span: Span) -> _Portions:
    """A value stated for the place itself; else those of its providers and of the places in it.
    A place that has its own value is never added to the values inside it."""
    own = _of_key(setting, (indicator.id, place_id, None), span)
    if own:
        return own
    portions: _Portions = []
    for key in setting.rows.values.keys() | setting.rows.expected.keys():
        if key[0] == indicator.id and key[1] == place_id and key[2] is not None:
            portions.extend(_of_key(setting, key, span))
    for child in setting.places[place_id].children:
        portions.extend(_of_place(setting, indicator, child, span))
    return sorted(portions, key=lambda one: (one[0][1], one[0][2] or 0, one[1].span.start))


def _of_key(setting: Setting, key: Key, span: Span) -> _Portions:
    """The rows of one line for a span: the span itself, else the shorter ones within it, else
    the longer one around it; and, for what is expected and not there, that it is not."""
    stated = setting.rows.values.get(key, {})
    if span in stated:
        return [(key, stated[span])]
    within = [
        found for one, found in stated.items() if span.start <= one.start and one.end <= span.end
    ]
    missing = [
        _absent(setting, one)
        for one in setting.rows.expected.get(key, [])
        if one not in stated and span.start < one.end <= span.end
    ]
    if within or missing:
        return [(key, found) for found in (*within, *missing)]
    around = [
        found for one, found in stated.items() if one.start <= span.start < span.end <= one.end
    ]
    return [(key, around[-1])] if around else []


def _absent(setting: Setting, span: Span) -> Found:
    due = due_on(setting.facts, span, setting.today, known_at=setting.known_at)
    late = due is not None and setting.today > due
    return Found(ValueState.MISSING if late else ValueState.NOT_DUE, span, due_on=due)


def _together(indicator: IndicatorFacts, portions: _Portions, span: Span) -> Found:
    """What the portions say together. One that stands alone for the whole span says it all."""
    if len(portions) == 1 and portions[0][1].span == span:
        return replace(portions[0][1], is_combined=True, row_id=None, reason="")
    founds = [found for _key, found in portions]
    combined = combine(Combine(indicator.combine), [_portion(*one) for one in portions])
    if combined.refusal is not None:
        return _refused(founds, combined, span)
    percent = indicator.kind is IndicatorKind.PERCENTAGE
    value = combined.value
    # What is not yet due is missing from nobody, but the total is not whole before it is in.
    waiting = sum(found.state is ValueState.NOT_DUE for found in founds)
    none = value == 0 and not percent
    not_reached = indicator.kind is IndicatorKind.MILESTONE and combined.reached_on is None
    return Found(
        state=ValueState.ZERO if none or not_reached else ValueState.MEASURED,
        span=span,
        value=100 * value if percent and value is not None else value,
        numerator=_whole(combined.numerator),
        denominator=_whole(combined.denominator),
        reached_on=combined.reached_on,
        is_combined=True,
        given=combined.given,
        due=combined.due + waiting,
    )


def _refused(founds: Sequence[Found], combined: Combined, span: Span) -> Found:
    """Nothing can be put together. When all parts say the same of themselves, so does the sum."""
    states = {found.state for found in founds}
    same = states.pop() if len(states) == 1 else None
    if combined.refusal is Refusal.NO_VALUES:
        state = same or (ValueState.NOT_DUE if ValueState.NOT_DUE in states else ValueState.MISSING)
    elif combined.refusal in (Refusal.NOT_ADDITIVE, Refusal.NARRATIVE):
        state = ValueState.NOT_APPLICABLE if same is None or same.is_known else same
    else:
        state = ValueState.CANNOT_BE_MEASURED if same is None or same.is_known else same
    waits = state in (ValueState.NOT_DUE, ValueState.MISSING)
    due = max((found.due_on for found in founds if found.due_on), default=None)
    return Found(
        state=state,
        span=span,
        due_on=due if waits else None,
        is_combined=True,
        given=combined.given,
        due=combined.due,
        refusal=combined.refusal,
    )


def _portion(key: Key, found: Found) -> Portion:
    return Portion(
        place=f"{key[1]}-{key[2]}",
        ends_on=found.span.end,
        state=found.state,
        value=found.value,
        numerator=found.numerator,
        denominator=found.denominator,
        reached_on=found.reached_on,
    )


def _whole(number: Fraction | None) -> int | None:
    return None if number is None else int(number)


def _wanted(
    setting: Setting,
    indicator: IndicatorFacts,
    place_id: int,
    provider_id: int | None,
    span: Span,
) -> Wanted:
    """The target of exactly this line and period. One set for a whole year is not a quarter's."""
    held = setting.rows.targets.get((indicator.id, place_id, provider_id), {})
    return held.get(span, NO_TARGET)


def _reported(
    setting: Setting, indicator: IndicatorFacts, place_id: int, provider_id: int | None
) -> tuple[Reported, ...]:
    """What was said of this place, or of the places in it where it was said of those."""
    if provider_id is not None:
        return ()
    said = setting.rows.reported.get(indicator.id, [])
    inside = {place_id, *_inside(setting, place_id)}
    here = setting.places[place_id].name
    return tuple(
        replace(one, place_name="" if one.place_name == here else one.place_name)
        for place, one in said
        if place in inside
    )


def _inside(setting: Setting, place_id: int) -> set[int]:
    children = setting.places[place_id].children
    return set(children).union(*(_inside(setting, child) for child in children))
