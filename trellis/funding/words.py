"""Where codes of this room become sentences. See docs/adr/0014-words.md."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.funding.rules import Scope, Standing
from trellis.kernel.money import pounds
from trellis.kernel.periods import Span

STANDINGS = {
    Standing.TO_COME: gettext_lazy("to come"),
    Standing.IN_FORCE: gettext_lazy("in force"),
    Standing.OVER: gettext_lazy("over"),
}

# Whether an agreement pays for a kind: three short answers, beside each other on a phone.
ANSWERS = {
    Scope.INSIDE: gettext_lazy("Yes"),
    Scope.OUTSIDE: gettext_lazy("No"),
    Scope.NOT_SAID: gettext_lazy("Not said"),
}
SCOPES = {
    Scope.INSIDE: gettext_lazy("What it pays for"),
    Scope.OUTSIDE: gettext_lazy("What it does not pay for"),
    Scope.NOT_SAID: gettext_lazy("What nothing is said of"),
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


def number_words(value: Decimal | int) -> str:
    """At most two decimals, none where it is a whole number."""
    rounded = round(Decimal(value), 2)
    is_whole = rounded == rounded.to_integral_value()
    return number_format(rounded, decimal_pos=0 if is_whole else 2, force_grouping=True)


def quarter_words(span: Span) -> str:
    """`July to September 2026`."""
    return _("%(first)s to %(last)s") % {
        "first": date_format(span.start, "F"),
        "last": date_format(span.last_day, "F Y"),
    }


def quarters_words(span: Span) -> str:
    """`July 2025 to September 2026`."""
    return _("%(first)s to %(last)s") % {
        "first": date_format(span.start, "F Y"),
        "last": date_format(span.last_day, "F Y"),
    }


def repeats_words(adds_to: int, whole: int) -> str:
    """Why the organisations of the parts are more than all there were."""
    if adds_to == whole:
        return ""
    words = _(
        "Organisations add to %(sum)s, including %(repeats)s: whoever was helped in two ways "
        "stands in both, and once in all of it."
    )
    counts = ngettext("%(n)s repeat count", "%(n)s repeat counts", adds_to - whole)
    repeats = counts % {"n": number_words(adds_to - whole)}
    return words % {"sum": number_words(adds_to), "repeats": repeats}
