"""Whoever keeps a wave invites people by letter, each by a link of their own, and reminds those who
have not answered. Who that is, nobody finds out, by whatever way."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from tests.cast import Cast
from tests.conftest import TODAY, StrictClient
from tests.factories import (
    make_link,
    make_mailing,
    make_membership,
    make_organisation,
    make_suppression,
)
from tests.questions.by_letter.inviting import (
    LATER,
    SIX,
    WHY,
    answer,
    by_address,
    invite,
    rows_with,
    secret_in,
)
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import STRANGER, Viewer
from trellis.messages.jobs import deliver
from trellis.messages.models import Letter
from trellis.questions import actions, queries
from trellis.questions.models import Invited, Link, Mailing, Wave
from trellis.questions.rules.inviting import next_reminder, pasted

pytestmark = pytest.mark.django_db


def test_from_the_list_to_the_first_answer(cast: Cast, wave: Wave, now: datetime) -> None:
    page = f"/questions/waves/{wave.pk}/invitations/"
    Wave.objects.update(opens_on="2020-01-01", closes_on="2099-01-01")
    client = cast.client("infrastructure_manager")
    assert "Invite people" in client.get(page).content.decode()
    given = {"whom": "list", "addresses": "\n".join(SIX), "basis": "consent", "why": WHY}
    looked = client.post(f"{page}new/", given).content.decode()
    assert "6 addresses can have the letter." in looked
    assert WHY in looked
    assert (Letter.objects.count(), Link.objects.count()) == (0, 0)
    changed = client.post(f"{page}new/", {**given, "back": "yes"}).content.decode()
    assert "ada@example.org" in changed.partition("<textarea")[2]

    told = client.post(f"{page}new/", {**given, "send": "yes", "once": "k"}, follow=True)
    assert "6 letters are on their way." in told.content.decode()
    client.post(f"{page}new/", {**given, "send": "yes", "once": "k"})
    assert (Letter.objects.count(), Link.objects.count(), Mailing.objects.count()) == (6, 6, 1)
    Letter.objects.update(not_before=now, queued_at=now)
    deliver(now=now)
    letter = by_address()["ada@example.org"]
    form = StrictClient().get(f"/questions/answer/{wave.key}/with/{secret_in(letter)}/")
    assert "How easy was it to get help?" in form.content.decode()


def test_the_letter_says_who_asks_why_and_by_what_right(
    wave: Wave, keeper: Viewer, now: datetime
) -> None:
    invite(wave, keeper, now)
    deliver(now=now)

    letter = by_address()["ben@example.org"]
    owner = wave.version.questionnaire.owner.name
    assert letter.subject == f"{owner} asks you: Our courses"
    for said in (
        f"{owner} asks for your answers to “Our courses”.",
        f"Why you: {WHY}",
        "Nobody can tell who answered what",
        f"{owner} writes to you on this ground: you agreed to be asked.",
        "You are reminded twice at most",
        "does not tell us whether you read it",
        "No more of these: http://localhost:8000/messages/unsubscribe/",
    ):
        assert said in letter.body
    told = letter.message()
    assert str(told["List-Unsubscribe-Post"]) == "List-Unsubscribe=One-Click"
    link = str(told["List-Unsubscribe"]).strip("<>").removeprefix("http://localhost:8000")
    assert Client(enforce_csrf_checks=True).post(link).status_code == 200
    assert queries.how_many(keeper, wave.pk, SIX) == (5, 1)


def test_each_has_a_link_of_their_own(wave: Wave, keeper: Viewer, now: datetime) -> None:
    invite(wave, keeper, now)
    deliver(now=now)

    assert len({secret_in(one) for one in mail.outbox}) == 6
    answer(wave, secret_in(mail.outbox[0]), now)
    with pytest.raises(actions.LinkSpentError):
        answer(wave, secret_in(mail.outbox[0]), now)


def test_who_wants_none_is_left_out_and_counted(wave: Wave, keeper: Viewer, now: datetime) -> None:
    make_suppression(address=SIX[0], kind="survey")
    make_suppression(address=SIX[1], kind="", why="bounced")
    make_suppression(address=SIX[2], kind="bulletin")
    more = [*SIX, *(one.upper() for one in SIX), "gus@example.org"]
    mailing = invite(wave, keeper, now, more)

    assert (mailing.letters, mailing.silent, mailing.already) == (5, 2, 0)
    assert set(Letter.objects.values_list("address", flat=True)) == {*SIX[2:], "gus@example.org"}


def test_those_who_have_answered_or_begun_are_not_reminded(
    wave: Wave, keeper: Viewer, now: datetime
) -> None:
    invite(wave, keeper, now)
    deliver(now=now)
    first = {address: secret_in(one) for address, one in by_address().items()}
    mail.outbox.clear()
    answer(wave, first[SIX[0]], now)
    actions.save_answers(
        wave_id=wave.pk, answers={"q2": "c1"}, name="", secret=first[SIX[1]], by=STRANGER, now=now
    )
    mailing = actions.remind_by_letter(wave_id=wave.pk, by=keeper, now=now + LATER)
    deliver(now=now + LATER)

    assert (mailing.letters, set(by_address())) == (4, set(SIX[2:]))
    again = by_address()[SIX[2]]
    assert again.subject == "A reminder: Our courses"
    assert secret_in(again) == first[SIX[2]]
    answer(wave, first[SIX[1]], now + LATER)
    answer(wave, first[SIX[2]], now + LATER)


def test_each_is_reminded_of_why_they_were_asked(wave: Wave, keeper: Viewer, now: datetime) -> None:
    invite(wave, keeper, now)
    others = [f"other-{one}" for one in SIX]
    actions.invite_by_letter(
        wave_id=wave.pk,
        addresses=others,
        basis="organisation",
        why="You had a grant.",
        by=keeper,
        now=now,
    )
    mailing = actions.remind_by_letter(wave_id=wave.pk, by=keeper, now=now + LATER)
    Letter.objects.filter(queued_at=now).delete()
    deliver(now=now + LATER)

    assert (mailing.letters, len(mail.outbox)) == (12, 12)
    told = {address: "You had a grant." in one.body for address, one in by_address().items()}
    assert told == {**dict.fromkeys(SIX, False), **dict.fromkeys(others, True)}
    assert (
        "an organisation" in by_address()[others[0]].body,
        WHY in by_address()[SIX[0]].body,
    ) == (
        True,
        True,
    )


def test_twice_at_most_and_three_days_apart(wave: Wave, keeper: Viewer, now: datetime) -> None:
    def remind(at: datetime) -> Mailing:
        return actions.remind_by_letter(wave_id=wave.pk, by=keeper, now=at)

    with pytest.raises(ValidationError, match="Nobody can be reminded"):
        remind(now)
    invite(wave, keeper, now)
    with pytest.raises(ValidationError, match="It is too early"):
        remind(now + LATER - timedelta(minutes=1))
    remind(now + LATER)
    with pytest.raises(ValidationError, match="It is too early"):
        remind(now + LATER + timedelta(days=2))
    remind(now + 2 * LATER)
    with pytest.raises(ValidationError, match="twice is the most"):
        remind(now + 3 * LATER)
    assert Mailing.objects.filter(kind="reminder").count() == 2


def test_after_the_answer_the_address_is_nowhere(wave: Wave, keeper: Viewer, now: datetime) -> None:
    invite(wave, keeper, now)
    assert sorted(rows_with(SIX[0])) == ["messages.Letter", "questions.Link"]
    deliver(now=now)
    secret = secret_in(by_address()[SIX[0]])
    assert rows_with(SIX[0]) == ["questions.Link"]

    answer(wave, secret, now)
    assert rows_with(SIX[0]) == []


def test_no_address_can_stand_beside_an_answer(wave: Wave) -> None:
    mailed = {"wave": wave, "mailing": make_mailing(wave=wave), "address": SIX[0], "seed": "s"}
    make_link(**mailed)
    for given in ({"answers": {"q2": "c1"}}, {"mailing": None}, {"seed": ""}):
        with transaction.atomic(), pytest.raises(IntegrityError):
            make_link(**{**mailed, **given})


def test_a_list_brought_again_tells_nothing(wave: Wave, keeper: Viewer, now: datetime) -> None:
    """Whether or not one of them has answered."""
    invite(wave, keeper, now)
    deliver(now=now)
    fresh = [f"new{number}@example.org" for number in range(5)]
    brought = [*SIX[:2], *fresh]
    before = queries.how_many(keeper, wave.pk, brought)
    answer(wave, secret_in(by_address()[SIX[0]]), now)

    assert queries.how_many(keeper, wave.pk, brought) == before == (7, 0)
    mailing = invite(wave, keeper, now, brought)
    assert (mailing.letters, mailing.already) == (5, 2)


def test_of_fewer_than_five_everybody_would_know(wave: Wave, keeper: Viewer, now: datetime) -> None:
    with pytest.raises(ValidationError, match="Bring at least five"):
        invite(wave, keeper, now, SIX[:4])
    assert (Link.objects.count(), Mailing.objects.count()) == (0, 0)
    invite(wave, keeper, now, SIX[:5])
    with pytest.raises(ValidationError, match="who are new"):  # the sixth alone
        invite(wave, keeper, now, SIX)
    assert Link.objects.count() == 5
    Wave.objects.update(naming="named")
    Invited.objects.all().delete()
    invite(wave, keeper, now, ["hal@example.org"])


def test_the_pages_show_counts_only(cast: Cast, wave: Wave, keeper: Viewer, now: datetime) -> None:
    invite(wave, keeper, now)
    client = cast.client("infrastructure_manager")
    for path in ("", "invitations/", "invitations/remind/"):
        page = client.get(f"/questions/waves/{wave.pk}/{path}").content.decode()
        assert "@example.org" not in page
    lines = AuditLine.objects.filter(verb__startswith="questions.people")
    assert [(one.of, one.fields) for one in lines] == [(f"wave:{wave.pk}", ["links"])]


def test_of_a_wave_that_takes_no_answers_nobody_is_invited(
    cast: Cast, wave: Wave, keeper: Viewer, now: datetime
) -> None:
    Wave.objects.update(opens_on=TODAY + timedelta(days=1))
    with pytest.raises(ValidationError, match="takes no answers today"):
        invite(wave, keeper, now)
    Wave.objects.update(opens_on="2020-01-01", closes_on="2020-01-02")
    client = cast.client("infrastructure_manager")
    page = f"/questions/waves/{wave.pk}/invitations/"
    assert client.get(f"{page}new/", follow=True).request["PATH_INFO"] == page


def test_the_response_rate_counts_invitations(wave: Wave, keeper: Viewer, now: datetime) -> None:
    invite(wave, keeper, now)
    deliver(now=now)
    answer(wave, secret_in(mail.outbox[0]), now)
    found = queries.wave(keeper, wave.pk).facts.returned
    assert (found.responses, found.asked) == (1, 6)

    Wave.objects.update(asked=4)
    assert queries.wave(keeper, wave.pk).facts.returned.asked == 10
    for one in mail.outbox[1:5]:
        answer(wave, secret_in(one), now)
    actions.remind_by_letter(wave_id=wave.pk, by=keeper, now=now + LATER)
    actions.close_wave(wave_id=wave.pk, by=keeper, now=now + LATER)
    assert queries.results(keeper, wave.pk).returned.asked == 10


@pytest.mark.parametrize("who", ["hub_worker", "council_officer", "resident", "councillor"])
def test_only_whoever_keeps_it_invites(cast: Cast, wave: Wave, now: datetime, who: str) -> None:
    with pytest.raises(Exception) as refused:  # noqa: PT011  # 404 or 403, as its policy says
        invite(wave, cast.viewer(who), now)
    assert refused.type.__name__ in {"Http404", PermissionDenied.__name__}
    assert Link.objects.count() == 0


def test_what_is_no_address_is_named_by_its_line(cast: Cast, wave: Wave) -> None:
    Wave.objects.update(opens_on="2020-01-01", closes_on="2099-01-01")
    text = "ada@example.org\nnobody\n\nBen <ben@example.org>, cy@\n" + "x\n" * 30
    page = cast.client("infrastructure_manager").post(
        f"/questions/waves/{wave.pk}/invitations/new/",
        {"whom": "list", "addresses": text, "basis": "consent", "why": WHY, "send": "yes"},
    )

    content = page.content.decode()
    for said in ("Line 2, “nobody”, is no e-mail address.", "Line 4, “cy@”", "And 12 more"):
        assert said in content
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "addresses", "lines"),
    [
        ("A@Example.org\na@example.org", ("a@example.org",), []),
        ("Jo Bloggs <jo@example.org>; x@y", ("jo@example.org",), [1]),
        ("a@example.org\r\n\r\nb b@example.org", ("a@example.org",), [3]),
        (f"{'a' * 250}@example.org", (), [1]),
        ("a@example..org\na@-\n@example.org", (), [1, 2, 3]),
        (".a@b.org\na.@b.org\na..b@b.org\na@-b.org\na@b_.org\na\x01@b.org", (), [*range(1, 7)]),
        (
            "o'neil+x@bücher.example\na.b@c-d.co.uk",
            ("o'neil+x@bücher.example", "a.b@c-d.co.uk"),
            [],
        ),
        ("", (), []),
    ],
)
def test_read_what_was_pasted(text: str, addresses: tuple[str, ...], lines: list[int]) -> None:
    found = pasted(text)

    assert found.addresses == addresses
    assert [line for line, _typed in found.wrong] == lines


def test_when_people_may_be_reminded(now: datetime) -> None:
    assert next_reminder([], 0) is None
    assert next_reminder([now, now + LATER], 1) == now + 2 * LATER
    assert next_reminder([now], 2) is None


def test_organisations_are_found_by_what_they_are_and_where(
    cast: Cast, wave: Wave, keeper: Viewer
) -> None:
    """As far as whoever asks may see their addresses."""
    area = wave.version.questionnaire.area
    make_organisation(area=area, kind="funder", email="open@example.org", contact_is_public=True)
    make_organisation(
        area=area, kind="funder", email="private@example.org", contact_is_public=False
    )
    make_organisation(area=area, kind="group", email="g@example.org", contact_is_public=True)

    def found(by: Viewer, **asked: Any) -> list[str]:
        usual = {"whose": "organisations", "kinds": ("funder",), "place": 0, "today": TODAY}
        return queries.addresses_in(by, wave.pk, **{**usual, **asked})

    assert "open@example.org" in found(keeper)
    assert not {"private@example.org", "g@example.org"} & set(found(keeper))


def test_people_are_found_where_they_may_be_seen(cast: Cast, wave: Wave, keeper: Viewer) -> None:
    hub = cast.world.bodies["hub_a"]
    seen = make_membership(organisation=hub, role="hub_worker")
    account = cast.account("hub_worker")
    found = queries.addresses_in(keeper, wave.pk, whose="people", kinds=(), place=0, today=TODAY)

    assert account.email in found
    assert seen.person.name not in str(found)
    elsewhere = cast.account("hub_worker", elsewhere=True)
    assert elsewhere.email not in found
