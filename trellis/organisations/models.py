"""Organisations and who acts for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A body of any kind in one area's record.

    States: *active*; *closed* (`closed_on` is set: shown as closed, never deleted). Figures and
    memberships stay with it.
    """

    class Kind(models.TextChoices):
        GROUP = "group", _("voluntary or community group")
        INFRASTRUCTURE = "infrastructure", _("infrastructure organisation")
        HUB = "hub", _("community hub")
        RESOURCE_CENTRE = "resource_centre", _("local resource centre")
        COUNCIL = "council", _("council")
        FUNDER = "funder", _("funder")
        PARTNERSHIP = "partnership", _("partnership or board")
        PUBLIC_BODY = "public_body", _("other public body")
        BUSINESS = "business", _("business")
        OTHER = "other", _("other body")

    class IncomeBand(models.TextChoices):
        UNKNOWN = "", _("not known")
        NONE = "none", _("no income")
        TO_10K = "to_10k", _("up to £10,000")
        TO_100K = "to_100k", _("£10,000 to £100,000")
        TO_500K = "to_500k", _("£100,000 to £500,000")
        TO_1M = "to_1m", _("£500,000 to £1 million")
        OVER_1M = "over_1m", _("over £1 million")

    # The root place whose record this is; it keeps the two example worlds apart for ever.
    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    # The name folded for search and matching: lower case, no accents, single spaces.
    name_folded = models.CharField(max_length=200)
    kind = models.CharField(max_length=15, choices=Kind)
    about = models.TextField(max_length=2_000, blank=True)
    website = models.URLField(max_length=300, blank=True)
    # Contact details of the body, published only with `contact_is_public`.
    email = models.EmailField(max_length=254, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    contact_is_public = models.BooleanField(default=False)
    postcode = models.CharField(max_length=8, blank=True)
    income_band = models.CharField(max_length=8, choices=IncomeBand, blank=True)
    source = models.CharField(max_length=200, blank=True)
    registered_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    # Counts the edits, so that of two people editing at once neither loses a word.
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField()
    # When somebody who keeps it last said that it is right, by editing or by saying so.
    checked_at = models.DateTimeField()
    edited_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["name_folded", "id"]
        indexes = [
            models.Index(fields=["area", "name_folded", "id"], name="organisation_by_name"),
            models.Index(fields=["area", "kind", "name_folded", "id"], name="organisation_by_kind"),
            models.Index(fields=["area", "-edited_at", "-id"], name="organisation_by_edit"),
        ]

    def __str__(self) -> str:
        return self.name


class OtherName(models.Model):
    """Another name by which an organisation is or was known."""

    class Kind(models.TextChoices):
        WORKING = "working", _("working name")
        PREVIOUS = "previous", _("earlier name")
        SHORT = "short", _("short name")
        WELSH = "welsh", _("Welsh name")
        PRINTED = "printed", _("as printed in a document")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="other_names")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=200)
    name_folded = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name_folded"], name="other_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class NameWord(models.Model):
    """A word by which an organisation is found: of its names and of its numbers, folded.

    `start` is the word's first letters, found by equality, which every database answers from an
    index whatever its collation; the rest of what was typed is compared within those few.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="words")
    start = models.CharField(max_length=3)
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "word"], name="name_word_once")
        ]
        indexes = [models.Index(fields=["start", "word", "organisation"], name="name_word_list")]

    def __str__(self) -> str:
        return self.word


class Identifier(models.Model):
    """A number in a register: scheme by its org-id.guide code, value in the scheme's form."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=40)
    # The area again, so that one number belongs to one organisation in each record.
    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "scheme", "value"], name="identifier_once")
        ]

    def __str__(self) -> str:
        return f"{self.scheme}-{self.value}"


class Coverage(models.Model):
    """A place where an organisation works, and as what."""

    class As(models.TextChoices):
        SERVES = "serves", _("works here")
        INFRASTRUCTURE = "infrastructure", _("infrastructure organisation for")
        HUB = "hub", _("community hub for")
        RESOURCE_CENTRE = "resource_centre", _("local resource centre for")
        AUTHORITY = "authority", _("council for")
        FUNDS = "funds", _("funds work in")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="coverage")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    covers_as = models.CharField(max_length=15, choices=As, default=As.SERVES)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "place", "covers_as"], name="coverage_once"
            )
        ]
        indexes = [
            models.Index(fields=["place", "covers_as", "organisation"], name="coverage_by_place")
        ]

    def __str__(self) -> str:
        return f"{self.covers_as} {self.place_id}"


class Interest(models.Model):
    """What an organisation is about, from a short list of our own."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="interests")
    code = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="interest_once")
        ]
        indexes = [models.Index(fields=["code", "organisation"], name="interest_by_code")]

    def __str__(self) -> str:
        return self.code


class CommunityServed(models.Model):
    """Whom an organisation serves, from a short list of our own."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="communities")
    code = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="community_once")
        ]
        indexes = [models.Index(fields=["code", "organisation"], name="community_by_code")]

    def __str__(self) -> str:
        return self.code


class Relation(models.Model):
    """How one organisation stands to another: `organisation` is the … of `other`."""

    class Kind(models.TextChoices):
        PARENT = "parent", _("parent of")
        BRANCH = "branch", _("branch of")
        HUB = "hub", _("hub of")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=6, choices=Kind)
    other = models.ForeignKey(Organisation, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "other"], name="relation_once"),
            models.CheckConstraint(
                condition=~models.Q(organisation=models.F("other")), name="relation_to_another"
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Membership(models.Model):
    """A person holding a role at an organisation, from `starts_on` until before `ends_on`.

    States: *invited* is an invitation, not a membership; *current*; *ended* (may do nothing).
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40)  # a code of people.roles
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=models.Q(ends_on=None),
                name="membership_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "ends_on"], name="membership_list"),
            models.Index(fields=["person", "ends_on"], name="membership_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.organisation_id}"
