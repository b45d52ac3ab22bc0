"""Links to a document for people without an account: what one opens, and what its keepers see."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet, Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac

from trellis.documents.models import Document, DocumentLink, Version
from trellis.documents.policy import DOCUMENT, DOCUMENT_LINK
from trellis.documents.queries.files import StoredFile, stored
from trellis.documents.queries.records import document
from trellis.documents.words import link_end
from trellis.kernel.brought.words import size_words, type_words
from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer, system
from trellis.organisations import queries as organisations
from trellis.people import queries as people


class LinkDeadError(Exception):
    """The link opens nothing. Why is not said: whoever guesses learns nothing from it."""


@dataclass(frozen=True)
class Given:
    """What whoever has a link meets. `left` is how many downloads are left, where they are
    limited; `number` is that of its version, where it always opens the same."""

    link_id: int
    document_id: int
    title: str
    owner: str
    area_slug: str
    standing: str
    until: date
    left: int | None
    number: int | None
    type_words: str
    size_words: str
    file: StoredFile


@dataclass(frozen=True)
class LinkFacts:
    """A link as the document's keepers see it. `ended` says why it opens nothing: a code of
    `words.LINK_ENDS`, or empty."""

    id: int
    label: str
    by: str
    given_on: date
    until: date
    most: int | None
    used: int
    last_used_on: date | None
    number: int | None
    ended: str
    ended_words: str
    revoked_on: date | None


@dataclass(frozen=True)
class Links:
    """The links of a document, those that open it first. `versions` are what a link can always
    open: number and words."""

    title: str
    document_id: int
    owner: str
    area_slug: str
    standing: str
    links: tuple[LinkFacts, ...]
    versions: tuple[tuple[int, str], ...]
    may_give: bool


def secret_hash(secret: str) -> str:
    """Keyed, so that a copy of the database gives no address back and proves none."""
    return salted_hmac("documents.link", secret, algorithm="sha256").hexdigest()


def given(viewer: Viewer, secret: str, *, today: date) -> Given:
    """What the link opens today. Raises LinkDeadError."""
    del viewer  # everybody alike: the address is the power
    return opened_by(DocumentLink.objects.all(), secret, today=today)


def opened_by(rows: QuerySet[DocumentLink], secret: str, *, today: date) -> Given:
    """What that one of these links opens today. Raises LinkDeadError."""
    link = (
        rows.select_related("document__area", "document__owner")
        .filter(secret_hash=secret_hash(secret))
        .first()
    )
    if link is None or link.document.owner is None:
        raise LinkDeadError
    used = link.days.aggregate(times=Sum("times"))["times"] or 0
    givers = _keepers(link.document, today)
    version = link.document.versions.filter(**_wanted(link)).first()
    if _ended(link, used, givers, today) or version is None:
        raise LinkDeadError
    file = stored(link.document, version)
    if file.is_held_back:
        raise LinkDeadError
    return Given(
        link_id=link.pk,
        document_id=link.document_id,
        title=link.document.title,
        owner=link.document.owner.name,
        area_slug=link.document.area.slug,
        standing=link.document.area.standing,
        until=link.until,
        left=None if link.most is None else link.most - used,
        number=version.number if link.version_id else None,
        type_words=type_words(version.file_type),
        size_words=size_words(version.size),
        file=file,
    )


def links_of(viewer: Viewer, document_id: int, *, today: date) -> Links:
    """For those who keep the document; 404 or 403 to others."""
    row = document(viewer, document_id, "see_earlier")
    found = DOCUMENT_LINK.rows(viewer, DocumentLink.objects.filter(document=row))
    givers = _keepers(row, today)
    shown = list(
        found.select_related("given_by", "version", "document")
        .annotate(used=Sum("days__times"), last_used_on=Max("days__on"))
        .order_by("-id")
    )
    names = people.names(one.given_by.person_id for one in shown)
    facts = [_facts(one, names.get(one.given_by.person_id, ""), givers, today) for one in shown]
    versions = [one for one in row.versions.order_by("-number") if _can_be_had(one)]
    return Links(
        title=row.title,
        document_id=row.pk,
        owner=row.owner.name if row.owner else "",
        area_slug=row.area.slug,
        standing=row.area.standing,
        links=tuple(sorted(facts, key=lambda one: bool(one.ended))),
        versions=tuple((one.number, _in_words(one)) for one in versions),
        may_give=bool(versions) and DOCUMENT.allows(viewer, "edit", row),
    )


def _facts(link: DocumentLink, by: str, givers: frozenset[int], today: date) -> LinkFacts:
    used = getattr(link, "used", 0) or 0
    ended = _ended(link, used, givers, today)
    return LinkFacts(
        id=link.pk,
        label=link.label,
        by=by,
        given_on=timezone.localdate(link.given_at),
        until=link.until,
        most=link.most,
        used=used,
        last_used_on=getattr(link, "last_used_on", None),
        number=link.version.number if link.version else None,
        ended=ended,
        ended_words=link_end(ended) if ended else "",
        revoked_on=timezone.localdate(link.revoked_at) if link.revoked_at else None,
    )


def _ended(link: DocumentLink, used: int, givers: frozenset[int], today: date) -> str:
    """Why it opens nothing, as a code; empty while it does."""
    if link.revoked_at is not None:
        return "revoked"
    if link.until < today:
        return "over"
    if link.most is not None and used >= link.most:
        return "used_up"
    if link.document.withdrawn_at is not None:
        return "withdrawn"
    return "" if link.given_by_id in givers else "giver_left"


def _keepers(row: Document, today: date) -> frozenset[int]:
    """The accounts that keep the document today: no link outlives the role of who gave it."""
    if row.owner_id is None:
        return frozenset()
    asking = system("links to documents")
    keeping = Capability.DOCUMENT_KEEP
    return frozenset(organisations.accounts_with(asking, keeping, [row.owner_id], today))


def _wanted(link: DocumentLink) -> dict[str, object]:
    return {"pk": link.version_id} if link.version_id else {"is_newest": True}


def _can_be_had(version: Version) -> bool:
    return version.scan not in {Version.Scan.WAITING, Version.Scan.INFECTED}


def _in_words(version: Version) -> str:
    return f"{type_words(version.file_type)}, {size_words(version.size)}"
