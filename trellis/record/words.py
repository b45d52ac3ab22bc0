"""What the codes of the record are called."""

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from trellis.kernel.periods import Span, SpanKind
from trellis.record.rules.bridges import Bridge
from trellis.record.rules.done import AgeBand
from trellis.record.rules.shares import Fault, Role, RuleKind

FAULTS = {
    Fault.NOBODY: _("Say who did it."),
    Fault.TWICE: _("Each body takes part once: take out the one that stands twice."),
    Fault.NO_LEAD: _("Say who led it."),
    Fault.TWO_LEADS: _("One body leads; make the others partners."),
    Fault.SUM: _("Shares add up to 100 %. Change them so that they do."),
    Fault.RANGE: _("Enter a share between 0 and 100 %."),
}
ROLES = {
    Role.LEAD: _("led it"),
    Role.PARTNER: _("did it together with them"),
    Role.REFERRER: _("sent them there"),
    Role.HOST: _("gave the room for it"),
}
AGES = {
    AgeBand.UNKNOWN: _("not known"),
    AgeBand.UNDER_16: _("under 16"),
    AgeBand.TO_24: _("16 to 24"),
    AgeBand.TO_64: _("25 to 64"),
    AgeBand.OVER_64: _("65 or over"),
}
RULES = {
    RuleKind.LEAD: _("all of it to whoever leads"),
    RuleKind.EQUAL: _("in equal parts to whoever leads and their partners"),
    RuleKind.MINUTES: _("by the minutes that each spent on it"),
}


def span_words(span: Span) -> str:
    """`July to September 2026`; `April 2026 to March 2027`."""
    first, last = span.start, span.last_day
    if span.kind is SpanKind.QUARTER:
        return gettext("%(first)s to %(last)s") % {
            "first": date_format(first, "F"),
            "last": date_format(last, "F Y"),
        }
    return gettext("%(first)s to %(last)s") % {
        "first": date_format(first, "F Y"),
        "last": date_format(last, "F Y"),
    }


def bridge_words(found: Bridge, whole: str) -> str:
    """`Figures add to 3, including 2 repeat counts; county 1.`"""
    if not found.repeats:
        return gettext("Figures add to %(whole)s.") % {"whole": found.whole}
    counts = ngettext("%(n)s repeat count", "%(n)s repeat counts", found.repeats)
    return gettext("Figures add to %(sum)s, including %(repeats)s; %(name)s %(whole)s.") % {
        "sum": found.adds_to,
        "repeats": counts % {"n": found.repeats},
        "name": whole,
        "whole": found.whole,
    }
