"""A body leaves: what becomes of the data it decides over."""

from django.db import models
from django.db.models import Q

from trellis.privacy.lifecycle.leaving import Answer, Fate, HandoverStage, Reason


class Handover(models.Model):
    """The case of one body that closes or leaves the partnership.

    States: *open*; *done* (from `done_on` others decide over what it had); *withdrawn*.
    """

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=8, choices=Reason)
    stage = models.CharField(max_length=9, choices=HandoverStage, default=HandoverStage.OPEN)
    leaves_on = models.DateField()
    # When the body last took away what is to be emptied.
    exported_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["leaves_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=False, stage=HandoverStage.DONE)
                | (Q(done_on=None) & ~Q(stage=HandoverStage.DONE)),
                name="handover_done_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=~Q(stage=HandoverStage.WITHDRAWN),
                name="handover_once",
            ),
        ]
        indexes = [models.Index(fields=["area", "stage"], name="handover_of_area")]

    def __str__(self) -> str:
        return f"handover {self.pk}"


class Share(models.Model):
    """What becomes of one estate of a body that leaves. Once the case is done, whoever decides over
    a row that names that body is found here: the successor, or without one whoever keeps the
    record of the area.

    States: handed over: *asked*, *accepted*, *refused*; kept or emptied: nobody is asked.
    """

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="shares")
    estate = models.CharField(max_length=80)  # a key of `kernel.estates`
    fate = models.CharField(max_length=7, choices=Fate)
    successor = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    # How many rows the body last took away; of a done case, how many were handed over.
    rows = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "estate"], name="share_once"),
            models.CheckConstraint(
                condition=(Q(fate=Fate.HANDED, successor__isnull=False) & ~Q(answer=""))
                | (~Q(fate=Fate.HANDED) & Q(successor=None, answer="")),
                name="share_handed_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.estate} {self.fate}"


class Passed(models.Model):
    """A row of an estate that named one body and has named another since a case was done."""

    share = models.ForeignKey(Share, models.PROTECT, related_name="passed")
    estate = models.CharField(max_length=80)
    row_id = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "passed"
        constraints = [models.UniqueConstraint(fields=["share", "row_id"], name="passed_once")]
        indexes = [models.Index(fields=["estate", "row_id"], name="passed_by_row")]

    def __str__(self) -> str:
        return f"{self.estate} {self.row_id}"
