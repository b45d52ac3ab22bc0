"""Words for the templates of the record."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import ngettext

from trellis.kernel.money import pounds
from trellis.record import words
from trellis.record.queries import Counts
from trellis.record.rules.bridges import Bridge
from trellis.record.words import ROLES, bridge_words

register = template.Library()


@register.filter
def role_words(role: str) -> str:
    return str(ROLES[role])  # type: ignore[index]


@register.filter
def counted(quantity: int, unit: str) -> str:
    """`Sessions: 1`, which reads well of one as of many."""
    return words.amount_words(quantity, unit)


@register.filter
def brought_words(row: Any) -> str:
    """Of an activity, where it was taken from."""
    return words.brought_words(row.source, row.natural_key)


@register.filter
def share_words(share: Decimal) -> str:
    """`33.34 %`, `50 %`."""
    return f"{number_format(share.normalize() + 0, force_grouping=True)} %"


@register.filter
def amount_words(value: Decimal | int) -> str:
    """At most two decimals, none where it is a whole number."""
    rounded = round(Decimal(value), 2)
    whole = rounded == rounded.to_integral_value()
    return number_format(rounded, decimal_pos=0 if whole else 2, force_grouping=True)


@register.filter
def pence_words(pence: int) -> str:
    return pounds(int(pence))


@register.filter
def minutes_words(minutes: int) -> str:
    """`2 hours 30 minutes`."""
    hours, rest = divmod(int(minutes), 60)
    parts = []
    if hours:
        parts.append(ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours})
    if rest or not hours:
        parts.append(ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest})
    return " ".join(parts)


@register.filter
def bridged(found: Bridge, whole: str) -> str:
    """The sentence that says why the figures above do not add up; `whole` names the total."""
    return bridge_words(found, whole)


@register.filter
def helped_words(counts: Counts) -> str:
    """`164 organisations`, `258 people`, both, or a dash where it was for nobody in particular."""
    parts = []
    if counts.organisations:
        words = ngettext("%(n)s organisation", "%(n)s organisations", counts.organisations)
        parts.append(words % {"n": amount_words(counts.organisations)})
    if counts.people:
        words = ngettext("%(n)s person", "%(n)s people", counts.people)
        parts.append(words % {"n": amount_words(counts.people)})
    return ", ".join(parts) or "–"
