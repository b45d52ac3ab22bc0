"""Addresses of the questions room."""

from django.urls import path

from trellis.questions.views import (
    answering,
    attaching,
    editing,
    inviting,
    keeping,
    results,
    waves,
)

app_name = "questions"

urlpatterns = [
    # /questions/
    path("", keeping.questionnaires, name="list"),
    path("new/", keeping.begin, name="begin"),
    # /questions/<id>/
    path("<int:questionnaire_id>/", keeping.record, name="record"),
    path("<int:questionnaire_id>/describe/", keeping.describe, name="describe"),
    path("<int:questionnaire_id>/preview/", editing.preview, name="preview"),
    path("<int:questionnaire_id>/ask/", waves.open_wave, name="open_wave"),
    # /questions/<id>/edit/
    path("<int:questionnaire_id>/edit/", editing.editor, name="editor"),
    path("<int:questionnaire_id>/edit/version/", editing.begin_version, name="begin_version"),
    path("<int:questionnaire_id>/edit/sections/new/", editing.add_section, name="add_section"),
    path(
        "<int:questionnaire_id>/edit/sections/<str:section>/",
        editing.edit_section,
        name="edit_section",
    ),
    path(
        "<int:questionnaire_id>/edit/sections/<str:section>/add/",
        editing.add_question,
        name="add_question",
    ),
    path(
        "<int:questionnaire_id>/edit/questions/<str:question>/",
        editing.edit_question,
        name="edit_question",
    ),
    path("<int:questionnaire_id>/edit/<str:part>/move/", editing.move, name="move"),
    path("<int:questionnaire_id>/edit/<str:part>/remove/", editing.remove, name="remove"),
    path(
        "<int:questionnaire_id>/translate/<str:language_code>/",
        editing.translate,
        name="translate",
    ),
    # /questions/waves/<id>/
    path("waves/<int:wave_id>/", waves.wave, name="wave"),
    path("waves/<int:wave_id>/change/", waves.change, name="change_wave"),
    path("waves/<int:wave_id>/links/", waves.links, name="links"),
    path("waves/<int:wave_id>/invitations/", inviting.invitations, name="invitations"),
    path("waves/<int:wave_id>/invitations/new/", inviting.invite, name="invite"),
    path("waves/<int:wave_id>/invitations/remind/", inviting.remind, name="remind"),
    path("waves/<int:wave_id>/paper/", waves.paper, name="paper"),
    path("waves/<int:wave_id>/form.pdf", waves.form_to_print, name="form_to_print"),
    path("waves/<int:wave_id>/close/", waves.close, name="close_wave"),
    # /questions/waves/<id>/results/
    path("waves/<int:wave_id>/results/", results.results, name="results"),
    path("waves/<int:wave_id>/results/download.csv", results.download, name="download"),
    path("waves/<int:wave_id>/results/publish/", waves.publish, name="publish"),
    path("waves/<int:wave_id>/results/withdraw/", waves.withdraw, name="withdraw"),
    path("waves/<int:wave_id>/results/breakdown/", results.breakdown, name="breakdown"),
    path("waves/<int:wave_id>/results/people/", results.people, name="people"),
    path("waves/<int:wave_id>/results/by/<str:part>/", results.across, name="across"),
    path(
        "waves/<int:wave_id>/results/by/<str:part>/download.csv",
        results.download_across,
        name="download_across",
    ),
    path("waves/<int:wave_id>/results/words/<str:part>/", results.said, name="said"),
    path("waves/<int:wave_id>/results/files/<str:part>/", attaching.files, name="files"),
    path(
        "waves/<int:wave_id>/results/files/<str:part>/<int:file_id>/", attaching.file, name="file"
    ),
    # /questions/answer/<key>/
    path("answer/<str:key>/", answering.answer, name="answer"),
    path("answer/<str:key>/thanks/", answering.thanks, name="thanks"),
    path("answer/<str:key>/with/<str:secret>/", answering.answer, name="answer_with"),
]
