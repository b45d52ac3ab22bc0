"""Who may see a document, in words and as it is chosen."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from trellis.documents.models import Audience, Document
from trellis.kernel.capabilities import Capability
from trellis.organisations import queries as organisations
from trellis.people import queries as people
from trellis.places import queries as places

Kind = Audience.Kind


@dataclass(frozen=True)
class AudienceFacts:
    """One audience row: as it is kept, and in words."""

    kind: str
    organisation_id: int | None
    role: str
    place_id: int | None
    capability: str
    words: str


def audience_of(row: Document) -> list[AudienceFacts]:
    """In words, the widest first; empty: only its keepers. At most four queries."""
    rows = sorted(row.audiences.all(), key=lambda one: (_ORDER[one.kind], one.pk))
    names = organisations.named(one.organisation_id for one in rows if one.organisation_id)
    chains = places.chains([one.place_id for one in rows if one.place_id])
    place_names = {pk: chain[-1].name for pk, chain in chains.items()}
    return [
        AudienceFacts(
            one.kind,
            one.organisation_id,
            one.role,
            one.place_id,
            one.capability,
            _in_words(one, row, names, place_names),
        )
        for one in rows
    ]


_ORDER = {kind.value: number for number, kind in enumerate(Kind)}


def _in_words(
    one: Audience, row: Document, names: dict[int, str], place_names: dict[int, str]
) -> str:
    body = names.get(one.organisation_id or 0, "")
    match one.kind:
        case Kind.PUBLIC:
            return _("Everybody, also without signing in")
        case Kind.AREA:
            return _("Everybody with a role in %(area)s") % {"area": row.area.name}
        case Kind.ORGANISATION:
            return _("Everybody with a role at %(body)s") % {"body": body}
        case Kind.ROLE:
            return _("At %(body)s: %(role)s") % {"body": body, "role": role_words(one.role)}
    return _("Whoever %(does)s %(place)s") % {
        "does": _does(one.capability),
        "place": place_names.get(one.place_id or 0, ""),
    }


def role_words(code: str) -> str:
    found = people.role(code)
    name: str | Promise = found.name if found else code
    return str(name)


def _does(capability: str) -> str:
    if capability == Capability.EVIDENCE_APPRAISE:
        return _("appraises the evidence of")
    return _("sees the figures of")
