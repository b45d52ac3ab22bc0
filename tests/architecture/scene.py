"""What the pages of the permission matrix are about: one object for every name in an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tests.architecture.scene_doing import what_was_done
from tests.architecture.scene_scrutiny import look_into
from tests.cast import Cast
from tests.conftest import NOW, TODAY
from tests.factories import (
    make_agreement,
    make_answer_file,
    make_appraisal,
    make_breach,
    make_bulletin,
    make_complaint,
    make_document,
    make_document_link,
    make_feed,
    make_framework,
    make_handover,
    make_indicator,
    make_intake,
    make_invitation,
    make_item,
    make_kept_publication,
    make_letter,
    make_line_question,
    make_membership,
    make_outcome,
    make_paid_agreement,
    make_party,
    make_principle,
    make_proposal,
    make_questionnaire,
    make_questionnaire_version,
    make_relation,
    make_reporting_line,
    make_request,
    make_response,
    make_return,
    make_return_acceptor,
    make_round_dates,
    make_share,
    make_shared_field,
    make_staged_row,
    make_subscription,
    make_target,
    make_upload,
    make_value,
    make_version,
    make_wave,
)
from tests.factories.questions import ASKED_WITH_FILE
from trellis.funding.models import Agreement as PaidAgreement
from trellis.imports.models import StagedRow
from trellis.performance.models import (
    DrawnLine,
    Framework,
    Indicator,
    LineQuestion,
    PeerReview,
    ReportingLine,
    ReviewAction,
    Value,
)
from trellis.places.models import Upload
from trellis.privacy.models import Agreement, Breach, Complaint, Handover, Request, Share
from trellis.questions.models import QuestionnaireVersion, Wave

# The one is being reported, checked and challenged; the other was published.
PERIOD, PUBLISHED = "2026-Q2", "2026-Q1"
OF_PUBLISHED = {
    f"performance:{name}"
    for name in ("published", "published_pack", "published_place", "published_file", "publish",
                 "restate")
}  # fmt: skip
# Of a wave that was counted; the others are of one that is open.
OF_RESULTS = {
    "questions:across", "questions:breakdown", "questions:download", "questions:download_across",
    "questions:file", "questions:files", "questions:people", "questions:publish",
    "questions:results", "questions:said",
}  # fmt: skip
# Proposals: the first is proposed, people are asked about the second, the third is to be decided.
OF_PROPOSALS = {"performance:comment": 2, "performance:adopt": 3}
OF_WORDS, OF_FILES = {"questions:said"}, {"questions:file", "questions:files"}
_ANSWERING = {"add_action", "remove_action", "respond_review"}
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
            # Of its only outcome and of its only indicator, or of the proposal at that stage.
            "number": OF_PROPOSALS.get(name, 1),
            "change": "retire",
            "code": world.area.code if whole else world.districts["a"].code,
            "place_code": self.cast.world.districts["a"].code,
            "period": PUBLISHED if name in OF_PUBLISHED else PERIOD,
            "provider_id": bodies["hub_a"].pk,
            "value_id": self.value_of(framework).pk,
            "line_id": self.line_of(framework).pk,
            "appraisal_id": self.value_of(framework).appraisals.get().pk,
            "challenge_id": framework.challenges.get().pk,
            "drawn_id": DrawnLine.objects.get(draw__framework=framework).pk,
            "review_id": self.review_of(name, framework).pk,
            "action_id": ReviewAction.objects.get(review__framework=framework).pk,
            "question_id": self.question_of(framework).pk,
            "form": "csv",
            "name": "area.json",
            "area": self.cast.world.area.slug,
            "upload_id": self.upload.pk,
            "document_id": self.document_id,
            "link_id": self.link_id,
            "intake_id": self.staged_row.intake_id,
            "line": self.staged_row.line,
            "letter_id": self.letter_id,
            "subscription_id": self.subscription_id,
            "bulletin_id": self.bulletin_id,
            "feed_id": self.feed_id,
            "questionnaire_id": self.draft_questions.questionnaire_id,
            "wave_id": self.counted_wave_id if name in OF_RESULTS else self.open_wave_id,
            "section": "s1",
            "question": "q2",
            "part": "q4" if name in OF_WORDS else "q5" if name in OF_FILES else "q2",
            "file_id": self.file_id,
            "language_code": "cy",
            "request_id": self.request_of(name).pk,
            "kind": "access",
            "complaint_id": self.complaint.pk,
            "breach_id": self.breach.pk,
            "agreement_id": self.agreement_of(name).pk,
            "paid_id": self.paid.pk,
            **what_was_done(self.cast),
            "handover_id": self.handover.pk,
            "share_id": self.share.pk,
            "estate": self.share.estate,
        }

    def asked_with(self, name: str) -> Mapping[str, object]:
        """The query string: whose line of figures, where a page writes one."""
        hub = self.cast.world.bodies["hub_a"]
        return (
            {"provider": hub.pk}
            if name in {"performance:record", "performance:made", "performance:from_survey"}
            else {}
        )

    def question_of(self, framework: Framework) -> LineQuestion:
        """About the return that hub A handed in and the council and the funder accept."""
        if framework.pk not in self._questions:
            self._questions[framework.pk] = self._asked_about(framework)
        return self._questions[framework.pk]

    @cached_property
    def _questions(self) -> dict[int, LineQuestion]:
        return {}

    def _asked_about(self, framework: Framework) -> LineQuestion:
        bodies = self.cast.world.bodies
        make_round_dates(framework=framework)
        row = make_return(
            framework=framework, provider=bodies["hub_a"], stage="submitted", submitted_at=NOW
        )
        for key in ("council", "funder"):
            make_return_acceptor(of_return=row, organisation=bodies[key])
        return make_line_question(
            of_return=row,
            indicator=framework.indicators.get(),
            place=self.cast.world.districts["a"],
        )

    @cached_property
    def relation_id(self) -> int:
        bodies = self.cast.world.bodies
        return make_relation(organisation=bodies["group_a"], other=bodies["infrastructure"]).pk

    @cached_property
    def paid(self) -> PaidAgreement:
        """A main agreement that the first council pays and the infrastructure organisation is
        paid by."""
        bodies = self.cast.world.bodies
        return make_paid_agreement(payer=bodies["council"], provider=bodies["infrastructure"])

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
    def letter_id(self) -> int:
        """Of which nobody knows whether it was sent."""
        return make_letter(stage="uncertain", sending_at=NOW).pk

    @cached_property
    def subscription_id(self) -> int:
        """Of an address in the whole area that has no account."""
        return make_subscription(place=self.cast.world.area).pk

    @cached_property
    def bulletin_id(self) -> int:
        """A draft about the whole area, with one item and one reader."""
        make_subscription(place=self.cast.world.area)
        return make_item(bulletin=make_bulletin(place=self.cast.world.area), number=1).bulletin_id

    @cached_property
    def feed_id(self) -> int:
        return make_feed(account=self.cast.account("hub_worker")).pk

    @cached_property
    def upload(self) -> Upload:
        return make_upload(area=self.cast.world.area)

    @cached_property
    def link_id(self) -> int:
        account = self.cast.account("hub_worker")
        return make_document_link(document_id=self.document_id, given_by=account).pk

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
    def draft_questions(self) -> QuestionnaireVersion:
        """Of the infrastructure organisation, in a draft."""
        asked = make_questionnaire(owner=self.cast.world.bodies["infrastructure"])
        return make_questionnaire_version(questionnaire=asked)

    @cached_property
    def open_wave_id(self) -> int:
        """Of the infrastructure organisation."""
        return self._wave(opens_on=date(2020, 1, 1), closes_on=date(2099, 1, 1)).pk

    @cached_property
    def counted_wave_id(self) -> int:
        """Closed, named, answered by five and told apart; not published."""
        wave = self._wave(stage="closed", naming="named", breakdown="q3", returned=5)
        for _ in range(5):
            make_response(wave=wave, codes={"q2": "c1", "q3": "c1"})
        return wave.pk

    @cached_property
    def file_id(self) -> int:
        """Sent with one of the answers of the wave that was counted."""
        response = Wave.objects.get(pk=self.counted_wave_id).responses.all()[0]
        return make_answer_file(response=response).pk

    def _wave(self, **given: Any) -> Wave:
        asked = make_questionnaire(owner=self.cast.world.bodies["infrastructure"])
        frozen = make_questionnaire_version(
            questionnaire=asked, frozen_at=NOW, definition=ASKED_WITH_FILE
        )
        return make_wave(version=frozen, **given)

    @cached_property
    def complaint(self) -> Complaint:
        person = self.cast.account("volunteer").person
        return make_complaint(area=self.cast.world.area, person=person)

    @cached_property
    def breach(self) -> Breach:
        return make_breach(area=self.cast.world.area)

    def agreement_of(self, name: str) -> Agreement:
        """Between infrastructure and council: proposed by the first; where it is reviewed or ended,
        agreed."""
        agreed = name in {"privacy:end_agreement", "privacy:review_agreement"}
        stage = (
            "agreed" if agreed else "draft" if name == "privacy:propose_agreement" else "proposed"
        )
        found = Agreement.objects.filter(stage=stage).first()
        return found or self._agreement(stage)

    def _agreement(self, stage: str) -> Agreement:
        bodies, is_agreed = self.cast.world.bodies, stage == "agreed"
        row = make_agreement(
            area=self.cast.world.area, stage=stage, agreed_on=TODAY if is_agreed else None
        )
        make_party(agreement=row, organisation=bodies["infrastructure"], agreed_on=TODAY)
        make_party(agreement=row, organisation=bodies["council"], does="receives")
        make_shared_field(agreement=row)
        return row

    @cached_property
    def share(self) -> Share:
        """The council leaves and asks the funder to take on its documents."""
        bodies = self.cast.world.bodies
        make_version(document=make_document(owner=bodies["council"]))
        return make_share(
            handover=make_handover(organisation=bodies["council"]),
            fate="handed",
            successor=bodies["funder"],
            answer="asked",
        )

    @property
    def handover(self) -> Handover:
        return self.share.handover

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
        make_appraisal(value=make_value(**line), appraised_by=self.cast.account("funder"))
        of_return = self.question_of(framework).of_return
        look_into(self.value_of(framework), of_return, self.cast.world.bodies["hub_b"])
        _proposals(indicator)
        make_kept_publication(
            framework=framework,
            code=self.cast.world.districts["a"].code,
            period_start=date(2026, 4, 1),
            period_end=date(2026, 7, 1),
        )
        return framework

    def review_of(self, name: str, framework: Framework) -> PeerReview:
        """Planned; where hub A answers, with findings."""
        stage = "found" if name.rpartition(":")[2] in _ANSWERING else "planned"
        return PeerReview.objects.get(framework=framework, stage=stage)

    def line_of(self, framework: Framework) -> ReportingLine:
        return ReportingLine.objects.get(indicator__framework=framework)

    def value_of(self, framework: Framework) -> Value:
        return Value.objects.get(indicator__framework=framework)


def _proposals(indicator: Indicator) -> None:
    """Days far in the past and the future: pages are asked by the real clock."""
    first = date(2020, 1, 1)
    make_proposal(indicator=indicator, number=1)
    for number, closes_on in ((2, date(2099, 1, 1)), (3, date(2020, 2, 1))):
        make_proposal(
            indicator=indicator,
            number=number,
            stage="consulted",
            opens_on=first,
            closes_on=closes_on,
        )
