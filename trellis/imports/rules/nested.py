"""Tables in JSON: a list of objects, alone or under one name of an object."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Final

from trellis.imports.rules.lines import Line
from trellis.imports.rules.problems import MOST_COLUMNS, MOST_ROWS, FileRefusedError, Wrong

_DEEPEST: Final = 3


class JsonTable:
    """An open list of objects; each list of them there is counts as a sheet. Names within names
    become columns with a dot (`address.postcode`). Raises FileRefusedError."""

    def __init__(self, content: BinaryIO) -> None:
        content.seek(0)
        try:
            found = json.loads(content.read())
        except (ValueError, RecursionError) as fault:
            raise FileRefusedError(Wrong.BROKEN) from fault
        self._lists = _lists_in(found)
        self.sheets = list(self._lists)[:MOST_COLUMNS]
        if not self.sheets:
            raise FileRefusedError(Wrong.NOT_A_TABLE)

    def rows(self, sheet: str) -> Iterator[Line]:
        """First the names of the columns as row 1; the nth object is row n + 1."""
        items = self._lists.get(sheet, [])
        if len(items) > MOST_ROWS:
            raise FileRefusedError(Wrong.TOO_MANY_ROWS)
        flat = [_flattened(item) for item in items]
        columns = list(dict.fromkeys(name for item in flat for name in item))
        if len(columns) > MOST_COLUMNS:
            raise FileRefusedError(Wrong.TOO_WIDE)
        if columns:
            yield 1, columns
        for number, item in enumerate(flat, start=2):
            if item:
                yield number, [item.get(name, "") for name in columns]


def _lists_in(found: Any) -> dict[str, list[dict[str, Any]]]:
    if isinstance(found, list):
        return {"": found} if _is_table(found) else {}
    if not isinstance(found, dict):
        return {}
    tables = {name[:100]: items for name, items in found.items() if _is_table(items)}
    return dict(sorted(tables.items(), key=lambda pair: -len(pair[1])))


def _is_table(found: Any) -> bool:
    return isinstance(found, list) and bool(found) and all(isinstance(one, dict) for one in found)


def _flattened(item: Mapping[str, Any], before: str = "", depth: int = 0) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in item.items():
        path = f"{before}{name}"[:200]
        if isinstance(value, dict) and depth < _DEEPEST:
            found |= _flattened(value, f"{path}.", depth + 1)
        else:
            found[path] = _shown(value)
        if len(found) > MOST_COLUMNS:
            raise FileRefusedError(Wrong.TOO_WIDE)
    return found


def _shown(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case list():
            return _listed(value)
        case dict():
            raise FileRefusedError(Wrong.TOO_TANGLED)
    return str(value)


def _listed(values: Sequence[Any]) -> str:
    if any(isinstance(one, dict | list) for one in values):
        return json.dumps(values, ensure_ascii=False)
    return "; ".join(_shown(one) for one in values)
