"""What was done for one organisation, and what it said of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import ReadOnlyError
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.places import queries as places
from trellis.record import words
from trellis.record.models import Activity, BeneficiaryReply, Contribution, Split
from trellis.record.policy import ACTIVITY
from trellis.record.rules.cells import span_of
from trellis.record.rules.shares import Role

ON_A_PAGE: Final = 50
# In which order those who took part are named.
_ORDER: Final = {role.value: place for place, role in enumerate(Role)}


class Answer(StrEnum):
    """What the organisation said of it."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


@dataclass(frozen=True)
class TookPart:
    id: int
    name: str
    role: str


@dataclass(frozen=True)
class DoneFor:
    """One thing that was done, as its row in the list has it. `by` are all who took part, whoever
    led it first. `said` are the organisation's own words."""

    id: int
    on: date
    kind: str
    title: str
    amount: str
    place: str
    by: tuple[TookPart, ...]
    answer: Answer
    said: str
    said_on: date | None

    @property
    def name(self) -> str:
        """By which somebody who hears the page alone tells one row from another."""
        return words.named_on(self.kind, self.on)


@dataclass(frozen=True)
class Wanted:
    """What is to be shown: "" is all."""

    quarter: str = ""
    answer: str = ""

    @property
    def narrows(self) -> bool:
        return bool(self.quarter or self.answer)


@dataclass(frozen=True)
class DoneForPage:
    """What was done for an organisation, the newest first, as far as the viewer may see it.
    `waiting` counts what it has not answered yet, in all quarters; `to_confirm` are those of them
    on this page. Both are empty for whoever does not keep its entry."""

    organisation_id: int
    name: str
    area: places.Area
    rows: tuple[DoneFor, ...]
    page: Page[Any]
    quarters: tuple[tuple[str, str], ...]
    may_answer: bool
    waiting: int
    to_confirm: tuple[int, ...]


def done_for(
    viewer: Viewer, area_slug: str, organisation_id: int, wanted: Wanted, page: str | None
) -> DoneForPage:
    """404 for whoever neither keeps the organisation's entry nor may see any of it."""
    name, area = _organisation(viewer, area_slug, organisation_id)
    seen = ACTIVITY.rows(viewer, _standing(organisation_id))
    keeps = _keeps(viewer, organisation_id)
    shown = Paginator(_narrowed(seen, wanted), ON_A_PAGE).get_page(page)
    rows = tuple(_facts_of(row) for row in shown.object_list)
    may_answer = keeps and not words.why_read_only(area.standing, area.name)
    waiting = _narrowed(seen, Wanted(answer=Answer.WAITING)).count() if may_answer else 0
    return DoneForPage(
        organisation_id=organisation_id,
        name=name,
        area=area,
        rows=rows,
        page=shown,
        quarters=tuple(_quarters(seen)),
        may_answer=may_answer,
        waiting=waiting,
        to_confirm=tuple(one.id for one in rows if one.answer is Answer.WAITING)
        if may_answer
        else (),
    )


def to_answer(
    viewer: Viewer, area_slug: str, organisation_id: int, activity_id: int
) -> tuple[str, places.Area, DoneFor]:
    """The organisation's name, its area, and one thing that was done for it, for whoever keeps its
    entry: 404 for whoever may not see it or where it was corrected meanwhile, 403 for whoever may
    not answer, in words where nobody does any more."""
    name, area = _organisation(viewer, area_slug, organisation_id)
    row = ACTIVITY.get(viewer, _read(_standing(organisation_id)), pk=activity_id)
    if _keeps(viewer, organisation_id) and (why := words.why_read_only(area.standing, area.name)):
        raise ReadOnlyError(why)
    ACTIVITY.require(viewer, "answer", row)
    return name, area, _facts_of(row)


def area_to_answer_in(viewer: Viewer, area_slug: str, organisation_id: int) -> places.Area:
    """Where whoever keeps the organisation's entry answers for it: 404 and 403 as `to_answer`."""
    _name, area = _organisation(viewer, area_slug, organisation_id)
    if not _keeps(viewer, organisation_id):
        raise PermissionDenied
    if why := words.why_read_only(area.standing, area.name):
        raise ReadOnlyError(why)
    return area


def last_answer() -> Subquery:
    """Of an activity, whether its organisation confirmed it at last; null: nothing was said."""
    said = BeneficiaryReply.objects.filter(activity=OuterRef("pk")).order_by("-id")
    return Subquery(said.values("confirms")[:1], output_field=BooleanField(null=True))


def _organisation(viewer: Viewer, area_slug: str, organisation_id: int) -> tuple[str, places.Area]:
    """Its name and its area. It is a public body, but what was done for it is not there for whoever
    sees none of that."""
    area = places.area(area_slug)
    found = organisations.named_in(area.id, [organisation_id])
    if organisation_id not in found:
        raise Http404
    sees_all = area.id in viewer.places_with(Can.ACTIVITY_VIEW)
    sees_any = sees_all or _keeps(viewer, organisation_id)
    if not sees_any and not ACTIVITY.rows(viewer, _standing(organisation_id)).exists():
        raise Http404
    return found[organisation_id], area


def _keeps(viewer: Viewer, organisation_id: int) -> bool:
    return (
        Can.ORGANISATION_EDIT in viewer.everywhere
        or organisation_id in viewer.organisations_with(Can.ORGANISATION_EDIT)
    )


def _standing(organisation_id: int) -> QuerySet[Activity]:
    return Activity.objects.filter(organisation=organisation_id, stands=True)


def _narrowed(rows: QuerySet[Activity], wanted: Wanted) -> QuerySet[Activity]:
    if wanted.quarter.isascii() and wanted.quarter.isdecimal() and len(wanted.quarter) == 5:
        rows = rows.filter(quarter=int(wanted.quarter))
    meant = {
        Answer.WAITING.value: Q(said=None),
        Answer.CONFIRMED.value: Q(said=True),
        Answer.DISPUTED.value: Q(said=False),
    }
    if wanted.answer in meant:
        rows = rows.annotate(said=last_answer()).filter(meant[wanted.answer])
    return _read(rows)


def _read(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """With all that a row of the list says: four questions, however many there are."""
    parts = Contribution.objects.select_related("provider").order_by("id")
    splits = Split.objects.filter(stands=True).prefetch_related(Prefetch("contributions", parts))
    return (
        rows.select_related("service_type", "place")
        .prefetch_related(
            Prefetch("splits", splits, to_attr="split_that_stands"), "beneficiary_replies"
        )
        .order_by("-on", "-id")
    )


def _quarters(seen: QuerySet[Activity]) -> Iterable[tuple[str, str]]:
    found = seen.order_by("-quarter").values_list("quarter", flat=True).distinct()
    return ((str(one), words.span_words(span_of(one))) for one in found)


def _facts_of(row: Activity) -> DoneFor:
    said = list(row.beneficiary_replies.all())
    last = said[-1] if said else None
    return DoneFor(
        id=row.pk,
        on=row.on,
        kind=row.service_type.name,
        title=row.title,
        amount=words.amount_words(row.quantity, row.service_type.unit),
        place=words.where_words(row.place.name, is_area=row.place_id == row.area_id),
        by=tuple(_took_part(row.split_that_stands)),  # type: ignore[attr-defined]
        answer=_answer(last),
        said=last.words if last else "",
        said_on=timezone.localdate(last.said_at) if last else None,
    )


def _answer(last: BeneficiaryReply | None) -> Answer:
    if last is None:
        return Answer.WAITING
    return Answer.CONFIRMED if last.confirms else Answer.DISPUTED


def _took_part(stands: Sequence[Split]) -> Iterable[TookPart]:
    parts = [part for split in stands for part in split.contributions.all()]
    for part in sorted(parts, key=lambda one: _ORDER[one.role]):
        yield TookPart(part.provider_id, part.provider.name, str(words.ROLES[Role(part.role)]))
