"""Who decides over each row, and what a body hands over when it leaves: read from what the rooms
declare in their `privacy.py`.

Nothing here knows a room, or which body follows which. Whoever calls has decided that something
may be done, and signs it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import BigIntegerField, F, Field, JSONField, Model, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from trellis.kernel.holdings import Held, declared, rooms, said_of
from trellis.kernel.privacy import Ending, Estate, Whose

# What a body has by keeping the record of an area, and by nothing in the rows themselves.
RECORD: Final = "record"
RECORD_WORDS: Final = _("The record of the area, and what belongs to no single body")


@dataclass(frozen=True)
class Claim:
    """What a row itself says of who decides over it: a body by an estate, or the area whose record
    it belongs to, or neither. `root_id` is the row of the estate that it hangs on."""

    estate: str
    root_id: int | None
    body_id: int | None
    area_id: int | None


@dataclass(frozen=True)
class Owned:
    """An estate and the room that declares it."""

    room: str
    estate: Estate

    @property
    def key(self) -> str:
        return f"{self.room}.{self.estate.model}.{self.estate.key}"

    @property
    def model(self) -> type[Model]:
        return apps.get_model(f"{self.room}.{self.estate.model}")

    def roots(self, body_id: int) -> QuerySet[Any]:
        return self.model._default_manager.filter(**{self.estate.key: body_id})  # noqa: SLF001


@cache
def estates() -> Mapping[str, Owned]:
    """Every estate of every room by its key, from the ground up."""
    found = [
        Owned(room, estate) for room, said in rooms() for estate in getattr(said, "ESTATES", ())
    ]
    return {one.key: one for one in found}


@cache
def whose(room: str, model: str) -> Whose:
    """Raises ImproperlyConfigured where a room has not said who decides over a table of its own."""
    found: Whose | None = dict(rooms())[room].CONTROLLERS.get(model)
    if found is None:
        raise ImproperlyConfigured(f"{room}: say in CONTROLLERS who decides over {model}")
    return found


def of(held: Held) -> Whose:
    return whose(held.room, held.holding.model)


def root_path(body: str) -> str:
    """From the row to the row of its estate; `pk` where that is itself."""
    return body.rpartition("__")[0] or "pk"


def estate_key(held: Held) -> str:
    """The estate that a holding's rows are in where they lead to a body; empty without one."""
    body = of(held).body
    if not body:
        return ""
    model = held.model
    before, _sep, key = body.rpartition("__")
    for step in before.split("__") if before else ():
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]  # noqa: SLF001
    label = model._meta.label_lower  # noqa: SLF001
    return f"{label}.{key}"


def tables() -> Iterator[Held]:
    """One holding of each table that holds anything personal: whose its rows are does not depend
    on how a person's are found."""
    seen = set()
    for held in declared():
        if held.model not in seen:
            seen.add(held.model)
            yield held


def claims(held: Held, rows: QuerySet[Any]) -> Iterator[Claim]:
    """Of each of the rows, in their order."""
    for one in claimed(held, rows).values_list("claimed_root", "claimed_body", "claimed_area"):
        yield _claim(held, *one)


def claimed(held: Held, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows, each with what `claim_of` reads."""
    said = of(held)
    nobody = Value(None, output_field=BigIntegerField())
    found: QuerySet[Any] = rows.annotate(
        claimed_root=F(root_path(said.body)) if said.body else nobody,
        claimed_body=F(said.body) if said.body else nobody,
        claimed_area=F(said.area) if said.area else nobody,
    )
    return found


def claim_of(held: Held, row: Any) -> Claim:
    return _claim(held, row.claimed_root, row.claimed_body, row.claimed_area)


def _claim(held: Held, root_id: int | None, body_id: int | None, area_id: int | None) -> Claim:
    if body_id is not None:
        return Claim(estate_key(held), root_id, body_id, area_id)
    return Claim(RECORD, None, None, area_id)


def count(key: str, body_id: int) -> int:
    """How many rows with anything personal a body decides over by an estate of its own."""
    return sum(rows.count() for _held, rows in _rows_of(key, body_id))


def count_of_record(area_id: int) -> int:
    """How many rows whoever keeps the record of an area decides over."""
    return sum(rows.count() for _held, rows in rows_of_record(area_id))


def rows_of_record(area_id: int) -> Iterator[tuple[Held, QuerySet[Any]]]:
    for held in tables():
        said = of(held)
        if said.area:
            no_body = Q(**{f"{said.body}__isnull": True}) if said.body else Q()
            rows = held.model._default_manager.filter(  # noqa: SLF001
                no_body, **{said.area: area_id}
            )
            yield held, rows


def _rows_of(key: str, body_id: int) -> Iterator[tuple[Held, QuerySet[Any]]]:
    for held in tables():
        if estate_key(held) == key:
            yield held, _of_body(held, body_id)


def _of_body(held: Held, body_id: int) -> QuerySet[Any]:
    return held.model._default_manager.filter(**{of(held).body: body_id})  # noqa: SLF001


def told(key: str, body_id: int) -> Iterator[tuple[str, Iterator[dict[str, str]]]]:
    """The rows of an estate as people read them, table by table, with everything that is declared
    of them but what whoever could read it could use."""
    for held, rows in _rows_of(key, body_id):
        holdings = [one.holding for one in declared() if one.model is held.model]
        hidden = {name for one in holdings for name in one.hides}
        names = {name: None for one in holdings for name in (*one.shows, *one.fates)}
        shown = [name for name in names if name not in hidden]
        yield holdings[0].words, said_of(held, rows.order_by("pk"), shown)


def move(key: str, body_id: int, to_id: int) -> None:
    """Let an estate name another body as its own."""
    owned = estates()[key]
    owned.roots(body_id).update(**{owned.estate.key: to_id})


def empty(key: str, body_id: int) -> None:
    """Do to the rows of an estate what an erasure would do to each person’s, whoever they are. Of
    texts that somebody may be named in nothing is left; what stays by a duty stays."""
    goes: set[type[Model]] = set()
    blanks: dict[type[Model], dict[str, Any]] = {}
    for held in declared():
        if estate_key(held) == key:
            endings = {name: fate.ending for name, fate in held.holding.fates.items()}
            if Ending.GOES in endings.values():
                goes.add(held.model)
            emptied = (name for name, end in endings.items() if end is not Ending.STAYS)
            values = {name: _nothing(held.field(name)) for name in emptied}
            blanks.setdefault(held.model, {}).update(values)
    for held, rows in _rows_of(key, body_id):
        if held.model in goes:
            rows.delete()
        elif values := blanks[held.model]:
            ids = rows.values("pk")
            held.model._default_manager.filter(pk__in=ids).update(**values)  # noqa: SLF001


def _nothing(field: "Field[Any, Any]") -> Any:
    """What says nothing in that field."""
    if isinstance(field, JSONField):
        return field.get_default()
    return None if field.null else ""
