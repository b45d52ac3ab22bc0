"""What is looked at, and by which rules."""

from enum import StrEnum
from typing import TypeAlias

from django.db import models
from django.db.models import F, Q

from trellis.kernel.editing import mark_of
from trellis.performance import lifecycle
from trellis.performance.rules.codes import (
    ChangeClass,
    Combine,
    Control,
    Direction,
    IndicatorKind,
    Level,
    Priority,
)
from trellis.performance.rules.ratings import RuleKind


def one_of(field: str, codes: type[StrEnum], *, blank: bool = False) -> models.CheckConstraint:
    """The database's own refusal of a code that is not in the table of codes."""
    allowed = [code.value for code in codes] + ([""] if blank else [])
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": allowed}), name=f"%(class)s_{field}_known"
    )


class Framework(models.Model):
    """What is expected of the infrastructure of one area for one time.

    States: *draft* (seen by those who edit it or see its figures), *live*, *closed* (read-only).
    The time is half-open: `ends_on` is the first day after it.
    """

    Stage: TypeAlias = lifecycle.Stage

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    short_title = models.CharField(max_length=60)
    about = models.TextField(max_length=2_000, blank=True)
    source = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    stage = models.CharField(max_length=6, choices=Stage, default=Stage.DRAFT)
    # Working days after a period ends by which its values are due.
    due_working_days = models.PositiveSmallIntegerField(default=20)
    # The greatest number of core indicators; null: not agreed.
    core_most = models.PositiveSmallIntegerField(null=True, blank=True)
    # Days for which people can comment on a proposed change, at least.
    consult_days = models.PositiveSmallIntegerField(default=28)

    class Meta:
        ordering = ["-starts_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="framework_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.short_title

    @property
    def mark(self) -> str:
        """Differs as soon as anything does that its page lets somebody change."""
        return mark_of(
            self.title,
            self.short_title,
            self.about,
            self.source,
            self.starts_on,
            self.ends_on,
            self.due_working_days,
        )

    @property
    def core_mark(self) -> str:
        """Differs as soon as another core set or another time to comment is agreed."""
        return mark_of(self.core_most, self.consult_days)


class RatingRule(models.Model):
    """One version of the rule by which a value and its target become a rating. In force for
    periods that end on `valid_from` or later, until a later one is."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="rating_rules")
    code = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    amber_within = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    words = models.CharField(max_length=500)
    valid_from = models.DateField()
    source = models.CharField(max_length=300, blank=True)
    # Null: from before this was noted, and so known at any moment.
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["valid_from", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code", "number"], name="rating_rule_once"
            ),
            one_of("kind", RuleKind),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"

    @property
    def mark(self) -> str:
        """Of the last rule: differs as soon as another is adopted."""
        return f"{self.code} {self.number}"


class Outcome(models.Model):
    """A change the framework is for."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="outcomes")
    number = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=120)
    priority = models.CharField(max_length=6)
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True)
    # Null: from before this was noted, and so known at any moment.
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="outcome_once"),
            one_of("priority", Priority),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def mark(self) -> str:
        """Differs as soon as its wording does."""
        return mark_of(self.section, self.priority, self.title, self.source)


class Principle(models.Model):
    """Something the partners hold to; `SecuredBy` says how, and who answers for it."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="principles")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True)
    # Null: from before this was noted, and so known at any moment.
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="principle_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class SecuredBy(models.Model):
    """One way in which a principle is secured. Without an owner it says that nobody answers."""

    principle = models.ForeignKey(Principle, models.PROTECT, related_name="secured_by")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500)
    owner = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["principle", "number"], name="secured_by_once")
        ]

    def __str__(self) -> str:
        return f"{self.principle_id}.{self.number}"


class Indicator(models.Model):
    """One thing that is looked at. Its wording and definition are in its versions.

    States: *live* (`retired_on` null), *retired*: `retired_on` is the first day on which it is not
    looked at any more. What was found of it before stays.
    """

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    unit = models.CharField(max_length=40, blank=True)
    # How many decimals are shown; comparisons always use the unrounded value.
    decimals = models.PositiveSmallIntegerField(default=0)
    direction = models.CharField(max_length=4, blank=True)
    control = models.CharField(max_length=8, blank=True)
    level = models.CharField(max_length=7, blank=True)
    combine = models.CharField(max_length=15, default=Combine.NONE)
    # The code a source document prints beside it ("Q", "NAR" …) and how it was evidenced there.
    printed_code = models.CharField(max_length=20, blank=True)
    evidence_class = models.CharField(max_length=30, blank=True)
    why_it_matters = models.TextField(max_length=1_000, blank=True)
    outcomes = models.ManyToManyField(Outcome, related_name="indicators", blank=True)
    source = models.CharField(max_length=300, blank=True)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="indicator_once"),
            one_of("kind", IndicatorKind),
            one_of("direction", Direction, blank=True),
            one_of("control", Control, blank=True),
            one_of("level", Level, blank=True),
            one_of("combine", Combine),
        ]

    def __str__(self) -> str:
        return str(self.number)


class IndicatorVersion(models.Model):
    """How an indicator reads and counts from `valid_from` on. Any change but one of wording
    breaks the series: no movement is shown across it."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    change_class = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    definition = models.TextField(max_length=1_500, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    # Null: from before this was noted, and so known at any moment.
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["indicator_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="version_once"),
            models.UniqueConstraint(
                fields=["indicator", "valid_from"], name="version_from_one_day"
            ),
            one_of("change_class", ChangeClass),
            models.CheckConstraint(
                condition=(Q(number=1) & Q(change_class=ChangeClass.INITIAL))
                | (Q(number__gt=1) & ~Q(change_class=ChangeClass.INITIAL)),
                name="first_version_is_initial",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def mark(self) -> str:
        """Of the last version: differs as soon as another is adopted."""
        return str(self.number)

    @property
    def breaks_series(self) -> bool:
        return ChangeClass(self.change_class).breaks_series
