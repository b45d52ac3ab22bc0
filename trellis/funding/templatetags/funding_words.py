"""The room's words for use in its templates."""

from django import template

from trellis.funding import words
from trellis.funding.queries import AgreementFacts, Said
from trellis.funding.rules import Scope, Standing
from trellis.record.queries import Bridge

register = template.Library()
register.filter("any_of", words.any_of)
register.filter("amount_words", words.amount_words)
register.filter("number_words", words.number_words)
register.filter("quarter_words", words.quarter_words)


@register.filter
def time_words(agreement: AgreementFacts) -> str:
    return words.time_words(agreement.runs.start, agreement.until)


@register.filter
def standing_words(standing: Standing) -> str:
    return str(words.STANDINGS[standing])


@register.filter
def scope_words(scope: Scope) -> str:
    return str(words.SCOPES[scope])


@register.filter
def repeats_words(found: Bridge | None) -> str:
    return "" if found is None else words.repeats_words(found.adds_to, found.whole)


@register.filter
def by_heading(said: Said, scope: str) -> list[tuple[str, list[str]]]:
    return said.by_heading(Scope(scope))
