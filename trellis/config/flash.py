"""Django's one-time messages at the head of a page, under a label that leaves the word `messages`
to our room."""

from django.contrib.messages.apps import MessagesConfig


class FlashConfig(MessagesConfig):
    label = "flash"
