"""What bodies have agreed on sharing: what anybody may read, and what the parties see of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel import estates, holdings
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.deadlines import Due
from trellis.kernel.lifecycle import Move
from trellis.kernel.privacy import Basis
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.privacy.lifecycle import AGREEMENT_LIFE, REVIEW_SHOWN, AgreementStage, Does
from trellis.privacy.models import Agreement, Party
from trellis.privacy.policy import AGREEMENT
from trellis.privacy.queries.register import words_of

SHOWN: Final = 200


@dataclass(frozen=True)
class PartyFacts:
    organisation_id: int
    name: str
    does: Does


@dataclass(frozen=True)
class PublicAgreement:
    """An agreement as anybody may read it once it is agreed, field by field: bodies, purpose,
    kinds of data, days. Nobody's name is among them."""

    id: int
    stage: AgreementStage
    parties: tuple[PartyFacts, ...]
    purpose: str
    basis: Basis
    kinds: Mapping[str, tuple[str, ...]]  # the room, and its fields in words
    starts_on: date
    review_on: date
    until_on: date | None
    agreed_on: date | None
    ended_on: date | None
    replaces: int | None
    replaced_by: int | None

    @property
    def title(self) -> str:
        return _(" and ").join(one.name for one in self.parties)


@dataclass(frozen=True)
class AgreementFacts:
    """What its page shows to one viewer. `waits_for` is the body that has not agreed yet."""

    shape: PublicAgreement
    area_slug: str
    standing: str
    is_party: bool
    is_asked: bool
    waits_for: str
    moves: Sequence[Move]
    is_over: bool
    is_review_due: bool


def agreement(viewer: Viewer, agreement_id: int, *, today: date) -> AgreementFacts:
    """404 for a draft of which the viewer is neither party nor keeps the record."""
    row = AGREEMENT.get(viewer, _rows(), pk=agreement_id)
    decides = AGREEMENT.allows(viewer, "decide", row)
    is_over = row.until_on is not None and row.until_on <= today
    own = viewer.organisations_with(Can.SHARING_AGREE)
    waiting = [one for one in row.parties.all() if one.agreed_on is None]
    is_asked = any(one.organisation_id in own for one in waiting)
    moves = [
        move
        for move in (AGREEMENT_LIFE.open_to(row) if decides else ())
        if move.name != "agree" or is_asked
    ]
    return AgreementFacts(
        shape=_shape(row),
        area_slug=row.area.slug,
        standing=row.area.standing,
        is_party=decides,
        is_asked=is_asked,
        waits_for=waiting[0].organisation.name
        if waiting and row.stage == AgreementStage.PROPOSED
        else "",
        moves=moves,
        is_over=is_over,
        is_review_due=row.stage == AgreementStage.AGREED
        and not is_over
        and row.review_on - REVIEW_SHOWN <= today,
    )


def agreements(viewer: Viewer) -> list[PublicAgreement]:
    """Those the viewer may see: what is agreed, and the drafts of bodies they agree for or whose
    record they keep; what waits stands first."""
    order = list(AgreementStage)
    rows = AGREEMENT.rows(viewer, _rows())[:SHOWN]
    found = [_shape(row) for row in rows]
    return sorted(found, key=lambda one: (order.index(one.stage), -one.id))


def _rows() -> QuerySet[Agreement]:
    return Agreement.objects.select_related("area").prefetch_related(
        "parties__organisation", "fields", "replaced_by"
    )


def _shape(row: Agreement) -> PublicAgreement:
    parties = [PartyFacts(one.organisation_id, one.organisation.name, Does(one.does))
               for one in row.parties.all()]  # fmt: skip
    public = [one.pk for one in row.replaced_by.all() if one.agreed_on]
    return PublicAgreement(
        id=row.pk,
        stage=AgreementStage(row.stage),
        parties=tuple(parties),
        purpose=row.purpose,
        basis=Basis(row.basis),
        kinds=_kinds([one.code for one in row.fields.all()]),
        starts_on=row.starts_on,
        review_on=row.review_on,
        until_on=row.until_on,
        agreed_on=row.agreed_on,
        ended_on=row.ended_on,
        replaces=row.replaces_id,
        replaced_by=public[0] if public else None,
    )


def _kinds(codes: Collection[str]) -> dict[str, tuple[str, ...]]:
    """A field that is not in the register any more is told by its code."""
    known = {code: words for fields in shareable().values() for code, words in fields}
    found: dict[str, list[str]] = {}
    for code in codes:
        room, _dot, rest = code.partition(".")
        found.setdefault(room, []).append(known.get(code, rest))
    return {room: tuple(words) for room, words in found.items()}


def shareable() -> dict[str, list[tuple[str, str]]]:
    """By room, each field that a body decides over, as code and words. What is the platform's own
    (accounts, sessions) is nobody's to share."""
    of_bodies = {
        (held.room, f"{held.holding.model}.{name}")
        for held in holdings.declared()
        for name in held.holding.fates
        if estates.of(held).body or estates.of(held).area
    }
    found = {
        room: [
            (f"{room}.{one.field}", words_of(room, one))
            for one in fields
            if (room, one.field) in of_bodies
        ]
        for room, fields in holdings.personal_fields()
    }
    return {room: fields for room, fields in found.items() if fields}


def like(viewer: Viewer, agreement_id: int) -> Agreement:
    """One to begin another from, for a party of it."""
    return AGREEMENT.get(viewer, _rows(), "decide", pk=agreement_id)


@dataclass(frozen=True)
class Body:
    """A body for which the viewer agrees, and the area of its record."""

    id: int
    name: str
    area_id: int


def agrees_for(viewer: Viewer) -> list[Body]:
    """The bodies for which the viewer may agree."""
    return [
        Body(pk, name, area_id)
        for pk, (name, area_id) in organisations.where_on_record(
            viewer.organisations_with(Can.SHARING_AGREE)
        ).items()
    ]


def agreements_due(viewer: Viewer, today: date) -> list[Due]:
    """What waits for a body of the viewer's, and what it is to look through again."""
    own = viewer.organisations_with(Can.SHARING_AGREE)
    if not own:
        return []
    parties = Party.objects.filter(organisation_id__in=own).select_related("agreement")
    asked = parties.filter(agreed_on=None, agreement__stage=AgreementStage.PROPOSED)
    reviewed = parties.filter(
        agreement__stage=AgreementStage.AGREED, agreement__review_on__lte=today + REVIEW_SHOWN
    ).exclude(agreement__until_on__lte=today)
    waiting = {one.agreement_id for one in asked}
    reviews = {one.agreement_id: one.agreement.review_on for one in reviewed}
    if not (waiting or reviews):
        return []
    rows = _rows().filter(pk__in={*waiting, *reviews})
    titles = {row.pk: _shape(row).title for row in rows}
    return [
        *(_to_agree(pk, titles[pk]) for pk in sorted(waiting)),
        *(_to_review(pk, titles[pk], on) for pk, on in sorted(reviews.items())),
    ]


def _to_agree(agreement_id: int, title: str) -> Due:
    return Due(
        title=_("Data sharing: %(title)s") % {"title": title},
        why=_("It is proposed and waits for you."),
        due=None,
        step=_("Read it, then agree or refuse"),
        url=reverse("privacy:agreement", args=[agreement_id]),
    )


def _to_review(agreement_id: int, title: str, on: date) -> Due:
    return Due(
        title=_("Review of data sharing: %(title)s") % {"title": title},
        why=_("Agreed to be looked through by %(day)s.") % {"day": date_format(on, "j F Y")},
        due=on,
        step=_("Look it through"),
        url=reverse("privacy:agreement", args=[agreement_id]),
        explained=_("Source: the Information Commissioner’s data sharing code of practice."),
    )
