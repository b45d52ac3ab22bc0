"""Challenges to how one activity is shared out between those who did it."""

from typing import TypeAlias

from django.db import models
from django.db.models import Q

from trellis.performance.lifecycle.scrutiny import ChallengeStage


class ShareChallenge(models.Model):
    """A party asks somebody who took no part to decide on shares that another did not agree to.

    States as of a challenge to a figure: *raised* (the reply of `awaits` is due), *answered* (its
    outcome is due), and closed as *upheld* (`decided` are the shares that count from then on), *not
    upheld*, *settled* (all parties agreed on something), or *withdrawn*, which it also is once
    there is nothing left to decide. The words of each step stand in its steps. No framework and no
    round: what was done is recorded in an area, on a day.
    """

    Stage: TypeAlias = ChallengeStage

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    # By its first row, whatever was corrected since.
    activity = models.ForeignKey("record.Activity", models.PROTECT, related_name="+")
    # What was asked for and not agreed to; its row of the activity says the day and the parties.
    proposal = models.OneToOneField("record.Split", models.PROTECT, related_name="+")
    raised_for = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    awaits = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
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
    decided = models.OneToOneField(
        "record.Split", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-raised_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=[one.value for one in ChallengeStage]),
                name="share_challenge_stage_known",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["raised", "answered"], closed_at=None)
                | (~Q(stage__in=["raised", "answered"]) & Q(closed_at__isnull=False)),
                name="a_closed_share_challenge_says_when",
            ),
            models.CheckConstraint(
                condition=Q(stage="upheld", decided__isnull=False)
                | (~Q(stage="upheld") & Q(decided=None)),
                name="what_is_upheld_says_the_shares",
            ),
            models.CheckConstraint(
                condition=~Q(awaits=models.F("raised_for")), name="nobody_replies_to_themselves"
            ),
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(closed_at=None),
                name="one_open_challenge_of_an_activity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.stage}"


class ShareChallengeStep(models.Model):
    """One step of a challenge to shares, with the words that were said. Append-only. `body` is the
    party that said them; none where somebody decided, or the record itself closed it."""

    challenge = models.ForeignKey(ShareChallenge, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20)
    body = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(max_length=2_000)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "body"],
                condition=Q(move="reply"),
                name="a_party_replies_once",
            )
        ]

    def __str__(self) -> str:
        return self.move
