from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "trellis.funding"
    label = "funding"
