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
