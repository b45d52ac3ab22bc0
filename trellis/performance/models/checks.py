"""What documents state beside what can be added up, and statements that cannot both hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.performance.models.framework import Framework, Indicator


class Reconciliation(models.Model):
    """Figures that ought to agree, set side by side. Nothing is ever forced to."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="reconciliations")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    about = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300, blank=True)
    # Null: from before this was noted, and so known at any moment.
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="reconciliation_once")
        ]

    def __str__(self) -> str:
        return self.title


class StatedFigure(models.Model):
    """A total as stated (null where none is), beside its parts or a count of loaded facts."""

    class Unit(models.TextChoices):
        GBP = "gbp", _("pounds")
        COUNT = "count", _("number")
        PERCENT = "percent", _("per cent")

    reconciliation = models.ForeignKey(Reconciliation, models.PROTECT, related_name="figures")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    stated = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=7, choices=Unit)
    # What is counted from the loaded facts in place of parts: see queries.checks.
    measure = models.CharField(max_length=30, blank=True)
    argument = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["reconciliation", "number"], name="stated_once")
        ]

    def __str__(self) -> str:
        return self.label


class StatedPart(models.Model):
    """One line of a stated total: an amount, or a quantity of so much each, or both."""

    figure = models.ForeignKey(StatedFigure, models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    each = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    amount = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.label


class Conflict(models.Model):
    """Two statements that cannot both hold, with where each stands."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="conflicts")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    says = models.CharField(max_length=500)
    but = models.CharField(max_length=500)
    source_says = models.CharField(max_length=300)
    source_but = models.CharField(max_length=300)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="conflicts"
    )
    # Null: from before this was noted, and so known at any moment.
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="conflict_once")
        ]

    def __str__(self) -> str:
        return self.title
