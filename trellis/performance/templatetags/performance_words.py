"""The room's words for use in its templates."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.performance import words
from trellis.performance.queries import (
    Found,
    FrameworkFacts,
    IndicatorFacts,
    Line,
    MadeOf,
    ReturnLine,
    ReturnReport,
    Wanted,
)
from trellis.performance.queries.telling import found_words, wanted_words
from trellis.performance.rules.codes import IndicatorKind, SelfRating, ValueState
from trellis.performance.rules.locks import Lock
from trellis.performance.rules.ratings import Reason
from trellis.performance.rules.rounds import Share
from trellis.performance.rules.xmr import Firmness
from trellis.performance.words.rounds import LOCKS, RETURN_STAGES, SELF_RATINGS, STEPS

_SAID_BY_THE_TARGET = (
    Reason.NO_TARGET,
    Reason.TARGET_UNCLEAR,
    Reason.TARGET_NOT_APPLICABLE,
    Reason.TARGET_NOT_GIVEN,
)
register = template.Library()
register.filter("span_words", words.span_words)
register.filter("span_short", words.span_short)


@register.filter
def result(line: Line) -> str:
    return found_words(line.found, line.indicator)


@register.filter
def result_before(line: Line) -> str:
    return found_words(line.before, line.indicator) if line.before else ""


@register.filter
def found_as(found: Found, indicator: IndicatorFacts) -> str:
    return found_words(found, indicator)


@register.filter
def target(line: Line) -> str:
    return wanted_as(line.wanted, line.indicator)


@register.filter
def wanted_as(wanted: Wanted, indicator: IndicatorFacts) -> str:
    return wanted_words(wanted, indicator)


@register.filter
def how_many_are_in(line: Line) -> str:
    return _("%(given)s of %(due)s figures are in") % {
        "given": line.found.given,
        "due": line.found.due,
    }


@register.filter
def why_not_rated(line: Line) -> str:
    if line.found.is_partial:
        return how_many_are_in(line)
    if line.rated_from and line.rating.reason is Reason.TRIED_OUT:
        return words.rated_from(line.rated_from)
    return str(words.REASONS[line.rating.reason])


@register.filter
def why_beyond_its_target(line: Line) -> str:
    """Why a found value is not rated, where neither its target nor its parts say so already."""
    told = line.is_rated or line.found.is_partial or not line.found.state.is_known
    return "" if told or line.rating.reason in _SAID_BY_THE_TARGET else why_not_rated(line)


@register.filter
def answers(line: Line) -> str:
    """`121 of 148` for a percentage; empty for what is no share."""
    if line.indicator.kind is not IndicatorKind.PERCENTAGE or not line.found.state.is_known:
        return ""
    return words.of_n(line.found.numerator, line.found.denominator)


@register.filter
def since(line: Line) -> str:
    return str(words.COURSES[line.movement.course])


@register.filter
def state_words(code: str) -> str:
    return str(words.STATES[ValueState(code)])


@register.filter
def change_words(change: object) -> str:
    return str(words.CHANGES[change])  # type: ignore[index]


@register.filter
def colour_words(word: object) -> str:
    return str(words.COLOURS[word])  # type: ignore[index]


@register.filter
def basis_words(code: str) -> str:
    return str(words.BASES.get(code, code))


@register.filter
def refusal_words(refusal: object) -> str:
    return str(words.REFUSALS[refusal])  # type: ignore[index]


@register.filter
def kind_words(kind: object) -> str:
    return str(words.KINDS[kind])  # type: ignore[index]


def _said_of(name: str, table: Mapping[Any, Any]) -> None:
    """A filter that says a code by that table; nothing for none."""

    def say(code: Any) -> str:
        return str(table[code]) if code else ""

    register.filter(name, say)


_said_of("combine_explained", words.COMBINES_EXPLAINED)
_said_of("direction_explained", words.DIRECTIONS_EXPLAINED)
_said_of("control_explained", words.CONTROLS_EXPLAINED)
_said_of("level_explained", words.LEVELS_EXPLAINED)
_said_of("every_words", words.EVERY)
_said_of("stage_words", words.STAGES)
_said_of("priority_words", words.PRIORITIES)


@register.filter
def firmness_words(firmness: Firmness) -> str:
    return {
        Firmness.TOO_FEW: _("too few points for limits"),
        Firmness.TRIAL: _("trial limits: fewer than 13 points"),
        Firmness.FIRM: _("firm limits"),
    }[firmness]


@register.filter
def stated(value: Fraction | None, unit: str) -> str:
    """A stated or added figure in its unit; pounds, per cent or a plain number."""
    if value is None:
        return ""
    decimals = 0 if value.denominator == 1 else 2
    if unit == "gbp":
        return words.amount(value, IndicatorKind.MONEY)
    return words.number(value, decimals) + ("%" if unit == "percent" else "")


@register.filter
def signed(value: Fraction | None, unit: str) -> str:
    """A difference with its sign: `+£8,602`."""
    if value is None:
        return ""
    return ("+" if value > 0 else "") + stated(value, unit)


@register.simple_tag
def made_url(facts: FrameworkFacts, line: Line) -> str:
    """Where "how this figure is made" leads."""
    url = reverse(
        "performance:made",
        args=[facts.slug, line.indicator.number, line.place_code, line.found.span.code],
    )
    return f"{url}?provider={line.provider_id}" if line.provider_id else url


@register.simple_tag
def part_url(facts: FrameworkFacts, line: Line, part: MadeOf) -> str:
    """Where the figure leads that another was put together from."""
    url = reverse(
        "performance:made",
        args=[facts.slug, line.indicator.number, part.place_code, part.found.span.code],
    )
    return f"{url}?provider={part.provider_id}" if part.provider_id else url


@register.filter
def self_rating_words(code: str) -> str:
    return str(SELF_RATINGS[SelfRating(code)])


@register.filter
def return_stage_words(code: str) -> str:
    return str(RETURN_STAGES[code])


@register.filter
def locked_words(lock: Lock) -> str:
    return str(LOCKS[lock])


@register.filter
def step_words(move: str) -> str:
    return str(STEPS[move])


@register.filter
def return_stage_tone(code: str) -> str:
    """How a return's stage is marked: nothing done, under way, somebody waits, done."""
    tones = {"submitted": "info", "checked": "info", "returned": "caution", "accepted": "good"}
    return tones.get(code, "quiet")


@register.filter
def share_words(share: Share) -> str:
    """`6 of 11 (55%)`, and nothing to say where there is nothing to count."""
    if not share.all:
        return "–"
    said = {"some": share.some, "all": share.all, "percent": round(share.percent or 0)}
    return _("%(some)s of %(all)s (%(percent)s%%)") % said


@register.simple_tag
def return_line_url(facts: FrameworkFacts, report: ReturnReport, line: ReturnLine) -> str:
    """Where one figure of a return is recorded, and from where the next follows."""
    where = [facts.slug, line.owing.number, line.line.place_code, line.owing.span.code]
    code = report.round.span.code
    address = reverse("performance:record", args=where)
    return f"{address}?provider={report.provider_id}&round={code}&back={code}"
