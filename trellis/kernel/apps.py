from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "trellis.kernel"
    label = "kernel"
