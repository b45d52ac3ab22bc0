"""Who pays whom, for what and until when."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from trellis.kernel.editing import mark_of


class Agreement(models.Model):
    """One body pays another for something, from a day until before another.

    States, all told by its days: *to come*; *in force*; *over* (its time has run out, or it was
    ended before: `ended_on` is the first day on which it no longer holds, and on its first day it
    never began). A main agreement stands under none; the payer of any other is the provider of the
    one above, and it lies within the time of that. It names bodies, never people.
    """

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    # By which both call it: a number of the contract, unique in the area.
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    payer = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    provider = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    under = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="directly_below"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()  # half-open
    # Over its whole time, those of the contributors among it; null: not stated.
    amount_pence = models.PositiveBigIntegerField(null=True, blank=True)
    about = models.TextField(max_length=2_000, blank=True)
    # Its provider reports under the framework of the area.
    is_reported = models.BooleanField()
    # The payer has said that nothing follows it.
    is_last = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)
    # Empty where it ended with the one above it.
    ended_why = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "reference"], name="paid_agreement_reference_once"
            ),
            models.CheckConstraint(
                condition=~Q(payer=F("provider")), name="paid_agreement_pays_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="paid_agreement_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_why="")
                | Q(ended_on__gte=F("starts_on"), ended_on__lt=F("ends_on")),
                name="paid_agreement_ended_within_its_time",
            ),
            models.CheckConstraint(
                condition=Q(amount_pence=None) | Q(amount_pence__gt=0),
                name="paid_agreement_pays_something",
            ),
            models.CheckConstraint(
                condition=~Q(under=F("id")), name="paid_agreement_not_under_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["area", "starts_on", "id"], name="paid_agreement_of_area"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"

    @property
    def until(self) -> date:
        """The first day on which it no longer holds."""
        return self.ended_on or self.ends_on

    @property
    def mark(self) -> str:
        """Of what somebody who changes or ends it has seen of it."""
        return mark_of(
            self.reference, self.title, self.starts_on, self.ends_on, self.amount_pence,
            self.about, self.is_reported, self.is_last, self.ended_on, self.source,
        )  # fmt: skip


class Contributor(models.Model):
    """Somebody else who pays into a main agreement; its payer signs for all of them."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="contributors")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    # Of the agreement's amount; null: not stated.
    amount_pence = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="contributor_once"),
            models.CheckConstraint(
                condition=Q(amount_pence=None) | Q(amount_pence__gt=0),
                name="contributor_pays_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} pays into {self.agreement_id}"


class ScopeLine(models.Model):
    """Whether an agreement pays for a kind of thing that is recorded, as its payer says, for the
    whole of its time. Of a kind without such a line nothing is said: it is neither in nor out."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="scope_lines")
    service_type = models.ForeignKey("record.ServiceType", models.PROTECT, related_name="+")
    is_paid_for = models.BooleanField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "service_type"], name="scope_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}, {self.service_type_id}: {self.is_paid_for}"
