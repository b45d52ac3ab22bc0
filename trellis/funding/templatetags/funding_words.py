"""The room's words for use in its templates."""

from django import template

from trellis.funding import words
from trellis.funding.queries import AgreementFacts
from trellis.funding.rules import Standing

register = template.Library()
register.filter("any_of", words.any_of)
register.filter("amount_words", words.amount_words)


@register.filter
def time_words(agreement: AgreementFacts) -> str:
    return words.time_words(agreement.runs.start, agreement.until)


@register.filter
def standing_words(standing: Standing) -> str:
    return str(words.STANDINGS[standing])
