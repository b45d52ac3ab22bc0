"""Notices, what people want of them by mail, letters, and addresses that get none."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trellis.messages.lifecycle import Stage


class Kind(models.TextChoices):
    """What a letter is; also what somebody may be rid of without being rid of the other."""

    DIGEST = "digest", _("what is new for you")
    BULLETIN = "bulletin", _("bulletin")
    SURVEY = "survey", _("invitation to a survey")
    CONFIRM = "confirm", _("whether you asked for bulletins")


class Notice(models.Model):
    """Something one person is told, on their own page and in their next digest.

    States: *new*; *read* (`read_at`); *settled* (`settled_at`: what it tells of is done or has
    changed). `key` is the thing it tells of, by which the room that tells (`source`) knows it
    again: nobody is told the same thing twice.
    """

    account = models.ForeignKey("people.Account", models.CASCADE, related_name="+")
    source = models.CharField(max_length=60)
    key = models.CharField(max_length=160)
    title = models.CharField(max_length=200)
    why = models.CharField(max_length=300, blank=True)
    step = models.CharField(max_length=80)
    url = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-told_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "source", "key"], name="told_once")
        ]
        indexes = [
            models.Index(
                fields=["account"],
                condition=Q(read_at=None, settled_at=None),
                name="notice_unread",
            ),
            models.Index(fields=["source", "settled_at"], name="notice_of_source"),
        ]

    def __str__(self) -> str:
        return self.title


class Preference(models.Model):
    """What somebody wants of their notices by mail; whoever has none is taken to want the usual.
    Hours are those of the clock on the wall, see `rules.quiet`."""

    class Often(models.TextChoices):
        DAILY = "daily", _("at most once a day")
        WEEKLY = "weekly", _("at most once a week")
        NEVER = "never", _("never")

    account = models.OneToOneField("people.Account", models.CASCADE, related_name="+")
    often = models.CharField(max_length=6, choices=Often, default=Often.DAILY)
    quiet_from = models.PositiveSmallIntegerField(default=18)
    quiet_until = models.PositiveSmallIntegerField(default=8)
    quiet_weekends = models.BooleanField(default=True)
    # The day of the last digest.
    mailed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__lt=24) & Q(quiet_until__lt=24), name="hours_of_the_clock"
            )
        ]

    def __str__(self) -> str:
        return self.often


class Letter(models.Model):
    """One e-mail to one address.

    States: see `lifecycle`. It is *sending* in the database before anything is said to the mail
    server; whoever finds it so long afterwards knows only that it may have been sent: *uncertain*.
    Once nothing more happens to it, its words are taken away, and of an invitation to a survey its
    address; after ninety days the row.
    """

    # In its Message-ID and in the address that returns come back to; nobody can guess it.
    token = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    account = models.ForeignKey(
        "people.Account", models.CASCADE, null=True, blank=True, related_name="+"
    )
    # A bulletin's words are its own, the same for everybody; and by what right it is sent.
    bulletin = models.ForeignKey(
        "messages.Bulletin", models.CASCADE, null=True, blank=True, related_name="+"
    )
    subscription = models.ForeignKey(
        "messages.Subscription", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    address = models.EmailField(max_length=254)
    address_key = models.CharField(max_length=64)
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=60_000, blank=True)
    html = models.TextField(max_length=120_000, blank=True)
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    not_before = models.DateTimeField()
    sending_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    # What another room has it sent about, and when it is worth nothing any more.
    about = models.CharField(max_length=60, blank=True)
    not_after = models.DateTimeField(null=True, blank=True)
    # The bare codes of the mail server's last refusal: 550 5.1.1.
    fault = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["stage", "not_before"], name="letter_to_send"),
            models.Index(fields=["address_key"], name="letter_by_address"),
            models.Index(fields=["about"], condition=~Q(about=""), name="letter_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage__in=["sending", "uncertain"]) | Q(sending_at__isnull=False),
                name="a_letter_on_its_way_says_since_when",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def shown_address(self) -> str:
        """Where it goes, for whoever keeps the platform. Whom a survey reminds has not answered
        yet, and that is for nobody to see."""
        return "" if self.kind == Kind.SURVEY else self.address


class Suppression(models.Model):
    """An address we do not write to, as a keyed hash: it outlives the account and the
    subscription, and says nothing to whoever reads the table.

    `kind` is what it is rid of; empty: the address takes nothing at all, so nothing is sent.
    """

    class Why(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed", _("they unsubscribed")
        REFUSED = "refused", _("the mail server knows no such address")
        BOUNCED = "bounced", _("a letter came back")

    address_key = models.CharField(max_length=64)
    kind = models.CharField(max_length=8, choices=Kind, blank=True)
    why = models.CharField(max_length=12, choices=Why)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address_key", "kind"], name="suppressed_once")
        ]

    def __str__(self) -> str:
        return f"{self.why} {self.kind}"
