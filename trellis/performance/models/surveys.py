"""Where a value came from that was counted from a survey."""

from django.db import models

from trellis.performance.models.values import Value


class SurveySource(models.Model):
    """That a value is the share of a wave's answers: which answers to which question, how many
    people answered the wave at all and how many were asked. Append-only, like the value."""

    value = models.OneToOneField(Value, models.PROTECT, related_name="survey")
    wave = models.ForeignKey("questions.Wave", models.PROTECT, related_name="+")
    question = models.CharField(max_length=700)
    answers = models.CharField(max_length=4_000)
    responses = models.PositiveIntegerField()
    asked = models.PositiveIntegerField(null=True, blank=True)  # None: nobody knows

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.value_id} {self.wave_id}"
