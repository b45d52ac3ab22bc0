"""Reading XML piece by piece with expat, which refuses what a table never needs: document types,
and with them every entity."""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final, NoReturn, Protocol
from xml.parsers import expat

from trellis.imports.rules.archives import FAULTS
from trellis.imports.rules.problems import FileRefusedError, Wrong

_PIECE: Final = 1 << 16
_DEEPEST: Final = 60
# What expat reads by itself. For another it asks Python, which knows codecs that are no text.
_ENCODINGS: Final = {"utf-8", "utf-16", "us-ascii", "iso-8859-1"}


class Reader(Protocol):
    """What is told of each element, by its name without a prefix. `take` gives up what is
    complete so far."""

    def start(self, name: str, facts: Mapping[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, words: str) -> None: ...
    def take(self) -> list[Any]: ...


def read_elements(content: BinaryIO, reader: Reader) -> Iterator[Any]:
    """Everything the reader gives up, as soon as it does. Raises FileRefusedError."""
    parser = _parser(reader)
    try:
        while piece := content.read(_PIECE):
            parser.Parse(piece)
            yield from reader.take()
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, *FAULTS) as fault:
        raise FileRefusedError(Wrong.BROKEN) from fault
    yield from reader.take()


def _parser(reader: Reader) -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    names: dict[str, str] = {}
    depth = 0

    def start(name: str, facts: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise FileRefusedError(Wrong.TOO_TANGLED)
        reader.start(names.get(name) or names.setdefault(name, name.rpartition(":")[2]), facts)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(names[name])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.text
    parser.XmlDeclHandler = _refuse_strange_encodings
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return parser


def _refuse_strange_encodings(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding or "utf-8").lower() not in _ENCODINGS:
        raise FileRefusedError(Wrong.BROKEN)


def _refuse(*_facts: object) -> NoReturn:
    raise FileRefusedError(Wrong.ENTITIES)
