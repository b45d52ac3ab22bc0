"""The quarter's round: its dates, each provider's return, and what was asked and said of it."""

from typing import TypeAlias

from django.db import models
from django.db.models import F, Q

from trellis.kernel.editing import mark_of
from trellis.performance import lifecycle
from trellis.performance.models.framework import Framework, Indicator, one_of
from trellis.performance.rules.codes import SelfRating


class RoundDates(models.Model):
    """When a period is reported, checked, talked about and published. Append-only: the newest row
    of a framework's period is its round, the earlier ones say what the dates were before.

    Each date is the last day of its step, but `opens_on`, which is the first. Where a round
    stands follows from them, from today and from whether it was published; it is never stored.
    """

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+")
    period_start = models.DateField()
    period_end = models.DateField()
    opens_on = models.DateField()
    due_on = models.DateField()
    checked_by = models.DateField()
    meets_on = models.DateField()
    publishes_on = models.DateField()
    # Why the dates are others than they were; empty on a period's first row.
    reason = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [models.Index(fields=["framework", "period_start"], name="round_of_period")]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gt=F("period_start")), name="round_period_is_a_span"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on"))
                & Q(checked_by__gte=F("due_on"))
                & Q(meets_on__gte=F("checked_by"))
                & Q(publishes_on__gte=F("meets_on")),
                name="round_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework_id} {self.period_start}"

    @property
    def mark(self) -> str:
        """Differs as soon as somebody moves a date."""
        return str(self.pk)


class Return(models.Model):
    """What one provider answers for in one round: its own lines, and nobody else's.

    States: *draft*, *submitted*, *returned* (sent back with a reason), *checked* (by a first
    person), *accepted* (by a second). What led there stands in its steps.
    """

    Stage: TypeAlias = lifecycle.ReturnStage

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="returns")
    period_start = models.DateField()
    period_end = models.DateField()
    provider = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.DRAFT)
    # When it was first handed in, which says whether it was on time, and when it was last.
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "period_start", "period_end", "provider"],
                name="return_once",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gt=F("period_start")), name="return_period_is_a_span"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[one.value for one in lifecycle.ReturnStage]),
                name="return_stage_known",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["submitted", "checked", "accepted"])
                | Q(submitted_at__isnull=False),
                name="a_return_handed_in_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.period_start} {self.stage}"

    @property
    def mark(self) -> str:
        """Differs as soon as it is handed in, sent back, checked or accepted."""
        return mark_of(self.stage, self.submitted_at, self.checked_at, self.accepted_at)


class ReturnAcceptor(models.Model):
    """A body whose officers check and accept a return, as the agreements say."""

    of_return = models.ForeignKey(Return, models.CASCADE, related_name="acceptors")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    # It holds the main agreement, and the provider delivers a part of it for it.
    is_prime = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of_return", "organisation"], name="acceptor_once")
        ]

    def __str__(self) -> str:
        return f"{self.of_return_id} {self.organisation_id}"


class ReturnStep(models.Model):
    """Something that happened to a return, who did it, and in their words why. Append-only."""

    of_return = models.ForeignKey(Return, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20)
    words = models.TextField(max_length=2_000, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.move


class Unlock(models.Model):
    """Leave to change a provider's figures of one round although they are locked, until a
    moment. Append-only: it runs out by itself."""

    of_return = models.ForeignKey(Return, models.PROTECT, related_name="unlocks")
    reason = models.CharField(max_length=500)
    until_at = models.DateTimeField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gt=F("given_at")), name="unlock_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.of_return_id} until {self.until_at}"


class SelfAssessment(models.Model):
    """What a provider says of its own line, beside the rating that is worked out. Append-only:
    the newest row of a line counts."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    provider = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    period_start = models.DateField()
    period_end = models.DateField()
    rating = models.CharField(max_length=9)
    words = models.CharField(max_length=1_000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [models.Index(fields=["provider", "period_start"], name="assessment_provider")]
        constraints = [
            one_of("rating", SelfRating),
            models.CheckConstraint(
                condition=Q(period_end__gt=F("period_start")), name="assessment_period_is_a_span"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.rating}"


class LineQuestion(models.Model):
    """Something whoever checks a return asks about one of its lines, and the answer.

    States: *open* (`answered_at` null), *answered*. An answer is given once; what is unclear in
    it is another question.
    """

    of_return = models.ForeignKey(Return, models.PROTECT, related_name="questions")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    words = models.CharField(max_length=1_000)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(max_length=2_000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="a_line_question_is_open_or_answered",
            )
        ]

    def __str__(self) -> str:
        return self.words
