"""What the codes of the record are called."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.kernel.periods import Span, SpanKind
from trellis.record.rules.bridges import Bridge
from trellis.record.rules.done import AgeBand
from trellis.record.rules.reach import FEWEST_PEOPLE
from trellis.record.rules.shares import Fault, Party, Role, RuleKind, split

FAULTS = {
    Fault.NOBODY: gettext_lazy("Say who did it."),
    Fault.TWICE: gettext_lazy("Each body takes part once: take out the one that stands twice."),
    Fault.NO_LEAD: gettext_lazy("Say who led it."),
    Fault.TWO_LEADS: gettext_lazy("One body leads; make the others partners."),
    Fault.SUM: gettext_lazy("Shares add up to 100 %. Change them so that they do."),
    Fault.RANGE: gettext_lazy("Enter a share between 0 and 100 %."),
}
ROLES = {
    Role.LEAD: gettext_lazy("led it"),
    Role.PARTNER: gettext_lazy("did it together with them"),
    Role.REFERRER: gettext_lazy("sent them there"),
    Role.HOST: gettext_lazy("gave the room for it"),
}
AGES = {
    AgeBand.UNKNOWN: gettext_lazy("not known"),
    AgeBand.UNDER_16: gettext_lazy("under 16"),
    AgeBand.TO_24: gettext_lazy("16 to 24"),
    AgeBand.TO_64: gettext_lazy("25 to 64"),
    AgeBand.OVER_64: gettext_lazy("65 or over"),
}
RULES = {
    RuleKind.LEAD: gettext_lazy("all of it to whoever leads"),
    RuleKind.EQUAL: gettext_lazy("in equal parts to whoever leads and their partners"),
    RuleKind.MINUTES: gettext_lazy("by the minutes that each spent on it"),
}
# By `queries.answering.Answer`.
ANSWERS = {
    "waiting": gettext_lazy("Not answered yet"),
    "confirmed": gettext_lazy("Confirmed"),
    "disputed": gettext_lazy("It was otherwise"),
}
# As in `models.taxonomy.ServiceType.For`: forms see no models.
WHOM_FOR = (
    ("organisation", gettext_lazy("An organisation")),
    ("person", gettext_lazy("A person")),
    ("either", gettext_lazy("An organisation or a person")),
    ("nobody", gettext_lazy("Nobody in particular")),
)


def percent(share: int) -> str:
    """A share in basis points, with as many decimals as it has: 33.34 %, 50 %; never torn apart."""
    return f"{Decimal(share).scaleb(-2).normalize():f}\N{NO-BREAK SPACE}%"


def rule_example(kind: RuleKind) -> str:
    """What the rule gives three bodies that did something together, worked out by itself."""
    minutes = _MINUTES if kind is RuleKind.MINUTES else (None,) * len(_MINUTES)
    roles = (Role.LEAD, Role.PARTNER, Role.PARTNER)
    parties = [Party(place, *one) for place, one in enumerate(zip(roles, minutes, strict=True))]
    shares = [percent(part.share) for part in split(kind, parties)]
    given = {"first": shares[0], "second": shares[1], "third": shares[2]}
    if kind is RuleKind.LEAD:
        words = _("Of three bodies, whoever leads has %(first)s and each partner %(second)s.")
        return words % given
    if kind is RuleKind.EQUAL:
        words = _("Three bodies have %(first)s, %(second)s and %(third)s; whoever leads is first.")
        return words % given
    given |= {"a": str(minutes[0]), "b": str(minutes[1]), "c": str(minutes[2])}
    words = _(
        "Three bodies that spent %(a)s, %(b)s and %(c)s minutes have %(first)s, %(second)s and "
        "%(third)s."
    )
    return words % given


_MINUTES = (90, 60, 30)


def why_read_only(standing: str, area: str) -> str:
    """Empty where it is not."""
    if standing != "documented":
        return ""
    words = _(
        "What was done in %(area)s is documented history: everybody can read it, and nobody "
        "changes it."
    )
    return words % {"area": area}


def where_words(place: str, *, is_area: bool) -> str:
    """What was done in an area as a whole was done nowhere in particular."""
    return _("%(area)s, county-wide") % {"area": place} if is_area else place


# The example says on every page that it is one.
_UNSAID = frozenset({"", "example"})


def brought_words(source: str, number: str) -> str:
    """Where it was taken from, and its number there; empty where somebody wrote it here. A line
    without a number of its own has one that nobody reads."""
    if source in _UNSAID:
        return ""
    words = _("It came in a table.")
    if not source.startswith("table:"):
        words = _("It came in a table from %(source)s.") % {"source": source}
    if number and not number.startswith("row:"):
        words += " " + _("Its number there is %(number)s.") % {"number": number}
    return words


def named_on(kind: str, day: date) -> str:
    return _("%(kind)s, %(day)s") % {"kind": kind, "day": date_format(day, "j F Y")}


def amount_words(quantity: int, unit: str) -> str:
    """Units are plural, so that one of them reads as well as many: `Sessions: 1`."""
    return f"{capfirst(unit)}: {number_format(quantity, force_grouping=True)}"


def number_words(value: Decimal | int) -> str:
    """At most two decimals, none where it is a whole number."""
    rounded = round(Decimal(value), 2)
    whole = rounded == rounded.to_integral_value()
    return number_format(rounded, decimal_pos=0 if whole else 2, force_grouping=True)


def people_words(people: int) -> str:
    """Of so few people that one of them might be known by it, no figure is public."""
    return number_words(people) if people >= FEWEST_PEOPLE else _("fewer than 5")


def helped_words(organisations: int, people: int) -> str:
    """`164 organisations`, `258 people`, both, or a dash where it was for nobody in particular."""
    parts = []
    if organisations:
        words = ngettext("%(n)s organisation", "%(n)s organisations", organisations)
        parts.append(words % {"n": number_words(organisations)})
    if people:
        parts.append(_("%(n)s people") % {"n": people_words(people)})
    return ", ".join(parts) or "–"


def span_words(span: Span) -> str:
    """`July to September 2026`; `April 2026 to March 2027`."""
    first, last = span.start, span.last_day
    if span.kind is SpanKind.QUARTER:
        return _("%(first)s to %(last)s") % {
            "first": date_format(first, "F"),
            "last": date_format(last, "F Y"),
        }
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, "F Y"),
        "last": date_format(last, "F Y"),
    }


def bridge_words(found: Bridge, whole: str) -> str:
    """`Figures add to 3, including 2 repeat counts; county 1.`"""
    if not found.repeats:
        return _("Figures add to %(whole)s.") % {"whole": found.whole}
    counts = ngettext("%(n)s repeat count", "%(n)s repeat counts", found.repeats)
    return _("Figures add to %(sum)s, including %(repeats)s; %(name)s %(whole)s.") % {
        "sum": found.adds_to,
        "repeats": counts % {"n": found.repeats},
        "name": whole,
        "whole": found.whole,
    }
