"""What others look at under the figures: lines drawn by lot, what was found, and challenges."""

from typing import TypeAlias

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trellis.performance.lifecycle.scrutiny import ChallengeStage
from trellis.performance.models.framework import Framework
from trellis.performance.models.reviews import PeerReview
from trellis.performance.models.rounds import Return
from trellis.performance.models.values import Value


class Draw(models.Model):
    """Lines drawn by lot, of a return or for a peer review. Append-only, and once for each: nobody
    draws again until it suits.

    `made_of` is the text whose SHA-256 is `seed`; it ends with the audit's head at that moment,
    which nobody chooses. With the keys of all its lines anybody can repeat the draw.
    """

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+")
    of_return = models.OneToOneField(
        Return, models.PROTECT, null=True, blank=True, related_name="draw"
    )
    review = models.OneToOneField(
        PeerReview, models.PROTECT, null=True, blank=True, related_name="draw"
    )
    made_of = models.CharField(max_length=500)
    seed = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(of_return__isnull=False, review=None)
                | Q(of_return=None, review__isnull=False),
                name="a_draw_is_of_a_return_or_a_review",
            )
        ]

    def __str__(self) -> str:
        return self.seed


class DrawnLine(models.Model):
    """One of the lines that a draw was made from, drawn or not. Append-only.

    `of_kind` says from which heap: figures, or accounts in words. Rows of the record of activity
    will be a heap of their own, with a key of their own beside `value`.
    """

    class Kind(models.TextChoices):
        FIGURE = "figure", _("figure")
        ACCOUNT = "account", _("account")

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80)
    of_kind = models.CharField(max_length=7, choices=Kind, default=Kind.FIGURE)
    value = models.ForeignKey(Value, models.PROTECT, related_name="+")
    is_drawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["draw", "number"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "key"], name="drawn_line_once"),
            models.CheckConstraint(
                condition=Q(of_kind__in=["figure", "account"]), name="drawn_line_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class LineFinding(models.Model):
    """What a checker found under a line that was drawn. Append-only; the newest counts."""

    class Result(models.TextChoices):
        STANDS = "stands", _("It stands")
        CANNOT_BE_FOLLOWED = "cannot_be_followed", _("It cannot be followed")
        DIFFERS = "differs", _("It differs")

    line = models.ForeignKey(DrawnLine, models.PROTECT, related_name="findings")
    result = models.CharField(max_length=18, choices=Result)
    words = models.TextField(max_length=2_000)
    # What was found instead, of one that differs.
    instead = models.CharField(max_length=300, blank=True)
    found_at = models.DateTimeField()
    found_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["found_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=["stands", "cannot_be_followed", "differs"]),
                name="line_finding_result_known",
            ),
            models.CheckConstraint(
                condition=~Q(result="differs") | ~Q(instead=""), name="what_differs_says_from_what"
            ),
        ]

    def __str__(self) -> str:
        return self.result


class FindingReply(models.Model):
    """What the provider says to a finding, once for each. Append-only."""

    finding = models.OneToOneField(LineFinding, models.PROTECT, related_name="reply")
    words = models.TextField(max_length=2_000)
    replied_at = models.DateTimeField()
    replied_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.words


class Challenge(models.Model):
    """A question to another's figure, with the reason for it, in the scrutiny of a round.

    States: *raised* (its reply is due), *answered* (its outcome is due), and closed as *upheld*
    (the provider corrects the figure by a later row), *not upheld*, *settled* between the two, or
    *withdrawn*. The words of each step stand in its steps. Shares of an activity are challenged by
    `ShareChallenge`.
    """

    Stage: TypeAlias = ChallengeStage

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="challenges")
    # The round's; that of the value itself may be a month or the year that ends in it.
    period_start = models.DateField()
    period_end = models.DateField()
    value = models.ForeignKey(Value, models.PROTECT, related_name="challenges")
    of_return = models.ForeignKey(Return, models.PROTECT, null=True, blank=True, related_name="+")
    raised_for = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    question = models.CharField(max_length=300)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.RAISED)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-raised_at", "-id"]
        indexes = [models.Index(fields=["framework", "period_start"], name="challenge_of_period")]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=[one.value for one in ChallengeStage]),
                name="challenge_stage_known",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["raised", "answered"], closed_at=None)
                | (~Q(stage__in=["raised", "answered"]) & Q(closed_at__isnull=False)),
                name="a_closed_challenge_says_when",
            ),
            models.UniqueConstraint(
                fields=["value", "raised_for"],
                condition=Q(closed_at=None),
                name="one_open_challenge_of_a_body",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class ChallengeStep(models.Model):
    """One step of a challenge, with the words that were said. Append-only."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20)
    words = models.TextField(max_length=2_000)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.move
