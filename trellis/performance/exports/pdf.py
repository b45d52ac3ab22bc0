"""The report as a tagged PDF (PDF/UA-1), laid out by typst.

The layout in `report.typ` is ours and fixed. Everything anybody wrote goes in as data, in one
string of JSON, so that nothing in it can be taken for markup and nothing can open a file.
"""

import json
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from trellis.performance.exports.gather import Pack
from trellis.performance.exports.pdf_words import contents


def pdf(pack: Pack) -> bytes:
    return laid_out(contents(pack))


def laid_out(said: dict[str, Any]) -> bytes:
    """Our fonts first; with those of the machine where a name is in a script ours lack; and if
    no font at all can show it, without the promise of PDF/UA, but still tagged."""
    data = json.dumps(_printable(said), ensure_ascii=False)
    for system_fonts, standard in ((False, "ua-1"), (True, "ua-1"), (True, None)):
        try:
            return _compiled(data, system_fonts=system_fonts, standard=standard)
        except typst.TypstError as error:
            last = error
    raise last


def _compiled(data: str, *, system_fonts: bool, standard: Any) -> bytes:
    made = typst.compile(
        _layout(),
        font_paths=_fonts(system=system_fonts),
        sys_inputs={"data": data},
        pdf_standards=standard,
        format="pdf",
    )
    assert isinstance(made, bytes), "a PDF is one file"
    return made


@cache
def _layout() -> bytes:
    return files("trellis.performance.exports").joinpath("report.typ").read_bytes()


@cache
def _fonts(*, system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system)


def _printable(said: Any) -> Any:
    """The same without control characters, which no font has. Line ends become spaces."""
    if isinstance(said, str):
        return "".join(sign for sign in " ".join(said.split()) if _has_a_shape(sign))
    if isinstance(said, dict):
        return {key: _printable(value) for key, value in said.items()}
    if isinstance(said, list | tuple):
        return [_printable(value) for value in said]
    return said


def _has_a_shape(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Cn", "Co"}
