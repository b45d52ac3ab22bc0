"""Addresses of the organisations room."""

from django.urls import path

from trellis.organisations.views import entry, lists, people, records

app_name = "organisations"

urlpatterns = [
    # /organisations/
    path("", lists.organisations, name="list"),
    path("download.csv", lists.download, name="download"),
    path("new/", entry.register, name="register"),
    # /organisations/<id>/
    path("<int:organisation_id>/", records.record, name="record"),
    path("<int:organisation_id>/edit/", entry.edit, name="edit"),
    path("<int:organisation_id>/close/", records.close, name="close"),
    path("<int:organisation_id>/reopen/", records.reopen, name="reopen"),
    path("<int:organisation_id>/relations/", records.relate, name="relate"),
    path(
        "<int:organisation_id>/relations/<int:relation_id>/remove/",
        records.unrelate,
        name="unrelate",
    ),
    # /organisations/<id>/people/
    path("<int:organisation_id>/people/", people.people, name="people"),
    path("<int:organisation_id>/people/invite/", people.invite, name="invite"),
    path("<int:organisation_id>/people/second-factor/", people.second_factor, name="second_factor"),
    path(
        "<int:organisation_id>/people/<int:membership_id>/role/",
        people.change_role,
        name="change_role",
    ),
    path(
        "<int:organisation_id>/people/<int:membership_id>/end/",
        people.end_membership,
        name="end_membership",
    ),
]
