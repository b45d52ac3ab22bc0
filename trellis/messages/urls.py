"""Addresses of the messages room."""

from django.urls import path

from trellis.messages.views import outbox, own, unsubscribing

app_name = "messages"

urlpatterns = [
    # /messages/
    path("", own.notices, name="notices"),
    path("read/", own.read, name="read"),
    path("settings/", own.settings, name="settings"),
    path("unsubscribe/<str:secret>/", unsubscribing.unsubscribe, name="unsubscribe"),
    # /messages/outbox/
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:letter_id>/send-again/", outbox.send_again, name="send_again"),
    path("outbox/<int:letter_id>/leave/", outbox.leave, name="leave"),
]
