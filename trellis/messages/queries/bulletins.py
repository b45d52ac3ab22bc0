"""Bulletins, and how they will look."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils.formats import date_format

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.messages import words
from trellis.messages.lifecycle import Stage
from trellis.messages.models import Bulletin, Item, Kind, Letter, Subscription
from trellis.messages.policy import BULLETIN
from trellis.messages.queries.addresses import address_key
from trellis.messages.queries.subscriptions import readers_of
from trellis.messages.queries.unsubscribing import reader_secret, unsubscribe_secret


@dataclass(frozen=True)
class Shown:
    """A bulletin as its page shows it. `written` is the letter as a reader will get it; `readers`
    how many there are now, or were when it was sent; `came` what became of the letters so far."""

    row: Bulletin
    items: list[Item]
    readers: int
    written: words.Written
    may_edit: bool
    came: list[tuple[str, int]]


def bulletins(viewer: Viewer) -> "QuerySet[Bulletin]":
    """The newest first; refused to whoever sends none."""
    require_capability(viewer, Can.BULLETIN_SEND)
    rows = BULLETIN.rows(viewer, Bulletin.objects.select_related("place", "area"))
    return rows.annotate(pieces=Count("items"))[:200]


def bulletin(viewer: Viewer, bulletin_id: int, rule: str = "view") -> Bulletin:
    rows = Bulletin.objects.select_related("place", "area")
    return BULLETIN.get(viewer, rows, rule, pk=bulletin_id)


def item(viewer: Viewer, bulletin_id: int, number: int) -> Item:
    """To be changed: 404 where there is none, 403 once it is sent."""
    row = bulletin(viewer, bulletin_id, "edit")
    found = row.items.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def shown(viewer: Viewer, bulletin_id: int, today: date) -> Shown:
    row = bulletin(viewer, bulletin_id)
    readers = readers_of(viewer, area_id=row.area_id, place_id=row.place_id, topic=row.topic)
    return Shown(
        row=row,
        items=list(row.items.all()),
        readers=row.letters if row.sent_at else len(readers),
        written=_written(row, _specimen(row, today)),
        may_edit=BULLETIN.allows(viewer, "edit", row),
        came=_came(row),
    )


def written(letter: Letter) -> words.Written:
    """What stands in a letter: its own words, or those of its bulletin with the reader's own link
    to be rid of it."""
    if letter.bulletin is None:
        return words.Written(letter.subject, letter.text, letter.html)
    return _written(letter.bulletin, letter.subscription, key=letter.address_key)


def _written(row: Bulletin, proof: Subscription | None, *, key: str = "") -> words.Written:
    secret = unsubscribe_secret(key or address_key("you@example.org"), Kind.BULLETIN)
    return words.write(
        "bulletin",
        bulletin=row,
        items=row.items.all(),
        place=row.place.name,
        proof=proof,
        given_on=date_format(proof.given_on, "j F Y") if proof else "",
        settings_url=_choosing(proof, key),
        unsubscribe_url=words.address_of("messages:unsubscribe", secret=secret),
    )


def _choosing(proof: Subscription | None, key: str) -> str:
    """Where a reader chooses what they get: with an account on their own page, else by the link."""
    if key and (proof is None or proof.account_id is None):
        return words.address_of("messages:reader", secret=reader_secret(key))
    return words.address_of("messages:subscriptions")


def _specimen(row: Bulletin, today: date) -> Subscription:
    """What a preview shows where each reader's own proof will stand."""
    return Subscription(
        topic=row.topic,
        place=row.place,
        basis=Subscription.Basis.CONSENT,
        given_on=today,
        given_how=Subscription.How.OWN_PAGE,
        given_words="\u2026",
    )


def _came(row: Bulletin) -> list[tuple[str, int]]:
    found = Letter.objects.filter(bulletin=row).order_by().values_list("stage")
    counts = dict(found.annotate(Count("id")))
    return [(str(stage.label), counts[stage]) for stage in Stage if stage in counts]
