"""Factories for every model of every room; each makes a second row beside the first."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model

from tests import factories

# The kernel's rows are left behind by acts and jobs; nobody makes them by hand.
ROOMS = [room for room in settings.ROOMS if room != "kernel"]
FACTORIES = {
    name: getattr(factories, name) for name in factories.__all__ if name.startswith("make_")
}
# A place with no parent, in a word of its own.
SECOND_NAMES = {"make_kept_publication", "make_area"}
# Two rooms have an agreement: on sharing data, and on paying.
NAMED_APART = {
    "funding.Agreement": "make_paid_agreement",
    "record.Tag": "make_record_tag",
}


def _name_for(model: type[Model]) -> str:
    words = "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in model.__name__)
    return NAMED_APART.get(model._meta.label, f"make{words}")


def test_every_model_has_one() -> None:
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]

    assert {_name_for(model) for model in models} == set(FACTORIES) - SECOND_NAMES


@pytest.mark.django_db
@pytest.mark.parametrize("make", FACTORIES.values(), ids=FACTORIES)
def test_it_makes_valid_rows(make: Callable[[], Model]) -> None:
    rows = [make(), make()]

    for row in rows:
        row.clean_fields(exclude=_left_empty(row))
    assert type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).count() == 2


def _left_empty(row: Model) -> set[str]:
    """What the database takes empty, whatever a form would say to it."""
    fields = row._meta.concrete_fields
    return {field.name for field in fields if getattr(row, field.attname) in field.empty_values}
