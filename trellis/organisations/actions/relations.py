"""How organisations stand to each other."""

from datetime import datetime

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.viewer import Viewer
from trellis.organisations.actions.records import to_edit
from trellis.organisations.actions.storing import MixedWorldsError
from trellis.organisations.events import OrganisationsRelated, OrganisationsUnrelated
from trellis.organisations.models import Organisation, Relation
from trellis.organisations.policy import ORGANISATION


@act
def relate_organisations(
    *,
    organisation_id: int,
    kind: str,
    other_id: int,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Relation:
    """Say that the organisation is the `kind` of the other. To call oneself a branch or hub is
    one's own to say; to call oneself another's parent needs the right to edit that one too."""
    do_once(once, now=now)
    row = to_edit(organisation_id, by=by)
    other = ORGANISATION.get(by, Organisation.objects.all(), pk=other_id)
    if row.area_id != other.area_id:
        raise MixedWorldsError
    if kind == Relation.Kind.PARENT:
        ORGANISATION.require(by, "edit", other)
    relation, is_new = Relation.objects.get_or_create(organisation=row, kind=kind, other=other)
    if is_new:
        event = OrganisationsRelated(row.pk, other.pk)
        sign(event, by=by, now=now, of=f"organisation:{row.pk}", fields=["relations"])
    return relation


@act
def unrelate_organisations(
    *, relation_id: int, organisation_id: int, by: Viewer, now: datetime, once: str = ""
) -> None:
    """Whoever may edit either of the two may take the relation away."""
    do_once(once, now=now)
    row = to_edit(organisation_id, by=by)
    relation = Relation.objects.get(pk=relation_id, organisation=row)
    event = OrganisationsUnrelated(row.pk, relation.other_id)
    relation.delete()
    sign(event, by=by, now=now, of=f"organisation:{row.pk}", fields=["relations"])
