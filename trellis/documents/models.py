"""Documents, their files, and who may see them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """One thing that was written, in an area's record.

    States: *shown* to its audience; *withdrawn* (`withdrawn_at` is set: only its keepers see it,
    and can show it again). *Held elsewhere*: `held_at` says where, and there is no version.
    """

    class Kind(models.TextChoices):
        REPORT = "report", _("report or study")
        PLAN = "plan", _("plan or strategy")
        AGREEMENT = "agreement", _("agreement or terms of reference")
        POLICY = "policy", _("policy or procedure")
        PAPERS = "papers", _("papers or minutes of a meeting")
        MONITORING = "monitoring", _("monitoring or returns")
        EVIDENCE = "evidence", _("evidence for a figure")
        GUIDE = "guide", _("guide or form")
        OTHER = "other", _("other")

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    # Null: nobody here answers for it; only documented history has such documents.
    owner = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=200)
    title_folded = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    about = models.TextField(max_length=2_000, blank=True)
    # Who wrote or published it, where that is not its owner.
    author = models.CharField(max_length=200, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    # The date in words, where it is no single day: “October 2005”.
    dated = models.CharField(max_length=120, blank=True)
    held_at = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    # What a reader must know of it, such as that its source contradicts itself.
    caution = models.CharField(max_length=300, blank=True)
    edition = models.PositiveIntegerField(default=1)  # counts the edits of these facts
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["title_folded", "id"]
        indexes = [
            models.Index(fields=["area", "title_folded", "id"], name="document_by_title"),
            models.Index(fields=["area", "-changed_at", "-id"], name="document_by_change"),
            models.Index(fields=["owner", "-changed_at"], name="document_of_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""),
                name="a_withdrawal_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Tag(models.Model):
    """A word somebody gave a document to find it by; `folded` makes two spellings one."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="tags")
    word = models.CharField(max_length=40)
    folded = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "folded"], name="document_tag_once")
        ]
        indexes = [models.Index(fields=["folded", "document"], name="document_by_tag")]

    def __str__(self) -> str:
        return self.word


class Version(models.Model):
    """A file of a document. Never changed; a later version takes its place.

    States of its look-over for viruses: *unscanned* (nothing looks here), *waiting*, *clean*,
    *infected*. A waiting or infected file is handed to nobody.
    """

    class Scan(models.TextChoices):
        UNSCANNED = "unscanned", _("not looked over for viruses")
        WAITING = "waiting", _("being looked over for viruses")
        CLEAN = "clean", _("looked over for viruses: none found")
        INFECTED = "infected", _("holds a virus")

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    is_newest = models.BooleanField(default=True)
    # SHA-256 of the content, which is also its name in the store.
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    file_type = models.CharField(max_length=5)  # a code of `rules.types`
    file_name = models.CharField(max_length=200)
    changes = models.CharField(max_length=300, blank=True)
    scan = models.CharField(max_length=9, choices=Scan, default=Scan.UNSCANNED)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(is_newest=True), name="one_newest_version"
            ),
        ]
        indexes = [models.Index(fields=["digest"], name="version_by_digest")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"


class Audience(models.Model):
    """Some who may see a document. Without any row only its keepers do.

    Kinds: *public*; *area* (whoever has a role in the document's area); *organisation*; *role* (a
    role at an organisation); *reach* (whoever holds a capability over a place).
    """

    class Kind(models.TextChoices):
        PUBLIC = "public", _("everybody")
        AREA = "area", _("everybody with a role in the area")
        ORGANISATION = "organisation", _("everybody with a role at an organisation")
        ROLE = "role", _("everybody with one role at an organisation")
        REACH = "reach", _("everybody with a power over a place")

    document = models.ForeignKey(Document, models.CASCADE, related_name="audiences")
    kind = models.CharField(max_length=12, choices=Kind)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=40, blank=True)  # a code of people.roles
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+"
    )
    capability = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind__in=["public", "area"], organisation=None, role="", place=None)
                    | Q(kind="organisation", organisation__isnull=False, role="", place=None)
                    | (Q(kind="role", organisation__isnull=False, place=None) & ~Q(role=""))
                    | (
                        Q(kind="reach", organisation=None, place__isnull=False, role="")
                        & ~Q(capability="")
                    )
                ),
                name="audience_says_who",
            ),
        ]
        indexes = [models.Index(fields=["document", "kind"], name="audience_of_document")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind}"


class SearchText(models.Model):
    """What a document is found by: words folded and cut down, and its text for excerpts. The
    engines' own indexes over these columns are kept by triggers (SQLite) or generated
    (PostgreSQL): see the second migration."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="text")
    title_words = models.CharField(max_length=400)
    tag_words = models.CharField(max_length=500, blank=True)
    body_words = models.TextField(max_length=300_000, blank=True)
    body = models.TextField(max_length=300_000, blank=True)

    def __str__(self) -> str:
        return self.title_words


class Attachment(models.Model):
    """That a document stands behind a record of a room above, named as `performance.value:12`.

    That room says what the record is called and where its page is.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="attachments")
    of = models.CharField(max_length=120)
    label = models.CharField(max_length=300)
    address = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "document"], name="attachment_once"),
        ]

    def __str__(self) -> str:
        return self.of


class DocumentLink(models.Model):
    """Lets whoever has its address take one document's file away: the newest file there is, or
    always the same `version`.

    States: *given* (to its last day, `until`); *revoked* (`revoked_at`). A given one opens nothing
    either while its document is withdrawn, once its `most` downloads are had, or once whoever gave
    it no longer keeps the document. Only a hash of its secret is kept: it is shown once.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="links")
    version = models.ForeignKey(Version, models.CASCADE, null=True, blank=True, related_name="+")
    label = models.CharField(max_length=120)  # whom it is for; shown to keepers only
    secret_hash = models.CharField(max_length=64, unique=True)
    given_by = models.ForeignKey("people.Account", models.CASCADE, related_name="+")
    given_at = models.DateTimeField()
    until = models.DateField()
    most = models.PositiveIntegerField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["document", "-id"], name="link_of_document")]
        constraints = [
            models.CheckConstraint(
                condition=Q(most=None) | Q(most__gte=1), name="a_link_can_be_used_once"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class DocumentLinkDay(models.Model):
    """How often a link was used on one day; by whom or from where is kept nowhere."""

    link = models.ForeignKey(DocumentLink, models.CASCADE, related_name="days")
    on = models.DateField()
    times = models.PositiveIntegerField()

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["link", "on"], name="link_day_once")]

    def __str__(self) -> str:
        return f"{self.link_id} {self.on}"
