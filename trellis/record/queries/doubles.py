"""What may have been recorded twice: proposed to those who can say, and why it is thought so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import Http404

from trellis.kernel.capabilities import Capability
from trellis.kernel.rows import Among
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.record.models import Activity, Contribution, DoubleVerdict
from trellis.record.policy import ACTIVITY
from trellis.record.queries.activities import counted_rows, took_part
from trellis.record.queries.lines import LineFacts, lines
from trellis.record.rules.doubles import DAYS, Double, Trace, doubles

WITHIN: Final = 120  # days: what is older has been reported long ago


@dataclass(frozen=True)
class DoubleFacts:
    """Two that may be one, as its reader meets them. `said` names who has said already that it is
    one thing, `waits` that it is the viewer's own bodies who have, so that the other is asked."""

    one: LineFacts
    other: LineFacts
    days: int
    is_as_much: bool
    said: tuple[str, ...]
    waits: bool

    @property
    def both(self) -> tuple[LineFacts, LineFacts]:
        return self.one, self.other


def possible_doubles(
    viewer: Viewer, area_id: int, *, today: date, most: int = 50
) -> list[DoubleFacts]:
    """Of what the viewer's own organisations did lately: what others recorded too, the
    nearest first."""
    ours = sorted(viewer.organisations_with(Capability.ACTIVITY_RECORD))
    since = today - timedelta(days=WITHIN)
    # The database leaves out what nobody else did for the same one, which is most of it.
    others = Activity.objects.filter(
        organisation=OuterRef("organisation"), service_type=OuterRef("service_type"), stands=True,
        on__gte=since - timedelta(days=DAYS),
    ).exclude(provider=OuterRef("provider"))  # fmt: skip
    rows = Activity.objects.filter(Exists(others), area=area_id, stands=True)
    mine = rows.filter(took_part(ours), on__gte=since).values_list("pk", "organisation_id")
    whom = dict(mine)
    near = rows.filter(
        Among(F("organisation_id"), sorted(set(whom.values()))),
        on__gte=since - timedelta(days=DAYS),
    )
    apart = DoubleVerdict.objects.filter(verdict=DoubleVerdict.Verdict.APART)
    found = [
        one
        for one in doubles(_traces(near), apart=apart.values_list("one_id", "other_id"))
        if one.one in whom or one.other in whom
    ][:most]
    return _in_words(found, set(ours))


def _traces(rows: QuerySet[Activity]) -> list[Trace]:
    """Of those that were for an organisation: whom else a person went to is nobody's business.
    Two queries."""
    facts = rows.exclude(organisation=None).values_list(
        "pk", "service_type_id", "on", "organisation_id", "quantity"
    )
    held = list(facts)
    parties: dict[int, set[int]] = {}
    parts = Contribution.objects.filter(
        Among(F("split__activity_id"), [row[0] for row in held]), stands=True
    )
    for activity_id, provider in parts.values_list("split__activity_id", "provider_id"):
        parties.setdefault(activity_id, set()).add(provider)
    return [
        Trace(pk, kind, on, body, frozenset(parties.get(pk, ())), quantity)
        for pk, kind, on, body, quantity in held
    ]


def double(viewer: Viewer, area_id: int, one_id: int, other_id: int) -> DoubleFacts:
    """These two, for who leads one of them: 404 for who may see neither, or where they do not look
    like one any more, 403 for who may see them and leads none."""
    first, second = sorted((one_id, other_id))
    rows = Activity.objects.filter(area=area_id, stands=True, pk__in=[first, second])
    ours = viewer.organisations_with(Capability.ACTIVITY_RECORD)
    found = doubles(_traces(rows))
    if not found or not ACTIVITY.rows(viewer, rows).exists():
        raise Http404
    if not rows.filter(provider__in=ours).exists():
        raise PermissionDenied
    return _in_words(found, set(ours))[0]


def _in_words(found: Sequence[Double], ours: set[int]) -> list[DoubleFacts]:
    ids = {pk for one in found for pk in (one.one, one.other)}
    shown = {line.id: line for line in lines(list(counted_rows().filter(pk__in=ids)))}
    said = _said(ids)
    names = organisations.named({pk for held in said.values() for pk in held})
    return [
        DoubleFacts(
            shown[one.one],
            shown[one.other],
            one.days,
            one.is_as_much,
            tuple(sorted(names[pk] for pk in said.get((one.one, one.other), ()))),
            bool(said.get((one.one, one.other), set()) & ours),
        )
        for one in found
    ]


def _said(ids: set[int]) -> dict[tuple[int, int], set[int]]:
    """Of pairs, which bodies have said that they are one thing."""
    rows = DoubleVerdict.objects.filter(
        one__in=ids, other__in=ids, verdict=DoubleVerdict.Verdict.JOINED
    )
    found: dict[tuple[int, int], set[int]] = {}
    for one, other, provider in rows.values_list("one_id", "other_id", "provider_id"):
        found.setdefault((one, other), set()).add(provider)
    return found
