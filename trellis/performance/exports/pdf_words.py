"""All that the PDF says, in words and in the order of its pages; `report.typ` only lays it out."""

from django.utils.translation import gettext as _

from trellis.performance import words
from trellis.performance.exports import saying
from trellis.performance.exports.gather import Pack
from trellis.performance.exports.pdf_tables import Said, closing, tables
from trellis.performance.queries import Line
from trellis.performance.rules.movement import Course
from trellis.performance.rules.ratings import Outcome


def contents(pack: Pack) -> Said:
    return {
        **_about(pack),
        "tiles": _tiles(pack),
        "strip": _strip(pack),
        "indicators": _indicators(pack),
        "tables": tables(pack),
        "closing": closing(pack),
    }


def _about(pack: Pack) -> Said:
    language, _dash, region = saying.language().partition("-")
    day = pack.as_at
    return {
        "language": language,
        "region": region,
        "title": saying.title_words(pack),
        "author": pack.publisher,
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "eyebrow": _("How we are doing: %(period)s") % {"period": words.span_words(pack.span)},
        "place": pack.report.place.name,
        "framework": pack.facts.title,
        "standing": saying.standing_words(pack),
        "headline": saying.headline(pack),
        "footer": f"{saying.title_words(pack)} · {pack.publisher}",
        "page": _("Page"),
        "of": _("of"),
    }


def _tiles(pack: Pack) -> list[Said]:
    tally = pack.report.tally
    shown = [
        (Outcome.MET, tally.met, _("met their target")),
        (Outcome.NEARLY, tally.nearly, _("came near")),
        (Outcome.NOT_MET, tally.not_met, _("did not meet it")),
        (Outcome.NOT_RATED, tally.not_rated, _("not rated")),
    ]
    return [
        {"code": code, "figure": words.number(count), "label": label}
        for code, count, label in shown
        if count or code is not Outcome.NEARLY
    ]


def _strip(pack: Pack) -> Said:
    """Every indicator as one mark, and the same said in words for who does not see it."""
    lines = pack.report.lines
    told = []
    for outcome, label in words.OUTCOMES.items():
        numbers = [str(one.indicator.number) for one in lines if one.rating.outcome is outcome]
        if numbers:
            told.append(f"{label}: {', '.join(numbers)}.")
    return {
        "title": _("Every indicator at a glance"),
        "alt": " ".join([_("A strip of marks, one for each indicator by number."), *told]),
        "caption": _("Each box is an indicator; its number and title are in the table."),
        "marks": [
            {"number": str(one.indicator.number), "code": one.rating.outcome} for one in lines
        ],
    }


def _indicators(pack: Pack) -> Said:
    return {
        "title": _("Indicators"),
        "lead": _("Coloured only where a measured figure was compared with a target."),
        "head": [_("Indicator"), _("Target"), _("Result"), _("Rating")],
        "rows": [_indicator(line) for line in pack.report.lines],
    }


def _indicator(line: Line) -> Said:
    beside = [saying.break_words(line), saying.control_words(line)]
    reported = saying.reported_words(line)
    return {
        "number": str(line.indicator.number),
        "title": line.indicator.title,
        "beside": [one for one in beside if one],
        "account": line.found.words,
        "target": saying.target_words(line),
        "result": saying.result_words(line),
        "known": line.found.state.is_known,
        "notes": [*saying.result_notes(line), *_moved(line)],
        "code": line.rating.outcome,
        "rating": saying.rating_words(line),
        "why": saying.why_words(line) if _needs_a_reason(line) else "",
        "reported": _("reported: %(colour)s") % {"colour": reported} if reported else "",
    }


def _needs_a_reason(line: Line) -> bool:
    """Why there is no figure already says why there is no rating."""
    return line.found.state.is_known and not line.is_rated


def _moved(line: Line) -> list[str]:
    """Only where there was something to compare with: a change of definition says so itself."""
    silent = (Course.NOT_COMPARABLE, Course.NONE_ACROSS_BREAK)
    return [] if line.movement.course in silent else [saying.movement_words(line)]
