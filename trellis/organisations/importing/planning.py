"""What a row asks for: it is compared with the record, for whoever brings it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from trellis.kernel.imports import Bringing, Change, Outcome, Problem, Row, Verdict
from trellis.organisations import queries
from trellis.organisations.actions import Details
from trellis.organisations.queries.choices import income_bands, kinds
from trellis.organisations.queries.matching import Match, Sought, Standing
from trellis.organisations.rules.details import changed_fields
from trellis.organisations.rules.names import fold
from trellis.organisations.rules.vocabularies import COMMUNITIES, INTERESTS
from trellis.places import queries as places

SERVES: Final = "serves"
USUAL_KIND: Final = "group"
# Up to how many pounds a year, and the band that is.
_BANDS: Final = (
    (Decimal(0), "none"),
    (Decimal(10_000), "to_10k"),
    (Decimal(100_000), "to_100k"),
    (Decimal(500_000), "to_500k"),
    (Decimal(1_000_000), "to_1m"),
)


class WrongRowError(Exception):
    def __init__(self, code: str, field: str = "", value: str = "", **about: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, field, value, about)


class _Places:
    """The places of a record by name and by code."""

    def __init__(self, area_id: int, today: datetime) -> None:
        self.names: dict[str, list[places.Node]] = {}
        self.by_id: dict[int, str] = {}
        for node in places.tree(area_id, on=today.date()):
            self.by_id[node.id] = node.name
            for word in {fold(node.name), fold(node.code)}:
                self.names.setdefault(word, []).append(node)

    def ids(self, texts: Sequence[str]) -> frozenset[int]:
        return frozenset(self._id(text) for text in texts)

    def _id(self, text: str) -> int:
        found = self.names.get(fold(text), [])
        if not found:
            raise WrongRowError("no_such_place", "place", text, item=text, meant=self._meant(text))
        if len(found) > 1:
            codes = ", ".join(f"{node.name} ({node.code})" for node in found[:4])
            raise WrongRowError("several_places", "place", text, item=text, meant=codes)
        return found[0].id

    def _meant(self, text: str) -> str:
        close = [name for name in self.names if fold(text)[:4] and name.startswith(fold(text)[:4])]
        names = sorted({node.name for name in close for node in self.names[name]})[:3]
        return _("Is it one of these: %(names)s?") % {"names": ", ".join(names)} if names else ""


@dataclass(frozen=True)
class _Read:
    """A row with its places found; `problem` where they were not."""

    row: Row
    sought: Sought
    problem: Problem | None = None


def _read(row: Row, known: _Places) -> _Read:
    values = row.values
    name = values["name"] or ""
    try:
        return _Read(row, Sought(name, _identifiers(values), known.ids(values["place"] or ())))
    except WrongRowError as fault:
        return _Read(row, Sought(name, _identifiers(values)), fault.problem)


def _identifiers(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    single = [values[name] for name in ("charity", "company") if values[name]]
    return tuple(dict.fromkeys([*single, *(values["numbers"] or ())]))


@dataclass(frozen=True)
class Plan:
    """What a row asks for: `details` is what the organisation will be."""

    verdict: Verdict
    details: Details | None = None
    standing: Standing | None = None


class Planner:
    """Compares rows with the record, for whoever brings them."""

    def __init__(self, bringing: Bringing) -> None:
        self.bringing = bringing
        self.places = _Places(bringing.area_id, bringing.now)
        self.reach = queries.reach(bringing.by)

    def plans(self, rows: Sequence[Row]) -> list[Plan]:
        read = [_read(row, self.places) for row in rows]
        asked = [one.sought for one in read]
        matches = queries.match(self.bringing.by, self.bringing.area_id, asked)
        return [self._plan(one, match) for one, match in zip(read, matches, strict=True)]

    def _plan(self, read: _Read, match: Match) -> Plan:
        try:
            if read.problem is not None:
                return Plan(Verdict(Outcome.PROBLEM, problems=(read.problem,)))
            if match.found:
                return self._edit(read, match.found)
            return self._new(read, match.others)
        except WrongRowError as fault:
            return Plan(Verdict(Outcome.PROBLEM, problems=(fault.problem,)))

    def _new(self, read: _Read, others: Sequence[str]) -> Plan:
        sought = read.sought
        if others:
            raise WrongRowError("several", others=", ".join(others))
        if not sought.places:
            raise WrongRowError("where_is_it", "place")
        if self.reach is not None and not sought.places & self.reach:
            raise WrongRowError("beyond_reach", "place")
        details = _filled(Details(sought.name, USUAL_KIND), read)
        key = "|".join(map("-".join, sought.identifiers[:1])) or (
            f"{fold(sought.name)}|{sorted(sought.places)}"
        )
        return Plan(Verdict(Outcome.NEW, key), details)

    def _edit(self, read: _Read, standing: Standing) -> Plan:
        if not standing.may_edit:
            raise WrongRowError("not_yours_to_edit")
        if standing.is_closed:
            raise WrongRowError("is_closed")
        details = _filled(standing.details, read)
        changed = changed_fields(standing.details, details)
        changes = tuple(self._change(name, standing.details, details) for name in changed)
        verdict = Verdict(
            Outcome.CHANGED if changed else Outcome.UNCHANGED,
            key=f"organisation:{standing.id}",
            seen=f"{standing.id}:{standing.version}",
            changes=changes,
        )
        return Plan(verdict, details, standing)

    def _change(self, name: str, before: Details, after: Details) -> Change:
        values = (self._shown(name, getattr(one, name)) for one in (before, after))
        return Change(name, *values)

    def _shown(self, name: str, value: Any) -> str:
        if name == "coverage":
            return ", ".join(sorted(self.places.by_id.get(pk, "?") for pk, _as in value))
        return _SHOWN[name](value) if name in _SHOWN else str(value)


_SHOWN: Final[Mapping[str, Callable[[Any], str]]] = {
    "kind": lambda code: dict(kinds()).get(code, code),
    "income_band": lambda code: dict(income_bands()).get(code, code),
    "contact_is_public": lambda is_so: _("yes") if is_so else _("no"),
    "identifiers": lambda pairs: ", ".join(map("-".join, pairs)),
    "other_names": lambda pairs: ", ".join(name for _kind, name in pairs),
    "interests": lambda codes: ", ".join(_(INTERESTS.get(code, code)) for code in codes),
    "communities": lambda codes: ", ".join(_(COMMUNITIES.get(code, code)) for code in codes),
}


def _filled(details: Details, read: _Read) -> Details:
    """An empty cell leaves what stands there. Names and numbers are added, the other lists are
    replaced."""
    values, sought = read.row.values, read.sought
    plain = ("kind", "about", "website", "email", "telephone", "contact_is_public", "postcode",
             "income_band", "source")  # fmt: skip
    given = {name: values[name] for name in plain if values[name] is not None}
    if values["income"] is not None:
        given["income_band"] = _band(values["income"])
    if sought.places:
        others = [pair for pair in details.coverage if pair[1] != SERVES]
        kept = {pk for pk, _as in others}
        given["coverage"] = (*others, *((pk, SERVES) for pk in sorted(sought.places - kept)))
    for name in ("interests", "communities"):
        if values[name] is not None:
            given[name] = tuple(sorted(values[name]))
    return replace(
        details,
        name=sought.name or details.name,
        identifiers=_joined(details.identifiers, sought.identifiers),
        other_names=_names(details, values["other_names"] or ()),
        **given,
    )


def _joined(
    before: Sequence[tuple[str, str]], brought: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """A number brought takes the place of the one in the same register."""
    if not before:
        return tuple(brought)
    schemes = {scheme for scheme, _value in brought} - {scheme for scheme, _value in before}
    if set(brought) <= set(before):
        return tuple(before)
    replaced = {scheme for scheme, value in brought if (scheme, value) not in before} - schemes
    kept = [pair for pair in before if pair[0] not in replaced]
    return tuple(dict.fromkeys([*kept, *brought]))


def _names(details: Details, brought: Sequence[str]) -> tuple[tuple[str, str], ...]:
    if not brought:
        return details.other_names
    known = {fold(name) for _kind, name in details.other_names} | {fold(details.name), ""}
    added = {fold(name): name for name in brought if fold(name) not in known}
    return (*details.other_names, *(("working", name) for name in added.values()))


def _band(income: Decimal) -> str:
    return next((band for most, band in _BANDS if income <= most), "over_1m")
