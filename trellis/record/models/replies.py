"""What others say of an activity: whom it was for, and whether two of them are one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trellis.record.models.activities import Activity


class BeneficiaryReply(models.Model):
    """What the organisation that it was for says of it. Append-only: the last one counts."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="beneficiary_replies")
    confirms = models.BooleanField()
    words = models.CharField(max_length=500, blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirms=True) | ~Q(words=""), name="disputed_with_words"
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.confirms}"


class DoubleVerdict(models.Model):
    """What one of those who led two activities that look like one says of them. Append-only.

    Apart: nobody is asked again. Joined: once the leads of both have said so, they are made one.
    Both are named by the row that counted, the lower number first.
    """

    class Verdict(models.TextChoices):
        APART = "apart", _("two different things")
        JOINED = "joined", _("one thing, recorded twice")

    one = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    other = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    provider = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=6, choices=Verdict)
    words = models.CharField(max_length=300, blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="double_in_order"),
        ]
        indexes = [models.Index(fields=["one", "other"], name="double_pair")]

    def __str__(self) -> str:
        return f"{self.one_id} {self.verdict} {self.other_id}"
