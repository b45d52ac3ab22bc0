"""What somebody without an account can ask for, what waits for their word, and what they get."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from trellis.kernel.viewer import Viewer
from trellis.messages.models import Kind, SignUp, Subscription, Suppression, Topic
from trellis.messages.queries.subscriptions import Subscribed, subscribed
from trellis.messages.queries.unsubscribing import reader_key, sign_up_facts
from trellis.places import queries as places

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Wanted:
    """Bulletins on one topic about one place, by codes and in words."""

    topic: str
    place_id: int
    topic_words: str
    place: str

    @property
    def code(self) -> str:
        return f"{self.topic}:{self.place_id}"


@dataclass(frozen=True)
class Waiting:
    """What was asked for at an address and waits for its owner's word."""

    id: int
    area: str
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True)
class Reader:
    """What the address gets to which a letter came. `is_silent`: it gets nothing, because its owner
    said so or because letters came back."""

    area_slug: str
    own: tuple[Subscribed, ...]
    is_silent: bool


def areas_to_read_about(viewer: Viewer) -> list[places.Area]:
    """Those with bulletins; in what is only documented nobody sends any."""
    return [one for one in places.areas(viewer) if one.standing != "documented"]


def places_of(area_id: int) -> Choices:
    """The area and what lies directly in it: a bulletin about a smaller place counts for each of
    them too."""
    whole, *_rest = places.tree(area_id)
    return [(str(one.id), one.name) for one in (whole, *places.children(area_id))]


def still_offered(viewer: Viewer, area_id: int, codes: Iterable[str]) -> tuple[Wanted, ...]:
    """Of what was asked for, what can be had today."""
    if area_id not in {one.id for one in areas_to_read_about(viewer)}:
        return ()
    names, topics = dict(places_of(area_id)), {one.value: str(one.label) for one in Topic}
    asked = (one.partition(":")[::2] for one in codes)
    return tuple(
        Wanted(topic, int(place_id), topics[topic], names[place_id])
        for topic, place_id in asked
        if topic in topics and place_id in names
    )


def waiting_with(secret: str, viewer: Viewer, now: datetime) -> Waiting | None:
    """What waits behind the link of a letter; None where it was confirmed, or waited too long."""
    facts = sign_up_facts(secret)
    rows = SignUp.objects.filter(pk=facts[0] if facts else 0, expires_at__gt=now)
    row = rows.select_related("area").first()
    if row is None:
        return None
    wanted = still_offered(viewer, row.area_id, row.wanted)
    return Waiting(row.pk, row.area.name, wanted) if wanted else None


def reader_with(secret: str) -> Reader | None:
    """Whoever holds the link of a letter; None where it is no link of ours."""
    key = reader_key(secret)
    if key is None:
        return None
    every = Subscription.objects.filter(address_key=key).select_related("place", "area")
    rows = list(every.filter(ended_at=None))
    newest = rows[0] if rows else every.first()
    kinds = ("", Kind.BULLETIN, Kind.SURVEY)
    return Reader(
        area_slug=newest.area.slug if newest else "",
        own=tuple(subscribed(row) for row in rows),
        is_silent=Suppression.objects.filter(address_key=key, kind__in=kinds).exists(),
    )
