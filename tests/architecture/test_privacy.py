"""Every field of every table is declared: personal, with purpose and retention, or not. Those of
our own rooms by each room; those of the libraries we build on by the room that uses them."""

from collections import Counter
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import BigIntegerField, Model

from tests.architecture.source import FLOORS, ROOMS
from trellis.kernel import jobs
from trellis.kernel.estates import estate_key, estates, whose
from trellis.kernel.holdings import Held, personal_fields
from trellis.kernel.holdings import declared as holdings
from trellis.kernel.privacy import Basis, By, Category, Ending, PersonalField
from trellis.people.privacy import BORROWED, BORROWED_NOT_PERSONAL


def declared(room: str) -> tuple[tuple[PersonalField, ...], tuple[str, ...]]:
    privacy = import_module(f"trellis.{room}.privacy")
    return privacy.FIELDS, privacy.NOT_PERSONAL


@pytest.mark.parametrize("room", ["kernel", *ROOMS])
def test_every_field_is_declared_once(room: str) -> None:
    personal, others = declared(room)
    there = [
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
    ]

    assert Counter([*(field.field for field in personal), *others]) == Counter(there)


@pytest.mark.parametrize("room", ROOMS)
def test_a_personal_field_says_why_and_how_long(room: str) -> None:
    personal, _others = declared(room)
    silent = [field.field for field in personal if not (field.purpose and field.kept)]

    assert silent == []
    assert {type(field.basis) for field in personal} <= {Basis}


def test_every_field_of_a_borrowed_table_is_declared_once() -> None:
    there = [
        f"{model._meta.label_lower}.{field.name}"
        for config in apps.get_app_configs()
        if config.label not in FLOORS
        for model in config.get_models(include_auto_created=True)
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
    ]

    assert "usersessions.usersession.ip" in there
    assert Counter([*(field.field for field in BORROWED), *BORROWED_NOT_PERSONAL]) == Counter(there)


def test_a_borrowed_field_says_what_it_is_why_and_how_long() -> None:
    """Its own model's words are not for readers, so ours stand here."""
    silent = [one.field for one in BORROWED if not (one.words and one.purpose and one.kept)]

    assert silent == []


HOLDINGS = pytest.mark.parametrize("held", holdings(), ids=[one.key for one in holdings()])


def test_of_every_personal_field_it_is_declared_what_becomes_of_it() -> None:
    """How one person's rows are found, how each field ends on erasure, what ends it by itself."""
    wanted = {(room, one.field) for room, fields in personal_fields() for one in fields}
    told = {
        (held.room, f"{held.holding.model}.{name}")
        for held in holdings()
        for name in held.holding.fates
    }

    assert told == wanted


@HOLDINGS
def test_a_holding_leads_to_a_person(held: Held) -> None:
    path, by = held.holding.path, held.holding.by
    assert bool(path) == (by not in {By.MENTIONS, By.NOBODY})
    for name in (*held.holding.shows, *held.holding.fates):
        held.field(name)
    if by in {By.PERSON, By.ACCOUNT} and path != "pk":
        target = held.field(path).related_model  # a bare number leads by its name alone
        is_number = isinstance(held.field(path), BigIntegerField)
        assert is_number or getattr(target, "__name__", "").lower() == by.value


@HOLDINGS
def test_what_stays_says_by_which_duty(held: Held) -> None:
    fates = held.holding.fates
    silent = [
        name for name, fate in fates.items() if (fate.ending is Ending.STAYS) != bool(fate.why)
    ]

    assert silent == []


@HOLDINGS
def test_a_row_goes_as_a_whole(held: Held) -> None:
    endings = {fate.ending for fate in held.holding.fates.values()}

    assert Ending.GOES not in endings or endings == {Ending.GOES}


@HOLDINGS
def test_nothing_is_done_to_rows_that_may_be_anybodys(held: Held) -> None:
    if held.holding.by is By.NOBODY:
        assert {fate.ending for fate in held.holding.fates.values()} == {Ending.STAYS}


@HOLDINGS
def test_something_ends_it(held: Held) -> None:
    """A job that there is, a day that there is with a number of years, or a reason."""
    ends = held.holding.ends
    assert [bool(ends.job), bool(ends.since), bool(ends.why)].count(True) == 1
    assert not ends.job or ends.job in jobs.registered()
    if ends.since:
        held.field(ends.since)
        assert ends.years > 0


@pytest.mark.parametrize("room", ["kernel", *ROOMS])
def test_of_every_personal_row_it_is_declared_who_decides(room: str) -> None:
    said = import_module(f"trellis.{room}.privacy")

    assert set(said.CONTROLLERS) == {holding.model for holding in said.HOLDINGS}


def test_where_nobody_is_declared_it_is_refused_by_name() -> None:
    with pytest.raises(ImproperlyConfigured, match="documents: say in CONTROLLERS"):
        whose("documents", "shelf")


@HOLDINGS
def test_whose_a_row_is_leads_to_a_body_and_an_area(held: Held) -> None:
    """By keys that every row has, or a bare number of an organisation. Many rows lead to one body,
    never one row to many."""
    said = whose(held.room, held.holding.model)
    for path, ends_at in ((said.body, "Organisation"), (said.area, "Place")):
        if path and path != "organisation_id":
            target = _arrives(held.model, path)
            assert target.__name__ == ends_at
    assert not said.area or said.area.rpartition("__")[2] == "area"


def _arrives(model: type[Model], path: str) -> type[Model]:
    for step in path.split("__"):
        field = model._meta.get_field(step)
        assert field.many_to_one or field.one_to_one, f"{model.__name__}.{step}"
        assert field.related_model is not None
        model = field.related_model
    return model


def test_what_a_body_has_is_declared_with_what_may_become_of_it() -> None:
    """Every estate that a row leads to, and none besides; each can go somewhere without a
    successor."""
    reached = {estate_key(held) for held in holdings()} - {""}

    assert reached == set(estates())
    stuck = [key for key, one in estates().items()
             if not (one.estate.duty or one.estate.may_be_emptied)]  # fmt: skip
    assert stuck == []


@pytest.mark.parametrize(
    ("category", "condition"),
    [(Category.SPECIAL, ""), (Category.CRIMINAL, ""), (Category.ORDINARY, "Article 9(2)(a)")],
)
def test_special_and_criminal_data_name_their_condition(category: Category, condition: str) -> None:
    with pytest.raises(ValueError, match="data, condition"):
        PersonalField("person.health", "To help", Basis.CONSENT, "A year", "", category, condition)
