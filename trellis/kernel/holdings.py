"""One person's rows in every room, read from what the rooms declare in their `privacy.py`:
finding them, telling them, and carrying out what is to become of them.

Nothing here knows a room. Whoever calls has decided that it may be done, and signs it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import DateTimeField, Field, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from trellis.kernel.privacy import By, Ending, Holding, PersonalField

HIDDEN = _("Kept, and not shown: whoever could read it could use it")
_FEBRUARY = 2


@dataclass(frozen=True)
class Subject:
    """Whom it is about. `addresses` are all e-mail addresses that are known to be theirs."""

    person_id: int
    account_id: int | None
    name: str
    addresses: tuple[str, ...]

    @property
    def signs(self) -> tuple[str, ...]:
        """What they are recognised by where somebody wrote of them. A single word may be anybody's,
        or part of anything."""
        name = (self.name,) if " " in self.name else ()
        return (*self.addresses, *name)


@dataclass(frozen=True)
class Held:
    """A holding, the room that declares it, and what its fields are called there."""

    room: str
    holding: Holding
    fields: Mapping[str, PersonalField]

    @property
    def key(self) -> str:
        return f"{self.room}.{self.holding.model}.{self.holding.path or self.holding.by}"

    @property
    def model(self) -> type[Model]:
        label = self.holding.model
        return apps.get_model(label if "." in label else f"{self.room}.{label}")

    def field(self, name: str) -> "Field[Any, Any]":
        return self.model._meta.get_field(name)  # type: ignore[return-value]  # noqa: SLF001

    def label(self, name: str) -> str:
        """What a field is called in words."""
        return field_words(self.model, name, self.fields.get(name))


def rooms() -> Iterator[tuple[str, Any]]:
    """The rooms that declare personal fields, from the ground up."""
    for room in reversed(settings.ROOMS):
        if find_spec(f"trellis.{room}.privacy"):
            yield room, import_module(f"trellis.{room}.privacy")


def personal_fields() -> list[tuple[str, tuple[PersonalField, ...]]]:
    """What each room declares of its personal fields, and of those of the libraries it uses."""
    return [(room, (*said.FIELDS, *getattr(said, "BORROWED", ()))) for room, said in rooms()]


@cache
def declared() -> tuple[Held, ...]:
    """Every holding of every room, from the ground up."""
    fields = dict(personal_fields())
    return tuple(
        Held(room, holding, _fields_of(holding, fields[room]))
        for room, said in rooms()
        for holding in said.HOLDINGS
    )


def _fields_of(holding: Holding, fields: Iterable[PersonalField]) -> dict[str, PersonalField]:
    model = holding.model
    return {one.name: one for one in fields if one.field.rpartition(".")[0] == model}


def field_words(model: type[Model], name: str, field: PersonalField | None) -> str:
    """`edited_at` as people say it: Edited at."""
    if field is not None and field.words:
        return capfirst(field.words.rpartition(": ")[2])
    return capfirst(str(getattr(model._meta.get_field(name), "verbose_name", name)))  # noqa: SLF001


def rows(held: Held, subject: Subject) -> QuerySet[Any]:
    """That person's rows; none where it cannot be told whose they are."""
    everything = held.model._default_manager.order_by("pk")  # noqa: SLF001
    path = held.holding.path
    match held.holding.by:
        case By.PERSON:
            return everything.filter(**{path: subject.person_id})
        case By.ACCOUNT if subject.account_id is not None:
            return everything.filter(**{path: subject.account_id})
        case By.ADDRESS:
            return everything.filter(_is_any(path, subject.addresses))
        case By.NAME:
            return everything.filter(_is_any(path, (subject.name,)))
        case By.MENTIONS:
            return _mentioning(everything, held, subject.signs)
    return everything.none()


def _is_any(path: str, wanted: Iterable[str]) -> Q:
    found = Q(pk__in=[])
    for one in wanted:
        if one:
            found |= Q(**{f"{path}__iexact": one})
    return found


def _mentioning(everything: QuerySet[Any], held: Held, signs: Iterable[str]) -> QuerySet[Any]:
    """Also inside of JSON, where letters beyond ASCII may stand written out."""
    found = Q(pk__in=[])
    texts = {f"text_of_{name}": Cast(name, TextField()) for name in held.holding.fates}
    for sign in signs:
        for written in {sign, json.dumps(sign)[1:-1]}:
            for text in texts:
                found |= Q(**{f"{text}__icontains": written})
    mentioning: QuerySet[Any] = everything.annotate(**texts).filter(found)
    return mentioning


def erase(held: Held, subject: Subject) -> int:
    """Do to that person's rows what is declared; returns how many there were. Everything in one
    transaction with the other holdings: a part of an erasure is none."""
    found = rows(held, subject)
    endings = {fate.ending for fate in held.holding.fates.values()}
    count = found.count()
    if not count:
        return 0
    if Ending.GOES in endings:
        found.delete()
        return count
    if Ending.BLANKED in endings:
        _blank(found, held)
    if Ending.SCRUBBED in endings:
        _scrub(list(found), held, subject)
    return count


def _blank(found: QuerySet[Any], held: Held) -> None:
    values = {
        name: fate.value
        for name, fate in held.holding.fates.items()
        if fate.ending is Ending.BLANKED
    }
    model = held.model._default_manager  # noqa: SLF001
    for pk in list(found.values_list("pk", flat=True)):
        model.filter(pk=pk).update(
            **{
                name: value.format(pk=pk) if isinstance(value, str) else value
                for name, value in values.items()
            }
        )


def _scrub(found: Iterable[Model], held: Held, subject: Subject) -> None:
    names = [name for name, fate in held.holding.fates.items() if fate.ending is Ending.SCRUBBED]
    for row in found:
        for name in names:
            setattr(row, name, without(getattr(row, name), subject.signs))
        row.save(update_fields=names)


def without(value: Any, signs: Iterable[str]) -> Any:
    """The value, text or JSON, without what the person is recognised by."""
    if isinstance(value, dict):
        return {without(key, signs): without(one, signs) for key, one in value.items()}
    if isinstance(value, list):
        return [without(one, signs) for one in value]
    if not isinstance(value, str):
        return value
    for sign in signs:
        value = re.sub(rf"(?<!\w){re.escape(sign)}(?!\w)", "", value, flags=re.IGNORECASE)
    return value


def said_of(held: Held, found: QuerySet[Any], names: Iterable[str]) -> Iterator[dict[str, str]]:
    """Rows as people read them: what each field is called, and what it says."""
    shown = list(names)
    keys = [name for name in shown if held.field(name).is_relation]
    for row in found.select_related(*keys).iterator(chunk_size=500):
        yield said(held, row, shown)


def said(held: Held, row: Model, names: Iterable[str] = ()) -> dict[str, str]:
    """Without names, all that the holding tells of."""
    shown = names or (*held.holding.shows, *held.holding.fates)
    return {held.label(name): _said(held, row, name) for name in shown}


def _said(held: Held, row: Model, name: str) -> str:
    value = getattr(row, name)
    if value is None or value == "":
        return ""
    if name in held.holding.hides:
        return str(HIDDEN)
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else value)


def over(held: Held, today: date) -> QuerySet[Any]:
    """The rows that are kept longer than is declared; none where another job sees to that."""
    ends = held.holding.ends
    everything = held.model._default_manager.order_by("pk")  # noqa: SLF001
    if not ends.since:
        return everything.none()
    day: date | datetime = years_before(today, ends.years)
    if isinstance(held.field(ends.since), DateTimeField):
        day = timezone.make_aware(datetime.combine(day, time()))
    found = everything.filter(**{f"{ends.since}__lt": day})
    return found.exclude(_is_blanked(held)) if ends.whole_person else found


def _is_blanked(held: Held) -> Q:
    """Rows that an erasure has been at. They stay, as numbers that point to nobody."""
    done = {
        name: fate.value
        for name, fate in held.holding.fates.items()
        if fate.ending is Ending.BLANKED and "{pk}" not in str(fate.value)
    }
    return Q(**done)


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; of a leap day the day before."""
    if day.month == _FEBRUARY and day.day > 28:
        day = day.replace(day=28)
    return day.replace(year=day.year - years)
