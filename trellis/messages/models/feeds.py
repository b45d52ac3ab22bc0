"""Days for somebody's calendar."""

from django.db import models
from django.db.models import Q


class Feed(models.Model):
    """A secret address at which a calendar program fetches one person's due days.

    States: *open*; *revoked* (`revoked_at`: the address is as if it never was). Only a hash of the
    secret is kept: it is shown once.
    """

    account = models.ForeignKey("people.Account", models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["account"], condition=Q(revoked_at=None), name="feed_open")]

    def __str__(self) -> str:
        return self.name


class FeedDay(models.Model):
    """What a feed last said of one thing, so that a calendar is told when it changes: `sequence`
    counts the changes of what `digest` is of."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="days")
    uid = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "uid"], name="feed_day_once")]

    def __str__(self) -> str:
        return self.uid
