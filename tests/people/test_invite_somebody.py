"""Inviting somebody to hold a role, sending it again, withdrawing it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from tests.cast import Cast
from tests.conftest import NOW
from tests.people.mailroom import letters_to, link_in, run_jobs
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import STRANGER
from trellis.people import actions, queries
from trellis.people.models import Account, Invitation
from trellis.people.roles import ROLES

pytestmark = pytest.mark.django_db
GUEST = "ivo@example.org"


def invite(
    cast: Cast, by: str, role: str, at: str, *, elsewhere: bool = False, once: str = ""
) -> Invitation:
    world = cast.other_world if elsewhere else cast.world
    return actions.invite_person(
        organisation_id=world.bodies[at].pk,
        email=GUEST,
        name="Ivo Penrose",
        role=role,
        by=cast.viewer(by),
        now=timezone.now(),
        once=once,
    )


def test_it_waits_fourteen_days_and_makes_no_account(cast: Cast) -> None:
    row = invite(cast, "infrastructure_manager", "hub_worker", "hub_a")
    assert row.expires_at - row.invited_at == timedelta(days=14)
    assert (row.organisation_name, row.secret_hash) == ("Ambley hub a", None)
    assert not Account.objects.filter(email=GUEST).exists()
    line = AuditLine.objects.get(verb="people.invitation.made")
    assert line.of == f"invitation:{row.pk}"


def test_the_letter_says_who_invites_to_what_and_until_when(cast: Cast) -> None:
    row = invite(cast, "infrastructure_manager", "hub_worker", "hub_a")
    run_jobs()
    (letter,) = letters_to(GUEST)
    until = timezone.localtime(row.expires_at)
    assert letter.subject == "You are invited to act for Ambley hub a"
    assert letter.body == (
        "Hello Ivo Penrose,\n\n"
        "Maeve Tully invites you to act for Ambley hub a.\n\n"
        "Your role: Hub or resource centre worker. "
        "Records what the hub does, reports its figures, keeps its documents, enters answers that "
        "came on paper; sees its people.\n\n"
        f"Follow this link by {until.day} {until:%B %Y} to begin:\n\n"
        f"http://localhost:8000{link_in(letter)}\n\n"
        "If you do not know what this is about, you need do nothing.\n\n"
        "--\nTrellis, http://localhost:8000\n"
    )


@pytest.mark.parametrize(
    ("by", "at"),
    [
        ("anonymous", "hub_a"),
        ("resident", "hub_a"),
        ("group_trustee", "hub_a"),
        ("councillor", "hub_a"),
        ("lapsed", "hub_a"),
        ("other_hub_worker", "hub_a"),
        ("link_worker", "hub_a"),
        ("council_officer", "hub_a"),
    ],
)
def test_who_may_not_see_the_people_learns_nothing(cast: Cast, by: str, at: str) -> None:
    with pytest.raises(Http404):
        invite(cast, by, "resident", at)


def test_who_may_see_the_people_and_not_manage_them_is_refused(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        invite(cast, "hub_worker", "resident", "hub_a")


def test_nobody_invites_into_the_other_area(cast: Cast) -> None:
    with pytest.raises(Http404):
        invite(cast, "infrastructure_manager", "hub_worker", "hub_a", elsewhere=True)


def test_only_a_platform_administrator_makes_another(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        invite(cast, "infrastructure_manager", "platform_administrator", "infrastructure")
    invite(cast, "administrator", "platform_administrator", "infrastructure")


# What each may give at hub A, out of all roles there are: nothing that reaches beyond themselves.
NOT_BY_INFRASTRUCTURE = {"platform_administrator"}


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_manager_gives_no_role_that_reaches_further_than_their_own(cast: Cast, role: str) -> None:
    if role in NOT_BY_INFRASTRUCTURE:
        with pytest.raises(PermissionDenied):
            invite(cast, "infrastructure_manager", role, "hub_a")
    else:
        assert invite(cast, "infrastructure_manager", role, "hub_a").role == role


def test_a_role_that_is_not_in_the_table_cannot_be_given(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        invite(cast, "administrator", "lord_of_the_manor", "hub_a")


def test_an_address_is_invited_to_a_role_once_at_a_time(cast: Cast) -> None:
    invite(cast, "infrastructure_manager", "hub_worker", "hub_a")
    with pytest.raises(actions.InvitedAlreadyError):
        invite(cast, "infrastructure_manager", "hub_worker", "hub_a")
    invite(cast, "infrastructure_manager", "hub_worker", "hub_b")


def test_one_that_ran_out_makes_room(cast: Cast) -> None:
    first = invite(cast, "infrastructure_manager", "hub_worker", "hub_a")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    second = invite(cast, "infrastructure_manager", "hub_worker", "hub_a")
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert second.is_open(timezone.now())


def test_the_same_form_sent_twice_invites_once(cast: Cast) -> None:
    invite(cast, "infrastructure_manager", "hub_worker", "hub_a", once="k")
    with pytest.raises(AlreadyDoneError):
        invite(cast, "infrastructure_manager", "hub_worker", "hub_a", once="k")
    assert Invitation.objects.count() == 1


def test_sending_again_makes_a_new_link_and_kills_the_old(cast: Cast) -> None:
    row = invite(cast, "infrastructure_manager", "hub_worker", "hub_a")
    run_jobs()
    client = cast.client("infrastructure_manager")
    page = f"/people/invitations/{row.pk}/send-again/"
    assert client.get(page).status_code == 200
    assert client.post(page)["Location"] == "/people/invitations/"
    run_jobs()
    old, new = (link_in(letter) for letter in letters_to(GUEST))
    guest = cast.client("anonymous")
    assert (guest.get(old).status_code, guest.get(new).status_code) == (410, 200)


def test_a_withdrawn_one_opens_nothing(cast: Cast) -> None:
    row = invite(cast, "infrastructure_manager", "hub_worker", "hub_a")
    run_jobs()
    link = link_in(letters_to(GUEST)[0])
    client = cast.client("infrastructure_manager")
    page = f"/people/invitations/{row.pk}/withdraw/"
    assert client.get(page).status_code == 200
    client.post(page)
    guest = cast.client("anonymous")
    assert guest.get(link).status_code == 410
    facts = {"name": "Ivo", "password": "nine herons on the weir"}
    assert guest.post(link, facts).status_code == 410
    assert not Account.objects.filter(email=GUEST).exists()


def test_one_withdrawn_before_its_mail_goes_out_is_not_mailed(cast: Cast) -> None:
    row = invite(cast, "infrastructure_manager", "hub_worker", "hub_a")
    by = cast.viewer("infrastructure_manager")
    actions.withdraw_invitation(invitation_id=row.pk, by=by, now=NOW)
    run_jobs()
    assert letters_to(GUEST) == []


@pytest.mark.parametrize("move", ["withdraw", "send-again"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("other_hub_worker", 404),
        ("group_trustee", 404),
        ("lapsed", 404),
        ("hub_worker", 403),
        ("infrastructure_manager", 200),
    ],
)
def test_only_who_manages_the_people_looks_after_them(
    cast: Cast, move: str, who: str, status: int
) -> None:
    row = invite(cast, "infrastructure_manager", "hub_worker", "hub_a")
    page = f"/people/invitations/{row.pk}/{move}/"
    assert cast.client(who).get(page).status_code == status
    if status != 200:
        assert cast.client(who).post(page).status_code == status


def test_the_same_role_elsewhere_meets_a_closed_door(cast: Cast) -> None:
    row = invite(cast, "infrastructure_manager", "hub_worker", "hub_a")
    client = cast.client("infrastructure_manager", elsewhere=True)
    assert client.get(f"/people/invitations/{row.pk}/withdraw/").status_code == 404


def test_the_list_shows_those_one_may_look_after(cast: Cast) -> None:
    invite(cast, "infrastructure_manager", "hub_worker", "hub_a")
    own = cast.client("infrastructure_manager").get("/people/invitations/").content.decode()
    assert GUEST in own
    for other, elsewhere in (("group_trustee", False), ("infrastructure_manager", True)):
        page = cast.client(other, elsewhere=elsewhere).get("/people/invitations/")
        assert GUEST not in page.content.decode()


def test_those_of_an_organisation_show_to_whoever_sees_its_people(cast: Cast) -> None:
    row = invite(cast, "infrastructure_manager", "hub_worker", "hub_a")
    hub = cast.world.bodies["hub_a"].pk
    assert queries.invitations_of(cast.viewer("hub_worker"), hub) == [row]
    assert queries.invitations_of(cast.viewer("other_hub_worker"), hub) == []
    assert queries.invitations_of(STRANGER, hub) == []


def test_today_names_them_with_the_day_the_first_runs_out(cast: Cast) -> None:
    row = invite(cast, "infrastructure_manager", "hub_worker", "hub_a")
    today = timezone.localdate()
    (line,) = queries.due_for(cast.viewer("infrastructure_manager"), today)
    assert line.title == "1 invitation waits for an answer"
    assert line.due == timezone.localdate(row.expires_at)
    assert line.url == "/people/invitations/"
