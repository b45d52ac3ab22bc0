"""What a boundary file would bring into an area's tree."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from trellis.places.rules import geojson
from trellis.places.rules.codes import Kind
from trellis.places.rules.geojson import Feature, Polygon
from trellis.places.rules.problems import Problem, Wrong
from trellis.places.rules.properties import Columns, Known, code_properties, find_columns

NAME_LENGTH = 120
CODE_LENGTH = 20


@dataclass(frozen=True)
class Strange:
    """A place that the file has and the tree has not. `above` is the code of a place of the tree
    that the file puts it in, or ""."""

    code: str
    name: str
    above: str


@dataclass(frozen=True)
class Boundaries:
    """`known` and `strange` are codes with their parts; nothing is shaped yet."""

    features: int
    columns: Columns
    choices: list[str]
    known: dict[str, list[Polygon]]
    strange: dict[str, list[Polygon]]
    strangers: dict[str, Strange]
    problems: list[Problem]

    @property
    def counts(self) -> dict[str, int]:
        return {
            "features": self.features,
            "known": len(self.known),
            "unknown": len(self.strange),
            "problems": len(self.problems) - len(self.strange),
        }


def read_boundaries(content: bytes, known: Known, *, code: str = "") -> Boundaries:
    """`code` names the property with the places' codes, where it is not to be found out.
    Raises FileRefusedError."""
    read = geojson.read(content)
    columns = find_columns(read.features, known, code=code)
    problems, parts = list(read.problems), defaultdict[str, list[Polygon]](list)
    strangers: dict[str, Strange] = {}
    for feature in read.features:
        value = feature.properties.get(columns.code, "")
        if not value or len(value) > CODE_LENGTH:
            problems.append(Problem(Wrong.NO_CODE, feature.number, columns.code, value))
            continue
        parts[value] += feature.polygons
        if value not in known and value not in strangers:
            strangers[value] = one = _stranger(feature, value, columns, known)
            shown = value if one.name == value else f"{one.name} ({value})"
            problems.append(Problem(Wrong.UNKNOWN_CODE, feature.number, columns.code, shown))
    return Boundaries(
        features=len(read.features) + len(read.problems),
        columns=columns,
        choices=code_properties(read.features, known) or [columns.code],
        known={value: part for value, part in parts.items() if value in known},
        strange={value: part for value, part in parts.items() if value not in known},
        strangers=strangers,
        problems=sorted(problems, key=lambda problem: problem.line),
    )


def _stranger(feature: Feature, code: str, columns: Columns, known: Mapping[str, Kind]) -> Strange:
    above = feature.properties.get(columns.above, "")
    name = feature.properties.get(columns.name, "") or code
    return Strange(code, name[:NAME_LENGTH], above if above in known else "")
