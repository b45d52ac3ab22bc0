"""The forms a download comes in, and what its file is called."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import slugify

from trellis.performance.exports.gather import Pack
from trellis.performance.exports.pdf import pdf
from trellis.performance.exports.tidy_csv import tidy_zip


@dataclass(frozen=True)
class Form:
    """`suffix` ends the file's name; `write` makes its bytes."""

    suffix: str
    media_type: str
    write: Callable[[Pack], bytes]


# The makers of spreadsheets take longer to load than a page to make, so each is loaded by the
# first who asks for one and not by every process that starts.
def _workbook(pack: Pack) -> bytes:
    from trellis.performance.exports.workbook import workbook

    return workbook(pack)


def _ods(pack: Pack) -> bytes:
    from trellis.performance.exports.ods import ods

    return ods(pack)


FORMS = {
    "pdf": Form("pdf", "application/pdf", pdf),
    "xlsx": Form(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _workbook
    ),
    "ods": Form("ods", "application/vnd.oasis.opendocument.spreadsheet", _ods),
    "csv": Form("zip", "application/zip", tidy_zip),
}


def make(pack: Pack, form: str) -> tuple[str, str, bytes]:
    """The file's name, its media type and its bytes; KeyError for a form there is none of."""
    one = FORMS[form]
    return f"{file_name(pack)}.{one.suffix}", one.media_type, one.write(pack)


def file_name(pack: Pack) -> str:
    """`leicestershire-2010-11-2010-11`, or with the place and the day looked back to. Plain
    letters only: it goes into a header."""
    place = "" if pack.is_whole else pack.report.place.name
    day = f"as-known-{pack.as_at.date().isoformat()}" if pack.is_looked_back else ""
    restated = f"r{pack.edition.restated}" if pack.edition and pack.edition.restated else ""
    parts = (pack.facts.slug, place, pack.span.code, day, restated)
    return slugify("-".join(part for part in parts if part))
