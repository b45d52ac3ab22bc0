"""What was done, by whom, and how it is shared out. Nothing here is written over."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trellis.record.models.taxonomy import PersonToken, ServiceType, ShareRule, Tag
from trellis.record.rules.shares import WHOLE, Role


class Activity(models.Model):
    """One countable thing that happened, as somebody said it at one time.

    A correction is another row with the same `first` and the next number; a withdrawal is one too,
    with `is_withdrawn`. States: *counts* (`stands`); *superseded* (a later row says it otherwise);
    *withdrawn* (the row that says so, which never counts). Of a row only `stands` ever changes,
    and only once: the database refuses all else. A place that is an area's root means
    "county-wide".
    """

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    first = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    service_type = models.ForeignKey(ServiceType, models.PROTECT, related_name="+")
    # Who led it; also the lead of its split.
    provider = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    on = models.DateField()
    # As `rules.cells.quarter_of` has it.
    quarter = models.PositiveIntegerField()
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        PersonToken, models.PROTECT, null=True, blank=True, related_name="activities"
    )
    title = models.CharField(max_length=200, blank=True)
    quantity = models.PositiveIntegerField(default=1)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    pence = models.PositiveBigIntegerField(null=True, blank=True)
    # Where it was taken from (another system, a file) and its number there.
    source = models.CharField(max_length=60, blank=True)
    natural_key = models.CharField(max_length=120, blank=True)
    is_withdrawn = models.BooleanField(default=False)
    stands = models.BooleanField(default=True)
    reason = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "number"], name="activity_version_once"),
            models.UniqueConstraint(
                fields=["area", "source", "natural_key"],
                condition=Q(stands=True) & ~Q(natural_key=""),
                name="activity_natural_key_once",
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(person=None), name="activity_for_one"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="activity_counts_something"),
            models.CheckConstraint(
                condition=Q(number=1, first=None) | (Q(number__gt=1) & ~Q(reason="")),
                name="activity_changed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(stands=False) | Q(is_withdrawn=False), name="withdrawn_never_stands"
            ),
        ]
        indexes = [
            models.Index(
                fields=["provider", "-on", "-id"], name="activity_by_provider",
                condition=Q(stands=True),
            ),
            models.Index(
                fields=["organisation", "on"], name="activity_by_beneficiary",
                condition=Q(stands=True),
            ),
            models.Index(
                fields=["area", "-on", "-id"], name="activity_by_day", condition=Q(stands=True)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.service_type_id} {self.on}"

    @property
    def mark(self) -> str:
        """Of its last row: differs as soon as somebody corrects or withdraws it."""
        return str(self.number)

    @property
    def line_id(self) -> int:
        """The number of its first row, by which all rows of it are known."""
        return self.first_id or self.pk


class Split(models.Model):
    """How one activity is shared out: a sealed set of contributions that add up to 10,000.

    States: *proposed* (not sealed: parties are asked), *stands* (sealed, and counted), *replaced*
    (sealed once, and no longer counted), *dropped* (`dropped_at`: never sealed, and never will
    be). A trigger checks the sum and the one lead as it is sealed, and tells its contributions
    whether they stand.
    """

    class Basis(models.TextChoices):
        DEFAULT = "default", _("by the rule agreed in advance")
        AGREED = "agreed", _("as the parties agreed")
        DECIDED = "decided", _("as was decided")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="splits")
    basis = models.CharField(max_length=7, choices=Basis)
    # Null: no rule had been agreed, and all of it is the lead’s.
    rule = models.ForeignKey(ShareRule, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    proposed_by = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    stated_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    stands = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity"], condition=Q(stands=True), name="one_split_stands"
            ),
            models.CheckConstraint(
                condition=Q(stands=False) | Q(sealed_at__isnull=False), name="only_sealed_stands"
            ),
            models.CheckConstraint(
                condition=Q(sealed_at=None) | Q(dropped_at=None), name="sealed_is_not_dropped"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.basis}"


class Contribution(models.Model):
    """A provider's part in an activity: its role and its share in basis points.

    What it is counted by stands here again, as it stands in the activity, so that a whole county
    is counted from one index; neither ever changes, and a test compares them. `stands` follows
    the split.
    """

    split = models.ForeignKey(Split, models.PROTECT, related_name="contributions")
    provider = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    role = models.CharField(max_length=8)
    share = models.PositiveSmallIntegerField()
    # That its own people spent; null: not known.
    own_minutes = models.PositiveIntegerField(null=True, blank=True)
    stands = models.BooleanField(default=False)
    service_type = models.ForeignKey(ServiceType, models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    quarter = models.PositiveIntegerField()
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(PersonToken, models.PROTECT, null=True, blank=True, related_name="+")
    quantity = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()
    pence = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["split_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["split", "provider"], name="contribution_once"),
            models.CheckConstraint(
                condition=Q(role__in=[one.value for one in Role]), name="contribution_role_known"
            ),
            models.CheckConstraint(condition=Q(share__lte=WHOLE), name="share_at_most_whole"),
        ]
        indexes = [
            # All that cells are made of, in their order: a rebuild reads nothing else.
            models.Index(
                fields=[
                    "service_type", "quarter", "place", "provider", "organisation", "person",
                    "share", "quantity", "minutes", "pence",
                ],
                name="contribution_counted", condition=Q(stands=True, share__gt=0),
            ),
            models.Index(
                fields=["organisation", "provider"], name="contribution_by_beneficiary",
                condition=Q(stands=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.role} {self.share}"


class SplitReply(models.Model):
    """What a party said of shares that were proposed. Append-only: the last one counts."""

    split = models.ForeignKey(Split, models.PROTECT, related_name="replies")
    provider = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    words = models.CharField(max_length=300, blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.split_id} {self.agrees}"


class Tagged(models.Model):
    """That an activity, in this version, serves an outcome or is about an issue."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="tagged")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "tag"], name="tagged_once"),
        ]
        indexes = [models.Index(fields=["tag", "activity"], name="tagged_by_tag")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.tag_id}"
