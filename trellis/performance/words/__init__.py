"""Where codes become sentences, for pages and downloads alike. See docs/adr/0014-words.md."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.kernel.periods import Span, SpanKind
from trellis.performance.lifecycle import Stage
from trellis.performance.rules.codes import (
    ChangeClass,
    Combine,
    Comparison,
    Control,
    Direction,
    IndicatorKind,
    Level,
    Priority,
    TargetState,
    ValueState,
    Word,
)
from trellis.performance.rules.combine import Refusal
from trellis.performance.rules.exact import half_up
from trellis.performance.rules.movement import Course
from trellis.performance.rules.ratings import Outcome, Reason, RuleKind
from trellis.performance.rules.tally import Tally

STATES = {
    ValueState.MEASURED: gettext_lazy("measured"),
    ValueState.ZERO: gettext_lazy("zero, counted"),
    ValueState.MISSING: gettext_lazy("missing"),
    ValueState.NOT_APPLICABLE: gettext_lazy("does not apply"),
    ValueState.NOT_DUE: gettext_lazy("not yet due"),
    ValueState.NOT_MEASURED: gettext_lazy("not measured"),
    ValueState.CANNOT_BE_MEASURED: gettext_lazy("cannot be measured"),
    ValueState.NOT_GIVEN: gettext_lazy("not given by the source"),
    ValueState.SUPPRESSED: gettext_lazy("withheld, small number"),
}
TARGET_STATES = {
    TargetState.SET: gettext_lazy("set"),
    TargetState.NOT_SET: gettext_lazy("none set"),
    TargetState.UNCLEAR: gettext_lazy("not clear"),
    TargetState.NOT_APPLICABLE: gettext_lazy("does not apply"),
    TargetState.NOT_GIVEN: gettext_lazy("set, figure not given"),
}
OUTCOMES = {
    Outcome.MET: gettext_lazy("Met"),
    Outcome.NEARLY: gettext_lazy("Nearly met"),
    Outcome.NOT_MET: gettext_lazy("Not met"),
    Outcome.NOT_RATED: gettext_lazy("Not rated"),
}
REASONS = {
    Reason.COMPARED: gettext_lazy("the value was compared with its target"),
    Reason.NO_VALUE: gettext_lazy("there is no value yet"),
    Reason.VALUE_NOT_APPLICABLE: gettext_lazy("it does not apply here"),
    Reason.VALUE_NOT_DUE: gettext_lazy("the value is not yet due"),
    Reason.VALUE_NOT_MEASURED: gettext_lazy("nothing was measured"),
    Reason.VALUE_CANNOT_BE_MEASURED: gettext_lazy("it cannot be measured"),
    Reason.VALUE_NOT_GIVEN: gettext_lazy("the source gives no value"),
    Reason.VALUE_SUPPRESSED: gettext_lazy("the value is withheld"),
    Reason.TRIED_OUT: gettext_lazy("new: not rated yet"),
    Reason.NO_TARGET: gettext_lazy("no target is set"),
    Reason.TARGET_UNCLEAR: gettext_lazy("the target is not clear"),
    Reason.TARGET_NOT_APPLICABLE: gettext_lazy("there is no target to meet"),
    Reason.TARGET_NOT_GIVEN: gettext_lazy("the target's figure is not given"),
    Reason.DATE_REACHED_NOT_KNOWN: gettext_lazy("the day it was reached is not given"),
    Reason.DATE_NOT_YET_PASSED: gettext_lazy("its day has not come"),
    Reason.NO_RULE: gettext_lazy("no rating rule was in force"),
    Reason.NOT_COMPARABLE: gettext_lazy("the target runs against the indicator's direction"),
}
CHANGES = {
    ChangeClass.INITIAL: gettext_lazy("first version"),
    ChangeClass.WORDING: gettext_lazy("wording only"),
    ChangeClass.POPULATION: gettext_lazy("who is asked or counted"),
    ChangeClass.NUMERATOR: gettext_lazy("what is counted"),
    ChangeClass.THRESHOLD: gettext_lazy("where the line is drawn"),
    ChangeClass.LEVEL: gettext_lazy("the level it is measured at"),
}
COLOURS = {
    Word.GREEN: gettext_lazy("green"),
    Word.AMBER: gettext_lazy("amber"),
    Word.RED: gettext_lazy("red"),
    Word.NOT_REPORTED: gettext_lazy("not reported"),
}
BASES = {
    "measured": gettext_lazy("a measured figure"),
    "evidence": gettext_lazy("evidence said to be presented"),
    "event": gettext_lazy("an event said to have taken place"),
    "narrative": gettext_lazy("an account in words"),
    "none": gettext_lazy("none given"),
}
REFUSALS = {
    Refusal.NO_VALUES: gettext_lazy("nothing was reported that could be added up"),
    Refusal.NOT_ADDITIVE: gettext_lazy("values of this indicator are not added up"),
    Refusal.NARRATIVE: gettext_lazy("accounts in words are not added up"),
    Refusal.MEMBERS_NOT_KNOWN: gettext_lazy(
        "the same group may be counted by several, so the numbers are not added"
    ),
    Refusal.NUMBERS_NOT_KNOWN: gettext_lazy(
        "percentages are only put together from the numbers under them"
    ),
    Refusal.EMPTY_DENOMINATOR: gettext_lazy("nobody was asked"),
}
COURSES = {
    Course.UP: gettext_lazy("up"),
    Course.DOWN: gettext_lazy("down"),
    Course.SAME: gettext_lazy("unchanged"),
    Course.NO_CLEAR_CHANGE: gettext_lazy("no clear change"),
    Course.NONE_ACROSS_BREAK: gettext_lazy("not comparable: the indicator changed"),
    Course.NOT_COMPARABLE: gettext_lazy("nothing to compare with"),
}
KINDS = {
    IndicatorKind.NUMBER: gettext_lazy("number"),
    IndicatorKind.PERCENTAGE: gettext_lazy("percentage"),
    IndicatorKind.MONEY: gettext_lazy("money"),
    IndicatorKind.MILESTONE: gettext_lazy("milestone"),
    IndicatorKind.NARRATIVE: gettext_lazy("account in words"),
}


EVERY = {
    "month": gettext_lazy("every month"),
    "quarter": gettext_lazy("every quarter"),
    "year": gettext_lazy("every year"),
}
# What each choice means, said where it is chosen.
KINDS_EXPLAINED = {
    IndicatorKind.NUMBER: gettext_lazy("Number: how many, such as groups helped"),
    IndicatorKind.PERCENTAGE: gettext_lazy(
        "Percentage: how many out of how many, such as answers to a survey"
    ),
    IndicatorKind.MONEY: gettext_lazy("Money: an amount in pounds"),
    IndicatorKind.MILESTONE: gettext_lazy("Milestone: reached on a day, or not yet"),
    IndicatorKind.NARRATIVE: gettext_lazy(
        "Account in words: what was done and what came of it. It is appraised, and never rated"
    ),
}
COMBINES_EXPLAINED = {
    Combine.COUNT_EVENTS: gettext_lazy(
        "Number, added up: each one happened once, such as enquiries or sessions"
    ),
    Combine.COUNT_DISTINCT: gettext_lazy(
        "Number, never added: the same group may be counted by several providers"
    ),
    Combine.STOCK_LATEST: gettext_lazy(
        "Number as on a day, such as groups on a list: the newest counts, places are not added"
    ),
    Combine.RATIO: gettext_lazy(
        "Percentage, by its numbers: these are added, and the percentage is worked out anew"
    ),
    Combine.SUM_MONEY: gettext_lazy("Money, added up"),
    Combine.MILESTONE: gettext_lazy("Milestone: the first day on which any of them reached it"),
    Combine.NARRATIVE_SCORE: gettext_lazy("Account in words: each is read by itself"),
    Combine.NONE: gettext_lazy("Not at all: each place and each provider stands by itself"),
}
DIRECTIONS_EXPLAINED = {
    Direction.UP: gettext_lazy("Higher is better"),
    Direction.DOWN: gettext_lazy("Lower is better"),
}
CONTROLS_EXPLAINED = {
    Control.FULL: gettext_lazy("Wholly: what they do decides it"),
    Control.SHARED: gettext_lazy("In part: others decide it, too"),
    Control.EXTERNAL: gettext_lazy("Hardly: others decide it, and every rating says so"),
}
LEVELS_EXPLAINED = {
    Level.INPUT: gettext_lazy("What goes in, such as hours or money"),
    Level.OUTPUT: gettext_lazy("What is done, such as advice given"),
    Level.OUTCOME: gettext_lazy("What comes of it, such as groups that say it helped"),
    Level.IMPACT: gettext_lazy("What changes in the end"),
}
CHANGES_EXPLAINED = {
    ChangeClass.WORDING: gettext_lazy(
        "Wording only: it counts what it counted before. The series goes on"
    ),
    ChangeClass.POPULATION: gettext_lazy(
        "Who is asked or counted, such as all groups instead of members. The series breaks"
    ),
    ChangeClass.NUMERATOR: gettext_lazy(
        "What is counted, such as sessions instead of groups. The series breaks"
    ),
    ChangeClass.THRESHOLD: gettext_lazy(
        "Where the line is drawn, such as good instead of very good. The series breaks"
    ),
    ChangeClass.LEVEL: gettext_lazy(
        "The level, such as work done instead of what came of it. The series breaks"
    ),
}
STAGES = {
    Stage.DRAFT: gettext_lazy("Draft"),
    Stage.LIVE: gettext_lazy("Live"),
    Stage.CLOSED: gettext_lazy("Closed"),
}
PRIORITIES = {
    Priority.HIGH: gettext_lazy("high"),
    Priority.MEDIUM: gettext_lazy("medium"),
    Priority.LOW: gettext_lazy("low"),
}


RULES_EXPLAINED = {
    RuleKind.MET_OR_NOT: gettext_lazy(
        "Met or not met: the value reaches its target, or it does not"
    ),
    RuleKind.BANDED: gettext_lazy(
        "With a band: a value that misses its target by a little is called nearly met"
    ),
}


def rule_words(band: int | None) -> str:
    """A rating rule as it stands under every rating; `band` in per cent of the target."""
    if band is None:
        return _("Met when the value reaches its target, and not met when it does not.")
    return _(
        "Met when the value reaches its target; nearly met when it misses it by %(band)s%% of the "
        "target or less."
    ) % {"band": band}


def rated_from(day: date) -> str:
    return _("new: rated from %(day)s") % {"day": date_format(day, "j F Y")}


def why_read_only(standing: str, stage: str, area: str) -> str:
    """Why a framework takes no more writes: the record is history, or it is closed."""
    if standing == "documented":
        return _(
            "The record of %(area)s is documented history: everybody can read it, and nobody "
            "changes it."
        ) % {"area": area}
    if stage == Stage.CLOSED:
        return _(
            "This framework is closed: everybody can read it, and nobody changes it. What is to "
            "be looked at from now on belongs in a framework of its own."
        )
    return ""


def number(value: Fraction | Decimal | int, decimals: int = 0) -> str:
    """`3,085`; `−4.5`. Halves go up; a true minus sign."""
    rounded = half_up(value if isinstance(value, int | Decimal) else Fraction(value), decimals)
    words = number_format(abs(rounded), decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return f"−{words}" if rounded < 0 else words


def amount(value: Fraction, kind: str, unit: str = "", decimals: int = 0) -> str:
    """A value in its unit: `75%`, `£1,471,000`, `3,085`."""
    if kind == IndicatorKind.PERCENTAGE:
        return f"{number(value, decimals)}%"
    if kind == IndicatorKind.MONEY or unit == "GBP":
        whole = value.denominator == 1
        words = number(abs(value), 0 if whole else 2)
        return f"−£{words}" if value < 0 else f"£{words}"
    return number(value, decimals)


def span_words(span: Span) -> str:
    """`July to September 2026 (Q2 2026/27)`, `2010/11`, `July 2026`."""
    if span.kind is SpanKind.MONTH:
        return date_format(span.start, "F Y")
    if span.kind is SpanKind.YEAR and span.start.month == 4:
        return f"{span.start.year}/{(span.start.year + 1) % 100:02}"
    months = _("%(first)s to %(last)s %(year)s") % {
        "first": date_format(span.start, "F"),
        "last": date_format(span.last_day, "F"),
        "year": span.last_day.year,
    }
    if span.kind is SpanKind.QUARTER:
        year, _dash, quarter = span.code.partition("-")
        label = f"{quarter} {year}/{(int(year) + 1) % 100:02}"
        return f"{months} ({label})"
    return months


def span_short(span: Span) -> str:
    """`Q2 2026/27`, `2010/11`, `Jul 2026`: for charts and narrow columns."""
    if span.kind is SpanKind.MONTH:
        return date_format(span.start, "M Y")
    if span.kind is SpanKind.QUARTER:
        year, _dash, quarter = span.code.partition("-")
        return f"{quarter} {year}/{(int(year) + 1) % 100:02}"
    return span_words(span)


def target_words(
    state: TargetState,
    comparison: Comparison | None,
    value: Fraction | None,
    by: date | None,
    kind: str,
    unit: str = "",
) -> str:
    """`at least 50%`, `by 31 March 2011`, `none set`."""
    if state is not TargetState.SET or comparison is None:
        return str(TARGET_STATES[state])
    if comparison is Comparison.BY_DATE:
        return _("by %(day)s") % {"day": date_format(by, "j F Y") if by else ""}
    patterns = {
        Comparison.AT_LEAST: _("at least %(value)s"),
        Comparison.MORE_THAN: _("more than %(value)s"),
        Comparison.AT_MOST: _("at most %(value)s"),
        Comparison.LESS_THAN: _("less than %(value)s"),
        Comparison.EQUAL_TO: _("exactly %(value)s"),
    }
    assert value is not None, "a set target has a value"
    decimals = 0 if value.denominator == 1 else 1
    return patterns[comparison] % {"value": amount(value, kind, unit, decimals)}


def of_n(numerator: int | None, denominator: int | None) -> str:
    """`121 of 148`, or that the number of answers is not given."""
    if denominator is None:
        return _("number of answers not given")
    if numerator is None:
        return ngettext("of %(n)s answer", "of %(n)s answers", denominator) % {
            "n": number(denominator)
        }
    return _("%(some)s of %(all)s") % {"some": number(numerator), "all": number(denominator)}


def headline(tally: Tally) -> str:
    """The first sentence of a report: how many can be rated, and how those stand."""
    if not tally.lines:
        return _("Nothing is stated for this period.")
    if not tally.rated:
        sentence = _(
            "None of the %(lines)s figures can be rated: each lacks a measured value or a target."
        )
        return " ".join([sentence % {"lines": tally.lines}, *_silence(tally)])
    first = ngettext(
        "Of %(lines)s figures one can be rated.",
        "Of %(lines)s figures %(rated)s can be rated.",
        tally.rated,
    ) % {"lines": tally.lines, "rated": tally.rated}
    return " ".join([first, *_standing(tally), *_silence(tally)])


def _standing(tally: Tally) -> list[str]:
    said = []
    if tally.met:
        words = ngettext("%(n)s met its target.", "%(n)s met their target.", tally.met)
        said.append(words % {"n": tally.met})
    if tally.nearly:
        said.append(
            ngettext("%(n)s came near.", "%(n)s came near.", tally.nearly) % {"n": tally.nearly}
        )
    if tally.not_met:
        said.append(
            ngettext("%(n)s did not.", "%(n)s did not.", tally.not_met) % {"n": tally.not_met}
        )
    return said


def _silence(tally: Tally) -> list[str]:
    said = []
    if tally.partial:
        words = ngettext(
            "%(n)s waits for figures that are not in.",
            "%(n)s wait for figures that are not in.",
            tally.partial,
        )
        said.append(words % {"n": tally.partial})
    if tally.missing:
        words = ngettext("%(n)s is missing.", "%(n)s are missing.", tally.missing)
        said.append(words % {"n": tally.missing})
    if tally.not_due:
        words = ngettext("%(n)s is not yet due.", "%(n)s are not yet due.", tally.not_due)
        said.append(words % {"n": tally.not_due})
    return said
