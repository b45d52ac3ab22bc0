"""What a room declares of its personal fields: purpose, lawful basis, how long they are kept; how
one person's rows are found, and what becomes of each field when that person is erased; who decides
over a row, and what becomes of it when that body leaves.

A room lists its fields in `privacy.py` of its own folder as `FIELDS`, how they are held as
`HOLDINGS`, who decides over the rows of each table as `CONTROLLERS` and what a body hands over
when it leaves as `ESTATES`; a test refuses a field of a model that is neither declared there nor
in `NOT_PERSONAL`, and a personal field that no holding and no controller speaks of.
`kernel.holdings` and `kernel.estates` read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Basis(StrEnum):
    """Lawful bases of UK GDPR Article 6(1)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"


class Category(StrEnum):
    """UK GDPR Articles 9 (special) and 10 (criminal): what needs a condition beside its basis."""

    ORDINARY = "ordinary"
    SPECIAL = "special"
    CRIMINAL = "criminal"


@dataclass(frozen=True)
class PersonalField:
    """One personal field: `model.field`, or `app.model.field` in a table of a library we build
    on. `kept` says for how long and from when, in words; `words` say what it is where the model's
    own words would tell a reader nothing. Special category and criminal data name the condition
    they rest on, as an Article or a paragraph of Schedule 1; without one the house does not start.
    """

    field: str
    purpose: str
    basis: Basis
    kept: str
    words: str = ""
    category: Category = Category.ORDINARY
    condition: str = ""

    def __post_init__(self) -> None:
        if (self.category is Category.ORDINARY) == bool(self.condition):
            raise ValueError(f"{self.field}: {self.category} data, condition “{self.condition}”")

    @property
    def name(self) -> str:
        return self.field.rpartition(".")[2]


class Ending(StrEnum):
    """What becomes of a field when its person is erased."""

    GOES = "goes"  # with its whole row
    BLANKED = "blanked"  # something that says nothing takes its place
    SCRUBBED = "scrubbed"  # name and addresses are taken out of it, the rest stays
    STAYS = "stays"


@dataclass(frozen=True)
class Fate:
    """`why` is the duty by which something stays; `value` takes the place of what is blanked, and
    `{pk}` in it stands for the row's number, where each must have another."""

    ending: Ending
    why: str = ""
    value: object = None


GOES: Final = Fate(Ending.GOES)
SCRUBBED: Final = Fate(Ending.SCRUBBED)


def blanked(value: object = "") -> Fate:
    return Fate(Ending.BLANKED, value=value)


def stays(why: str) -> Fate:
    return Fate(Ending.STAYS, why=why)


class By(StrEnum):
    """How one person's rows are found. `path` of a holding leads there from the row."""

    PERSON = "person"  # a key to the person
    ACCOUNT = "account"  # a key to the account, or its bare number
    ADDRESS = "address"  # it is one of their e-mail addresses
    NAME = "name"  # it is their name; somebody else may have the same
    MENTIONS = "mentions"  # name or address stands in one of the fields
    NOBODY = "nobody"  # it cannot be told whose a row is


@dataclass(frozen=True)
class Ends:
    """When rows go without anybody asking: a `job` of the room takes them, or they go `years`
    after the day in the field `since`. With neither, `why` says what else ends them.
    `whole_person`: what goes is all that their erasure would take."""

    job: str = ""
    since: str = ""
    years: int = 0
    why: str = ""
    whole_person: bool = False


@dataclass(frozen=True)
class Holding:
    """Rows of one table that are about somebody, in one way of being about them.

    `words` is the heading they have in that person's file. `fates` names the personal fields;
    `shows` further fields without which they mean nothing; `hides` those of both that are told
    of and not shown, because whoever could read them could use them.
    """

    model: str
    words: str
    by: By
    path: str
    fates: Mapping[str, Fate]
    ends: Ends
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()


@dataclass(frozen=True)
class Whose:
    """Who decides over a row (UK GDPR Article 4(7)): the body to which `body` leads from it; where
    it leads to none, whoever keeps the record of the area to which `area` leads; where neither
    does, whoever runs the platform. So each row has one, whatever is empty in it."""

    body: str = ""
    area: str = ""


PLATFORM: Final = Whose()


def of_record(area: str) -> Whose:
    return Whose(area=area)


@dataclass(frozen=True)
class Estate:
    """What is a body's own in a room: the rows of `model` that name it in `key`, with everything
    that hangs on them. It is handed over as a whole when the body leaves.

    `moves`: once handed over, the key names the successor. Otherwise the key stays, because it says
    who it was that did something, and that another body decides now is noted beside it. `duty`: by
    which whoever keeps the record may keep it. `may_be_emptied`: each field may come to what it
    comes to when its person is erased.
    """

    model: str
    key: str
    words: str
    moves: bool = False
    duty: str = ""
    may_be_emptied: bool = False


FIELDS = (
    PersonalField(
        "auditline.actor_id",
        "Who did it: a bare number, so that an alteration can be found and somebody answers",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the record; when a person is erased the number points to nobody",
        "Audit line: number of the account",
    ),
    PersonalField(
        "auditline.why",
        "The reason given for a correction; the form asks not to name people",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the record",
    ),
    PersonalField(
        "job.payload",
        "What work that is put off needs, such as the address a letter still has to go to",
        Basis.LEGITIMATE_INTERESTS,
        "Until the work is done, as a rule some seconds; thirty days if it fails for good",
        "Work put off: what it is done with",
    ),
    PersonalField(
        "counted.key",
        "So that nobody takes what is there for all (a keyed hash of the account or the network)",
        Basis.LEGITIMATE_INTERESTS,
        "One day",
        "Had only so often: by whom",
    ),
    PersonalField(
        "look.person_id",
        "To show somebody who has looked at their details",
        Basis.LEGITIMATE_INTERESTS,
        "Two years",
        "Look at somebody’s details: whose",
    ),
    PersonalField(
        "look.by_person_id",
        "So that nobody looks without being known to",
        Basis.LEGITIMATE_INTERESTS,
        "Two years",
        "Look at somebody’s details: by whom",
    ),
)
NOT_PERSONAL = (
    "auditline.id", "auditline.mark", "auditline.at", "auditline.actor_label", "auditline.verb",
    "auditline.of", "auditline.fields",
    "auditera.id", "auditera.mark_offset",
    "auditseal.id", "auditseal.number", "auditseal.form", "auditseal.horizon", "auditseal.lines",
    "auditseal.line_digests", "auditseal.digest", "auditseal.sealed_at",
    "earlier.id", "earlier.kind", "earlier.row_id", "earlier.stood", "earlier.until",
    "job.id", "job.name", "job.stage", "job.attempts", "job.enqueued_at",
    "job.run_after", "job.lease_until", "job.finished_at", "job.fault",
    "scheduledrun.name", "scheduledrun.last_at",
    "oncekey.key", "oncekey.used_at",
    "look.id", "look.label", "look.what", "look.on",
    "counted.id", "counted.kind", "counted.at",
)  # fmt: skip
_NUMBER = "A bare number, which names nobody once the account does not; without it the audit falls"
_LOOKED = "A bare number, which names nobody; whoever was looked at can still see that it was done"
HOLDINGS = (
    Holding(
        "auditline",
        "Acts, as the audit has them",
        By.ACCOUNT,
        "actor_id",
        {"actor_id": stays(_NUMBER)},
        Ends(why="Kept with the record, to find any alteration of it"),
        shows=("at", "verb", "of", "fields"),
    ),
    Holding(
        "auditline",
        "Reasons given for corrections",
        By.NOBODY,
        "",
        {"why": stays("The audit is sealed. The form asks not to name people")},
        Ends(why="Kept with the record, to find any alteration of it"),
    ),
    Holding(
        "job",
        "Letters that wait to be sent",
        By.MENTIONS,
        "",
        {"payload": SCRUBBED},
        Ends(job="web.forget_what_is_over"),
        shows=("name", "enqueued_at"),
    ),
    Holding(
        "counted",
        "What was had only so often",
        By.NOBODY,
        "",
        {"key": stays("A keyed hash that names nobody; gone after a day")},
        Ends(job="web.forget_what_is_over"),
    ),
    Holding(
        "look",
        "Who looked at these details",
        By.PERSON,
        "person_id",
        {"person_id": stays(_LOOKED)},
        Ends(since="on", years=2),
        shows=("on", "label", "what"),
    ),
    Holding(
        "look",
        "Whose details this person looked at",
        By.PERSON,
        "by_person_id",
        {"by_person_id": stays(_LOOKED)},
        Ends(why="Goes with the other looks, after two years"),
        shows=("on", "what"),
    ),
)
CONTROLLERS = dict.fromkeys(("auditline", "job", "counted", "look"), PLATFORM)
