"""What something takes, in words, for the templates that ask whether it is worth it."""

from fractions import Fraction

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.performance import words
from trellis.performance.rules.costs import Cost

register = template.Library()


@register.filter
def minutes(value: Fraction) -> str:
    """`45 minutes`, `2 hours 30 minutes`; half minutes of a median go up."""
    whole = int(value + Fraction(1, 2))
    hours, rest = divmod(whole, 60)
    told = []
    if hours:
        told.append(ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": words.number(hours)})
    if rest or not hours:
        told.append(ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest})
    return " ".join(told)


@register.filter
def hours(value: Fraction) -> str:
    """`48 hours`, `2.5 hours`: a tenth of an hour where there are less than ten."""
    decimals = 1 if value < 10 and value.denominator != 1 else 0
    rounded = words.number(value, decimals)
    return _("1 hour") if rounded == "1" else _("%(n)s hours") % {"n": rounded}


@register.filter
def whose_word(cost: Cost) -> str:
    """Who says so, and of how many nobody does."""
    told = []
    if cost.stated:
        said = ngettext("as one provider says", "median of %(n)s providers", cost.stated)
        told.append(said % {"n": cost.stated})
    if cost.estimated:
        said = ngettext("estimated for one", "estimated for %(n)s", cost.estimated)
        told.append(said % {"n": cost.estimated})
    if cost.unknown:
        said = ngettext("one has not said", "%(n)s have not said", cost.unknown)
        told.append(said % {"n": cost.unknown})
    return ", ".join(told)
