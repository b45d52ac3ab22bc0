"""What a line and a report say in words, the same in every form of download as on the page."""

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.performance import words
from trellis.performance.exports.gather import Pack
from trellis.performance.queries import Line
from trellis.performance.rules.codes import IndicatorKind, ValueState
from trellis.performance.rules.combine import Refusal
from trellis.performance.rules.movement import Course
from trellis.performance.templatetags import performance_words as page


def title_words(pack: Pack) -> str:
    """`Leicestershire 2010/11: Blaby, Q2 2026/27`; the whole area goes without saying."""
    place = pack.report.place.name
    return _("%(framework)s: %(place)s, %(period)s") % {
        "framework": pack.facts.short_title,
        "place": place,
        "period": words.span_short(pack.span),
    }


def standing_words(pack: Pack) -> str:
    """What kind of record this is; empty for one in real use."""
    return {
        "documented": _("Documented facts, read-only: every one stands in the source named."),
        "invented": _("Invented example: no person, group or figure here is real."),
    }.get(pack.facts.standing, "")


def as_at_words(pack: Pack) -> str:
    moment = timezone.localtime(pack.as_at)
    if pack.is_looked_back:
        return _("As it was known at the end of %(day)s") % {"day": date_format(moment, "j F Y")}
    return _("As known on %(moment)s") % {"moment": date_format(moment, "j F Y, H:i")}


def edition_words(pack: Pack, *, briefly: bool = False) -> list[str]:
    """Of a publication: which it is, why, what it changes (not where that is told `briefly`), and
    whose figures are provisional."""
    if pack.edition is None:
        return []
    one = pack.edition
    told = [_("Published. What is in this file never changes.")]
    if one.restated:
        told = [_("Restated (R%(n)s). (R) stands at each figure that differs from what was "
                  "published before.") % {"n": one.restated}]  # fmt: skip
    told += [_sentence(one.reason), "" if briefly else one.effect]
    if one.provisional:
        told.append(
            _("(P) stands at figures that are provisional: the returns of %(names)s were not "
              "accepted yet.") % {"names": ", ".join(one.provisional)}
        )  # fmt: skip
    return [words for words in told if words]


def _sentence(words: str) -> str:
    return f"{words.rstrip('.')}." if words else ""


def language() -> str:
    """`en-GB`, as file formats write it."""
    first, _dash, region = (translation.get_language() or "en-gb").partition("-")
    return f"{first}-{region.upper()}" if region else first


def headline(pack: Pack) -> str:
    return str(words.headline(pack.report.tally))


def result_words(line: Line) -> str:
    """The figure as the page prints it, or why there is none."""
    found = line.found
    if not found.state.is_known:
        return str(words.STATES[found.state])
    if figure := page.result(line):
        return figure
    if line.indicator.kind is not IndicatorKind.NARRATIVE:
        return str(words.STATES[found.state])
    if found.strength is None:
        return _("account, not appraised")
    return _("account, strength %(strength)s of 5") % {"strength": found.strength}


def result_notes(line: Line) -> list[str]:
    """What must be said beside the figure: answers, nought, correction, period, when due."""
    found = line.found
    notes = [page.answers(line)]
    if found.state is ValueState.ZERO and page.result(line):
        notes.append(str(words.STATES[ValueState.ZERO]))
    if found.refusal in (Refusal.NOT_ADDITIVE, Refusal.NARRATIVE) and not found.due_on:
        notes.append(_("not added up: see its parts"))
    if line.status:
        notes.extend(line.marks)
    elif found.is_corrected:
        notes.append(_("(R) corrected"))
    if found.span != line.span:
        notes.append(words.span_short(found.span))
    if found.due_on:
        notes.append(_("due %(day)s") % {"day": date_format(found.due_on, "j F Y")})
    return [note for note in notes if note]


def target_words(line: Line) -> str:
    return page.target(line)


def rating_words(line: Line) -> str:
    return str(words.OUTCOMES[line.rating.outcome])


def why_words(line: Line) -> str:
    return page.why_not_rated(line)


def movement_words(line: Line) -> str:
    """`up, better; before: 27%`. Across a change of definition there is no movement to tell."""
    course = line.movement.course
    told = [page.since(line)]
    if course in (Course.UP, Course.DOWN) and line.movement.bearing != "neither":
        told[0] = _("%(course)s: %(bearing)s") % {
            "course": told[0],
            "bearing": {"better": _("better"), "worse": _("worse")}[line.movement.bearing],
        }
    if line.before is not None and course is not Course.NOT_COMPARABLE:
        told.append(_("before: %(value)s") % {"value": page.result_before(line)})
    return "; ".join(told)


def reported_words(line: Line) -> str:
    """The latest colour stated for the place and period, and what is said to stand behind it."""
    if not line.reported:
        return ""
    last = line.reported[-1]
    return _("%(colour)s, basis: %(basis)s") % {
        "colour": words.COLOURS[last.word],
        "basis": words.BASES.get(last.basis, last.basis),
    }


def control_words(line: Line) -> str:
    return {
        "external": _("Not wholly under the provider’s control"),
        "shared": _("Control is shared"),
    }.get(line.indicator.control, "")


def break_words(line: Line) -> str:
    if line.broke_with is None:
        return ""
    return _("Definition changed: version %(number)s (%(change)s)") % {
        "number": line.broke_with.number,
        "change": words.CHANGES[line.broke_with.change],
    }
