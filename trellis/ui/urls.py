"""Addresses under /ui/: the gallery."""

from django.urls import path

from trellis.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.gallery, name="gallery"),
]
