"""Putting a workbook together: cover, contents, notes, and a sheet for each table that has rows."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from trellis.performance import words
from trellis.performance.exports import saying
from trellis.performance.exports.gather import Pack
from trellis.performance.exports.sheets import Book, Column, Sheet, one_table
from trellis.performance.exports.sheets_about import sheets_about
from trellis.performance.exports.sheets_of_lines import sheets_of_lines
from trellis.performance.rules.codes import ValueState
from trellis.performance.words.states import explained


def book(pack: Pack) -> Book:
    sheets = [_notes(), *sheets_of_lines(pack), *sheets_about(pack)]
    made = [sheet for sheet in sheets if sheet.rows]
    cover = _cover(pack)
    return Book(
        title=saying.title_words(pack),
        subject=pack.facts.title,
        author=pack.publisher,
        language=saying.language(),
        cover_name=_("Cover"),
        cover=tuple(line for part in cover for line in part if line),
        headings=frozenset(part[0] for part in cover[1:]),
        sheets=(_contents(made), *made),
    )


def _cover(pack: Pack) -> list[list[str]]:
    """The title with what belongs to it, then a heading with its lines, three times."""
    head = (
        _("End of the audit chain: %(head)s") % {"head": pack.audit_head} if pack.audit_head else ""
    )
    return [
        [
            saying.title_words(pack),
            pack.facts.title,
            words.span_words(pack.span),
            saying.standing_words(pack),
        ],
        [_("What it says"), saying.headline(pack)],
        [
            _("How to read it"),
            _("Each sheet holds one table; the sheet Contents leads to all of them."),
            _("[note 1] and the like refer to the sheet Notes."),
        ],
        [
            _("Where it comes from"),
            pack.facts.source,
            saying.as_at_words(pack),
            *saying.edition_words(pack),
            _("Published by %(publisher)s") % {"publisher": pack.publisher},
            head,
        ],
    ]


def _contents(sheets: Sequence[Sheet]) -> Sheet:
    return Sheet(
        _("Contents"),
        "contents",
        _("Contents"),
        (_("This sheet contains one table, with a row for each of the sheets that follow."),),
        (Column(_("Sheet"), 26), Column(_("What it holds"), 70), Column(_("Rows"), 8, number=True)),
        tuple((one.name, one.title, len(one.rows)) for one in sheets),
        links=True,
    )


def _notes() -> Sheet:
    return Sheet(
        _("Notes"),
        "notes",
        _("Notes"),
        (one_table(),),
        (Column(_("Note"), 10), Column(_("What it says"), 100)),
        tuple((f"[note {number}]", text) for number, text in enumerate(_note_texts(), start=1)),
    )


def _note_texts() -> list[str]:
    """In the order of their numbers, which the headings of the other sheets use."""
    states = "; ".join(explained(state) for state in ValueState)
    return [
        _(
            "A rating is worked out from a measured figure, its target and a rule, and from "
            "nothing else. What lacks one of them is not rated, and the column Why says which."
        ),
        _(
            "A colour that somebody stated. It stands here in words, was not worked out and is "
            "not checked."
        ),
        _("An empty cell is never a nought. The column State says what each is: %(states)s.")
        % {"states": states},
        _(
            "No movement is told where the definition changed in between, or where chance alone "
            "would explain it."
        ),
        _(
            "Figures are rounded as on the page; the tidy CSV has them unrounded. Percentages "
            "are out of 100. A milestone has the day on which it was reached."
        ),
        _("A difference is what was added up or counted, less what was stated."),
    ]
