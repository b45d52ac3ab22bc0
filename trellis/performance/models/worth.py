"""What an indicator is worth: how it stands, what it takes, what it was for, and why it ended."""

from django.db import models
from django.db.models import F, Q

from trellis.performance.lifecycle import Standing
from trellis.performance.models.framework import Indicator


class IndicatorStanding(models.Model):
    """How an indicator stands from a day on. Append-only: the later row holds from its day on.

    Periods that begin before `rated_from` are not rated; null: rated like any other.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="standings")
    standing = models.CharField(max_length=12, choices=Standing)
    # Of which place it is, where it is local.
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_on = models.DateField()
    rated_from = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["from_on", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="indicatorstanding_known"
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.LOCAL, place__isnull=False)
                | (~Q(standing=Standing.LOCAL) & Q(place=None)),
                name="a_local_indicator_is_of_a_place",
            ),
            models.CheckConstraint(
                condition=Q(rated_from=None)
                | (
                    Q(rated_from__gt=F("from_on"))
                    & Q(standing__in=[Standing.LOCAL, Standing.EXPERIMENTAL])
                ),
                name="only_what_is_tried_out_is_unrated",
            ),
        ]

    def __str__(self) -> str:
        return self.standing

    @property
    def mark(self) -> str:
        """Of the last row: differs as soon as there is another."""
        return str(self.pk)


class Retirement(models.Model):
    """Who decided that an indicator is not looked at any more, when and why. Append-only; without
    one, an indicator was retired as a draft or before such decisions were recorded."""

    indicator = models.OneToOneField(Indicator, models.PROTECT, related_name="retirement")
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.decided_on}"


class CollectionCost(models.Model):
    """How many minutes it takes one provider to collect an indicator for one period, as they say
    themselves; without a provider, an estimate of those who keep the framework, for all who have
    not said. Append-only: the newest row of a provider counts."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="costs")
    provider = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    minutes = models.PositiveIntegerField()
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["stated_at", "id"]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.minutes}"


class DecisionInformed(models.Model):
    """A decision that somebody made with an indicator in hand. Append-only."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="decisions")
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200)
    words = models.CharField(max_length=500)
    source = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["decided_on", "recorded_at", "id"]

    def __str__(self) -> str:
        return self.words
