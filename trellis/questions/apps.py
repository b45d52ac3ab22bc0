from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "trellis.questions"
    label = "questions"
