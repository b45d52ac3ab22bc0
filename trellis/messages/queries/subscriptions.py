"""Who gets bulletins, and what one gets oneself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.messages import words
from trellis.messages.models import Kind, Subscription, Topic
from trellis.messages.policy import SUBSCRIPTION
from trellis.messages.queries.addresses import suppressed_among
from trellis.places import queries as places

ON_A_PAGE: Final = 50
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Subscribed:
    """One subscription, as its owner and whoever sends bulletins see it."""

    id: int
    topic: str
    place: str
    address: str
    basis: str
    given_on: date
    given_how: str
    given_words: str


def subscriptions(viewer: Viewer) -> list[Subscribed]:
    """One's own that are open."""
    rows = Subscription.objects.filter(account_id=viewer.account_id or 0, ended_at=None)
    own = SUBSCRIPTION.rows(viewer, rows)
    return [subscribed(row) for row in own.select_related("place")]


def subscribers(viewer: Viewer, page: str | None) -> "Page[Subscription]":
    """Everybody who gets bulletins about places that the viewer sends them about; refused to
    whoever sends none."""
    require_capability(viewer, Can.BULLETIN_SEND)
    rows = SUBSCRIPTION.rows(viewer, Subscription.objects.filter(ended_at=None))
    return Paginator(rows.select_related("place"), ON_A_PAGE).get_page(page)


def topics() -> Choices:
    return [(one.value, str(one.label)) for one in Topic]


def places_to_write_about(viewer: Viewer) -> Choices:
    """Those that the viewer sends bulletins about, by area, a step further in for each level."""
    held = viewer.places_with(Can.BULLETIN_SEND)
    return [
        one
        for area in places.areas(viewer)
        if area.standing != "documented"
        for one in _tree(area.id)
        if Can.BULLETIN_SEND in viewer.everywhere or int(one[0]) in held
    ]


def places_to_read_about(viewer: Viewer) -> Choices:
    """Of the areas in which the viewer acts; of every area where they act in none."""
    return [
        one
        for area in places.areas(viewer)
        if area.standing != "documented" and (not viewer.areas or area.id in viewer.areas)
        for one in _tree(area.id)
    ]


def _tree(area_id: int) -> Choices:
    nodes = places.tree(area_id)
    return [(str(one.id), "\u2014 " * one.depth + one.name) for one in nodes]


def words_agreed(topic: str, place: str) -> str:
    """What stood above the button, word for word, and what was chosen there: the proof."""
    return f"{Topic(topic).label}, {place}: {words.AGREED}"


def readers_of(viewer: Viewer, *, area_id: int, place_id: int, topic: str) -> list[Subscription]:
    """Whoever gets a bulletin: subscribed to its topic, about its place, a place in it, or one
    that it lies in; each address once, none that wants no more. For whoever may send it."""
    around = {one.id for one in places.ancestors(place_id)}
    around |= {place_id} | places.subtree_ids([place_id])
    rows = Subscription.objects.filter(
        area_id=area_id, topic=topic, place_id__in=around, ended_at=None
    )
    return _each_once(rows.select_related("place")) if viewer.holds(Can.BULLETIN_SEND) else []


def _each_once(rows: "QuerySet[Subscription]") -> list[Subscription]:
    by_key = {row.address_key: row for row in rows.order_by("-added_at", "-id")}
    silent = suppressed_among([row.address for row in by_key.values()], Kind.BULLETIN)
    found: Iterable[Subscription] = by_key.values()
    return sorted(
        (row for row in found if row.address.lower() not in silent), key=lambda row: row.pk
    )


def subscribed(row: Subscription) -> Subscribed:
    return Subscribed(
        id=row.pk,
        topic=str(row.get_topic_display()),
        place=row.place.name,
        address=row.address,
        basis=str(row.get_basis_display()),
        given_on=row.given_on,
        given_how=str(row.get_given_how_display()),
        given_words=row.given_words,
    )
