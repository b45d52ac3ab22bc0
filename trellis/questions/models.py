"""Questionnaires, their versions and waves; and, apart from them, what people answered.

Nothing of a response leads to the link it came by, to an account or to a moment: it has a number
drawn by lot, the day it came in, and what was answered. A one-use link is deleted in the act that
takes the answers in. Answers on equality are not even tied to each other.
"""

from secrets import randbelow

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trellis.questions.lifecycle import Stage


def drawn_by_lot() -> int:
    """A number for a row whose place in the order is to say nothing."""
    return randbelow(2**62) + 1


class Questionnaire(models.Model):
    """What one organisation asks, again and again. Its questions stand in its versions."""

    area = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    owner = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    # Said to everybody who is asked.
    about = models.TextField(max_length=2_000, blank=True)
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "id"]
        indexes = [models.Index(fields=["owner", "title"], name="questionnaire_of_owner")]

    def __str__(self) -> str:
        return self.title


class QuestionnaireVersion(models.Model):
    """The questions as they were at one time.

    States: *draft* (can be changed; `edition` counts the changes); *frozen* (`frozen_at` is set: a
    wave was opened on it, and it never changes again). A questionnaire has one draft at most.
    """

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()  # a `rules.definition.Definition`
    edition = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "number"], name="questionnaire_version_once"
            ),
            models.UniqueConstraint(
                fields=["questionnaire"], condition=Q(frozen_at=None), name="one_draft_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.number}"


class Translation(models.Model):
    """The texts of a version in another language, by where they stand; frozen with the version."""

    version = models.ForeignKey(QuestionnaireVersion, models.CASCADE, related_name="translations")
    language = models.CharField(max_length=8)  # a code of `words.LANGUAGES`
    texts = models.JSONField()

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="translation_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language}"


class Wave(models.Model):
    """One time of asking. States: *open* (answers come in up to `closes_on`); *closed* (they are
    counted, and never change again); *results published* (everybody sees them, small numbers
    kept back).

    `asked` is None where nobody knows how many were asked: then there is no response rate.
    """

    class Access(models.TextChoices):
        OPEN = "open", _("everybody who has the address")
        LINKS = "links", _("only with a one-use link")

    class Naming(models.TextChoices):
        ANONYMOUS = "anonymous", _("anonymous")
        NAMED = "named", _("named")

    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="waves")
    title = models.CharField(max_length=120)
    key = models.CharField(max_length=32, unique=True)  # its public address
    access = models.CharField(max_length=5, choices=Access)
    naming = models.CharField(max_length=9, choices=Naming)
    asks_equality = models.BooleanField(default=False)
    asked = models.PositiveIntegerField(null=True, blank=True)
    links_made = models.PositiveIntegerField(default=0)
    opens_on = models.DateField()
    closes_on = models.DateField()
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.OPEN)
    # The key of the question by which all its tables are told apart; chosen once.
    breakdown = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    returned = models.PositiveIntegerField(null=True, blank=True)  # how many answered, once closed

    class Meta:
        ordering = ["-opens_on", "-id"]
        indexes = [models.Index(fields=["stage", "closes_on"], name="wave_to_close")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="a_wave_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(stage="open", closed_at=None)
                | (~Q(stage="open") & Q(closed_at__isnull=False, returned__isnull=False)),
                name="a_closed_wave_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Mailing(models.Model):
    """Invitations to a wave, or reminders, that somebody sent in one act, and by what right: how
    many letters, and how many addresses were left out. To whom is not in it."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        REMINDER = "reminder", _("reminder")

    class Basis(models.TextChoices):
        CONSENT = "consent", _("they agreed to be asked")
        INTERESTS = "interests", _("they use our work or take part in it")
        ORGANISATION = "organisation", _("they are addresses of organisations, not of persons")

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="mailings")
    kind = models.CharField(max_length=10, choices=Kind)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    basis = models.CharField(max_length=12, choices=Basis)
    # What everybody is told about why they are asked, word for word.
    why = models.CharField(max_length=300)
    letters = models.PositiveIntegerField()
    # Left out: who wants no such letters, and who was invited to this wave before.
    silent = models.PositiveIntegerField(default=0)
    already = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["sent_at", "id"]
        indexes = [models.Index(fields=["wave", "kind"], name="mailing_of_wave")]
        constraints = [
            models.CheckConstraint(condition=Q(letters__gt=0), name="a_mailing_goes_to_somebody")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.letters}"


class Link(models.Model):
    """Lets somebody answer once, or go on with what they have begun.

    States: *handed out* (it has a number); *mailed* (it has an address, too); *return address* (it
    has neither: whoever answers made it to go on later); gone once the answers are sent, and at the
    latest when the wave closes.
    """

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="links")
    number = models.PositiveIntegerField(null=True, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    # What waits to be finished.
    answers = models.JSONField(default=dict, blank=True)
    # Of one that was mailed: where to, until its owner begins to answer, with which words, and what
    # its secret is worked out from.
    mailing = models.ForeignKey(Mailing, models.CASCADE, null=True, related_name="links")
    address = models.EmailField(max_length=254, blank=True)
    seed = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(address="") | Q(answers={}), name="no_address_beside_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(address="") | (~Q(seed="") & Q(mailing__isnull=False)),
                name="a_mailed_link_has_its_seed_and_words",
            ),
            models.UniqueConstraint(fields=["wave", "number"], name="link_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.wave_id} {self.number or ''}"


class Invited(models.Model):
    """That an address was invited to a wave, as a keyed hash of this wave alone; it stays when they
    answer, so that nobody can find out who did by bringing a list again. Gone when the wave
    closes."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="invited")
    address_key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "address_key"], name="invited_once")]

    def __str__(self) -> str:
        return str(self.wave_id)


class Response(models.Model):
    """What one person answered in a wave; `name` only where the wave is named."""

    class Channel(models.TextChoices):
        ONLINE = "online", _("online")
        PAPER = "paper", _("on paper")

    id = models.BigIntegerField(primary_key=True, default=drawn_by_lot, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="responses")
    channel = models.CharField(max_length=6, choices=Channel)
    received_on = models.DateField()
    name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["wave", "received_on"], name="response_of_wave")]

    def __str__(self) -> str:
        return self.channel


class Answer(models.Model):
    """One code, figure or text of a response. `question` is a key of the version, for a row of a
    grid with the row's code after a point."""

    id = models.BigIntegerField(primary_key=True, default=drawn_by_lot, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    code = models.CharField(max_length=20, blank=True)
    figure = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    words = models.TextField(max_length=2_000, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["response", "question", "code"], name="answer_of_response"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.code}"


class AnswerFile(models.Model):
    """A file that somebody attached. What it was called is kept nowhere, and its name in the store
    is drawn by lot; whoever attaches it knows it by a secret handle, of which a hash is kept.

    States: *taken in* (until `until`, when it goes by itself); *saved* with what somebody has not
    finished (`link`, with which it goes); *sent* with a `response`: then no handle leads to it.
    """

    id = models.BigIntegerField(primary_key=True, default=drawn_by_lot, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="files")
    question = models.CharField(max_length=40)
    secret_hash = models.CharField(max_length=64, unique=True)
    stored = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    file_type = models.CharField(max_length=5)  # a code of kernel.brought.types
    until = models.DateTimeField(null=True, blank=True)
    link = models.ForeignKey(Link, models.CASCADE, null=True, blank=True, related_name="files")
    response = models.ForeignKey(
        Response, models.CASCADE, null=True, blank=True, related_name="files"
    )

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["wave", "question"], name="file_of_wave"),
            models.Index(fields=["until"], condition=~Q(until=None), name="file_to_forget"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=False, link=None, response=None)
                | Q(until=None, link__isnull=False, response=None)
                | Q(until=None, link=None, response__isnull=False),
                name="a_file_is_taken_in_saved_or_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.file_type}"


class EqualityAnswer(models.Model):
    """One answer to one question of equality monitoring in a wave: tied to no response, and not
    to the same person's other answers."""

    id = models.BigIntegerField(primary_key=True, default=drawn_by_lot, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="+")
    question = models.CharField(max_length=20)  # of `rules.equality`
    code = models.CharField(max_length=20)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["wave", "question", "code"], name="equality_of_wave")]

    def __str__(self) -> str:
        return f"{self.question} {self.code}"
