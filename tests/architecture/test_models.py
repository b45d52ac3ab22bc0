"""What holds for every table."""

import ast

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Model

from tests.architecture.source import FLOORS, files_of, tree, where

MODELS = [model for room in FLOORS for model in apps.get_app_config(room).get_models()]
EACH = pytest.mark.parametrize("model", MODELS, ids=[model.__name__ for model in MODELS])
KEYS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


@EACH
def test_every_text_has_a_greatest_length(model: type[Model]) -> None:
    endless = [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField) and not field.max_length
    ]

    assert endless == []


@EACH
def test_it_says_what_a_row_is(model: type[Model]) -> None:
    """Django writes a docstring of its own where we wrote none."""
    assert not (model.__doc__ or "").startswith(f"{model.__name__}(")


@EACH
def test_a_key_to_another_room_leaves_no_trace_there(model: type[Model]) -> None:
    traces = {
        field.name: field.remote_field.related_name
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.model._meta.app_label != model._meta.app_label
        and field.remote_field.related_name != "+"
    }

    assert traces == {}


@EACH
def test_a_key_to_another_room_leads_down(model: type[Model]) -> None:
    leads_to = {
        field.remote_field.model._meta.app_label
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
    }
    own = FLOORS.index(model._meta.app_label)

    assert {room for room in leads_to if FLOORS.index(room) > own} == set()


def test_keys_to_other_rooms_are_written_as_words() -> None:
    """A class as target is one of the same file or room; `import_contracts` refuses the rest."""
    doubtful = [
        where(path, call)
        for room in FLOORS
        for path in files_of(room, "models")
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in KEYS
        and not (isinstance(call.args[0], ast.Name) or _is_room_and_model(call.args[0]))
    ]

    assert doubtful == []


def _is_room_and_model(target: ast.expr) -> bool:
    return (
        isinstance(target, ast.Constant)
        and isinstance(target.value, str)
        and (target.value == "self" or target.value.split(".")[0] in FLOORS)
    )
