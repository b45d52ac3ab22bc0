"""Addresses of the front."""

from django.urls import path

from trellis.web.views import home

app_name = "web"

urlpatterns = [
    path("", home.home, name="home"),
    path("today/", home.today, name="today"),
    path("healthz", home.healthz, name="healthz"),
]
