"""One place on one sheet, for its councillors: what was done there, by whom, how it stands beside
the whole county, what got better and what got worse. No word that only those who work with the
framework know."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel.money import pounds
from trellis.performance import words
from trellis.performance.exports import saying
from trellis.performance.exports.editions import Whole
from trellis.performance.exports.sections import (
    Said,
    closing,
    paper,
    section,
    with_content,
    with_marks,
    with_signs,
)
from trellis.performance.queries import Line, difference_words
from trellis.performance.rules.codes import Combine, IndicatorKind, ValueState
from trellis.performance.rules.exact import half_up
from trellis.performance.rules.movement import Course
from trellis.performance.rules.ratings import Outcome
from trellis.performance.templatetags import performance_words as page

# So many changes are told of, those that went farthest first: a sheet is two pages at most.
MOST_TOLD = 5
_ADDED_UP = (Combine.COUNT_EVENTS, Combine.SUM_MONEY)


def place_sheet(whole: Whole, code: str, name: str) -> Said:
    """In the shape that `report.typ` takes, and the page too."""
    lines = whole.lines_of(code)
    head = paper(
        whole.pack,
        title=name,
        eyebrow=_("What your area got: %(period)s") % {"period": words.span_words(whole.pack.span)},
        place=name,
        headline=_headline(lines, name),
    )
    parts = [
        _money(whole, code),
        _done(whole, lines, code),
        _moved(lines, "better", _("Better than the period before")),
        _moved(lines, "worse", _("Worse than the period before")),
        _who(whole, code),
        _silent(lines),
        _restated(whole, code),
    ]
    return {**head, "tables": with_content(parts), "closing": closing(whole.pack)}


def _headline(lines: Sequence[Line], name: str) -> str:
    count = Counter(line.rating.outcome for line in lines)
    met, nearly, short = (count[one] for one in (Outcome.MET, Outcome.NEARLY, Outcome.NOT_MET))
    judged = met + nearly + short
    if not judged:
        return _("For %(name)s, nothing can be compared with what was wanted yet.") % {"name": name}
    told = [
        ngettext(
            "Of %(count)s thing that was wanted in %(name)s, %(met)s came about in full.",
            "Of %(count)s things that were wanted in %(name)s, %(met)s came about in full.",
            judged,
        )
        % {"count": judged, "name": name, "met": met}
    ]
    if nearly:
        told.append(ngettext("%(n)s nearly did.", "%(n)s nearly did.", nearly) % {"n": nearly})
    if short:
        told.append(ngettext("%(n)s did not.", "%(n)s did not.", short) % {"n": short})
    return " ".join(told)


def _money(whole: Whole, code: str) -> Said:
    return section(
        _("What was paid for it"),
        items=[
            (
                _("%(who)s paid in %(amount)s for the whole of %(area)s.")
                if one.is_whole
                else _("%(who)s paid in %(amount)s.")
            )
            % {"who": one.by, "amount": pounds(one.pence), "area": whole.pack.facts.area_name}
            for one in whole.paid_in.get(code, ())
        ],
    )


def _done(whole: Whole, lines: Sequence[Line], code: str) -> Said:
    known = [line for line in lines if line.found.state.is_known]
    county = {line.indicator.number: line for line in whole.pack.report.lines}
    return section(
        _("What was done"),
        lead=_people(whole, code),
        head=[
            _("What"),
            _("Here"),
            _("Wanted"),
            _("So it is"),
            _("In all of %(county)s") % {"county": whole.pack.facts.area_name},
        ],
        widths=[0, 2, -3, -3, -4],
        rows=[
            [
                line.indicator.title,
                with_signs(line),
                saying.target_words(line),
                saying.rating_words(line) if line.is_rated else _("not compared"),
                _beside_county(line, county.get(line.indicator.number)),
            ]
            for line in known
        ],
        codes=[line.rating.outcome if line.is_rated else "" for line in known],
        rated=3,
    )


def _people(whole: Whole, code: str) -> str:
    here, everywhere = whole.people.get(code), whole.people.get(whole.pack.report.place.code)
    if not here or not everywhere:
        return ""
    return _("%(share)s in 100 people of %(county)s live here.") % {
        "share": words.number(half_up(Fraction(100 * here, everywhere))),
        "county": whole.pack.facts.area_name,
    }


def _beside_county(line: Line, county: Line | None) -> str:
    """The county's figure and, of what is added up, how much of it was here."""
    if county is None or not county.found.state.is_known:
        return _("not known")
    shown = saying.result_words(county)
    if county.found.is_partial:
        return _("%(figure)s so far") % {"figure": shown}
    here, everywhere = line.found.value, county.found.value
    if line.indicator.combine in _ADDED_UP and here is not None and everywhere:
        share = words.number(half_up(100 * here / everywhere))
        return _("%(figure)s; %(share)s%% of it here") % {"figure": shown, "share": share}
    return shown


def _moved(lines: Sequence[Line], bearing: str, title: str) -> Said:
    moved = [
        line
        for line in lines
        if line.movement.bearing == bearing
        and line.movement.course in (Course.UP, Course.DOWN)
        and line.before
    ]
    moved.sort(key=_how_far, reverse=True)
    told = [_movement(line) for line in moved[:MOST_TOLD]]
    if rest := len(moved) - len(told):
        told.append(ngettext("And %(count)s more.", "And %(count)s more.", rest) % {"count": rest})
    return section(title, items=told)


def _how_far(line: Line) -> Fraction:
    """Of what it was before; from nought, any way is far."""
    before = line.before.value if line.before else None
    if line.found.value is None or before is None:
        return Fraction(0)
    return abs(line.found.value - before) / before if before else Fraction(10**9)


def _movement(line: Line) -> str:
    told = {
        Course.UP: _("%(what)s: %(now)s, up from %(before)s."),
        Course.DOWN: _("%(what)s: %(now)s, down from %(before)s."),
    }[line.movement.course]
    return told % {
        "what": line.indicator.title,
        "now": saying.result_words(line),
        "before": page.result_before(line),
    }


def _who(whole: Whole, code: str) -> Said:
    """By provider: how many of its figures for this place are there."""
    held: dict[tuple[str, int | None], list[Line]] = {}
    for line in whole.provided_in(code):
        held.setdefault((line.provider_name, line.provider_id), []).append(line)
    told = []
    for (name, _id), lines in sorted(held.items(), key=lambda one: (one[0][0], one[0][1] or 0)):
        given = sum(line.found.state.is_known for line in lines)
        told.append(
            ngettext(
                "%(name)s: %(given)s of %(count)s figure is in.",
                "%(name)s: %(given)s of %(count)s figures are in.",
                len(lines),
            )
            % {"name": name, "given": given, "count": len(lines)}
        )
    return section(_("Who did it"), items=told)


_WORTH_TELLING = (
    ValueState.MISSING,
    ValueState.NOT_DUE,
    ValueState.NOT_MEASURED,
    ValueState.CANNOT_BE_MEASURED,
    ValueState.SUPPRESSED,
    ValueState.NOT_GIVEN,
)


def _silent(lines: Sequence[Line]) -> Said:
    told = [
        _("%(what)s: %(why)s.") % {"what": line.indicator.title, "why": with_marks(line)}
        for line in lines
        if line.found.state in _WORTH_TELLING
    ]
    accounts = [
        f"{line.indicator.title}: {line.found.words}"
        for line in lines
        if line.indicator.kind is IndicatorKind.NARRATIVE and line.found.words
    ]
    return section(_("What is not known, and what is told in words"), items=[*told, *accounts])


def _restated(whole: Whole, code: str) -> Said:
    told = [
        _("%(what)s: %(how)s.") % {"what": one.figure.title, "how": difference_words(one)}
        for one in whole.differing
        if one.figure.place == code and one.figure.provider is None
    ]
    edition = whole.pack.edition
    return section(
        _("Put right since this was last published"),
        lead=edition.reason if edition and told else "",
        items=told,
    )
