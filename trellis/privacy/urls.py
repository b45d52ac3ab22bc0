"""Addresses of the privacy room; `/privacy/` itself is the public page of the front."""

from django.urls import path

from trellis.privacy.views import own, requests, retention

app_name = "privacy"

urlpatterns = [
    # /privacy/own/
    path("own/", own.own, name="own"),
    path("own/ask/<slug:kind>/", own.ask, name="ask"),
    # /privacy/requests/
    path("requests/", requests.requests, name="requests"),
    path("requests/<int:request_id>/", requests.request, name="request"),
    path("requests/<int:request_id>/file/", own.file, name="file"),
    path("requests/<int:request_id>/make-file/", requests.make_file, name="make_file"),
    path("requests/<int:request_id>/send/", requests.send_file, name="send_file"),
    path("requests/<int:request_id>/erase/", requests.start_erasure, name="start_erasure"),
    path("requests/<int:request_id>/answer/", requests.answer, name="answer"),
    path("requests/<int:request_id>/ask-identity/", requests.ask_identity, name="ask_identity"),
    path("requests/<int:request_id>/identity/", requests.note_identity, name="note_identity"),
    path("requests/<int:request_id>/extend/", requests.extend, name="extend"),
    path("requests/<int:request_id>/refuse/", requests.refuse, name="refuse"),
    path("requests/<int:request_id>/withdraw/", requests.withdraw, name="withdraw"),
    # /privacy/retention/
    path("retention/", retention.retention, name="retention"),
]
