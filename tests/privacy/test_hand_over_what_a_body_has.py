"""A body leaves. Each part of what it has goes to somebody who accepts it, stays with whoever keeps
the record, or is emptied; all at once or not at all, and never is a row nobody's."""

import io
import json
import zipfile
from datetime import timedelta
from time import perf_counter

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone

from tests.cast import Cast
from tests.factories import make_document, make_membership
from tests.privacy import leaving
from tests.privacy.asking import words
from tests.privacy.leaving import DOCUMENTS, INVITATIONS, ROLES, SURVEYS, VALUES
from tests.privacy.test_erase_somebody import KilledError, counting, record, undone
from trellis.documents.models import Document
from trellis.imports.models import Intake
from trellis.kernel import audit
from trellis.kernel.estates import RECORD
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import system
from trellis.organisations.actions import close_organisation
from trellis.organisations.models import Membership, Organisation
from trellis.people.models import Invitation
from trellis.performance.models import Value
from trellis.privacy import actions
from trellis.privacy.lifecycle import Fate, Reason
from trellis.privacy.models import Handover, Passed, Share
from trellis.privacy.queries import due_for
from trellis.privacy.queries.controllers import Controllers
from trellis.questions.models import Answer, Link, Questionnaire, Response

pytestmark = pytest.mark.django_db


def complete(cast: Cast, row: Handover, who: str = "funder") -> Handover:
    by, now = cast.viewer(who), timezone.now()
    return actions.complete_handover(handover_id=row.pk, by=by, now=now)


def funder_of(cast: Cast) -> Organisation:
    return cast.world.bodies["funder"]


def test_every_part_comes_to_what_was_chosen_for_it(cast: Cast) -> None:
    bodies = cast.world.bodies
    leaving.furnish(bodies["funder"])
    row = complete(cast, leaving.settled(cast))

    assert Document.objects.get().owner == bodies["council"]
    assert Intake.objects.get().organisation == bodies["council"]
    assert Questionnaire.objects.get().owner == bodies["infrastructure"]
    assert Response.objects.get().name == ""
    assert Answer.objects.exclude(words="").count() == 0
    assert Link.objects.get().answers == {}
    assert not Invitation.objects.exists()
    # Who reported a figure and who held a role does not change.
    assert Value.objects.get().provider == bodies["funder"]
    assert Membership.objects.filter(organisation=bodies["funder"]).count() == 2
    assert (row.stage, row.done_on) == ("done", timezone.localdate())
    assert dict(row.shares.values_list("estate", "rows"))[DOCUMENTS] == 3


def test_afterwards_others_decide_over_all_of_it(cast: Cast) -> None:
    bodies = cast.world.bodies
    leaving.furnish(bodies["funder"])
    cast.account("funder")  # whose role is one of the rows
    before = leaving.decided_by(bodies["funder"])
    row = leaving.settled(cast)
    assert leaving.decided_by(bodies["funder"]) == before > 10
    complete(cast, row)

    assert leaving.decided_by(bodies["funder"]) == 0
    found = Controllers().of(leaving.all_claims())
    now_of = {one.estate: found[one].now.id for one in found if one.body_id == bodies["funder"].pk}
    assert now_of[VALUES] == bodies["council"].pk
    assert now_of[ROLES] == bodies["infrastructure"].pk
    moved = [found[one] for one in found if one.estate == DOCUMENTS]
    assert {(one.now.id, one.before[0][0].id) for one in moved} == {
        (bodies["council"].pk, bodies["funder"].pk)
    }


def test_what_is_written_later_under_its_name_is_its_successors(cast: Cast) -> None:
    leaving.furnish(funder_of(cast))
    complete(cast, leaving.settled(cast))
    late = make_document(owner=funder_of(cast), author="Ruth Ola")

    [claim] = {one for one in leaving.all_claims() if one.root_id == late.pk
               and one.estate == DOCUMENTS}  # fmt: skip
    assert Controllers().of([claim])[claim].now.id == cast.world.bodies["council"].pk


def test_the_audit_is_whole_and_names_nobody(cast: Cast) -> None:
    leaving.furnish(funder_of(cast))
    row = leaving.settled(cast)
    lines = AuditLine.objects.count()
    complete(cast, row)
    audit.seal(now=timezone.now())

    assert audit.verify() == []
    assert AuditLine.objects.count() == lines + 1
    assert AuditLine.objects.latest("id").verb == "privacy.handover.done"


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.prove)])
def test_killed_anywhere_nothing_is_done_and_the_next_one_does_it_all(
    cast: Cast, step: int
) -> None:
    """After a kill at any statement the record is as it was to the last row; and whatever moment it
    is looked at, before, in between or after, each row has one controller."""
    leaving.furnish(funder_of(cast))
    row = leaving.settled(cast)
    before, there = record(), leaving.decided_by(funder_of(cast))
    with undone(), counting() as sent:
        complete(cast, row)
        statements = sent[0]
    assert statements > 40

    strange = []
    for statement in range(1, statements, step):
        with undone():
            with counting(statement), pytest.raises(KilledError):
                complete(cast, row)
            if record() != before or leaving.decided_by(funder_of(cast)) != there:
                strange.append((statement, "something is done"))
            complete(cast, Handover.objects.get(pk=row.pk))
            if leaving.decided_by(funder_of(cast)):
                strange.append((statement, "something is left"))
    assert strange == []


def test_done_twice_at_once_it_is_done_once(cast: Cast) -> None:
    leaving.furnish(funder_of(cast))
    row = leaving.settled(cast)
    complete(cast, row)
    passed = Passed.objects.count()
    with pytest.raises(ValidationError, match="closed"):
        complete(cast, row)

    assert Passed.objects.count() == passed


def test_nothing_is_done_before_everything_is_settled(cast: Cast) -> None:
    """Not chosen, not answered, refused, or come since it was taken away."""
    leaving.furnish(funder_of(cast))
    row = leaving.settled(cast)
    share = row.shares.get(estate=DOCUMENTS)
    for unsettled in ({"answer": "asked"}, {"answer": "refused"}):
        Share.objects.filter(pk=share.pk).update(**unsettled)
        with pytest.raises(ValidationError, match="Say what becomes of everything"):
            complete(cast, row)
    Share.objects.filter(pk=share.pk).update(answer="accepted")
    leaving._survey(funder_of(cast))
    with pytest.raises(ValidationError, match="Say what becomes of everything"):
        complete(cast, row)

    assert Document.objects.get().owner == funder_of(cast)


def test_of_two_who_answer_at_once_the_first_one_counts(cast: Cast) -> None:
    council, now = cast.viewer("council_officer"), timezone.now()
    leaving.furnish(funder_of(cast))
    row = leaving.opened(funder_of(cast), cast.viewer("funder"))
    share = leaving.chosen(
        row, DOCUMENTS, Fate.HANDED, cast.viewer("funder"), cast.world.bodies["council"]
    )
    actions.answer_share(share_id=share.pk, accepts=False, by=council, now=now)
    with pytest.raises(ValidationError, match="answered already"):
        actions.answer_share(share_id=share.pk, accepts=True, by=council, now=now)

    share.refresh_from_db()
    assert share.answer == "refused"


def test_only_who_is_asked_accepts(cast: Cast) -> None:
    row = leaving.opened(funder_of(cast), cast.viewer("funder"))
    share = leaving.chosen(
        row, DOCUMENTS, Fate.HANDED, cast.viewer("funder"), cast.world.bodies["council"]
    )
    for who, refusal in (("funder", PermissionDenied), ("infrastructure_manager", PermissionDenied),
                         ("councillor", Http404), ("hub_worker", Http404)):  # fmt: skip
        with pytest.raises(refusal):
            actions.answer_share(
                share_id=share.pk, accepts=True, by=cast.viewer(who), now=timezone.now()
            )
    assert Share.objects.get().answer == "asked"


def test_chosen_anew_whoever_had_accepted_is_asked_anew(cast: Cast) -> None:
    row = leaving.settled(cast)
    leaving.chosen(row, VALUES, Fate.HANDED, cast.viewer("funder"), cast.world.bodies["board"])

    assert row.shares.get(estate=VALUES).answer == "asked"


@pytest.mark.parametrize(
    ("estate", "fate"),
    [
        (DOCUMENTS, Fate.EMPTIED),
        (SURVEYS, Fate.KEPT),
        (INVITATIONS, Fate.KEPT),
        (RECORD, Fate.KEPT),
    ],
)
def test_an_estate_comes_to_what_it_allows(cast: Cast, estate: str, fate: Fate) -> None:
    row = leaving.opened(funder_of(cast), cast.viewer("funder"))
    with pytest.raises(ValidationError, match="allowed"):
        leaving.chosen(row, estate, fate, cast.viewer("funder"), funder_of(cast))


def test_a_successor_is_another_open_body_that_stays(cast: Cast) -> None:
    bodies, funder = cast.world.bodies, cast.viewer("funder")
    row = leaving.opened(bodies["funder"], funder)
    leaving.opened(bodies["board"], cast.viewer("infrastructure_manager"))
    close_organisation(
        organisation_id=bodies["hub_b"].pk, closed_on=timezone.localdate(), why="", once="",
        by=system("tests"), now=timezone.now(),
    )  # fmt: skip
    for other in (bodies["funder"], bodies["board"], bodies["hub_b"],
                  cast.other_world.bodies["council"]):  # fmt: skip
        with pytest.raises(ValidationError) as refused:
            leaving.chosen(row, DOCUMENTS, Fate.HANDED, funder, other)
        assert "successor" in refused.value.message_dict


def test_a_body_leaves_once(cast: Cast) -> None:
    row = leaving.opened(funder_of(cast), cast.viewer("funder"))
    with pytest.raises(ValidationError, match="already"):
        leaving.opened(funder_of(cast), cast.viewer("infrastructure_manager"))
    actions.withdraw_handover(handover_id=row.pk, by=cast.viewer("funder"), now=timezone.now())

    assert leaving.opened(funder_of(cast), cast.viewer("infrastructure_manager")).stage == "open"


def test_who_keeps_the_record_hands_it_over_too(cast: Cast) -> None:
    """Even where it is empty: somebody must keep it."""
    manager, bodies = cast.viewer("infrastructure_manager"), cast.world.bodies
    now = timezone.now()
    row = leaving.opened(bodies["infrastructure"], manager)
    roles = leaving.chosen(row, ROLES, Fate.KEPT, manager, bodies["council"])
    with pytest.raises(ValidationError, match="Say what becomes of everything"):
        actions.complete_handover(handover_id=row.pk, by=manager, now=now)
    share = leaving.chosen(row, RECORD, Fate.HANDED, manager, bodies["council"])
    council = cast.viewer("council_officer")
    actions.answer_share(share_id=share.pk, accepts=True, by=council, now=now)
    actions.complete_handover(handover_id=row.pk, by=manager, now=now)

    assert Controllers().keeper(cast.world.area.pk) == bodies["council"].pk
    assert leaving.decided_by(bodies["infrastructure"]) == 0
    assert roles.estate in {one.estate for one in leaving.all_claims()}


def test_a_body_with_many_rows_is_handed_over_in_a_few_statements(cast: Cast) -> None:
    """As many statements as with few rows, but for the batches in which moved rows are noted."""
    bodies = cast.world.bodies
    leaving.furnish(bodies["funder"])
    Document.objects.bulk_create(
        Document(owner=bodies["funder"], area=cast.world.area, title=f"D {n}", title_folded="d",
                 kind="report", added_at=timezone.now(), changed_at=timezone.now())
        for n in range(20_000)
    )  # fmt: skip
    row = leaving.settled(cast)
    begun = perf_counter()
    with counting() as sent:
        complete(cast, row)

    assert sent[0] < 200
    assert perf_counter() - begun < 20
    assert Document.objects.filter(owner=bodies["council"]).count() == 20_001
    assert Passed.objects.filter(estate=DOCUMENTS).count() == 20_001


def test_the_body_takes_away_what_it_has(cast: Cast) -> None:
    leaving.furnish(funder_of(cast))
    make_document(owner=cast.world.bodies["council"], author="Somebody Else")
    row = leaving.settled(cast)
    answer = cast.client("funder").get(f"/privacy/leaving/{row.pk}/file/")
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        page = archive.read("what-the-body-had.html").decode()
        facts = json.loads(archive.read("what-the-body-had.json"))

    told = json.dumps(facts, ensure_ascii=False)
    assert "Ask Ruth Ola" in told
    assert "Ask Ruth Ola" in page
    assert "Somebody Else" not in told + page
    row.refresh_from_db()
    assert row.exported_on == timezone.localdate()
    for who, status in (("infrastructure_manager", 403), ("council_officer", 403),
                        ("hub_worker", 404)):  # fmt: skip
        assert cast.client(who).get(f"/privacy/leaving/{row.pk}/file/").status_code == status


def test_people_see_who_decided_and_who_decides(cast: Cast) -> None:
    leaving.furnish(funder_of(cast))
    person = cast.account("volunteer").person
    make_membership(person=person, organisation=funder_of(cast), role="hub_worker")
    make_document(owner=funder_of(cast))
    volunteer = cast.client("volunteer")
    before = words(volunteer.get("/privacy/own/decides/").content.decode())
    complete(cast, leaving.settled(cast))
    after = words(volunteer.get("/privacy/own/decides/").content.decode())

    day = f"{timezone.localdate():%-d %B %Y}"
    assert f"Until {day}: Ambley funder" not in before
    assert "Ambley funder" in before
    assert f"Until {day}: Ambley funder" in after
    assert "Ambley infrastructure" in after


def test_it_stands_on_today_of_those_it_waits_for(cast: Cast) -> None:
    today = timezone.localdate()
    row = leaving.opened(funder_of(cast), cast.viewer("funder"))
    leaving.chosen(row, DOCUMENTS, Fate.HANDED, cast.viewer("funder"), cast.world.bodies["council"])

    def of(who: str) -> list[str]:
        return [one.title for one in due_for(cast.viewer(who), today) if "leaves" in one.title]

    assert of("council_officer") == ["Ambley funder leaves: will you take on what it had?"]
    assert of("funder") == ["Ambley funder leaves: hand over what it has"]
    assert of("infrastructure_manager") == of("funder")
    assert of("hub_worker") == []


def test_whoever_is_asked_for_several_parts_is_told_once(cast: Cast) -> None:
    row = leaving.opened(funder_of(cast), cast.viewer("funder"))
    for estate in (DOCUMENTS, SURVEYS):
        leaving.chosen(
            row, estate, Fate.HANDED, cast.viewer("funder"), cast.world.bodies["council"]
        )

    def waits() -> list[str]:
        found = due_for(cast.viewer("council_officer"), timezone.localdate())
        return [one.why for one in found if "leaves" in one.title]

    assert waits() == ["You are named as successor: 2 parts wait for your answer."]
    share = row.shares.order_by("id").first()
    assert share is not None
    actions.answer_share(
        share_id=share.pk, accepts=True, by=cast.viewer("council_officer"), now=timezone.now()
    )
    assert waits() == ["You are named as successor: 1 part waits for your answer."]


def test_it_is_late_three_months_after_the_day(cast: Cast) -> None:
    funder = cast.viewer("funder")
    row = actions.open_handover(
        organisation_id=funder_of(cast).pk, reason=Reason.LEAVES,
        leaves_on=timezone.localdate() - timedelta(days=120), by=funder, now=timezone.now(),
    )  # fmt: skip
    page = words(cast.client("funder").get(f"/privacy/leaving/{row.pk}/").content.decode())
    assert "late" in page
    assert "Article 5(1)(e)" in page


def test_by_its_pages(cast: Cast) -> None:
    """Opened, chosen, accepted, done."""
    funder, council = cast.client("funder"), cast.client("council_officer")
    make_document(owner=funder_of(cast), author="Ruth Ola")
    given = {"reason": "leaves", "leaves_on": "1 March 2027"}
    funder.post(f"/privacy/leaving/of/{funder_of(cast).pk}/", given)
    row = Handover.objects.get()
    refused = funder.post(
        f"/privacy/leaving/{row.pk}/becomes/{DOCUMENTS}/", {"fate": "handed", "successor": "Amb"}
    )
    assert "Several fit" in refused.content.decode()
    funder.post(
        f"/privacy/leaving/{row.pk}/becomes/{DOCUMENTS}/",
        {"fate": "handed", "successor": "ambley council"},
    )
    funder.post(f"/privacy/leaving/{row.pk}/becomes/{ROLES}/", {"fate": "kept"})
    council.post(f"/privacy/leaving/shares/{row.shares.get(estate=DOCUMENTS).pk}/accept/")
    shown = funder.get(f"/privacy/leaving/{row.pk}/").content.decode()
    assert "Everything is settled" in shown
    funder.post(f"/privacy/leaving/{row.pk}/complete/")

    assert Document.objects.get().owner == cast.world.bodies["council"]


def test_whoever_keeps_the_record_finds_who_leaves_also_once_it_has_closed(cast: Cast) -> None:
    hub = cast.world.bodies["hub_b"]
    close_organisation(
        organisation_id=hub.pk, closed_on=timezone.localdate(), why="", once="",
        by=system("tests"), now=timezone.now(),
    )  # fmt: skip
    client = cast.client("infrastructure_manager")
    found = client.get("/privacy/leaving/?q=hub").content.decode()

    assert f"/privacy/leaving/of/{hub.pk}/" in found
    assert cast.client("hub_worker").get("/privacy/leaving/").status_code == 403
