"""Every file of a publication, one after the other, made of one gathering.

The same state of the record and the same run give the same bytes: nothing here asks the clock,
and what the makers of files would draw by lot is set.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from trellis.performance.exports.editions import Whole
from trellis.performance.exports.forms import FORMS, file_name
from trellis.performance.exports.funders_pack import funders_pack
from trellis.performance.exports.pdf import laid_out
from trellis.performance.exports.pdf_words import contents
from trellis.performance.exports.place_sheet import place_sheet
from trellis.performance.exports.sections import Said
from trellis.performance.queries.published import FIGURES, JSON
from trellis.performance.rules.publishing import canonical

AREA = "area.json"
PACK = "funders-pack.json"
# What `report.typ` needs and no page does.
_OF_PAPER = frozenset({"language", "region", "footer", "page", "of", "day", "author", "strip"})


@dataclass(frozen=True)
class Made:
    name: str
    media_type: str
    data: bytes


def sheet_page(code: str) -> str:
    """The name of the page of a place."""
    return f"place-{code}.json"


def file_count(whole: Whole) -> int:
    return len(FORMS) + 4 + 2 * len(whole.places)


def publication_files(whole: Whole) -> Iterator[Made]:
    yield Made(FIGURES, JSON, canonical({"figures": [one.as_data() for one in whole.figures]}))
    yield _page(AREA, _area(whole))
    for form in FORMS.values():
        name = f"{file_name(whole.pack)}.{form.suffix}"
        yield Made(name, form.media_type, form.write(whole.pack))
    said = funders_pack(whole)
    yield from _paper(whole, said, PACK, "funders-pack")
    for code, name in whole.places:
        yield from _paper(
            whole, place_sheet(whole, code, name), sheet_page(code), _sheet_name(code, name)
        )


def _paper(whole: Whole, said: Said, page: str, stem: str) -> Iterator[Made]:
    """A page, and the same to print."""
    pdf = f"{stem}-{file_name(whole.pack)}.pdf"
    yield _page(page, {**said, "pdf": pdf})
    yield Made(pdf, "application/pdf", laid_out(said))


def _sheet_name(code: str, name: str) -> str:
    """Two places may bear one name."""
    return slugify(f"sheet-{name}-{code}")


def _page(name: str, said: dict[str, Any]) -> Made:
    kept = {key: value for key, value in said.items() if key not in _OF_PAPER}
    return Made(name, JSON, canonical(kept))


def _area(whole: Whole) -> dict[str, Any]:
    said = contents(whole.pack)
    return {
        **said,
        "places": [{"code": code, "name": name} for code, name in whole.places],
        "provisional": list(whole.pack.edition.provisional) if whole.pack.edition else [],
    }
