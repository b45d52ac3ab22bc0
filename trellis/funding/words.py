"""Where codes of this room become sentences. See docs/adr/0014-words.md."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.funding.rules import Standing
from trellis.kernel.money import pounds

STANDINGS = {
    Standing.TO_COME: gettext_lazy("to come"),
    Standing.IN_FORCE: gettext_lazy("in force"),
    Standing.OVER: gettext_lazy("over"),
}


def amount_words(pence: int | None) -> str:
    return _("not stated") if pence is None else pounds(pence)


def any_of(names: tuple[str, ...]) -> str:
    """`A, B or C`."""
    return get_text_list(list(names), _("or"))


def time_words(starts_on: date, until: date) -> str:
    """Both days within it, as people say it: `1 April 2026 to 31 March 2027`."""
    if until <= starts_on:
        return _("never began")
    return _("%(first)s to %(last)s") % {
        "first": date_format(starts_on, "j F Y"),
        "last": date_format(until - timedelta(days=1), "j F Y"),
    }


def why_read_only(standing: str, area: str) -> str:
    """Empty where it is not."""
    if standing != "documented":
        return ""
    return _(
        "The record of %(area)s is documented history: everybody can read it, and nobody changes "
        "it."
    ) % {"area": area}
