"""What was wanted, what was found, and what others said of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trellis.performance.models.framework import Framework, Indicator, IndicatorVersion, one_of
from trellis.performance.rules.codes import Comparison, TargetState, ValueState, Word


class Target(models.Model):
    """What is wanted of one indicator at a place (of a provider) for a period. Append-only: a
    later row for the same line takes its place and the earlier one stays readable."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    version = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    provider = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    period_start = models.DateField()
    period_end = models.DateField()
    state = models.CharField(max_length=14)
    comparison = models.CharField(max_length=9, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    by_date = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [models.Index(fields=["indicator", "period_start"], name="target_line")]
        constraints = [
            one_of("state", TargetState),
            one_of("comparison", Comparison, blank=True),
            models.CheckConstraint(
                condition=Q(period_end__gt=F("period_start")), name="target_period_is_a_span"
            ),
            models.CheckConstraint(
                condition=~Q(state=TargetState.SET)
                | (Q(comparison=Comparison.BY_DATE) & Q(by_date__isnull=False))
                | (~Q(comparison="") & Q(value__isnull=False)),
                name="a_set_target_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.state}"


class Value(models.Model):
    """What was found for one line (indicator, place, provider or none) in one period.

    Append-only and bitemporal: the period says when it was so, `recorded_at` when it was said.
    A correction is a later row with a reason; the page as it stood can always be shown again.
    Amounts of money are in pounds with pence as decimals, as providers report them.
    """

    class Basis(models.TextChoices):
        ENTERED = "entered", _("entered by the provider")
        SURVEY = "survey", _("counted from a survey")
        DOCUMENT = "document", _("taken from a document")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    version = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    provider = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    period_start = models.DateField()
    period_end = models.DateField()
    state = models.CharField(max_length=18)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    numerator = models.PositiveBigIntegerField(null=True, blank=True)
    denominator = models.PositiveBigIntegerField(null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)
    measured_on = models.DateField(null=True, blank=True)
    words = models.TextField(max_length=4_000, blank=True)
    basis = models.CharField(max_length=8, choices=Basis, default=Basis.ENTERED)
    source = models.CharField(max_length=300, blank=True)
    # Why a later row takes the place of an earlier one; empty on a first row.
    reason = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [
            models.Index(fields=["indicator", "period_start", "place"], name="value_line"),
            models.Index(fields=["provider", "period_start"], name="value_provider"),
        ]
        constraints = [
            one_of("state", ValueState),
            models.CheckConstraint(
                condition=Q(period_end__gt=F("period_start")), name="value_period_is_a_span"
            ),
            models.CheckConstraint(
                condition=Q(denominator=None)
                | (Q(numerator__isnull=False) & Q(numerator__lte=F("denominator"))),
                name="numerator_within_denominator",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ValueState.MEASURED, ValueState.ZERO])
                | (Q(value=None) & Q(reached_on=None)),
                name="only_what_is_known_has_a_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.state}"


class Appraisal(models.Model):
    """How strong the evidence under a value is, 0 to 5, said by somebody other than its author.

    *Summative*: a judgement, for everybody to read. *Formative*: said to help, for the provider,
    its partners and its reviewers. Append-only: whoever wrote it may put it under the other
    purpose by a later row that `retags` it.
    """

    class Purpose(models.TextChoices):
        FORMATIVE = "formative", _("to improve")
        SUMMATIVE = "summative", _("to judge")

    value = models.ForeignKey(Value, models.PROTECT, related_name="appraisals")
    strength = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500)
    purpose = models.CharField(max_length=9, choices=Purpose, default=Purpose.SUMMATIVE)
    retags = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="retagged"
    )
    appraised_at = models.DateTimeField()
    appraised_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["appraised_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(strength__lte=5), name="strength_from_0_to_5"),
            models.CheckConstraint(
                condition=Q(purpose__in=["formative", "summative"]), name="appraisal_purpose_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.strength)


class ReportingLine(models.Model):
    """Who is expected to report what, how often: what is due, and what is missing, follow.

    Half-open: `until_on` is the first day on which it is not expected any more; on the very day
    it began, it was taken back, and another may begin on that day. `ends` say when it was said.
    """

    class Every(models.TextChoices):
        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every quarter")
        YEAR = "year", _("every year")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="lines")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    provider = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    every = models.CharField(max_length=7, choices=Every, default=Every.QUARTER)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    # Null: from before this was noted, and so known at any moment.
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "place", "provider", "from_on"],
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                name="reporting_line_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "place", "from_on"],
                condition=Q(provider=None) & (Q(until_on=None) | Q(until_on__gt=F("from_on"))),
                name="reporting_line_of_nobody_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="reporting_line_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["provider"], name="reporting_line_provider")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.every}"

    @property
    def mark(self) -> str:
        """Differs as soon as somebody ends it, or ends it on another day."""
        return str(self.until_on)


class LineEnd(models.Model):
    """That a reporting line was said to end, and when. Append-only: the later row holds. A line
    without any ends as its own `until_on` says, which was known at any moment."""

    line = models.ForeignKey(ReportingLine, models.PROTECT, related_name="ends")
    until_on = models.DateField()
    # Null: from before this was noted, and so known at any moment.
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.line_id} {self.until_on}"


class ReportedRating(models.Model):
    """A colour somebody stated. Shown in words, never as a colour, with the basis it gives."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="reported_ratings")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    provider = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    period_start = models.DateField()
    period_end = models.DateField()
    word = models.CharField(max_length=12)
    # measured, evidence, event, narrative or none: what the source says stands behind it.
    basis = models.CharField(max_length=10)
    # The row's place in a damaged source was worked out, not printed.
    is_reconstructed = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["period_start", "id"]
        constraints = [one_of("word", Word)]

    def __str__(self) -> str:
        return self.word


class ReportedCount(models.Model):
    """How many indicators a provider is said to have at a colour, where nobody says which."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="reported_counts")
    provider = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    period_start = models.DateField()
    period_end = models.DateField()
    word = models.CharField(max_length=12)
    count = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300, blank=True)
    # Null: from before this was noted, and so known at any moment.
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("word", Word),
            models.UniqueConstraint(
                fields=["framework", "provider", "period_start", "word"],
                name="reported_count_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word} {self.count}"
