"""Every field of every room is declared: personal, with purpose and retention, or not."""

from collections import Counter
from importlib import import_module

import pytest
from django.apps import apps

from tests.architecture.source import ROOMS
from trellis.kernel.privacy import Basis, PersonalField


def declared(room: str) -> tuple[tuple[PersonalField, ...], tuple[str, ...]]:
    privacy = import_module(f"trellis.{room}.privacy")
    return privacy.FIELDS, privacy.NOT_PERSONAL


@pytest.mark.parametrize("room", ROOMS)
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
