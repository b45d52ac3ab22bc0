"""Every page that can be asked for, with every place in its address where somebody can put
something of their own."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlencode

from tests.architecture.matrix import STAND_INS, Address, addresses
from tests.architecture.scene import Scene
from tests.architecture.source import python_files, tree

# What has broken pages elsewhere: other kinds, other ends of the number line, of the calendar and
# of Unicode, pieces of other languages, and far too much of anything.
NASTY = (
    "",
    " ",
    "0",
    "-1",
    "1.5",
    "1e400",
    "2147483648",
    "9223372036854775808",
    "9" * 40,
    "9" * 5_000,
    "٣",
    "\0",
    "a\0b",
    "\ufffd\ufeff\u202e",
    "\U0001f9d1\u200d\U0001f33e",
    "é" * 300,
    "' OR 1=1 --",
    "%' ESCAPE '",
    "<script>alert(1)</script>",
    "../../../../etc/passwd",
    "javascript:alert(1)",
    "a\r\nSet-Cookie: b=c",
    "0001-01-01",
    "9999-12-31",
    "1900-01-01--2100-01-01",
    "0001-01-01--9999-12-31",
    "9999-Q4",
    "0000-13",
    "2026-Q2--2026-Q3",
    "{{ 7 }}%s%(a)s{0}",
)


# How the house calls what was asked.
ASKED = ("request.GET", "asked")


@dataclass(frozen=True)
class Slot:
    """One place in a page's address: a piece of its path, or a parameter of its query."""

    page: str
    route: str
    name: str
    in_path: bool

    def __str__(self) -> str:
        return f"{self.page} {self.name}"


def slots() -> list[Slot]:
    """Every slot of every page, in a fixed order."""
    found = dict.fromkeys(slot for page in addresses() if not page.of for slot in _of(page))
    return list(found)


def _of(page: Address) -> Iterator[Slot]:
    for name in page.arguments:
        yield Slot(page.name, page.route, name, in_path=True)
    for name in parameters_of(page.route.split("/")[1] or "web"):
        yield Slot(page.name, page.route, name, in_path=False)


@cache
def parameters_of(room: str) -> tuple[str, ...]:
    """What the room's code asks a query for, as written there; `next` is read by allauth."""
    found = {"next"} if room == "people" else {"unknown"}
    for path in python_files("trellis"):
        if path.parts[path.parts.index("trellis") + 1] == room:
            found |= set(_asked_for(tree(path)))
    return tuple(sorted(found))


def _asked_for(module: ast.AST) -> Iterator[str]:
    """`request.GET.get("x")`, `asked.getlist("x")`, and the fields of forms filled from GET."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = ast.unparse(node.func.value)
            if node.func.attr in {"get", "getlist"} and of in ASKED:
                yield from (one.value for one in node.args[:1] if _is_text(one))  # type: ignore[attr-defined]
        elif isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]) in ASKED:
            yield from (one.value for one in [node.left] if _is_text(one))  # type: ignore[attr-defined]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def address_of(page: Address, scene: Scene) -> str:
    """The page's address with what belongs in each of its places."""
    known: Mapping[str, object] = {**STAND_INS, **scene.facts_for(page.name, page.of)}
    names = (_name_in(piece) for piece in page.route.split("/"))
    filled = zip(page.route.split("/"), names, strict=True)
    return "/".join(str(known.get(name, "maeve")) if name else piece for piece, name in filled)


def address_with(slot: Slot, value: str, scene: Scene) -> str:
    """The page's address with the value in the slot, and what belongs there everywhere else."""
    known: Mapping[str, object] = {**STAND_INS, **scene.facts_for(slot.page, "")}
    asked: dict[str, object] = dict(scene.asked_with(slot.page))
    pieces = []
    for piece in slot.route.split("/"):
        name = _name_in(piece)
        if not name:
            pieces.append(piece)
        elif slot.in_path and name == slot.name:
            pieces.append(quote(value, safe=""))
        else:
            pieces.append(str(known.get(name, "maeve")))
    if not slot.in_path:
        asked[slot.name] = value
    return "/".join(pieces) + (f"?{urlencode(asked)}" if asked else "")


def _name_in(piece: str) -> str:
    """`slug` of `<slug:slug>`; empty for a piece that is what it is."""
    return piece.partition(">")[0].rpartition(":")[2] if piece.startswith("<") else ""
