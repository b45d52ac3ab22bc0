"""What people asked about their data, as cases with a clock."""

from django.db import models
from django.db.models import F, Q

from trellis.privacy.lifecycle import OPEN, Kind, Stage


class Request(models.Model):
    """Somebody asks for a copy of their data, a correction or an erasure.

    States: *received*; *waiting* for proof of who asks (the clock stands still); *working* (the
    worker makes the file, or erases); *ready* (the file is made, not sent); *answered*,
    *refused*, *withdrawn*. Only an answered one has a file to download, until `file_until`.
    """

    kind = models.CharField(max_length=10, choices=Kind)
    # The record whose keepers answer it.
    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    said = models.TextField(max_length=2_000, blank=True)
    received_on = models.DateField()
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.RECEIVED)
    extended_on = models.DateField(null=True, blank=True)
    # What the person was told: what was done, why it takes longer, why it is refused.
    answer = models.TextField(max_length=2_000, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    # Of an erasure: also what was found by the name alone, which somebody else may have too.
    takes_name = models.BooleanField(default=False)
    # SHA-256 of the file, which is also its name in the store; empty without one.
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    file_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["received_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None, stage__in=OPEN)
                | (Q(closed_on__isnull=False) & ~Q(stage__in=OPEN)),
                name="request_open_or_closed",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(closed_on=None),
                name="request_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["area", "closed_on"], name="request_of_area")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Pause(models.Model):
    """A span in which a request's clock stands still, from `from_on` until before `until_on`; an
    open one has no end yet."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="pauses")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="pause_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(until_on=None), name="pause_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} {self.until_on or ''}"


class RetentionRun(models.Model):
    """What went because it had been kept as long as was declared: `counts` are rows by holding.
    Runs that found nothing leave no row."""

    at = models.DateTimeField()
    counts = models.JSONField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return str(self.at)
