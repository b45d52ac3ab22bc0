"""Figures in words, and what a publication changes of them: for pages, for files, and for what is
kept of a publication."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.performance import words
from trellis.performance.queries.facts import Found, IndicatorFacts, Wanted
from trellis.performance.rules.codes import IndicatorKind, ValueState
from trellis.performance.rules.publishing import Bar, Difference, Figure, Part
from trellis.performance.rules.ratings import Outcome

# So many figures are named in the effect of a restatement; the rest is counted.
NAMED = 12
LONGEST_EFFECT = 2_000

_BARS = {
    Bar.NOT_LIVE: gettext_lazy("Only a framework that is live is published."),
    Bar.NOT_DATED: gettext_lazy("This period has no round yet. Set the dates of its round first."),
    Bar.NOT_OVER: gettext_lazy("This period is not over yet. It can be published once it is."),
    Bar.BEING_MADE: gettext_lazy("Somebody has asked for this, and it is being made."),
    Bar.PUBLISHED: gettext_lazy("This period is published. What differs since can be restated."),
    Bar.NOT_PUBLISHED: gettext_lazy("This period is not published yet. Publish it first."),
    Bar.NOTHING_DIFFERS: gettext_lazy(
        "No figure differs from what was published, so there is nothing to restate."
    ),
    Bar.BEFORE_THE_MEETING: gettext_lazy(
        "The day of the funders’ meeting has not come. Say why it is published before."
    ),
    Bar.NOT_ACCEPTED: gettext_lazy(
        "Some returns are not accepted yet. Say why it is published all the same; their figures "
        "are marked as provisional."
    ),
}


def bar_words(bar: Bar) -> str:
    """What stands in the way of publishing, with the remedy."""
    return str(_BARS[bar])


def found_words(found: Found, indicator: IndicatorFacts) -> str:
    """The value in its unit; the day for a milestone; nothing for what has no figure."""
    if found.reached_on:
        return date_format(found.reached_on, "j F Y")
    if found.state is ValueState.ZERO and indicator.kind is IndicatorKind.MILESTONE:
        return _("not reached")
    if found.value is None and found.state is ValueState.ZERO:
        return words.amount(Fraction(0), indicator.kind, indicator.unit)
    if found.value is None:
        return ""
    return words.amount(found.value, indicator.kind, indicator.unit, indicator.decimals)


def wanted_words(wanted: Wanted, indicator: IndicatorFacts) -> str:
    return words.target_words(
        wanted.state, wanted.comparison, wanted.value, wanted.by, indicator.kind, indicator.unit
    )


def shown_words(found: Found, indicator: IndicatorFacts) -> str:
    """The figure, or why there is none."""
    return found_words(found, indicator) or str(words.STATES[found.state])


def rating_words(code: str) -> str:
    return str(words.OUTCOMES[Outcome(code)])


def named(figure: Figure) -> str:
    """`Indicator 1, Cotterby` or `Indicator 1, Cotterby Community Hub, Cotterby`."""
    whose = ", ".join(part for part in (figure.provider_name, figure.place_name) if part)
    return _("Indicator %(number)s, %(whose)s") % {"number": figure.number, "whose": whose}


def difference_words(one: Difference) -> str:
    """`was 140, is 151; its rating was Met, is Nearly met`."""
    if one.was is None:
        return _("was not published before, is %(now)s") % {"now": one.figure.shown}
    if one.now is None:
        return _("was %(was)s, is no longer reported") % {"was": one.was.shown}
    told = [_TOLD[part](one.was, one.now) for part in one.parts]
    return "; ".join(told)


def _was_is(was: str, now: str) -> str:
    none = _("none")
    return _("was %(was)s, is %(now)s") % {"was": was or none, "now": now or none}


def _figure(was: Figure, now: Figure) -> str:
    if was.shown != now.shown:
        return _was_is(was.shown, now.shown)
    return _was_is(_exactly(was), _exactly(now))


def _exactly(figure: Figure) -> str:
    if figure.numerator is not None:
        return words.of_n(figure.numerator, figure.denominator)
    return figure.value or str(words.STATES[ValueState(figure.state)])


def _target(was: Figure, now: Figure) -> str:
    return _("its target %(words)s") % {"words": _was_is(was.target, now.target)}


def _rating(was: Figure, now: Figure) -> str:
    said = _was_is(rating_words(was.rating), rating_words(now.rating))
    return _("its rating %(words)s") % {"words": said}


def _account(was: Figure, now: Figure) -> str:  # noqa: ARG001
    return _("what is said beside it is worded otherwise")


def _before(was: Figure, now: Figure) -> str:
    said = _was_is(was.before, now.before)
    return _("the figure of the period before %(words)s") % {"words": said}


def _provisional(was: Figure, now: Figure) -> str:  # noqa: ARG001
    return _("it is provisional now") if now.is_provisional else _("it is no longer provisional")


_TOLD = {
    Part.FIGURE: _figure,
    Part.TARGET: _target,
    Part.RATING: _rating,
    Part.ACCOUNT: _account,
    Part.BEFORE: _before,
    Part.PROVISIONAL: _provisional,
}


def effect_words(found: Sequence[Difference], added: str = "") -> str:
    """What a restatement changes, in words that fit the record of it; what the publisher adds
    comes first and is never cut."""
    told = [f"{named(one.figure)}: {difference_words(one)}." for one in found]
    count = ngettext("%(count)s figure differs.", "%(count)s figures differ.", len(found)) % {
        "count": len(found)
    }
    head = " ".join(part for part in (added.strip(), count) if part)
    for shown in range(min(NAMED, len(told)), -1, -1):
        rest = len(told) - shown
        more = _("And %(count)s more.") % {"count": rest} if rest else ""
        whole = " ".join(part for part in (head, *told[:shown], more) if part)
        if len(whole) <= LONGEST_EFFECT:
            return whole
    return head


def marks_of(one: Difference | None, figure: Figure) -> tuple[str, ...]:
    """What stands beside the figure in the files of a publication."""
    marks = [_("(P) provisional")] if figure.is_provisional else []
    if one is not None:
        marks.append(f"(R) {difference_words(one)}")
    return tuple(marks)
