"""Addresses of the messages room."""

from django.urls import path

from trellis.messages.views import outbox

app_name = "messages"

urlpatterns = [
    # /messages/outbox/
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:letter_id>/send-again/", outbox.send_again, name="send_again"),
    path("outbox/<int:letter_id>/leave/", outbox.leave, name="leave"),
]
