"""What kinds of things are recorded, how they are shared out, and what they are about."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trellis.kernel.editing import mark_of
from trellis.record.rules.done import AgeBand
from trellis.record.rules.shares import RuleKind


class ServiceType(models.Model):
    """A kind of thing that is recorded in an area, as its infrastructure has agreed to call it.

    States: *open*; *ended* (`ended_on` is the first day on which none is recorded any more).
    Whether a contract pays for it is said beside the contract.
    """

    class For(models.TextChoices):
        ORGANISATION = "organisation", _("an organisation")
        PERSON = "person", _("a person")
        EITHER = "either", _("an organisation or a person")
        NOBODY = "nobody", _("nobody in particular")

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    # What several of them stand under in a list, such as "Training".
    heading = models.CharField(max_length=80)
    about = models.TextField(max_length=1_000, blank=True)
    # What one of it is called, in the plural: "places taken".
    unit = models.CharField(max_length=40)
    whom_for = models.CharField(max_length=12, choices=For)
    asks_minutes = models.BooleanField(default=False)
    asks_money = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["heading", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "code"], name="service_type_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def mark(self) -> str:
        """Differs as soon as anything does that its page lets somebody change."""
        return mark_of(
            self.name, self.heading, self.about, self.unit, self.whom_for, self.asks_minutes,
            self.asks_money, self.ended_on,
        )  # fmt: skip


class ShareRule(models.Model):
    """How the shares of a kind are split unless the parties agree otherwise, for what happened on
    `valid_from` or later. Append-only: a later row takes its place."""

    service_type = models.ForeignKey(ServiceType, models.PROTECT, related_name="share_rules")
    kind = models.CharField(max_length=7)
    valid_from = models.DateField()
    # Who agreed it, and where that is written down.
    agreed = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in RuleKind]), name="share_rule_kind_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.valid_from}"


class Tag(models.Model):
    """What an activity serves (an outcome of the area) or was about (an issue)."""

    class Kind(models.TextChoices):
        OUTCOME = "outcome", _("outcome")
        ISSUE = "issue", _("issue")

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "kind", "code"], name="record_tag_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def mark(self) -> str:
        """Differs as soon as anything does that its page lets somebody change."""
        return mark_of(self.name, self.is_open)


class PersonToken(models.Model):
    """A person whom something was done for, as an opaque token: nobody can be read from it.

    `digest` is a keyed hash of whose case it is and of the number by which they know somebody, so
    that one who comes to them again is found again. Without the key of this house nothing follows
    from it, and two bodies never learn that both helped the same person.
    """

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    age_band = models.CharField(max_length=8, blank=True)
    first_seen_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "digest"], name="person_token_once"),
            models.CheckConstraint(
                condition=Q(age_band__in=[one.value for one in AgeBand]), name="age_band_known"
            ),
        ]

    def __str__(self) -> str:
        return self.digest[:8]
