"""Addresses of the places room."""

from django.urls import path

from trellis.places.views import imports, records

app_name = "places"

urlpatterns = [
    path("", records.areas, name="areas"),
    # imports/
    path("imports/<slug:area>/", imports.imports, name="imports"),
    path("imports/<slug:area>/<int:upload_id>/", imports.upload, name="upload"),
    path("imports/<slug:area>/<int:upload_id>/discard/", imports.discard, name="discard"),
    # <area>/
    path("<slug:area>/<str:code>/", records.place, name="place"),
]
