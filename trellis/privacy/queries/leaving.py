"""The hand-over of a body that leaves, as its pages show it, and the file the body takes away."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel import estates
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.deadlines import Clock, Due
from trellis.kernel.estates import RECORD, RECORD_WORDS
from trellis.kernel.policy import require_capability
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.privacy.lifecycle import HAND_OVER, Answer, Fate, HandoverStage, Reason
from trellis.privacy.models import Handover, Share
from trellis.privacy.policy import HANDOVER, SHARE
from trellis.privacy.queries.cases import areas_answered
from trellis.privacy.queries.controllers import Controllers

TAKEN_AWAY = "what-the-body-had.zip"


@dataclass(frozen=True)
class EstateFacts:
    """One estate of the body, and what is to become of it. `fates` are those it allows, `duty` by
    which it may be kept. `is_settled`: nothing about it stands in the way of the hand-over."""

    key: str
    room: str
    words: str | Promise
    rows: int
    fates: tuple[Fate, ...]
    duty: str
    share_id: int | None
    fate: Fate | None
    successor: str
    answer: Answer | None
    is_settled: bool
    may_answer: bool


@dataclass(frozen=True)
class HandoverFacts:
    """One case. `clock` is None once it is over; `keeper` is who keeps the record of the area."""

    id: int
    organisation: str
    organisation_id: int
    area_slug: str
    standing: str
    reason: Reason
    stage: HandoverStage
    leaves_on: date
    exported_on: date | None
    done_on: date | None
    clock: Clock | None
    today: date
    keeper: str
    estates: Sequence[EstateFacts]
    may_decide: bool
    may_fetch: bool

    @property
    def is_ready(self) -> bool:
        return all(one.is_settled for one in self.estates)

    @property
    def unsettled(self) -> int:
        return sum(not one.is_settled for one in self.estates)

    @property
    def is_late(self) -> bool:
        return self.clock is not None and self.clock.is_late(self.today)

    @property
    def days_left(self) -> int:
        return self.clock.days_left(self.today) if self.clock else 0

    @property
    def to_empty(self) -> bool:
        return any(one.fate == Fate.EMPTIED for one in self.estates)

    def estate(self, key: str) -> EstateFacts:
        """404 for one the body does not have."""
        for one in self.estates:
            if one.key == key:
                return one
        raise Http404


def handover(viewer: Viewer, handover_id: int, *, today: date) -> HandoverFacts:
    """404 for whoever neither acts for the body, nor is asked to take anything on, nor keeps the
    record."""
    row = HANDOVER.get(viewer, _rows(), pk=handover_id)
    is_open = row.stage == HandoverStage.OPEN
    shares = {one.estate: one for one in row.shares.all()}
    answering = viewer.organisations_with(Can.SHARING_AGREE)
    keeper = Controllers().keeper(row.area_id)
    return HandoverFacts(
        id=row.pk,
        organisation=row.organisation.name,
        organisation_id=row.organisation_id,
        area_slug=row.area.slug,
        standing=row.area.standing,
        reason=Reason(row.reason),
        stage=HandoverStage(row.stage),
        leaves_on=row.leaves_on,
        exported_on=row.exported_on,
        done_on=row.done_on,
        clock=HAND_OVER.clock(row.leaves_on) if is_open else None,
        today=today,
        keeper=organisations.named([keeper]).get(keeper, "") if keeper else "",
        estates=[
            _estate(row, key, shares.get(key), rows, answering)
            for key, rows in counted(row).items()
            if rows or key in shares or key == RECORD
        ],
        may_decide=is_open and HANDOVER.allows(viewer, "decide", row),
        may_fetch=is_open and HANDOVER.allows(viewer, "fetch", row),
    )


def _rows() -> QuerySet[Handover]:
    rows = Handover.objects.select_related("area", "organisation")
    return rows.prefetch_related("shares__successor")


def counted(row: Handover) -> dict[str, int]:
    """By estate, how many rows the body decides over; of a case that is done, how many it did."""
    if row.stage == HandoverStage.DONE:
        return {one.estate: one.rows or 0 for one in row.shares.all()}
    found = {key: estates.count(key, row.organisation_id) for key in estates.estates()}
    if Controllers().keeper(row.area_id) == row.organisation_id:
        found[RECORD] = estates.count_of_record(row.area_id)
    return found


def fates_of(key: str) -> tuple[Fate, ...]:
    """What an estate allows: whoever keeps the record cannot keep it from itself."""
    if key == RECORD:
        return (Fate.HANDED,)
    estate = estates.estates()[key].estate
    kept = (Fate.KEPT,) if estate.duty else ()
    emptied = (Fate.EMPTIED,) if estate.may_be_emptied else ()
    return (Fate.HANDED, *kept, *emptied)


def is_settled(key: str, share: Share | None, rows: int) -> bool:
    """Handed over once it is accepted; emptied once the body has taken away as much as is there.
    Somebody must keep the record of the area even while it is empty."""
    if share is None:
        return not rows and key != RECORD
    match share.fate:
        case Fate.HANDED:
            return share.answer == Answer.ACCEPTED
        case Fate.EMPTIED:
            return share.rows == rows
    return True


def _estate(
    row: Handover, key: str, share: Share | None, rows: int, answering: frozenset[int]
) -> EstateFacts:
    owned = estates.estates().get(key)
    is_asked = share is not None and share.answer == Answer.ASKED
    is_open = row.stage == HandoverStage.OPEN
    return EstateFacts(
        key=key,
        room=owned.room if owned else "privacy",
        words=owned.estate.words if owned else RECORD_WORDS,
        rows=rows,
        fates=fates_of(key) if key == RECORD or owned else (),
        duty=owned.estate.duty if owned else "",
        share_id=share.pk if share else None,
        fate=Fate(share.fate) if share else None,
        successor=share.successor.name if share and share.successor else "",
        answer=Answer(share.answer) if share and share.answer else None,
        is_settled=row.stage == HandoverStage.DONE or is_settled(key, share, rows),
        may_answer=is_open and is_asked and bool(share and share.successor_id in answering),
    )


@dataclass(frozen=True)
class ListedHandover:
    id: int
    organisation: str
    reason: Reason
    stage: HandoverStage
    leaves_on: date
    due: date | None
    is_late: bool


def handovers(viewer: Viewer, today: date) -> list[ListedHandover]:
    """Those the viewer may see, open ones first, by day. Refused to whoever agrees for no body and
    keeps no record."""
    if not viewer.holds(Can.PRIVACY_ANSWER):
        require_capability(viewer, Can.SHARING_AGREE)
    found = [_listed(row, today) for row in HANDOVER.rows(viewer, _rows())]
    return sorted(found, key=lambda one: (one.due is None, one.leaves_on, one.id))


def _listed(row: Handover, today: date) -> ListedHandover:
    clock = HAND_OVER.clock(row.leaves_on) if row.stage == HandoverStage.OPEN else None
    return ListedHandover(
        id=row.pk,
        organisation=row.organisation.name,
        reason=Reason(row.reason),
        stage=HandoverStage(row.stage),
        leaves_on=row.leaves_on,
        due=clock.due if clock else None,
        is_late=clock is not None and clock.is_late(today),
    )


@dataclass(frozen=True)
class ShareFacts:
    """What a body is asked to take on."""

    id: int
    handover_id: int
    organisation: str
    successor: str
    words: str | Promise
    rows: int


def share(viewer: Viewer, share_id: int) -> ShareFacts:
    """404 for whoever has nothing to do with it, 403 where it is another’s to answer."""
    rows = Share.objects.select_related("handover__organisation", "successor")
    row = SHARE.get(viewer, rows, "answer", pk=share_id)
    owned = estates.estates().get(row.estate)
    return ShareFacts(
        id=row.pk,
        handover_id=row.handover_id,
        organisation=row.handover.organisation.name,
        successor=row.successor.name if row.successor else "",
        words=owned.estate.words if owned else RECORD_WORDS,
        rows=counted(row.handover).get(row.estate, 0),
    )


def may_open(viewer: Viewer, organisation_id: int) -> tuple[str, int, str, str]:
    """Name of the body, and id, slug and standing of its area, for whoever agrees for it or keeps
    its record; else 403. 404 where there is no such body."""
    row = organisations.organisation(viewer, organisation_id)
    require_capability(
        viewer,
        Can.PRIVACY_ANSWER if _answers(viewer, row.area_id) else Can.SHARING_AGREE,
        organisation_id=organisation_id,
        place_id=row.area_id,
    )
    if row.area.standing == "documented" and not viewer.is_system:
        raise PermissionDenied
    return row.name, row.area_id, row.area.slug, row.area.standing


def bodies_to_leave(viewer: Viewer, words: str) -> list[tuple[int, str]]:
    """The first twenty-five bodies of that name, closed ones too, in the records the viewer
    keeps."""
    if not words.strip() or not viewer.holds(Can.PRIVACY_ANSWER):
        return []
    return [
        (one.id, one.name)
        for area in areas_answered(viewer)
        for one in organisations.find(
            viewer, organisations.Search(area.id, words=words, closed_too=True)
        ).page
    ][:25]


def _answers(viewer: Viewer, area_id: int) -> bool:
    power = Can.PRIVACY_ANSWER
    return power in viewer.everywhere or area_id in viewer.places_with(power)


def write_export(
    viewer: Viewer, handover_id: int, out: BinaryIO, *, now: datetime
) -> dict[str, int]:
    """A ZIP with everything the body decides over by estates of its own, to read and as JSON.
    Returns how many rows there were of each. For whoever agrees for the body and nobody else."""
    row = HANDOVER.get(viewer, _rows(), "fetch", pk=handover_id)
    parts: list[dict[str, Any]] = []
    rows: dict[str, int] = {}
    for key, owned in estates.estates().items():
        told = [
            {"title": words, "rows": list(lines)}
            for words, lines in estates.told(key, row.organisation_id)
        ]
        rows[key] = sum(len(one["rows"]) for one in told)
        if rows[key]:
            parts.append({"title": owned.estate.words, "tables": told})
    made = timezone.localtime(now)
    facts = {
        "partnership": settings.TRELLIS_PARTNERSHIP,
        "body": row.organisation.name,
        "parts": parts,
    }
    page = render_to_string("privacy/handover_file.html", {**facts, "made": made})
    plain = {**facts, "made": made.isoformat(timespec="minutes")}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("what-the-body-had.html", page)
        archive.writestr("what-the-body-had.json", json.dumps(plain, ensure_ascii=False, indent=1))
    return rows


def handovers_due(viewer: Viewer, today: date) -> list[Due]:
    """What a body of the viewer's is asked to take on, and the cases that are the viewer's."""
    own = viewer.organisations_with(Can.SHARING_AGREE)
    if not own and not viewer.holds(Can.PRIVACY_ANSWER):
        return []
    open_cases = Handover.objects.filter(stage=HandoverStage.OPEN).select_related("organisation")
    waiting = Count("shares", filter=Q(shares__answer=Answer.ASKED, shares__successor_id__in=own))
    asked = open_cases.annotate(waiting=waiting).filter(waiting__gt=0).order_by("leaves_on", "id")
    return [
        *(_to_answer(one, one.waiting) for one in asked),
        *(
            _to_hand_over(one, today)
            for one in HANDOVER.rows(viewer, open_cases, "decide").order_by("leaves_on", "id")
        ),
    ]


def _to_answer(row: Handover, parts: int) -> Due:
    """One step for all parts of a case: they are answered on its one page."""
    return Due(
        title=_("%(body)s leaves: will you take on what it had?") % {"body": row.organisation.name},
        why=ngettext(
            "You are named as successor: %(parts)s part waits for your answer.",
            "You are named as successor: %(parts)s parts wait for your answer.",
            parts,
        )
        % {"parts": parts},
        due=HAND_OVER.clock(row.leaves_on).due,
        step=_("Accept or refuse"),
        url=reverse("privacy:handover", args=[row.pk]),
    )


def _to_hand_over(row: Handover, today: date) -> Due:
    clock = HAND_OVER.clock(row.leaves_on)
    return Due(
        title=_("%(body)s leaves: hand over what it has") % {"body": row.organisation.name},
        why=_("Every row about people needs a body that decides over it."),
        due=clock.due,
        step=_("Go on with it"),
        url=reverse("privacy:handover", args=[row.pk]),
        explained=clock.explanation(),
        is_urgent=clock.is_late(today),
    )
