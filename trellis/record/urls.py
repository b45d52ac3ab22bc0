"""Addresses of the record."""

from django.urls import path

from trellis.record.views import answering, keeping

app_name = "record"

urlpatterns = [
    # /record/<area>/kinds/
    path("<slug:area>/kinds/", keeping.kinds, name="kinds"),
    path("<slug:area>/kinds/add/", keeping.add_kind, name="add_kind"),
    path("<slug:area>/kinds/<int:kind_id>/", keeping.kind, name="kind"),
    path("<slug:area>/kinds/<int:kind_id>/change/", keeping.change_kind, name="change_kind"),
    path("<slug:area>/kinds/<int:kind_id>/share/", keeping.agree_rule, name="agree_rule"),
    # /record/<area>/for/<organisation>/
    path("<slug:area>/for/<int:organisation_id>/", answering.done_for, name="done_for"),
    path(
        "<slug:area>/for/<int:organisation_id>/confirm/",
        answering.confirm_shown,
        name="confirm_shown",
    ),
    path(
        "<slug:area>/for/<int:organisation_id>/<int:activity_id>/",
        answering.answer,
        name="answer",
    ),
]
