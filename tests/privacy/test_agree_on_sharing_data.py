"""Two bodies agree on what they share about people. Drafts are theirs; what is agreed is for
everybody to read, and names nobody."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone

from tests.cast import Cast
from tests.factories import make_agreement, make_party, make_shared_field
from tests.privacy.asking import words
from trellis.kernel.models import AuditLine
from trellis.kernel.privacy import Basis
from trellis.privacy import actions, queries
from trellis.privacy.actions import Terms
from trellis.privacy.lifecycle import AGREEMENT_LIFE, AgreementStage, Does
from trellis.privacy.models import Agreement

pytestmark = pytest.mark.django_db
EMAIL, ROLE = "organisations.organisation.email", "organisations.membership.role"
OTHERS = ("anonymous", "volunteer", "hub_worker", "funder", "infrastructure_officer", "councillor")


def terms(**given: Any) -> Terms:
    today = timezone.localdate()
    usual = {
        "purpose": "To introduce volunteers to groups",
        "basis": Basis.LEGITIMATE_INTERESTS,
        "fields": (EMAIL, ROLE),
        "starts_on": today,
        "review_on": today + timedelta(days=365),
    }
    return Terms(**{**usual, **given})


def drafted(cast: Cast, **given: Any) -> Agreement:
    """The infrastructure organisation gives, the council receives."""
    bodies = cast.world.bodies
    usual = {
        "own_id": bodies["infrastructure"].pk,
        "does": Does.GIVES,
        "other_id": bodies["council"].pk,
        "other_does": Does.RECEIVES,
        "terms": terms(),
    }
    by = cast.viewer("infrastructure_manager")
    return actions.draft_agreement(**{**usual, **given}, by=by, now=timezone.now())


def does(cast: Cast, deed: Any, who: str, row: Agreement, **given: Any) -> Agreement:
    found: Agreement = deed(agreement_id=row.pk, by=cast.viewer(who), now=timezone.now(), **given)
    return found


def proposed(cast: Cast, **given: Any) -> Agreement:
    row = drafted(cast, **given)
    return does(cast, actions.propose_agreement, "infrastructure_manager", row)


def agreed(cast: Cast, **given: Any) -> Agreement:
    return does(cast, actions.agree, "council_officer", proposed(cast, **given))


def page(cast: Cast, who: str, row: Agreement) -> Any:
    return cast.client(who).get(f"/privacy/sharing/{row.pk}/")


def test_a_draft_is_seen_by_its_parties_and_who_keeps_the_record(cast: Cast) -> None:
    for row in (drafted(cast), proposed(cast)):
        everybody = (*OTHERS, "infrastructure_manager", "council_officer", "administrator")
        seen = {who for who in everybody if page(cast, who, row).status_code == 200}
        listed = cast.client("anonymous").get("/privacy/sharing/").content.decode()

        assert seen == {"infrastructure_manager", "council_officer", "administrator"}
        assert f"/privacy/sharing/{row.pk}/" not in listed
        elsewhere = cast.client("council_officer", elsewhere=True)
        assert elsewhere.get(f"/privacy/sharing/{row.pk}/").status_code == 404


def test_what_is_agreed_anybody_reads(cast: Cast) -> None:
    row = agreed(cast)
    shown = words(page(cast, "anonymous", row).content.decode())
    listed = cast.client("anonymous").get("/privacy/sharing/").content.decode()

    for fact in ("Ambley infrastructure", "Ambley council", "To introduce volunteers to groups",
                 "Legitimate interests", "Organisation: email", "Membership: role"):  # fmt: skip
        assert fact in shown
    assert f"/privacy/sharing/{row.pk}/" in listed
    for name in ("Maeve Tully", "Colin Marsh"):
        assert name not in shown + listed


def test_whoever_proposes_has_agreed_and_the_other_makes_it_whole(cast: Cast) -> None:
    row = proposed(cast)
    assert [one.agreed_on is not None for one in row.parties.all()] == [True, False]
    with pytest.raises(PermissionDenied):
        does(cast, actions.agree, "infrastructure_manager", row)
    does(cast, actions.agree, "council_officer", row)

    row.refresh_from_db()
    assert (row.stage, row.agreed_on) == ("agreed", timezone.localdate())
    assert all(one.agreed_on for one in row.parties.all())
    assert AuditLine.objects.latest("id").verb == "privacy.agreement.made"


def test_of_two_at_once_the_first_one_counts(cast: Cast) -> None:
    """One agrees, the other takes it back; or both agree."""
    row = proposed(cast)
    does(cast, actions.refuse_agreement, "infrastructure_manager", row)
    with pytest.raises(ValidationError, match="cannot be"):
        does(cast, actions.agree, "council_officer", row)
    other = agreed(cast)
    for deed in (actions.agree, actions.refuse_agreement):
        with pytest.raises(ValidationError, match="cannot be"):
            does(cast, deed, "council_officer", other)

    assert set(Agreement.objects.values_list("stage", flat=True)) == {"refused", "agreed"}


@pytest.mark.parametrize("stage", list(AgreementStage))
@pytest.mark.parametrize("name", list(AGREEMENT_LIFE.moves))
def test_only_the_moves_of_the_table(cast: Cast, stage: AgreementStage, name: str) -> None:
    today = timezone.localdate()
    public = stage in {"agreed", "ended"}
    row = make_agreement(
        area=cast.world.area,
        stage=stage,
        agreed_on=today if public else None,
        ended_on=today if stage == "ended" else None,
        review_on=today + timedelta(days=900),
    )
    make_party(agreement=row, organisation=cast.world.bodies["council"])
    deed = {"propose": actions.propose_agreement, "agree": actions.agree,
            "refuse": actions.refuse_agreement, "end": actions.end_agreement}[name]  # fmt: skip
    more = {"why": "It is over"} if name == "end" else {}
    move = AGREEMENT_LIFE.moves[name]
    if stage in move.sources:
        assert does(cast, deed, "council_officer", row, **more).stage == move.target
    else:
        with pytest.raises(ValidationError):
            does(cast, deed, "council_officer", row, **more)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("hub_worker", Http404), ("funder", Http404), ("administrator", PermissionDenied),
     ("infrastructure_officer", Http404)],
)  # fmt: skip
def test_nobody_agrees_for_a_body_that_is_not_theirs(
    cast: Cast, who: str, refusal: type[Exception]
) -> None:
    row = proposed(cast)
    for deed in (actions.agree, actions.refuse_agreement):
        with pytest.raises(refusal):
            does(cast, deed, who, row)
    row.refresh_from_db()
    assert row.stage == "proposed"


def test_nobody_writes_one_for_a_body_that_is_not_theirs(cast: Cast) -> None:
    bodies = cast.world.bodies
    with pytest.raises(PermissionDenied):
        drafted(cast, own_id=bodies["funder"].pk)
    assert cast.client("hub_worker").get("/privacy/sharing/draft/").status_code == 403


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"fields": ()}, "fields"),
        ({"fields": ("people.account.password",)}, "fields"),
        ({"review_on": timezone.localdate()}, "review_on"),
        ({"until_on": timezone.localdate()}, "until_on"),
    ],
)
def test_wrong_terms_are_refused_by_field(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        drafted(cast, terms=terms(**wrong))

    assert list(refused.value.message_dict) == [field]
    assert not Agreement.objects.exists()


def test_the_other_body_is_another_of_the_same_record(cast: Cast) -> None:
    for other in (cast.world.bodies["infrastructure"], cast.other_world.bodies["council"]):
        with pytest.raises(ValidationError) as refused:
            drafted(cast, other_id=other.pk)
        assert list(refused.value.message_dict) == ["other"]


def test_two_who_both_only_give_agree_on_nothing(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="who gives and who receives"):
        drafted(cast, other_does=Does.GIVES)


def test_a_new_one_takes_the_place_of_the_old_once_it_is_agreed(cast: Cast) -> None:
    old = agreed(cast)
    new = drafted(cast, replaces_id=old.pk, terms=terms(purpose="To invite them, too"))
    old.refresh_from_db()
    assert old.stage == "agreed"
    does(cast, actions.propose_agreement, "infrastructure_manager", new)
    does(cast, actions.agree, "council_officer", new)

    old.refresh_from_db()
    assert (old.stage, old.ended_on) == ("ended", timezone.localdate())
    assert "a newer agreement" in page(cast, "anonymous", old).content.decode()
    with pytest.raises(ValidationError, match="Only an agreement that holds"):
        drafted(cast, replaces_id=old.pk)


def test_of_two_that_would_replace_it_one_does(cast: Cast) -> None:
    old = agreed(cast)
    first, second = (proposed(cast, replaces_id=old.pk) for _ in range(2))
    does(cast, actions.agree, "council_officer", first)
    with pytest.raises(ValidationError, match="cannot be"):
        does(cast, actions.agree, "council_officer", second)

    second.refresh_from_db()
    assert second.stage == "proposed"


def test_its_review_stands_on_today_of_both_a_month_ahead(cast: Cast) -> None:
    row = agreed(cast, terms=terms(review_on=timezone.localdate() + timedelta(days=60)))

    def due(who: str, days: int) -> list[str]:
        day = timezone.localdate() + timedelta(days=days)
        found = queries.due_for(cast.viewer(who), day)
        return [one.title for one in found if "data sharing" in one.title]

    said = ["Review of data sharing: Ambley infrastructure and Ambley council"]
    assert due("council_officer", 29) == []
    assert due("council_officer", 30) == due("infrastructure_manager", 90) == said
    assert due("funder", 30) == []
    later = timezone.localdate() + timedelta(days=400)
    does(cast, actions.review_agreement, "council_officer", row, review_on=later)
    assert due("infrastructure_manager", 90) == []


def test_what_has_run_out_is_reviewed_no_more(cast: Cast) -> None:
    """Its last day lies before the day on which it was to be looked through."""
    today = timezone.localdate()
    row = agreed(cast, terms=terms(until_on=today + timedelta(days=30),
                                   review_on=today + timedelta(days=31)))  # fmt: skip
    by = cast.viewer("council_officer")

    def waits(days: int) -> bool:
        found = queries.due_for(by, today + timedelta(days=days))
        return any("Review of data sharing" in one.title for one in found)

    assert (waits(29), waits(30)) == (True, False)
    before, after = (
        queries.agreement(by, row.pk, today=today + timedelta(days=days)) for days in (29, 30)
    )
    assert (before.is_review_due, before.is_over) == (True, False)
    assert (after.is_review_due, after.is_over) == (False, True)
    later = today + timedelta(days=90)
    with pytest.raises(ValidationError, match="has not ended"):
        actions.review_agreement(agreement_id=row.pk, review_on=later, by=by,
                                 now=timezone.now() + timedelta(days=30))  # fmt: skip


def test_a_proposal_stands_on_today_of_whoever_has_not_agreed(cast: Cast) -> None:
    proposed(cast)
    today = timezone.localdate()

    def waits(who: str) -> bool:
        found = queries.due_for(cast.viewer(who), today)
        return any("Data sharing: Ambley" in one.title for one in found)

    assert (waits("council_officer"), waits("infrastructure_manager")) == (True, False)


def test_it_ends_with_a_reason_in_the_audit(cast: Cast) -> None:
    row = does(cast, actions.end_agreement, "council_officer", agreed(cast), why="Not needed")

    line = AuditLine.objects.latest("id")
    assert (row.stage, line.verb, line.why) == ("ended", "privacy.agreement.ended", "Not needed")


def test_by_its_pages(cast: Cast) -> None:
    """Written, refused with what is wrong beside its field, written right, proposed, agreed."""
    manager, council = cast.client("infrastructure_manager"), cast.client("council_officer")
    given = {
        "own": str(cast.world.bodies["infrastructure"].pk),
        "other": "Ambley",
        "direction": "joint",
        "purpose": "One list of volunteers",
        "basis": "public_task",
        "of_1": [ROLE],
        "starts_on": "1 March 2027",
        "review_on": "1 March 2028",
    }
    refused = manager.post("/privacy/sharing/draft/", given)
    assert "Several fit" in refused.content.decode()
    assert not Agreement.objects.exists()
    made = manager.post("/privacy/sharing/draft/", {**given, "other": "Ambley council"})
    row = Agreement.objects.get()
    assert made["Location"] == f"/privacy/sharing/{row.pk}/"
    manager.post(f"/privacy/sharing/{row.pk}/propose/")
    council.post(f"/privacy/sharing/{row.pk}/agree/")

    row.refresh_from_db()
    assert row.stage == "agreed"
    assert {one.does for one in row.parties.all()} == {"joint"}
    begun = manager.get(f"/privacy/sharing/draft/?like={row.pk}").content.decode()
    assert "One list of volunteers" in begun


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_as_much_however_long_it_is(
    cast: Cast, many: int, django_assert_num_queries: Any
) -> None:
    for _ in range(many):
        row = make_agreement(area=cast.world.area, stage="agreed", agreed_on=timezone.localdate())
        make_party(agreement=row, organisation=cast.world.bodies["council"])
        make_party(agreement=row, organisation=cast.world.bodies["funder"], does="receives")
        make_shared_field(agreement=row)
    viewer = cast.viewer("council_officer")
    with django_assert_num_queries(5):
        assert len(queries.agreements(viewer)) == many
