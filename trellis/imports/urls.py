"""Addresses of the imports room."""

from django.urls import path

from trellis.imports.views import bringing, deciding, pasting, rows

app_name = "imports"

urlpatterns = [
    # /imports/
    path("", bringing.intakes, name="list"),
    path("bring/", bringing.bring, name="bring"),
    path("paste/", pasting.paste, name="paste"),
    # /imports/<id>/
    path("<int:intake_id>/", deciding.intake, name="intake"),
    path("<int:intake_id>/columns/", bringing.columns, name="columns"),
    path("<int:intake_id>/reading/", bringing.read_otherwise, name="read_otherwise"),
    path("<int:intake_id>/start/", deciding.start, name="start"),
    path("<int:intake_id>/stop/", deciding.stop, name="stop"),
    path("<int:intake_id>/undo/", deciding.undo, name="undo"),
    path("<int:intake_id>/discard/", deciding.discard, name="discard"),
    # /imports/<id>/lines/
    path("<int:intake_id>/lines/", rows.rows, name="rows"),
    path("<int:intake_id>/lines/leave-out/", rows.leave_out, name="leave_out"),
    path("<int:intake_id>/lines/problems.csv", rows.download, name="download"),
    path("<int:intake_id>/lines/<int:line>/", rows.row, name="row"),
]
