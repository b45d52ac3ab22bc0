"""Addresses of the record."""

from django.urls import path

from trellis.record.views import (
    answering,
    doing,
    doubles,
    evidence,
    keeping,
    reading,
    serving,
    sharing,
)

app_name = "record"

urlpatterns = [
    # /record/
    path("", reading.areas, name="areas"),
    # /record/<area>/
    path("<slug:area>/", reading.area, name="area"),
    path("<slug:area>/done/<int:kind_id>/", reading.kind, name="done"),
    path("<slug:area>/mine/", doing.mine, name="mine"),
    path("<slug:area>/doubles/", doubles.doubles, name="doubles"),
    path("<slug:area>/doubles/<int:activity_id>/<int:other_id>/", doubles.settle, name="settle"),
    # /record/<area>/served/
    path("<slug:area>/served/", serving.served, name="served"),
    path("<slug:area>/served/add/", serving.add_issue, name="add_issue"),
    path("<slug:area>/served/<int:tag_id>/", serving.tag, name="tag"),
    path("<slug:area>/served/<int:tag_id>/change/", serving.change_issue, name="change_issue"),
    # /record/<area>/activities/<activity>/
    path("<slug:area>/activities/<int:activity_id>/", doing.activity, name="activity"),
    path("<slug:area>/activities/<int:activity_id>/correct/", doing.correct, name="correct"),
    path("<slug:area>/activities/<int:activity_id>/withdraw/", doing.withdraw, name="withdraw"),
    path("<slug:area>/activities/<int:activity_id>/evidence/", evidence.attach, name="attach"),
    path("<slug:area>/activities/<int:activity_id>/shares/", sharing.propose, name="propose"),
    path(
        "<slug:area>/activities/<int:activity_id>/shares/<int:split_id>/",
        sharing.answer,
        name="answer_shares",
    ),
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
