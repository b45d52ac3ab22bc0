"""What a row asks for: it is compared with the record, for whoever brings it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from hashlib import blake2b
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel.imports import Bringing, Change, Outcome, Problem, Row, Verdict
from trellis.kernel.money import pence, pounds
from trellis.record.actions import Done
from trellis.record.importing.names import Names, WrongRowError, folded
from trellis.record.queries import bringing as queries
from trellis.record.queries.bringing import Found, Key
from trellis.record.queries.counting import said_again
from trellis.record.rules.shares import Party, Role
from trellis.record.words import where_words

_ROW: Final = "row:"
_MOST: Final = 2_000_000_000
_MOST_POUNDS: Final = Decimal(1_000_000_000)


@dataclass(frozen=True)
class Plan:
    """What a row asks for: `done` is what the record will say, None where nothing is written."""

    verdict: Verdict
    done: Done | None = None
    found: Found | None = None
    reason: str = ""


# What a row is known by that has no number: day, kind, place, lead, whom for, title.
_Told = tuple[date, int, int | None, int, int | None, str]


@dataclass(frozen=True)
class _Read:
    """A row with everything in it found. What its cells leave open is None."""

    kind_id: int
    place_id: int | None
    lead_id: int
    partners: tuple[int, ...] | None
    organisation_id: int | None
    tag_ids: frozenset[int] | None
    key: Key
    told: _Told


class Planner:
    """Compares rows with a record, for whoever brings them."""

    def __init__(self, bringing: Bringing) -> None:
        self.bringing = bringing
        self.today = timezone.localdate(bringing.now)
        own = {one.id: one for one in queries.recorded_for(bringing.by)}
        self.own = own.keys()
        self.body = own.get(int(bringing.target.partition(":")[2]))

    def plans(self, rows: Sequence[Row]) -> list[Plan]:
        if self.body is None:
            return [_wrong(Problem("takes_nothing")) for _row in rows]
        self.names = Names(self.bringing, rows)
        self.names.bodies[self.body.id] = self.body.name
        read = [self._tried(row) for row in rows]
        keys = {one.key for one in read if isinstance(one, _Read)}
        there = queries.standing_by_key(self.bringing.by, self.bringing.area_id, keys)
        by_hand = self._by_hand([one for one in read if isinstance(one, _Read)], there)
        self.names.know(_bodies_of([*there.values(), *by_hand.values()]))
        return [
            _wrong(one)
            if isinstance(one, Problem)
            else self._plan(row, one, there.get(one.key) or by_hand.get(one.key))
            for row, one in zip(rows, read, strict=True)
        ]

    def _by_hand(self, read: Sequence[_Read], there: Mapping[Key, Found]) -> dict[Key, Found]:
        """What somebody wrote down by hand that a row without a number says too: it is the same
        thing, and not recorded twice."""
        new = [one for one in read if one.key[1].startswith(_ROW) and one.key not in there]
        known: dict[_Told, Found] = {}
        for found in queries.standing_by_hand(
            self.bringing.by,
            self.bringing.area_id,
            days={one.told[0] for one in new},
            leads={one.lead_id for one in new},
        ):
            row = found.activity
            for place in (None, row.place_id):
                told = (row.on, row.service_type_id, place, row.provider_id, row.organisation_id,
                        folded(row.title))  # fmt: skip
                known.setdefault(told, found)
        return {one.key: known[one.told] for one in new if one.told in known}

    def _tried(self, row: Row) -> _Read | Problem:
        try:
            return self._read(row.values)
        except WrongRowError as fault:
            return fault.problem

    def _read(self, values: Mapping[str, Any]) -> _Read:
        assert self.body is not None
        names = self.names
        kind = names.kind(values["kind"])
        lead = names.body("lead", values["lead"]) if values["lead"] else self.body.id
        partners = values["partners"]
        place = names.place(values["place"]) if values["place"] else None
        group = values["organisation"]
        group_id = names.body("organisation", group) if group else None
        told = (values["on"], kind.pk, place, lead, group_id, folded(values["title"] or ""))
        found = _Read(
            kind_id=kind.pk,
            place_id=place,
            lead_id=lead,
            partners=None
            if partners is None
            else tuple(dict.fromkeys(names.body("partners", one) for one in partners)),
            organisation_id=group_id,
            tag_ids=None if values["tags"] is None else names.tag_ids(values["tags"]),
            key=self._key(values, told),
            told=told,
        )
        if lead in (found.partners or ()):
            raise WrongRowError("leads_already", "partners", body=names.bodies[lead])
        return found

    def _key(self, values: Mapping[str, Any], told: _Told) -> Key:
        """A row without a number of its own is known by what it says beside how much."""
        assert self.body is not None
        source = values["source"] or f"table:{self.body.id}"
        if values["number"]:
            return source, values["number"]
        digest = blake2b("\x1f".join(map(str, told)).encode(), digest_size=16).hexdigest()
        return source, f"{_ROW}{digest}"

    def _plan(self, row: Row, read: _Read, found: Found | None) -> Plan:
        key, seen = "|".join(read.key), seen_of(found)
        try:
            done = self._done(row.values, read, done_of(found) if found else None)
            self._refuse(done, found)
        except WrongRowError as fault:
            return _wrong(fault.problem, key, seen)
        if found is None:
            return Plan(Verdict(Outcome.NEW, key), done)
        changes = tuple(self._changes(done_of(found), done))
        outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
        reason = row.values["reason"] or _("The table it is from says so now.")
        return Plan(Verdict(outcome, key, seen, changes=changes), done, found, reason)

    def _done(self, values: Mapping[str, Any], read: _Read, before: Done | None) -> Done:
        """An empty cell leaves what stands there; a new one has what is usual."""
        start = before or Done(
            service_type_id=read.kind_id,
            on=values["on"],
            place_id=self.bringing.area_id,
            parties=(Party(read.lead_id, Role.LEAD),),
            source=read.key[0],
            natural_key=read.key[1],
        )
        given = {
            "place_id": read.place_id,
            "organisation_id": read.organisation_id,
            "tag_ids": read.tag_ids,
            "title": values["title"],
            "quantity": _count("quantity", values["quantity"], 1),
            "minutes": _count("minutes", values["minutes"], 0),
            "pence": _pence(values["money"]),
        }
        return replace(
            start,
            service_type_id=read.kind_id,
            on=values["on"],
            parties=_parties(start, values["lead"] and read.lead_id, read.partners),
            **{name: value for name, value in given.items() if value is not None},
        )

    def _refuse(self, done: Done, found: Found | None) -> None:
        """What the act would refuse, said by its column and before anything is written."""
        kind = self.names.kinds[done.service_type_id]
        if found is not None and found.activity.person_id:
            raise WrongRowError("is_for_a_person")
        if found is not None and not found.may_edit:
            led = self.names.bodies[found.activity.provider_id]
            raise WrongRowError("not_yours_to_correct", body=led)
        if done.lead_id not in self.own:
            raise WrongRowError("not_yours", "lead", body=self.names.bodies[done.lead_id])
        if done.on > self.today:
            raise WrongRowError("yet_to_come", "on", date_format(done.on, "j F Y"))
        if kind.ended_on and done.on >= kind.ended_on:
            last = date_format(kind.ended_on - timedelta(days=1), "j F Y")
            raise WrongRowError("kind_ended", "on", kind=kind.name, last=last)
        if done.organisation_id and kind.whom_for in {"person", "nobody"}:
            raise WrongRowError("for_no_organisation", "organisation", kind=kind.name)
        if not done.organisation_id and kind.whom_for == "organisation":
            raise WrongRowError("for_whom", "organisation", kind=kind.name)

    def _changes(self, before: Done, after: Done) -> Iterable[Change]:
        shown = (self._shown(before), self._shown(after))
        for name, was in shown[0].items():
            if was != shown[1][name]:
                yield Change(name, was, shown[1][name])

    def _shown(self, done: Done) -> dict[str, str]:
        """By the columns of the table, in words."""
        names = self.names
        place = names.places.get(done.place_id, "?")
        others = [one.provider_id for one in done.parties if one.role is Role.PARTNER]
        return {
            "on": date_format(done.on, "j F Y"),
            "kind": names.kinds[done.service_type_id].name,
            "place": where_words(place, is_area=done.place_id == self.bringing.area_id),
            "lead": names.bodies[done.lead_id],
            "partners": "; ".join(sorted(names.bodies[pk] for pk in others)),
            "organisation": names.bodies[done.organisation_id] if done.organisation_id else "",
            "quantity": str(done.quantity),
            "minutes": "" if done.minutes is None else str(done.minutes),
            "money": "" if done.pence is None else pounds(done.pence),
            "title": done.title,
            "tags": "; ".join(sorted(names.tags.get(pk, "–") for pk in done.tag_ids)),
        }


def done_of(found: Found) -> Done:
    """What was said of it, as it could be said again."""
    return said_again(found.activity, found.parties, found.tag_ids)


def seen_of(found: Found | None) -> str:
    return f"{found.activity.line_id}:{found.activity.number}" if found else ""


def _wrong(problem: Problem, key: str = "", seen: str = "") -> Plan:
    return Plan(Verdict(Outcome.PROBLEM, key, seen, problems=(problem,)))


def _bodies_of(found: Iterable[Found]) -> set[int]:
    return {
        pk
        for one in found
        for pk in (one.activity.organisation_id, *(party.provider_id for party in one.parties))
        if pk
    }


def _parties(
    start: Done, lead_id: int | None, partners: tuple[int, ...] | None
) -> tuple[Party, ...]:
    """Those the cells name, in the roles a table has; what other roles there are, and who spent
    how long, stays as it stands."""
    lead = lead_id or start.lead_id
    minutes = {one.provider_id: one.minutes for one in start.parties}
    stood = tuple(one.provider_id for one in start.parties if one.role is Role.PARTNER)
    chosen = stood if partners is None else partners
    named = {lead, *chosen}
    return (
        Party(lead, Role.LEAD, minutes.get(lead)),
        *(Party(pk, Role.PARTNER, minutes.get(pk)) for pk in chosen if pk != lead),
        *(
            one
            for one in start.parties
            if one.role not in {Role.LEAD, Role.PARTNER} and one.provider_id not in named
        ),
    )


def _count(field: str, value: Decimal | None, least: int) -> int | None:
    if value is None:
        return None
    if value != value.to_integral_value() or not least <= value <= _MOST:
        raise WrongRowError("not_a_count", field, f"{value.normalize():f}", least=str(least))
    return int(value)


def _pence(value: Decimal | None) -> int | None:
    if value is None:
        return None
    if not 0 <= value <= _MOST_POUNDS or value != round(value, 2):
        raise WrongRowError("not_an_amount", "money", f"{value.normalize():f}")
    return pence(value)
