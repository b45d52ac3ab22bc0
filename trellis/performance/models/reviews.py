"""The yearly peer review of a provider: planned, found, responded to, looked at again."""

from typing import TypeAlias

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trellis.performance.lifecycle.scrutiny import ReviewStage
from trellis.performance.models.framework import Framework


class PeerReview(models.Model):
    """A provider's figures and accounts of a year, looked at by people of other districts.

    States: *planned*, *under way* (its lines are drawn), *found* (the findings are with the
    provider, who replies first), *responded* (with an action plan), *closed* (its progress was
    looked at), *called off*.
    """

    Stage: TypeAlias = ReviewStage

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="peer_reviews")
    provider = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    # The financial year under review, by its first day.
    year_start = models.DateField()
    starts_on = models.DateField()
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PLANNED)
    # In a few sentences each, at their step; what was found stands in its findings.
    report = models.TextField(max_length=4_000, blank=True)
    response = models.TextField(max_length=4_000, blank=True)
    progress = models.TextField(max_length=4_000, blank=True)
    why_called_off = models.CharField(max_length=300, blank=True)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    begun_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField(null=True, blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year_start", "-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "provider", "year_start"],
                condition=~Q(stage="called_off"),
                name="peer_review_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[one.value for one in ReviewStage]),
                name="peer_review_stage_known",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["planned", "under_way", "called_off"], found_at=None)
                | (Q(stage__in=["found", "responded", "closed"], found_at__isnull=False)
                   & ~Q(report="")),
                name="a_review_with_findings_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["responded", "closed"])
                | (Q(responded_at__isnull=False) & ~Q(response="")),
                name="a_response_says_when",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.provider_id} {self.year_start}"


class PeerReviewer(models.Model):
    """A body of another district whose people review: whoever may challenge figures for it."""

    review = models.ForeignKey(PeerReview, models.CASCADE, related_name="reviewers")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "organisation"], name="reviewer_once")
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.organisation_id}"


class ReviewFinding(models.Model):
    """A strength, a concern or a suggestion, about a line that was drawn or in general.
    Append-only."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", _("Strength")
        CONCERN = "concern", _("Concern")
        SUGGESTION = "suggestion", _("Suggestion")

    review = models.ForeignKey(PeerReview, models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=10, choices=Kind)
    line = models.ForeignKey(
        "performance.DrawnLine", models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(max_length=2_000)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["noted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["strength", "concern", "suggestion"]),
                name="review_finding_kind_known",
            )
        ]

    def __str__(self) -> str:
        return self.words


class ReviewAction(models.Model):
    """What the provider will do, which post does it, and by when. It can be taken off the plan
    until the response is handed in."""

    review = models.ForeignKey(PeerReview, models.PROTECT, related_name="actions")
    what = models.CharField(max_length=300)
    post = models.CharField(max_length=100)
    by_on = models.DateField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["by_on", "id"]

    def __str__(self) -> str:
        return self.what


class ActionProgress(models.Model):
    """How far an action had come when the reviewers looked again. Append-only."""

    class State(models.TextChoices):
        DONE = "done", _("done")
        UNDER_WAY = "under_way", _("under way")
        NOT_BEGUN = "not_begun", _("not begun")
        DROPPED = "dropped", _("dropped")

    action = models.OneToOneField(ReviewAction, models.PROTECT, related_name="progress")
    state = models.CharField(max_length=9, choices=State)
    words = models.CharField(max_length=500, blank=True)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["done", "under_way", "not_begun", "dropped"]),
                name="action_progress_state_known",
            )
        ]

    def __str__(self) -> str:
        return self.state
