"""Every field of every table is declared: personal, with purpose and retention, or not. Those of
our own rooms by each room; those of the libraries we build on by the room that uses them."""

from collections import Counter
from importlib import import_module

import pytest
from django.apps import apps

from tests.architecture.source import FLOORS, ROOMS
from trellis.kernel.privacy import Basis, PersonalField
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
