"""Two hundred and more files that nobody should bring."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator

from tests.imports.files import (
    BOOK,
    LINKS,
    content_of,
    csv_of,
    json_of,
    ods_of,
    other_xlsx_of,
    sheet_of,
    with_part,
    xlsx_of,
    zip_of,
)
from trellis.imports.rules.problems import MOST_BYTES, Wrong

MB = 1_000_000
LAUGHS = b"<!DOCTYPE l [<!ENTITY a 'ha'>%s]>" % b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
OUTSIDE = b"<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"
PARAMETER = b"<!DOCTYPE l [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/'> %p;]>"
BARE = b"<!DOCTYPE html>"
DOCTYPES = {"laughs": LAUGHS, "outside": OUTSIDE, "parameter": PARAMETER, "bare": BARE}
# What is read of each format.
PARTS = {
    "xlsx": (
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
    ),
    "ods": ("content.xml",),
}
WHOLE = {"xlsx": xlsx_of(), "ods": ods_of()}

Content = bytes | Callable[[], bytes]
Hostile = tuple[str, Content, Wrong | None]


def hostile() -> Iterator[Hostile]:
    """A name, the file, and the code it is refused by; None where it can be read after
    all. What is large is made when it is asked for."""
    for each in (texts, signatures, archives, doctypes, broken_parts, sheets, tables, objects):
        yield from each()


def texts() -> Iterator[Hostile]:
    yield "empty", b"", Wrong.EMPTY
    yield "spaces", b" \r\n \n", Wrong.NO_ROWS
    yield "a mark alone", b"\xef\xbb\xbf", Wrong.NO_ROWS
    yield "half a mark", b"\xef\xbb", None
    yield "too large", lambda: b"a,b\n" * (MOST_BYTES // 4 + 1), Wrong.TOO_LARGE
    yield "as large as may be", lambda: b"abc,d\n" * (MOST_BYTES // 6), None
    yield "noughts", b"\0" * 5000, Wrong.NOT_TEXT
    yield "a nought further on", b"a,b\n" * 2000 + b"\0,1\n", Wrong.NOT_TEXT
    yield "utf-32", "a,b".encode("utf-32"), Wrong.NOT_TEXT
    yield "odd utf-16", "a,b\n".encode("utf-16-le") * 50 + b"\x01", Wrong.NOT_TEXT
    yield "half a pair", b"\xff\xfe\x00\xd8" * 50, Wrong.NOT_TEXT
    yield "control signs", bytes(range(1, 32)) * 100, Wrong.NOT_TEXT
    yield "no utf-8", b"a,b\n\xff\xfe\xfd,1\n", None
    yield "one endless line", lambda: b"a" * (10 * MB), Wrong.LONG_CELL
    yield "an open quote", lambda: b'a,b\n"' + b"x\n" * MB, Wrong.LONG_CELL
    yield "a row of commas", lambda: b"a,b\n" + b"," * MB + b"1\n", Wrong.TOO_WIDE
    yield "201 columns", b",".join([b"a"] * 201) + b"\n", Wrong.TOO_WIDE
    yield "200 columns", b",".join([b"a"] * 200) + b"\n", None
    yield "commas and nothing", lambda: b"a,b\n" + b"," * MB, None
    yield "quotes", lambda: b'"' * MB, Wrong.LONG_CELL
    yield "quotes and commas", lambda: b'",' * (MB // 2), Wrong.TOO_WIDE
    yield "carriage returns", b"a,b\r1,2\r" * 1000, None
    yield "every line end", b"a,b\r\n1,2\n3,4\r5,6\x85", None
    for sign in ("sep=\\", "sep= ", 'sep="', "sep=\r", "sep=a"):
        yield f"said {sign!r}", f"{sign}\na,b\n1,2\n".encode(), None
    for formula in ("=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "-2+3", "\t=1", "＝1"):
        yield f"formula {formula!r}", csv_of([["a", "b"], [formula, "1"]]), None
    for word in ("\u202e\u0635", "🧩" * 2000, "ﷺ" * 500, "Z\u0351" * 4000, "\u200b" * 9999):
        yield f"script {word[:2]!r}", csv_of([["a", "b"], [word, "1"]]), None
    yield "a long cell", csv_of([["a", "b"], ["x" * 10_001, "1"]]), Wrong.LONG_CELL


def signatures() -> Iterator[Hostile]:
    for name, start in {
        "pdf": b"%PDF-1.7\n", "png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff\xe0",
        "gif": b"GIF89a", "gzip": b"\x1f\x8b\x08", "7z": b"7z\xbc\xaf'\x1c", "rar": b"Rar!\x1a",
        "bzip2": b"BZh9", "xz": b"\xfd7zXZ\0", "elf": b"\x7fELF", "exe": b"MZ\x90",
        "rtf": b"{\\rtf1", "sqlite": b"SQLite format 3\0", "parquet": b"PAR1",
        "html": b"<html><table>", "html5": b"<!DOCTYPE html>", "xml": b"<?xml version='1.0'?>",
        "svg": b"  <svg onload='x()'>", "fods": b"\xef\xbb\xbf<?xml version='1.0'?>",
        "a table as Excel": b"<table border=1>",
    }.items():  # fmt: skip
        yield name, start + b"x" * 100, Wrong.NOT_A_TABLE
    yield "xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000, Wrong.OLD_OR_LOCKED


def archives() -> Iterator[Hostile]:
    yield "a zip of nothing", b"PK\x05\x06" + b"\0" * 18, Wrong.NOT_A_TABLE
    yield "the head of a zip", b"PK\x03\x04", Wrong.BROKEN
    yield "a word document", zip_of({"word/document.xml": b"<a/>"}), Wrong.NOT_A_TABLE
    yield "a bomb", lambda: zip_of({"xl/workbook.xml": b" " * (60 * MB)}), Wrong.UNPACKS_TOO_LARGE
    yield "a flat bomb", _many_bombs, Wrong.UNPACKS_TOO_LARGE
    yield "a bomb that lies", _lying_bomb, Wrong.BROKEN
    many = {f"xl/{number}.xml": b"x" for number in range(2001)}
    yield "too many parts", zip_of({"xl/workbook.xml": BOOK, **many}), Wrong.TOO_MANY_PARTS
    for name in ("../evil.xml", "/etc/passwd", "xl/../../x", "C:\\x.xml", "xl\\..\\..\\x", "a:b"):
        yield f"path {name}", _beside(name), Wrong.STRANGE_PARTS
    for name in ("inner.zip", "a.tar", "xl/b.gz", "c.7z", "d.rar", "e.XZ", "f.jar", "g.exe"):
        yield f"within {name}", _beside(name), Wrong.STRANGE_PARTS
    yield "a link", _with_link(), Wrong.STRANGE_PARTS
    yield "the same name twice", _twice(), Wrong.STRANGE_PARTS
    yield "packed by lzma", _packed(zipfile.ZIP_LZMA), Wrong.STRANGE_PARTS
    yield "packed by bzip2", _packed(zipfile.ZIP_BZIP2), Wrong.STRANGE_PARTS
    yield "locked", _locked(), Wrong.OLD_OR_LOCKED
    manifest = b"<manifest><encryption-data/></manifest>"
    locked = with_part(WHOLE["ods"], "META-INF/manifest.xml", manifest)
    yield "locked open document", locked, Wrong.OLD_OR_LOCKED
    for name, whole in WHOLE.items():
        for share in (0.1, 0.5, 0.9, 0.99):
            yield f"{share} of {name}", whole[: int(len(whole) * share)], Wrong.BROKEN
        yield f"{name} with a head", b"PK" + whole, None
        yield f"{name} with a tail", whole + b"tail" * 100, None
        yield f"{name} twice", whole + whole, None


def _beside(name: str) -> bytes:
    return with_part(WHOLE["xlsx"], name, b"x")


def _many_bombs() -> bytes:
    """No part is large; together they are."""
    return zip_of({f"xl/{number}.xml": b" " * MB for number in range(110)})


def _lying_bomb() -> bytes:
    """Says that it is small, and is not."""
    content = with_part(WHOLE["xlsx"], "xl/worksheets/sheet1.xml", b" " * (30 * MB))
    true, said = struct.pack("<I", 30 * MB), struct.pack("<I", 2000)
    return content.replace(true, said)


def _with_link() -> bytes:
    out = io.BytesIO(WHOLE["xlsx"])
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("xl/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def _twice() -> bytes:
    out = io.BytesIO(WHOLE["xlsx"])
    with zipfile.ZipFile(out, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("xl/workbook.xml", BOOK)
    return out.getvalue()


def _packed(how: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.writestr("xl/workbook.xml", BOOK)
    return out.getvalue()


def _locked() -> bytes:
    """With the flag of encryption on its first part, here and in the list at the end."""
    content = bytearray(WHOLE["xlsx"])
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def doctypes() -> Iterator[Hostile]:
    for kind, names in PARTS.items():
        for part in names:
            for name, doctype in DOCTYPES.items():
                body = b"<?xml version='1.0'?>" + doctype + b"<a>&a;</a>"
                refusal = Wrong.ENTITIES if part != "content.xml" else Wrong.NO_SHEET
                yield f"{name} in {part}", with_part(WHOLE[kind], part, body), refusal
    for name, doctype in DOCTYPES.items():
        found = content_of("<table:table-row/>", before=doctype.decode())
        yield f"{name} before a table", found, Wrong.ENTITIES
        wide = ("<?xml version='1.0' encoding='utf-16'?>" + doctype.decode() + "<a/>").encode(
            "utf-16"
        )
        yield f"{name} in utf-16", with_part(WHOLE["xlsx"], "xl/workbook.xml", wide), Wrong.ENTITIES


def broken_parts() -> Iterator[Hostile]:
    for kind, names in PARTS.items():
        for part in names:
            needed = part in {"content.xml", *PARTS["xlsx"][:3]}
            gone = with_part(WHOLE[kind], part, None)
            if part in {"content.xml", "xl/workbook.xml"}:
                yield f"no {part}", gone, Wrong.NOT_A_TABLE
            else:
                alone = part == "xl/styles.xml"
                yield f"no {part}", gone, None if alone else Wrong.BROKEN
            for name, body in {
                "nothing": b"", "no xml": b"hello", "half": b"<a><b>", "crossed": b"<a><b></a></b>",
                "a wrong sign": b"<a>\x01</a>", "no entity": b"<a>&nbsp;</a>",
                "no encoding": b'<?xml version="1.0" encoding="UUF-8"?><a/>',
                "no text": b'<?xml version="1.0" encoding="rot13"?><a/>',
            }.items():  # fmt: skip
                wrong = Wrong.NO_SHEET if part == "content.xml" else Wrong.BROKEN
                yield f"{name} as {part}", with_part(WHOLE[kind], part, body), wrong
            assert needed or part in {"xl/sharedStrings.xml", "xl/styles.xml"}
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    yield "deep", with_part(WHOLE["xlsx"], "xl/workbook.xml", deep), Wrong.TOO_TANGLED
    wide = b"<a " + b" ".join(b'a%d="1"' % n for n in range(200_000)) + b"/>"
    yield "attributes", with_part(WHOLE["xlsx"], "xl/workbook.xml", wide), Wrong.NO_SHEET


def sheets() -> Iterator[Hostile]:
    cell = '<row r="1"><c r="{}"><v>{}</v></c></row>'
    yield "far right", sheet_of(cell.format("XFD1", 1)), Wrong.TOO_WIDE
    yield "beyond the right", sheet_of(cell.format("ZZZZ1", 1)), Wrong.TOO_WIDE
    yield "far right and empty", sheet_of('<row r="1"><c r="XFD1"/></row>'), Wrong.NO_ROWS
    yield "far down", sheet_of('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), None
    yield "beyond the bottom", sheet_of('<row r="1048577"><c><v>1</v></c></row>'), Wrong.BROKEN
    for number in ("-1", "0", "9" * 400, "1e9", "x", ""):
        yield f"row {number[:5]!r}", sheet_of(f'<row r="{number}"><c><v>1</v></c></row>'), None
    for shared in ("-1", "1e3", "9" * 9, "x", "5"):
        body = sheet_of(f'<row><c t="s"><v>{shared}</v></c></row>', sharedStrings=b"<sst/>")
        yield f"shared {shared[:9]!r}", body, Wrong.BROKEN
    for value in ("nan", "inf", "-inf", "1e999", "9" * 300, "0x10", "1_0", "١٢", ""):
        wanted = Wrong.NO_ROWS if not value else None
        yield f"number {value[:6]!r}", sheet_of(cell.format("A1", value)), wanted
    for day in ("1e300", "-1e9", "99999999", "nan", "inf", "0", "-0.5", "2958466"):
        style = b'<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
        yield f"day {day}", sheet_of(cell.format("A1", day), styles=style), None
    for style_number in ("-1", "999999999999", "x"):
        styled = f'<row><c s="{style_number}"><v>1</v></c></row>'
        yield f"style {style_number}", sheet_of(styled), None
    yield (
        "backwards",
        sheet_of('<row r="5"><c r="C5"><v>1</v></c><c r="A5"><v>2</v></c></row>'),
        None,
    )
    same = '<row r="1"><c r="A1"><v>1</v></c></row>' * 1000
    yield "the same row again", sheet_of(same), None
    yield "half a million rows and one", lambda: long_sheet(500_002), None
    yield "a cell in a cell", sheet_of("<row><c><c><v>1</v></c></c></row>"), None
    yield (
        "a long text",
        sheet_of(f"<row><c t='str'><v>{'x' * 20_000}</v></c></row>"),
        Wrong.LONG_CELL,
    )
    huge = f"<row><c t='str'><v>{'x' * 19 * MB}</v></c></row>"
    yield "a huge text", sheet_of(huge), Wrong.UNPACKS_TOO_LARGE
    yield "a huge number of texts", sheet_of(_point(0), sharedStrings=_texts(100_000)), None
    yield "points at the last", sheet_of(_point(99_999), sharedStrings=_texts(100_000)), None
    for target in ("../../../etc/passwd", "/xl/workbook.xml", "http://127.0.0.1/", "", "x" * 5000):
        links = LINKS.replace(b"worksheets/sheet1.xml", target.encode())
        found = with_part(sheet_of("<row/>"), "xl/_rels/workbook.xml.rels", links)
        wrong = Wrong.NO_ROWS if target == "/xl/workbook.xml" else Wrong.BROKEN
        yield f"sheet at {target[:20]!r}", found, wrong
    empty = with_part(sheet_of("<row/>"), "xl/workbook.xml", b"<workbook/>")
    yield "no sheet", empty, Wrong.NO_SHEET
    names = b"".join(b'<sheet name="%d" id="rId1"/>' % number for number in range(20_000))
    book = b"<workbook>" + names + b"</workbook>"
    yield "many sheets", with_part(other_xlsx_of(), "xl/workbook.xml", book), None


def long_sheet(rows: int) -> bytes:
    return sheet_of(
        "".join(f"<row><c><v>{number * 7919 % 1_000_003}</v></c></row>" for number in range(rows))
    )


def _point(number: int) -> str:
    return f"<row><c t='s'><v>{number}</v></c></row>"


def _texts(count: int) -> bytes:
    inside = "".join(f"<si><t>{number * 7919 % 1_000_003}</t></si>" for number in range(count))
    return f"<sst>{inside}</sst>".encode()


def tables() -> Iterator[Hostile]:
    """OpenDocument."""
    cell = (
        '<table:table-cell table:number-columns-repeated="{}"><text:p>x</text:p></table:table-cell>'
    )
    row = '<table:table-row table:number-rows-repeated="{}">' + cell + "</table:table-row>"
    yield "200 across", content_of(row.format(1, 200)), None
    for across in ("201", "16384", "99999999", "9" * 30):
        wrong = None if len(across) > 8 else Wrong.TOO_WIDE
        yield f"{across[:8]} across", content_of(row.format(1, across)), wrong
    for down in ("500002", "1048576", "99999999"):
        yield f"{down} down", content_of(row.format(down, 1)), Wrong.TOO_MANY_ROWS
    yield "half a million down", content_of(row.format("500000", 200)), None
    yield (
        "half a million again and again",
        lambda: content_of(row.format("400000", 1) * 500),
        Wrong.TOO_MANY_ROWS,
    )
    for number in ("-5", "x", "", "1e9"):
        yield f"{number!r} down", content_of(row.format(number, 1)), None
    paragraph = '<text:p>a<text:s text:c="99999999"/>b</text:p>'
    row_of = "<table:table-row><table:table-cell>{}</table:table-cell></table:table-row>"
    spaces = row_of.format(paragraph)
    yield "spaces", content_of(spaces), None
    inner = f"<table:table table:name='S'>{row.format(1, 1)}</table:table>" * 20
    yield "tables in a table", content_of(row_of.format(inner)), None
    yield (
        "names without an end",
        lambda: with_part(content_of(""), "content.xml", b"<table:table " * 400_000),
        Wrong.UNPACKS_TOO_LARGE,
    )
    yield "a sheet without a row", content_of(""), Wrong.NO_ROWS
    strange = (
        '<table:table-row><table:table-cell office:value-type="{}" office:value="{}" '
        'office:date-value="{}"/></table:table-row>'
    )
    for facts in (
        ("float", "1e999", ""),
        ("float", "x" * 5000, ""),
        ("date", "", "9" * 5000),
        ("percentage", "nan", ""),
    ):
        yield f"value {facts[0]} {facts[1][:4]}", content_of(strange.format(*facts)), None


def objects() -> Iterator[Hostile]:
    """JSON."""
    for name, content in {
        "a list of numbers": b"[1,2,3]", "nothing in a list": b"[]", "an empty object": b"{}",
        "a list in a list": b"[[1],[2]]", "mixed": b'[{"a":1},2]', "no list": b'{"a":{"b":1}}',
    }.items():  # fmt: skip
        yield name, content, Wrong.NOT_A_TABLE
    for name, content in {
        "half": b'[{"a":', "deep": b"[" * 100_000, "deep objects": b'{"a":' * 100_000,
        "a tail": b'[{"a":1}] x', "a long number": b'[{"a":' + b"9" * 5000 + b"}]",
        "not utf-8": b'[{"a":"\xff"}]',
    }.items():  # fmt: skip
        yield name, content, Wrong.BROKEN
    yield "objects without a name", b"[{},{},{}]", Wrong.NO_ROWS
    yield "empty objects", lambda: b"[" + b"{}," * (6 * MB) + b"{}]", Wrong.TOO_TANGLED
    yield "numbers", lambda: b'{"a":[' + b"1," * (9 * MB) + b"1]}", Wrong.NOT_A_TABLE
    wide = b"[{" + b",".join(b'"%d":1' % n for n in range(300)) + b"}]"
    yield "a wide object", wide, Wrong.TOO_WIDE
    apart = b"[" + b",".join(b'{"%d":1}' % n for n in range(300)) + b"]"
    yield "many names", apart, Wrong.TOO_WIDE
    yield "nan", b'[{"a":NaN,"b":-Infinity}]', None
    yield "the same name twice", b'[{"a":1,"a":2}]', None
    yield "nested too deep", b'[{"a":{"b":{"c":{"d":{"e":1}}}}}]', Wrong.TOO_TANGLED
    yield "half a pair", b'[{"a":"\\ud800"}]', None
    yield "noughts", b'[{"a\\u0000":"\\u0000"}]', None
    yield "utf-16", json_of().decode().encode("utf-16"), None
    yield "a long text", b'[{"a":"' + b"x" * 20_000 + b'"}]', Wrong.LONG_CELL
    yield "too many", lambda: b"[" + b'{"a":1},' * 600_000 + b'{"a":1}]', Wrong.TOO_MANY_ROWS
