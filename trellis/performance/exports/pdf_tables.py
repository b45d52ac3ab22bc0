"""The smaller tables of the PDF and its closing words: see `pdf_words`."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.performance import words
from trellis.performance.exports import saying
from trellis.performance.exports.gather import Pack
from trellis.performance.queries import FigureCheck, Line
from trellis.performance.rules.codes import ValueState, Word
from trellis.performance.templatetags import performance_words as page
from trellis.performance.words.states import explained

Said = dict[str, Any]


def tables(pack: Pack) -> list[Said]:
    """Those that have rows."""
    made = [
        _standing(_("Places"), _("Place"), [(one.place_name, one) for one in pack.inside]),
        _standing(
            _("Providers"), _("Provider"), [(one.provider_name, one) for one in pack.provided]
        ),
        _provider_check(pack),
        _checks(pack),
    ]
    return [table for table in made if table["rows"]]


def _standing(title: str, first: str, lines: Sequence[tuple[str, Line]]) -> Said:
    """How many figures of each stand where."""
    held: dict[str, Counter[str]] = {}
    for name, line in lines:
        held.setdefault(name, Counter())[line.rating.outcome] += 1
    return {
        "title": title,
        "lead": _(
            "How many of their figures met the target, came near, did not, or are not rated."
        ),
        "head": [first, *(str(label) for label in words.OUTCOMES.values()), _("Figures")],
        "widths": [0, 1, 1, 1, 1, 1],
        "rows": [
            [name, *(str(counts[code]) for code in words.OUTCOMES), str(counts.total())]
            for name, counts in sorted(held.items())
        ],
    }


def _provider_check(pack: Pack) -> Said:
    """Counts as stated. A blank of the source is told as a blank."""
    check = pack.report.check
    held = [word for word in Word if check and word in check.totals]
    rows: list[list[str]] = []
    lead = ""
    if check:
        for row in check.rows:
            counts = [row.counts.get(word) for word in held]
            rows.append([row.name, *(_count(count) for count in counts), str(row.total)])
        totals = [str(check.totals[word]) for word in held]
        rows.append([_("All providers"), *totals, str(check.expected)])
        share = check.share(Word.GREEN)
        lead = _(
            "%(green)s of %(all)s ratings were reported green: %(of_all)s%% of all, "
            "%(of_reported)s%% of the %(reported)s that were reported."
        ) % {
            "green": check.totals.get(Word.GREEN, 0),
            "all": check.expected,
            "of_all": share.of_expected,
            "of_reported": share.of_reported,
            "reported": check.reported,
        }
    return {
        "title": _("The check of providers, as reported"),
        "lead": lead,
        "head": [_("Provider"), *(str(words.COLOURS[word]) for word in held), _("all")],
        "widths": [0, *(1 for _word in held), 1],
        "rows": rows,
    }


def _count(count: int | None) -> str:
    return _("blank") if count is None else str(count)


def _checks(pack: Pack) -> Said:
    """Only what does not agree: the sheets hold every check."""
    figures = [(check, one) for check in pack.checks for one in check.figures]
    wrong = [(check, one) for check, one in figures if one.agrees is False]
    return {
        "title": _("Figures that do not agree"),
        "lead": ngettext(
            "%(n)s stated figure was checked; %(wrong)s differs from what can be added up or "
            "counted.",
            "%(n)s stated figures were checked; %(wrong)s differ from what can be added up or "
            "counted.",
            len(figures),
        )
        % {"n": len(figures), "wrong": len(wrong)}
        + _conflicts(pack),
        "head": [_("Figure"), _("Stated"), _("Found"), _("Difference"), _("Source")],
        "widths": [0, 2, 2, 2, -3],
        "rows": [
            [f"{check.title}: {one.label}", *_amounts(one), one.source or check.source]
            for check, one in wrong
        ],
    }


def _conflicts(pack: Pack) -> str:
    """They fill pages of their own; here only that there are some, and where."""
    if not pack.conflicts:
        return ""
    count = len(pack.conflicts)
    return " " + ngettext(
        "%(n)s pair of statements cannot both hold: the spreadsheets list it.",
        "%(n)s pairs of statements cannot both hold: the spreadsheets list them.",
        count,
    ) % {"n": count}


def _amounts(figure: FigureCheck) -> list[str]:
    return [
        page.stated(figure.stated, figure.unit),
        page.stated(figure.found, figure.unit),
        page.signed(figure.difference, figure.unit),
    ]


def closing(pack: Pack) -> Said:
    """How it was rated, what the words for silence mean, and where it all comes from."""
    facts = [*_how(pack), *_whence(pack)]
    return {"title": _("How this was made"), "facts": [fact for fact in facts if fact[1]]}


def _how(pack: Pack) -> list[tuple[str, str]]:
    silent = {line.found.state for line in pack.report.lines if not line.found.state.is_known}
    told = [explained(state) for state in ValueState if state in silent]
    reported = _("What somebody stated, in words: neither worked out nor checked here.")
    rule = pack.rule
    return [
        (_("Rule"), rule.words if rule else _("No rating rule was in force.")),
        (
            _("Movement"),
            _(
                "Told only where both figures measure the same thing and chance alone would not "
                "explain the difference."
            ),
        ),
        (_("Where there is no figure"), "; ".join(told)),
        (_("Reported colours"), reported if pack.reported else ""),
    ]


def _whence(pack: Pack) -> list[tuple[str, str]]:
    head = _("The chain of the audit ends at %(head)s.") % {"head": pack.audit_head}
    return [
        (_("Source"), pack.facts.source),
        (_("Known"), saying.as_at_words(pack)),
        (_("Publication"), " ".join(saying.edition_words(pack))),
        (_("Published by"), pack.publisher),
        (_("Audit"), head if pack.audit_head else ""),
    ]
