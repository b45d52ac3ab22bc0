"""Finding out which property of a boundary file is the code, the name, and the place above.

Programs call them `WD25CD`, `lad_code`, `code`, `gss` …, so it is read from what stands in them:
the features' own code is the one that differs from feature to feature and, of several such, the
one of the finest kind of area, as files name the places above beside it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trellis.places.rules.codes import Kind, kind_of
from trellis.places.rules.geojson import Feature
from trellis.places.rules.problems import FileRefusedError, Wrong

MOSTLY: Final = 0.5

Known = Mapping[str, Kind]  # the codes in the area's tree, and what kind of place each is


@dataclass(frozen=True)
class Columns:
    """Names of properties; "" where there is none."""

    code: str
    name: str
    above: str


@dataclass(frozen=True)
class _Candidate:
    name: str
    codes: int
    distinct: int
    fineness: float


def find_columns(features: Sequence[Feature], known: Known, *, code: str = "") -> Columns:
    """`code` where the reader of the file knows better. Raises FileRefusedError."""
    names = list(dict.fromkeys(name for one in features for name in one.properties))
    if code and code not in names:
        raise FileRefusedError(Wrong.NO_CODES, code)
    code = code or _code_property(features, names, known)
    return Columns(
        code,
        _name_property(features, names, code),
        _property_above(features, [name for name in names if name != code], known, code),
    )


def code_properties(features: Sequence[Feature], known: Known) -> list[str]:
    """Those that may be the features' own code, likeliest first."""
    names = dict.fromkeys(name for one in features for name in one.properties)
    found = [_candidate(features, name, known) for name in names]
    likely = [
        one
        for one in found
        if one.codes >= MOSTLY * len(features) and one.distinct > MOSTLY * one.codes
    ]
    return [one.name for one in sorted(likely, key=lambda one: (one.fineness, -one.codes))]


def _code_property(features: Sequence[Feature], names: list[str], known: Known) -> str:
    if found := code_properties(features, known):
        return found[0]
    raise FileRefusedError(Wrong.NO_CODES, ", ".join(names)[:200])


def _candidate(features: Sequence[Feature], name: str, known: Known) -> _Candidate:
    values = [one.properties.get(name, "") for one in features]
    kinds = [kind for value in values if (kind := known.get(value) or kind_of(value))]
    codes = {value for value in values if known.get(value) or kind_of(value)}
    fineness = sum(kind.fineness for kind in kinds) / len(kinds) if kinds else 99
    return _Candidate(name, len(kinds), len(codes), fineness)


def _property_above(features: Sequence[Feature], names: list[str], known: Known, code: str) -> str:
    """The property that names a known place for nearly all features that are not known
    themselves; of several, the finest."""
    strange = [one for one in features if one.properties.get(code, "") not in known]
    found: list[tuple[float, str]] = []
    for name in names:
        kinds = [
            known[value] for one in strange if (value := one.properties.get(name, "")) in known
        ]
        if strange and len(kinds) >= 0.9 * len(strange):
            found.append((sum(kind.fineness for kind in kinds) / len(kinds), name))
    return min(found)[1] if found else ""


def _name_property(features: Sequence[Feature], names: list[str], code: str) -> str:
    """The one called like the code (`WD25CD`, `WD25NM`), else one called a name at all, else
    none."""
    for stem in (r"code$", r"cd$"):
        ending = "name" if stem == r"code$" else "nm"
        twin = re.sub(stem, ending, code.lower())
        for name in names:
            if name.lower() == twin and twin != code.lower():
                return name
    called = [name for name in names if re.search(r"(name|nm)$", name.lower())]
    return max(called, key=lambda name: _distinct(features, name), default="")


def _distinct(features: Sequence[Feature], name: str) -> int:
    return len({one.properties.get(name) for one in features})
