from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "trellis.messages"
    label = "messages"
