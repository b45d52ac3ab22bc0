"""What people asked about their data, as cases with a clock."""

from django.db import models
from django.db.models import F, Q

from trellis.privacy.lifecycle.cases import (
    OPEN,
    BreachStage,
    ComplaintStage,
    Kind,
    Outcome,
    Risk,
    Stage,
)


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


class Complaint(models.Model):
    """Somebody is not content with how their data was treated.

    States: *received*, *acknowledged*, *closed* with an outcome. Somebody without an account has
    `name` and `contact` instead of `person`: it came by letter or e-mail.
    """

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=254, blank=True)
    said = models.TextField(max_length=2_000, blank=True)
    received_on = models.DateField()
    stage = models.CharField(max_length=12, choices=ComplaintStage, default=ComplaintStage.RECEIVED)
    acknowledged_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(max_length=2_000, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["received_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None, outcome="")
                | (Q(closed_on__isnull=False, stage=ComplaintStage.CLOSED) & ~Q(outcome="")),
                name="complaint_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_on=None, stage=ComplaintStage.RECEIVED)
                | (Q(acknowledged_on__isnull=False) & ~Q(stage=ComplaintStage.RECEIVED)),
                name="complaint_acknowledged_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"complaint {self.pk}"


class Breach(models.Model):
    """Personal data was lost, or seen or changed by those who should not.

    States: *open*, *assessed* (how likely harm is, and for how many), *closed* (the Commissioner
    was told or the reason why not stands here; of a high risk so were the people).
    """

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    what = models.TextField(max_length=2_000)
    # When somebody who works for whoever answers first knew: the 72 hours begin.
    aware_at = models.DateTimeField()
    stage = models.CharField(max_length=8, choices=BreachStage, default=BreachStage.OPEN)
    risk = models.CharField(max_length=8, choices=Risk, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    measures = models.TextField(max_length=2_000, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    # Of being told after the 72 hours: the reason for the delay. Of not being told: why not.
    told_why = models.CharField(max_length=500, blank=True)
    people_told_on = models.DateField(null=True, blank=True)
    people_why = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["aware_at", "id"]
        verbose_name_plural = "breaches"
        constraints = [
            models.CheckConstraint(
                condition=Q(stage=BreachStage.OPEN, risk="")
                | (~Q(stage=BreachStage.OPEN) & ~Q(risk="")),
                name="breach_assessed_with_risk",
            ),
            models.CheckConstraint(
                condition=(Q(closed_on=None) & ~Q(stage=BreachStage.CLOSED))
                | Q(closed_on__isnull=False, stage=BreachStage.CLOSED),
                name="breach_closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title
