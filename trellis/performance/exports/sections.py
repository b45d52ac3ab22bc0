"""The parts of a sheet or a funders' pack: a page and a PDF are made of the same."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from trellis.performance import words
from trellis.performance.exports import saying
from trellis.performance.exports.gather import Pack
from trellis.performance.queries import Line

Said = dict[str, Any]
NO_RATING = -1


def section(
    title: str,
    *,
    lead: str = "",
    items: Sequence[str] = (),
    head: Sequence[str] = (),
    widths: Sequence[int] = (),
    rows: Sequence[Sequence[str]] = (),
    codes: Sequence[str] = (),
    rated: int = NO_RATING,
) -> Said:
    """`widths` are those of `report.typ`; the column `rated` holds ratings, whose codes are
    `codes`, one for each row."""
    return {
        "title": title,
        "lead": lead,
        "items": list(items),
        "head": list(head),
        "widths": list(widths),
        "rows": [list(row) for row in rows],
        "codes": list(codes),
        "rated": rated,
    }


def with_content(sections: Sequence[Said]) -> list[Said]:
    return [one for one in sections if one["items"] or one["rows"]]


def paper(pack: Pack, *, title: str, eyebrow: str, place: str, headline: str) -> Said:
    """What is on top of every such paper, in the shape that `report.typ` takes."""
    language, _dash, region = saying.language().partition("-")
    day = pack.as_at
    whole = _("%(title)s, %(period)s") % {"title": title, "period": words.span_short(pack.span)}
    return {
        "language": language,
        "region": region,
        "title": whole,
        "author": pack.publisher,
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "eyebrow": eyebrow,
        "place": place,
        "framework": pack.facts.title,
        "standing": saying.standing_words(pack),
        "headline": headline,
        "footer": f"{whole} · {pack.publisher}",
        "page": _("Page"),
        "of": _("of"),
        "tiles": [],
        "strip": {"title": "", "alt": "", "caption": "", "marks": []},
        "indicators": {"title": "", "lead": "", "head": [], "rows": []},
    }


def closing(pack: Pack) -> Said:
    head = _("The chain of the audit ends at %(head)s.") % {"head": pack.audit_head}
    facts = [
        (_("Known"), saying.as_at_words(pack)),
        (_("Publication"), " ".join(saying.edition_words(pack, briefly=True))),
        (_("Published by"), pack.publisher),
        (_("Audit"), head if pack.audit_head else ""),
    ]
    return {"title": _("How this was made"), "facts": [fact for fact in facts if fact[1]]}


def with_signs(line: Line) -> str:
    """The figure with the bare signs of its marks: `140 (P)`, where there is little room."""
    signs = [mark.partition(" ")[0] for mark in line.marks]
    return " ".join([saying.result_words(line), *signs])


def with_marks(line: Line) -> str:
    """The figure as it is printed, with what must be said beside it."""
    beside = [one for one in saying.result_notes(line) if one]
    return "; ".join([saying.result_words(line), *beside])
