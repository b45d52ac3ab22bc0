"""Every field of the room is declared as personal, with its purpose, or as not."""

from django.apps import apps

from trellis.organisations.privacy import FIELDS, NOT_PERSONAL


def test_every_field_is_declared_once() -> None:
    there = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("organisations").get_models()
        for field in model._meta.get_fields()
        if field.concrete
    }
    declared = [*(one.field for one in FIELDS), *NOT_PERSONAL]
    assert len(declared) == len(set(declared))
    assert set(declared) == there
