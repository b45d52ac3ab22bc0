from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "trellis.performance"
    label = "performance"
