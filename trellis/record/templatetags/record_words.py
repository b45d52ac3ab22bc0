"""Words for the templates of the record."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import ngettext

from trellis.kernel.money import pounds
from trellis.record import words
from trellis.record.rules.bridges import Bridge
from trellis.record.words import ROLES, bridge_words

register = template.Library()
register.filter("amount_words", words.number_words)
register.filter("people_words", words.people_words)


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
