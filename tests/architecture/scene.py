"""What the pages of the permission matrix are about: one object for every name in an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tests.cast import Cast
from tests.factories import (
    make_appraisal,
    make_breach,
    make_complaint,
    make_document,
    make_framework,
    make_indicator,
    make_intake,
    make_invitation,
    make_membership,
    make_outcome,
    make_principle,
    make_relation,
    make_reporting_line,
    make_request,
    make_staged_row,
    make_target,
    make_upload,
    make_value,
    make_version,
)
from trellis.imports.models import StagedRow
from trellis.performance.models import Framework, ReportingLine, Value
from trellis.places.models import Upload
from trellis.privacy.models import Breach, Complaint, Request

PERIOD = "2026-Q2"
# In which state the object stands, where that decides who sees it; "" where it does not.
DRAFT = "draft"


@dataclass(frozen=True)
class Scene:
    """Everything belongs to the first world: group A for its entry, hub A for its people, its
    figures and its invitations, the whole area for its framework, its places and its files."""

    cast: Cast

    def facts_for(self, name: str, of: str) -> Mapping[str, object]:
        """What goes into the address of that name: more than it needs, never less."""
        bodies, world = self.cast.world.bodies, self.cast.world
        whole = name == "places:close"  # only an area has a record that can be closed
        framework = self.draft if of == DRAFT else self.framework
        of_people = name.rsplit(":", maxsplit=1)[-1] in {
            "people", "invite", "second_factor", "change_role", "end_membership",
        }  # fmt: skip
        return {
            "organisation_id": bodies["hub_a" if of_people else "group_a"].pk,
            "relation_id": self.relation_id,
            "membership_id": self.membership_id,
            "invitation_id": self.invitation_id,
            "slug": framework.slug,
            "number": 1,  # of its only outcome and of its only indicator
            "code": world.area.code if whole else world.districts["a"].code,
            "place_code": self.cast.world.districts["a"].code,
            "period": PERIOD,
            "provider_id": bodies["hub_a"].pk,
            "value_id": self.value_of(framework).pk,
            "line_id": self.line_of(framework).pk,
            "form": "csv",
            "area": self.cast.world.area.slug,
            "upload_id": self.upload.pk,
            "document_id": self.document_id,
            "intake_id": self.staged_row.intake_id,
            "line": self.staged_row.line,
            "request_id": self.request_of(name).pk,
            "kind": "access",
            "complaint_id": self.complaint.pk,
            "breach_id": self.breach.pk,
        }

    def asked_with(self, name: str) -> Mapping[str, object]:
        """The query string: whose line of figures, where a page writes one."""
        hub = self.cast.world.bodies["hub_a"]
        return {"provider": hub.pk} if name in {"performance:record", "performance:made"} else {}

    @cached_property
    def relation_id(self) -> int:
        bodies = self.cast.world.bodies
        return make_relation(organisation=bodies["group_a"], other=bodies["infrastructure"]).pk

    @cached_property
    def membership_id(self) -> int:
        """Of somebody at hub A who is not of the cast."""
        return make_membership(organisation=self.cast.world.bodies["hub_a"], role="hub_worker").pk

    @cached_property
    def invitation_id(self) -> int:
        hub = self.cast.world.bodies["hub_a"]
        invitation = make_invitation(organisation_id=hub.pk, organisation_name=hub.name)
        return invitation.pk

    @cached_property
    def upload(self) -> Upload:
        return make_upload(area=self.cast.world.area)

    @cached_property
    def document_id(self) -> int:
        """Of hub A, for its keepers only."""
        document = make_document(owner=self.cast.world.bodies["hub_a"])
        return make_version(document=document).document_id

    @cached_property
    def staged_row(self) -> StagedRow:
        """Of a table of organisations for the whole record, brought by nobody in particular."""
        return make_staged_row(intake=make_intake(area=self.cast.world.area))

    @cached_property
    def complaint(self) -> Complaint:
        person = self.cast.account("volunteer").person
        return make_complaint(area=self.cast.world.area, person=person)

    @cached_property
    def breach(self) -> Breach:
        return make_breach(area=self.cast.world.area)

    def request_of(self, name: str) -> Request:
        """Of the volunteer, for a copy; where an erasure is what a page is about, for that."""
        kind = "erasure" if name == "privacy:start_erasure" else "access"
        person, area = self.cast.account("volunteer").person, self.cast.world.area
        found = Request.objects.filter(person=person, kind=kind).first()
        return found or make_request(person=person, area=area, kind=kind)

    @cached_property
    def framework(self) -> Framework:
        return self._filled(make_framework(area=self.cast.world.area))

    @cached_property
    def draft(self) -> Framework:
        stage = Framework.Stage.DRAFT
        return self._filled(make_framework(area=self.cast.world.area, stage=stage))

    def _filled(self, framework: Framework) -> Framework:
        """One indicator that hub A reports for its district, with a target and a value."""
        make_outcome(framework=framework, number=1)
        make_principle(framework=framework, number=1)
        indicator = make_indicator(framework=framework, number=1)
        line = {
            "indicator": indicator,
            "place": self.cast.world.districts["a"],
            "provider": self.cast.world.bodies["hub_a"],
        }
        make_reporting_line(**line)
        make_target(**line)
        make_appraisal(value=make_value(**line))
        return framework

    def line_of(self, framework: Framework) -> ReportingLine:
        return ReportingLine.objects.get(indicator__framework=framework)

    def value_of(self, framework: Framework) -> Value:
        return Value.objects.get(indicator__framework=framework)
