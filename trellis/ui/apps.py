"""The room of components and styles."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "trellis.ui"
