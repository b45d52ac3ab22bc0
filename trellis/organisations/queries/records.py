"""One organisation: as it is published, and as those who keep it see it.

Two shapes, each written out: what is added to the one is not published by the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.viewer import Viewer
from trellis.organisations.models import Organisation, Relation
from trellis.organisations.policy import ORGANISATION, PEOPLE
from trellis.organisations.rules.details import OWN_FIELDS, Details
from trellis.organisations.rules.identifiers import SCHEMES
from trellis.organisations.rules.vocabularies import COMMUNITIES, INTERESTS
from trellis.people import queries as people

# A relation read from its other end.
_FROM_THE_OTHER_END: Final[Mapping[str, str | Promise]] = {
    Relation.Kind.PARENT: gettext_lazy("part of"),
    Relation.Kind.BRANCH: gettext_lazy("has as branch"),
    Relation.Kind.HUB: gettext_lazy("has as hub"),
}


@dataclass(frozen=True)
class Number:
    """A number in a register: its name in words, and the entry's address ("" without one)."""

    register: str
    value: str
    link: str


@dataclass(frozen=True)
class Covered:
    """A place it covers, and as what, in words. `area_slug` and `code` name the place's page."""

    place: str
    covers_as: str
    area_slug: str
    code: str


@dataclass(frozen=True)
class Related:
    """Another organisation and how this one stands to it, in words. `relation_id` is 0 where the
    other one said it."""

    words: str
    id: int
    name: str
    relation_id: int


@dataclass(frozen=True)
class PublicRecord:
    """What anybody may read. Contact details are empty unless the organisation publishes them;
    of its postcode then only the first half stays, for a small group's is often a home."""

    id: int
    area_id: int
    area: str
    area_slug: str
    standing: str
    name: str
    kind: str
    about: str
    website: str
    email: str
    telephone: str
    postcode: str
    income_band: str
    source: str
    other_names: tuple[tuple[str, str], ...]
    numbers: tuple[Number, ...]
    coverage: tuple[Covered, ...]
    related: tuple[Related, ...]
    interests: tuple[str, ...]
    communities: tuple[str, ...]
    edited_on: date
    checked_on: date
    closed_on: date | None


@dataclass(frozen=True)
class KeptRecord:
    """What is added for those who keep it, and which pages are open to the viewer."""

    email: str
    telephone: str
    postcode: str
    contact_is_public: bool
    edited_by: str
    version: int
    may_edit: bool
    may_see_people: bool
    may_manage_people: bool


def organisation(viewer: Viewer, organisation_id: int, rule: str = "view") -> Organisation:
    """The row; 404 or 403 as its policy says."""
    rows = Organisation.objects.select_related("area")
    return ORGANISATION.get(viewer, rows, rule, pk=organisation_id)


def public_record(viewer: Viewer, organisation_id: int) -> PublicRecord:
    row = organisation(viewer, organisation_id)
    shown = row.contact_is_public
    return PublicRecord(
        id=row.pk,
        area_id=row.area_id,
        area=row.area.name,
        area_slug=row.area.slug,
        standing=row.area.standing,
        name=row.name,
        kind=row.get_kind_display(),
        about=row.about,
        website=row.website,
        email=row.email if shown else "",
        telephone=row.telephone if shown else "",
        postcode=row.postcode if shown else row.postcode.partition(" ")[0],
        income_band=row.get_income_band_display() if row.income_band else "",
        source=row.source,
        other_names=tuple(
            (name.get_kind_display(), name.name) for name in row.other_names.order_by("id")
        ),
        numbers=_numbers(row),
        coverage=_coverage(row),
        related=_related(row),
        interests=_in_words(INTERESTS, row.interests.values_list("code", flat=True)),
        communities=_in_words(COMMUNITIES, row.communities.values_list("code", flat=True)),
        edited_on=timezone.localdate(row.edited_at),
        checked_on=timezone.localdate(row.checked_at),
        closed_on=row.closed_on,
    )


def kept_record(viewer: Viewer, organisation_id: int) -> KeptRecord | None:
    """None for whoever keeps neither the record nor the people of the organisation."""
    row = organisation(viewer, organisation_id)
    if not viewer.is_signed_in or not PEOPLE.allows(viewer, "view", row):
        return None
    may_edit = ORGANISATION.allows(viewer, "edit", row)
    return KeptRecord(
        email=row.email if may_edit else "",
        telephone=row.telephone if may_edit else "",
        postcode=row.postcode if may_edit else "",
        contact_is_public=row.contact_is_public,
        edited_by=_name_of(row.edited_by_id),
        version=row.version,
        may_edit=may_edit,
        may_see_people=PEOPLE.allows(viewer, "see", row),
        may_manage_people=PEOPLE.allows(viewer, "manage", row),
    )


def details_of(row: Organisation) -> Details:
    """The row with its lists, in the shape in which it is edited."""
    return Details(
        **{field: getattr(row, field) for field in OWN_FIELDS},
        other_names=tuple(row.other_names.order_by("id").values_list("kind", "name")),
        identifiers=tuple(row.identifiers.order_by("id").values_list("scheme", "value")),
        coverage=tuple(row.coverage.order_by("id").values_list("place_id", "covers_as")),
        interests=tuple(row.interests.order_by("code").values_list("code", flat=True)),
        communities=tuple(row.communities.order_by("code").values_list("code", flat=True)),
    )


def _name_of(person_id: int | None) -> str:
    return people.names([person_id]).get(person_id, "") if person_id else ""


def _numbers(row: Organisation) -> tuple[Number, ...]:
    found = row.identifiers.order_by("id").values_list("scheme", "value")
    return tuple(
        Number(_(SCHEMES[scheme].name), value, SCHEMES[scheme].link(value))
        if scheme in SCHEMES
        else Number(scheme, value, "")
        for scheme, value in found
    )


def _coverage(row: Organisation) -> tuple[Covered, ...]:
    found = row.coverage.select_related("place").order_by("place__name", "id")
    return tuple(
        Covered(
            covered.place.name, covered.get_covers_as_display(), row.area.slug, covered.place.code
        )
        for covered in found
    )


def _related(row: Organisation) -> tuple[Related, ...]:
    """Its own relations and those that others have to it; two queries."""
    own = [
        Related(relation.get_kind_display(), relation.other_id, relation.other.name, relation.pk)
        for relation in row.relations.select_related("other").order_by("id")
    ]
    theirs = [
        Related(str(_FROM_THE_OTHER_END[kind]), other_id, name, 0)
        for kind, other_id, name in Relation.objects.filter(other=row)
        .order_by("id")
        .values_list("kind", "organisation_id", "organisation__name")
    ]
    return (*own, *theirs)


def _in_words(words: Mapping[str, str], codes: object) -> tuple[str, ...]:
    held = set(codes)  # type: ignore[call-overload]
    return tuple(_(word) for code, word in words.items() if code in held)
