"""What was published of a period, as it stood then."""

from django.db import models
from django.db.models import F, Q

from trellis.performance.models.framework import Framework


class Publication(models.Model):
    """A period's figures, frozen. Append-only. Number 1 is the first; each later one is a
    restatement, says why, and leaves the earlier ones as they are.

    `known_at` is the moment whose knowledge it shows; `digest` is the SHA-256 of what was
    published, as 64 hexadecimal digits; `audit_head` ends the audit's chain at that moment.
    """

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="publications")
    period_start = models.DateField()
    period_end = models.DateField()
    number = models.PositiveSmallIntegerField()
    known_at = models.DateTimeField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    digest = models.CharField(max_length=64)
    audit_head = models.CharField(max_length=200, blank=True)
    # Of a restatement: why, and what it changes of what was said before.
    reason = models.CharField(max_length=500, blank=True)
    effect = models.TextField(max_length=2_000, blank=True)

    class Meta:
        ordering = ["period_start", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "period_start", "period_end", "number"],
                name="publication_once",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gt=F("period_start")), name="publication_period_is_a_span"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="a_restatement_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework_id} {self.period_start} {self.number}"


class PublishedFile(models.Model):
    """One file of a publication. Append-only. It is kept in the store under its `digest`, the
    SHA-256 of its content, and handed out under its `name`."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="files")
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "name"], name="published_file_once")
        ]

    def __str__(self) -> str:
        return self.name


class PublicationRun(models.Model):
    """That somebody asked for a period to be published or restated, and how far the making of it
    is.

    States: *asked* (until the worker has made it), *made*, *failed* (after some tries; it can be
    asked for again). Nothing of it is public before it is made: the publication comes last.
    """

    class Stage(models.TextChoices):
        ASKED = "asked"
        MADE = "made"
        FAILED = "failed"

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+")
    period_start = models.DateField()
    period_end = models.DateField()
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=6, choices=Stage, default=Stage.ASKED)
    # The moment whose knowledge it is to show, which is when it was asked for.
    known_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    # What the publisher adds to the effect that is worked out.
    words = models.CharField(max_length=500, blank=True)
    audit_head = models.CharField(max_length=200, blank=True)
    # Files that are made so far, and how many times it was begun.
    done = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    touched_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "period_start", "period_end"],
                condition=Q(stage="asked"),
                name="publication_made_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["asked", "made", "failed"]), name="run_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(period_end__gt=F("period_start")), name="run_period_is_a_span"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework_id} {self.period_start} {self.number} {self.stage}"
