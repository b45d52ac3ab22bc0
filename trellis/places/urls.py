"""Addresses of the places room."""

from django.urls import path

from trellis.places.views import imports, keeping, records

app_name = "places"

urlpatterns = [
    path("", records.areas, name="areas"),
    path("begin/", keeping.begin, name="begin"),
    # imports/
    path("imports/<slug:area>/", imports.imports, name="imports"),
    path("imports/<slug:area>/<int:upload_id>/", imports.upload, name="upload"),
    path("imports/<slug:area>/<int:upload_id>/discard/", imports.discard, name="discard"),
    # <area>/
    path("<slug:area>/<str:code>/", records.place, name="place"),
    path("<slug:area>/<str:code>/add/", keeping.add, name="add"),
    path("<slug:area>/<str:code>/rename/", keeping.rename, name="rename"),
    path("<slug:area>/<str:code>/figure/", keeping.record_figure, name="record_figure"),
    path("<slug:area>/<str:code>/successor/", keeping.succeed, name="succeed"),
    path("<slug:area>/<str:code>/close/", keeping.close, name="close"),
]
