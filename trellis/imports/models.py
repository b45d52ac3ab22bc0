"""Tables that were brought, and everything about them until they are in the record."""

from django.db import models

from trellis.imports.lifecycle import Stage
from trellis.kernel.imports import Outcome

LEFT_OUT = "left_out"


class Intake(models.Model):
    """One table that was brought, from its file to what came of it.

    States: *brought* (its columns are still to be told apart), *reading*, *checked* (nothing of it
    is in the record), *importing*, *imported*, *undoing*, *undone*, *cancelled*, *failed*. In the
    last three nothing of it stands in the record, but what somebody had changed since.
    """

    # The shape and the target by their keys: what can be brought is declared in other rooms.
    shape = models.CharField(max_length=40)
    target = models.CharField(max_length=60)
    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    # Whose table it is, where a shape belongs to one organisation; null where it is the record's.
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    brought_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    brought_at = models.DateTimeField()
    # Whose powers the worker acts with: whoever took the last step.
    acts_for = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.BROUGHT)
    file_name = models.CharField(max_length=200)
    # SHA-256 of the content, which is also its name in the store.
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    # How the file is read: kind, encoding, separator, sheets, sheet, line of the headings, the
    # headings themselves and the first values under each.
    facts = models.JSONField(default=dict)
    # For each field of the shape `{"place": 3}`, a column from 0, or `{"same": "text"}`.
    columns = models.JSONField(default=dict)
    # What each column holds, counted: see `rules.profiles`.
    profile = models.JSONField(default=dict)
    # How many rows are there with which outcome; after the import, how many did what.
    counts = models.JSONField(default=dict)
    # What was not taken back, and why: the first hundred.
    kept = models.JSONField(default=list)
    fault = models.CharField(max_length=30, blank=True)
    fault_value = models.CharField(max_length=60, blank=True)
    # Where *undoing* leads to.
    ends_as = models.CharField(max_length=9, choices=Stage, blank=True)
    done_rows = models.PositiveIntegerField(default=0)
    # Counts the readings, so that of two workers reading the same file one gives way.
    reading = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    # When a worker last wrote something of it.
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-brought_at", "-id"]
        indexes = [models.Index(fields=["stage", "touched_at"], name="intake_at_work")]

    def __str__(self) -> str:
        return self.file_name


class StagedRow(models.Model):
    """One line of a table, which is not in the record yet, and what it will do there."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    # As they stand in the file, or as somebody has mended them.
    cells = models.JSONField()
    outcome = models.CharField(
        max_length=9, choices=[*((one.value, one.value) for one in Outcome), (LEFT_OUT, LEFT_OUT)]
    )
    # Digest of what the row is about: two of the same are about the same.
    key = models.CharField(max_length=32, blank=True)
    # The version of the record that the row was compared with.
    seen = models.CharField(max_length=60, blank=True)
    # All that is wrong, each as `kernel.imports.Problem`; the first in columns too, to be counted.
    problems = models.JSONField(default=list)
    problem = models.CharField(max_length=40, blank=True)
    field = models.CharField(max_length=40, blank=True)
    # What will be another, each as `kernel.imports.Change`.
    changes = models.JSONField(default=list)

    class Meta:
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["intake", "line"], name="staged_line_once")]
        indexes = [
            models.Index(fields=["intake", "outcome", "line"], name="staged_by_outcome"),
            models.Index(fields=["intake", "key"], name="staged_by_key"),
        ]

    def __str__(self) -> str:
        return str(self.line)


class Batch(models.Model):
    """Some rows that were written in one transaction. `done` is what each of them did, as
    `kernel.imports.Done`: enough to take it back; `last_line` is where the next batch begins."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    done = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["intake", "number"], name="batch_once")]

    def __str__(self) -> str:
        return str(self.number)


class Mapping(models.Model):
    """Which column is what in the files of one make, as it was said last for one target."""

    shape = models.CharField(max_length=40)
    target = models.CharField(max_length=60)
    # SHA-256 of the folded headings in their order.
    signature = models.CharField(max_length=64)
    columns = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shape", "target", "signature"], name="mapping_once_for_each_make"
            )
        ]

    def __str__(self) -> str:
        return f"{self.shape} {self.target}"
