"""Who asked for bulletins, and bulletins."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    FUNDING = "funding", _("Funding")
    VOLUNTEERING = "volunteering", _("Volunteering")
    TRAINING = "training", _("Training")
    EVENTS = "events", _("Events")
    CONSULTATIONS = "consultations", _("Consultations")
    NEWS = "news", _("News of the sector")


class Subscription(models.Model):
    """One address that gets bulletins on one topic about one place, with the proof of by what
    right: when, how, and in which words it was given.

    States: *open*; *ended* (`ended_at`: the address is taken away, its hash and the proof stay).
    """

    class Basis(models.TextChoices):
        CONSENT = "consent", _("they agreed")
        SOFT_OPT_IN = "soft_opt_in", _("they supported us or asked about our work")
        ORGANISATION = "organisation", _("it is the address of an organisation")

    class How(models.TextChoices):
        OWN_PAGE = "own_page", _("on their own page here")
        BROUGHT = "brought", _("told to us, and entered here")
        BY_LINK = "by_link", _("on our public page, and confirmed by a letter to the address")

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    topic = models.CharField(max_length=13, choices=Topic)
    account = models.ForeignKey(
        "people.Account", models.CASCADE, null=True, blank=True, related_name="+"
    )
    address = models.EmailField(max_length=254, blank=True)
    address_key = models.CharField(max_length=64)
    basis = models.CharField(max_length=12, choices=Basis)
    given_on = models.DateField()
    given_how = models.CharField(max_length=8, choices=How)
    # What they read or were told, word for word.
    given_words = models.CharField(max_length=500)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-added_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["address_key", "topic", "place"],
                condition=Q(ended_at=None),
                name="subscribed_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | ~Q(address=""),
                name="an_open_subscription_has_an_address",
            ),
            models.CheckConstraint(condition=~Q(given_words=""), name="a_basis_has_its_words"),
        ]
        indexes = [models.Index(fields=["area", "topic", "place"], name="subscription_of_topic")]

    def __str__(self) -> str:
        return f"{self.topic} {self.place_id}"


class SignUp(models.Model):
    """Somebody without an account asks for bulletins at an address. Nothing goes there but the
    letter that asks back, and no subscription exists before its button is pressed.

    States: *waiting*; gone once it is confirmed, or once `expires_at` is over.
    """

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    address = models.EmailField(max_length=254)
    address_key = models.CharField(max_length=64)
    # What was asked for, as `topic:place`, each once; looked at again before it counts.
    wanted = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "address_key"], name="signs_up_once"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("asked_at")), name="a_sign_up_waits_a_while"
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="sign_up_to_forget")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.asked_at:%Y-%m-%d}"


class Bulletin(models.Model):
    """Items put together for those who subscribed to a topic and a place.

    States: *draft*; *sent* (`sent_at`): it is never changed again.
    """

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    topic = models.CharField(max_length=13, choices=Topic)
    title = models.CharField(max_length=150)
    opening = models.TextField(max_length=2_000, blank=True)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    letters = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-begun_at", "-id"]

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """One piece of a bulletin: a heading, some words, and where to read on."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=150)
    words = models.TextField(max_length=2_000)
    link = models.URLField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "number"], name="item_number_once")
        ]

    def __str__(self) -> str:
        return self.heading
