"""What a policy reads lies in its own room or below, and never multiplies rows."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model

from tests.architecture.source import FLOORS, ROOMS
from trellis.kernel.policy import Policy, Rule, reaches

# A policy is named after its model; these are further policies of a model that has one.
FURTHER = {"PEOPLE": "Organisation"}


def _policies() -> Iterator[tuple[str, str, Policy]]:
    for room in ROOMS:
        if find_spec(f"trellis.{room}.policy"):
            for name, found in vars(import_module(f"trellis.{room}.policy")).items():
                if isinstance(found, Policy):
                    yield room, name, found


EACH = pytest.mark.parametrize(
    ("room", "name", "policy"), [pytest.param(*found, id=found[1]) for found in _policies()]
)


def model_of(room: str, name: str) -> type[Model]:
    return apps.get_model(room, FURTHER.get(name, name.replace("_", "")))


def climb(model: type[Model], path: str) -> Iterator[tuple[str, bool]]:
    """For each relation on a path: the room it arrives in, and whether it may meet many rows.

    Raises FieldDoesNotExist for a step that is neither a field nor a lookup of the one before.
    """
    field: Field[Any, Any] | None = None
    for step in path.split("__"):
        if field is not None and (field.get_lookup(step) or field.get_transform(step)):
            continue
        found = model._meta.pk if step == "pk" else model._meta.get_field(step)
        field = cast("Field[Any, Any]", found)
        if field.is_relation and field.related_model is not None:
            model = field.related_model
            yield model._meta.app_label, bool(field.one_to_many or field.many_to_many)
            field = None if field.auto_created else field


def rules_within(rule: Rule) -> Iterator[Rule]:
    yield rule
    for inner in vars(rule).values():
        if isinstance(inner, Rule):
            yield from rules_within(inner)


@EACH
def test_it_never_climbs(room: str, name: str, policy: Policy) -> None:
    model, own = model_of(room, name), FLOORS.index(room)
    higher = {
        path: arrived
        for rule in policy.rules.values()
        for path in rule.paths()
        for arrived, _many in climb(model, path)
        if FLOORS.index(arrived) > own
    }

    assert higher == {}


@EACH
def test_its_paths_exist(room: str, name: str, policy: Policy) -> None:
    model = model_of(room, name)
    for rule in policy.rules.values():
        for path in rule.paths():
            list(climb(model, path))


@EACH
def test_it_meets_many_rows_only_by_asking_whether_they_exist(
    room: str, name: str, policy: Policy
) -> None:
    model = model_of(room, name)
    many = {
        path
        for rule in policy.rules.values()
        for path in rule.paths()
        for _arrived, is_many in climb(model, path)
        if is_many
    }

    assert many == set()


@EACH
def test_what_it_reaches_through_is_not_above_it(room: str, name: str, policy: Policy) -> None:
    through = {
        inner.through._meta.app_label
        for rule in policy.rules.values()
        for inner in rules_within(rule)
        if isinstance(inner, reaches)
    }

    assert {found for found in through if FLOORS.index(found) > FLOORS.index(room)} == set()


def test_climbing_is_noticed() -> None:
    organisation = apps.get_model("organisations", "Organisation")

    assert list(climb(organisation, "area__standing")) == [("places", False)]
    assert list(climb(organisation, "memberships__person")) == [
        ("organisations", True),
        ("people", False),
    ]


def test_a_path_that_leads_nowhere_is_noticed() -> None:
    with pytest.raises(FieldDoesNotExist):
        list(climb(apps.get_model("organisations", "Organisation"), "area__colour"))
