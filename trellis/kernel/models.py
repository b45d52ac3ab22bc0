"""The kernel's own tables: the audit and its seals, jobs, one-use keys."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class AuditLine(models.Model):
    """One act, as one append-only line. It holds no personal value, so erasing a person never
    breaks it: the actor is a bare number, the object a kind and a number.

    States: *open* until a seal covers it, then *sealed*. Triggers refuse change and deletion.
    """

    # Set by a trigger: the transaction's number (PostgreSQL) or the line's own id (SQLite, where
    # ids follow the order of commits), plus the era's offset. It tells the sealer which lines
    # are final, so that writers never wait for each other.
    mark = models.BigIntegerField(null=True, db_index=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=60)
    verb = models.CharField(max_length=80)
    of = models.CharField(max_length=120)
    fields = models.JSONField(default=list)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["of", "id"], name="audit_of")]

    def __str__(self) -> str:
        return f"{self.verb} {self.of}"


class AuditEra(models.Model):
    """One row: what is added to every new mark, so that marks keep rising when a record moves to
    another database, whose transaction numbers start anew."""

    mark_offset = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.mark_offset)


class AuditSeal(models.Model):
    """A link of the chain over a batch of lines; `digest` covers the previous digest too.

    `horizon` is the first mark that the batch does not cover.
    """

    number = models.PositiveBigIntegerField(unique=True)
    # Of the digest: null is the first, which did not cover `sealed_at`. See `kernel.audit`.
    form = models.PositiveSmallIntegerField(null=True)
    horizon = models.BigIntegerField()
    lines = models.PositiveIntegerField()
    # One short digest of `sealed_at` (not in the first form) and one a line, in order, so that a
    # finding can name what was altered.
    line_digests = models.TextField(max_length=200_000)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"


class Earlier(models.Model):
    """What fields of a row said until they were set down anew: see `kernel.earlier`. Append-only;
    of public facts alone, never of a person."""

    kind = models.CharField(max_length=60)  # such as `places.place`
    row_id = models.BigIntegerField()
    stood = models.JSONField(encoder=DjangoJSONEncoder)
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "row_id", "until"], name="earlier_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"


class Job(models.Model):
    """Work put off until after an act.

    States: *waiting* (due at `run_after`), *claimed* (until `lease_until`; a lease that has run
    out is taken as a killed worker and the job waits again), *done*, *failed* (after the last
    attempt; shown by `trellis doctor` and forgotten after thirty days). `payload` may name
    somebody, and is emptied when the job is done.
    """

    class Stage(models.TextChoices):
        WAITING = "waiting"
        CLAIMED = "claimed"
        DONE = "done"
        FAILED = "failed"

    name = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    enqueued_at = models.DateTimeField()
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # The kind of fault only: a message might quote what somebody typed.
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["run_after"],
                name="job_open",
                condition=models.Q(stage__in=["waiting", "claimed"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.stage}"


class ScheduledRun(models.Model):
    """When a scheduled job was last enqueued, so that two workers do not both enqueue it."""

    name = models.CharField(max_length=80, primary_key=True)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class OnceKey(models.Model):
    """A form's one-use key that has been used."""

    key = models.CharField(max_length=64, primary_key=True)
    used_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key


class Counted(models.Model):
    """That somebody had one of what may be had only so often. Who it was is a keyed hash, kept a
    day."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "key", "at"], name="counted_by_whom")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class Look(models.Model):
    """That somebody looked at another person's details, for that person to see. Bare numbers:
    whoever is erased is a number that points to nobody.

    States: none; written once a day for a person, a looker and a kind of page, never changed, and
    deleted after two years. Triggers refuse everything else.
    """

    person_id = models.BigIntegerField()
    by_person_id = models.BigIntegerField()
    # In which roles: what the audit calls somebody.
    label = models.CharField(max_length=60)
    # The kind of page, as `room.page`.
    what = models.CharField(max_length=40)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "by_person_id", "what", "on"], name="look_once_a_day"
            )
        ]
        indexes = [models.Index(fields=["by_person_id", "on"], name="look_by_whom")]

    def __str__(self) -> str:
        return f"{self.what} {self.on}"
