"""Addresses of the front."""

from django.urls import path

from trellis.web.views import demo, home, ready

app_name = "web"

urlpatterns = [
    path("", home.home, name="home"),
    path("today/", home.today, name="today"),
    path("about/", home.about, name="about"),
    path("roles/", home.roles, name="roles"),
    path("accessibility/", home.accessibility, name="accessibility"),
    path("privacy/", home.privacy, name="privacy"),
    path("demo/<str:key>/", demo.demo_sign_in, name="demo_sign_in"),
    path("healthz", home.healthz, name="healthz"),
    path("readyz", ready.readyz, name="readyz"),
]
