"""Addresses of the messages room."""

from django.urls import path

from trellis.messages.views import (
    bulletins,
    feeds,
    outbox,
    own,
    signing_up,
    subscribing,
    unsubscribing,
)

app_name = "messages"

urlpatterns = [
    # /messages/
    path("", own.notices, name="notices"),
    path("read/", own.read, name="read"),
    path("settings/", own.settings, name="settings"),
    path("unsubscribe/<str:secret>/", unsubscribing.unsubscribe, name="unsubscribe"),
    # /messages/subscriptions/
    path("subscriptions/", subscribing.subscriptions, name="subscriptions"),
    path("subscriptions/<int:subscription_id>/end/", subscribing.end, name="end_subscription"),
    path("subscribers/", subscribing.subscribers, name="subscribers"),
    path("subscribers/add/", subscribing.add_subscribers, name="add_subscribers"),
    # /messages/subscribe/
    path("subscribe/", signing_up.sign_up, name="sign_up"),
    path("subscribe/asked/", signing_up.asked, name="sign_up_asked"),
    path("subscribe/confirm/<str:secret>/", signing_up.confirm, name="confirm"),
    # /messages/reader/
    path("reader/<str:secret>/", signing_up.reader, name="reader"),
    path("reader/<str:secret>/end/", signing_up.end, name="end_by_link"),
    # /messages/calendar/
    path("calendar/", feeds.calendar, name="calendar"),
    path("calendar/<int:feed_id>/revoke/", feeds.revoke, name="revoke"),
    path("calendar/<str:secret>/due.ics", feeds.feed, name="feed"),
    # /messages/bulletins/
    path("bulletins/", bulletins.bulletins, name="bulletins"),
    path("bulletins/begin/", bulletins.begin, name="begin"),
    path("bulletins/<int:bulletin_id>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<int:bulletin_id>/letter/", bulletins.letter, name="letter"),
    path("bulletins/<int:bulletin_id>/change/", bulletins.change, name="change"),
    path("bulletins/<int:bulletin_id>/items/add/", bulletins.add_item, name="add_item"),
    path(
        "bulletins/<int:bulletin_id>/items/<int:number>/",
        bulletins.change_item,
        name="change_item",
    ),
    path("bulletins/<int:bulletin_id>/send/", bulletins.send, name="send"),
    # /messages/outbox/
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:letter_id>/send-again/", outbox.send_again, name="send_again"),
    path("outbox/<int:letter_id>/leave/", outbox.leave, name="leave"),
]
