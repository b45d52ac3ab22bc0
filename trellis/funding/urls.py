"""Addresses of the funding room."""

from django.urls import path

from trellis.funding.views import keeping, reading

app_name = "funding"

urlpatterns = [
    # /funding/
    path("", reading.areas, name="areas"),
    # /funding/<area>/
    path("<slug:area>/", reading.area, name="area"),
    path("<slug:area>/begin/", keeping.begin, name="begin"),
    # /funding/<area>/agreements/<agreement>/
    path("<slug:area>/agreements/<int:paid_id>/", reading.agreement, name="agreement"),
    path("<slug:area>/agreements/<int:paid_id>/change/", keeping.change, name="change"),
    path(
        "<slug:area>/agreements/<int:paid_id>/contributors/",
        keeping.contributors,
        name="contributors",
    ),
    path("<slug:area>/agreements/<int:paid_id>/scope/", keeping.scope, name="scope"),
    path("<slug:area>/agreements/<int:paid_id>/done/", reading.done, name="done"),
    path("<slug:area>/agreements/<int:paid_id>/end/", keeping.end, name="end"),
]
