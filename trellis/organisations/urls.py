"""Addresses of the organisations room."""

from django.urls import URLPattern

app_name = "organisations"

urlpatterns: list[URLPattern] = []
