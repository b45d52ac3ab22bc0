from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "trellis.record"
    label = "record"
