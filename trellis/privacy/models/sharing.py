"""What bodies have agreed on sharing data about people."""

from django.db import models
from django.db.models import F, Q

from trellis.privacy.lifecycle.sharing import PUBLIC, AgreementStage, Does


class Agreement(models.Model):
    """Two bodies agree for what purpose, on which basis and until when they share which data.

    States: *draft*; *proposed* (whoever proposed it has agreed); *agreed* (both have; it never
    changes again but for its next review); *ended* (on a day, or because another replaced it);
    *refused* (also a draft that was taken back). It names bodies, never people.
    """

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    stage = models.CharField(max_length=8, choices=AgreementStage, default=AgreementStage.DRAFT)
    purpose = models.TextField(max_length=1_000)
    basis = models.CharField(max_length=20)  # a code of `kernel.privacy.Basis`
    starts_on = models.DateField()
    review_on = models.DateField()
    # The first day on which it no longer holds; null: until somebody ends it.
    until_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on__gt=F("starts_on"))
                & (Q(until_on=None) | Q(until_on__gt=F("starts_on"))),
                name="agreement_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=False, stage__in=PUBLIC)
                | (Q(agreed_on=None) & ~Q(stage__in=PUBLIC)),
                name="agreement_agreed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=False, stage=AgreementStage.ENDED)
                | (Q(ended_on=None) & ~Q(stage=AgreementStage.ENDED)),
                name="agreement_ended_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(stage__in=PUBLIC),
                name="agreement_replaced_once",
            ),
        ]
        indexes = [models.Index(fields=["area", "stage"], name="agreement_of_area")]

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class Party(models.Model):
    """One of the bodies of an agreement, what it does, and when it agreed."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    does = models.CharField(max_length=9, choices=Does)
    agreed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.does}"


class SharedField(models.Model):
    """A field of the register that is shared by an agreement: `room.model.field`."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="fields")
    code = models.CharField(max_length=120)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "code"], name="shared_field_once")
        ]

    def __str__(self) -> str:
        return self.code
