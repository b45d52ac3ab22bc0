"""Whoever keeps a wave invites people by letter, each by a link of their own, and reminds those who
have not answered. Who that is, nobody finds out, by whatever way."""

import logging
import re
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.conftest import TODAY, StrictClient
from tests.factories import (
    make_letter,
    make_link,
    make_mailing,
    make_membership,
    make_organisation,
    make_questionnaire,
    make_questionnaire_version,
    make_suppression,
    make_wave,
)
from trellis.kernel.models import AuditLine, Job
from trellis.kernel.viewer import STRANGER, Viewer
from trellis.messages.actions import delivering, unsubscribe
from trellis.messages.jobs import deliver, look_after_outbox
from trellis.messages.models import Letter
from trellis.messages.queries import address_key
from trellis.questions import actions, queries
from trellis.questions.jobs import close_overdue
from trellis.questions.models import Invited, Link, Mailing, Questionnaire, Response, Wave
from trellis.questions.rules.inviting import next_reminder, pasted

pytestmark = pytest.mark.django_db
WHY = "You came to a course of ours this spring."
SIX = tuple(f"{name}@example.org" for name in ("ada", "ben", "cy", "dee", "eve", "fay"))
LATER = timedelta(days=3)


@pytest.fixture
def wave(cast: Cast, now: datetime) -> Wave:
    asked = make_questionnaire(owner=cast.world.bodies["infrastructure"], title="Our courses")
    frozen = make_questionnaire_version(questionnaire=asked, frozen_at=now)
    return make_wave(version=frozen, access="links")


@pytest.fixture
def keeper(cast: Cast) -> Viewer:
    return cast.viewer("infrastructure_manager")


def invite(wave: Wave, by: Viewer, now: datetime, addresses: Any = SIX) -> Mailing:
    return actions.invite_by_letter(
        wave_id=wave.pk, addresses=addresses, basis="consent", why=WHY, by=by, now=now
    )


def answer(wave: Wave, secret: str, now: datetime) -> Response:
    return actions.send_answers(
        wave_id=wave.pk, answers={"q2": "c1"}, name="", secret=secret, by=STRANGER, now=now
    )


def secret_in(letter: Any) -> str:
    found = re.search(r"http://localhost:8000/questions/answer/[^/]+/with/([^/\s]+)/", letter.body)
    assert found is not None
    return found[1]


def by_address() -> dict[str, Any]:
    return {one.to[0]: one for one in mail.outbox}


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


def rows_with(address: str) -> list[str]:
    """Where in the database an address stands, in clear."""
    return [
        model._meta.label
        for model in apps.get_models()
        for row in model._default_manager.values()
        if address in str(row)
    ]


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


def test_whoever_keeps_the_platform_sees_no_address(
    cast: Cast, wave: Wave, keeper: Viewer, now: datetime
) -> None:
    """Whom a reminder goes to has not answered."""
    invite(wave, keeper, now)
    Letter.objects.filter(address=SIX[0]).update(stage="uncertain", sending_at=now)
    page = cast.client("administrator").get("/messages/outbox/").content.decode()

    assert "asks you: Our courses" in page
    assert not re.findall(r"\w+@example\.org", page)


def test_the_pages_show_counts_only(cast: Cast, wave: Wave, keeper: Viewer, now: datetime) -> None:
    invite(wave, keeper, now)
    client = cast.client("infrastructure_manager")
    for path in ("", "invitations/", "invitations/remind/"):
        page = client.get(f"/questions/waves/{wave.pk}/{path}").content.decode()
        assert "@example.org" not in page
    lines = AuditLine.objects.filter(verb__startswith="questions.people")
    assert [(one.of, one.fields) for one in lines] == [(f"wave:{wave.pk}", ["links"])]


def test_when_the_wave_closes_nothing_of_it_is_left(
    wave: Wave, keeper: Viewer, now: datetime
) -> None:
    invite(wave, keeper, now)
    other = make_letter(kind="survey", about="questions.wave:999999")
    sending = Letter.objects.filter(address=SIX[0])
    sending.update(stage="sending", sending_at=now)
    Letter.objects.filter(address=SIX[1]).update(stage="uncertain", sending_at=now)
    actions.close_wave(wave_id=wave.pk, by=keeper, now=now)

    assert (Link.objects.count(), Invited.objects.count()) == (0, 0)
    assert set(Letter.objects.values_list("address", flat=True)) == {"", other.address}
    assert rows_with(SIX[0]) == []
    sending.update(stage="waiting")
    deliver(now=now + timedelta(minutes=1))
    assert [one.to for one in mail.outbox] == [[other.address]]
    assert rows_with(SIX[0]) == []
    assert queries.inviting(keeper, wave.pk).invited == 6


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


def test_it_closes_by_itself_with_its_letters(wave: Wave, keeper: Viewer, now: datetime) -> None:
    invite(wave, keeper, now)
    close_overdue(now=now + timedelta(days=15))

    assert (Letter.objects.count(), Link.objects.count()) == (0, 0)


def test_a_worker_that_dies_leaves_no_address_of_a_closed_wave(
    wave: Wave, keeper: Viewer, now: datetime
) -> None:
    invite(wave, keeper, now)
    assert delivering.claim(now=now)
    actions.close_wave(wave_id=wave.pk, by=keeper, now=now)
    for days in range(1, 5):
        look_after_outbox(now=now + timedelta(days=days))

    assert [(one.stage, one.address, one.text) for one in Letter.objects.all()] == [
        ("uncertain", "", "")
    ]
    assert mail.outbox == []


def test_withdrawn_in_the_moment_it_is_taken_up(wave: Wave, keeper: Viewer, now: datetime) -> None:
    """A worker that has it already sends nothing to nobody, and suppresses no good address."""
    invite(wave, keeper, now)
    Letter.objects.update(address="")
    assert delivering.claim(now=now) is None
    assert set(Letter.objects.values_list("stage", flat=True)) == {"given_up"}


def test_a_letter_is_worth_nothing_after_the_last_day(
    wave: Wave, keeper: Viewer, now: datetime
) -> None:
    Wave.objects.update(closes_on=TODAY)
    wave.refresh_from_db()
    invite(wave, keeper, now)
    deliver(now=now + timedelta(days=1))

    assert mail.outbox == []
    assert set(Letter.objects.values_list("stage", "address")) == {("given_up", "")}


def test_letters_keep_quiet_hours(wave: Wave, keeper: Viewer, now: datetime) -> None:
    evening = now.replace(hour=19)
    invite(wave, keeper, evening)
    deliver(now=evening)
    assert mail.outbox == []

    deliver(now=evening + timedelta(hours=14))
    assert len(mail.outbox) == 6


def test_a_thousand_rest_in_one_statement(wave: Wave, keeper: Viewer, now: datetime) -> None:
    evening = now.replace(hour=19)
    invite(wave, keeper, evening)
    with CaptureQueriesContext(connection) as captured:
        deliver(now=evening)
    assert len(captured) < 8


def test_whoever_answers_while_a_reminder_waits_gets_none(
    wave: Wave, keeper: Viewer, now: datetime
) -> None:
    invite(wave, keeper, now)
    deliver(now=now)
    first = {address: secret_in(one) for address, one in by_address().items()}
    mail.outbox.clear()
    evening = (now + LATER).replace(hour=19)
    actions.remind_by_letter(wave_id=wave.pk, by=keeper, now=evening)
    deliver(now=evening)
    answer(wave, first[SIX[0]], evening)
    actions.save_answers(
        wave_id=wave.pk,
        answers={"q2": "c1"},
        name="",
        secret=first[SIX[1]],
        by=STRANGER,
        now=evening,
    )
    assert rows_with(SIX[0]) == rows_with(SIX[1]) == []

    deliver(now=evening + timedelta(hours=14))
    assert set(by_address()) == set(SIX[2:])


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_a_title_puts_no_line_into_the_head(
    wave: Wave, keeper: Viewer, now: datetime, breaks: str
) -> None:
    """Not even one that came in by another way than the page, which refuses it."""
    Questionnaire.objects.update(title=f"Our courses{breaks}Bcc: eve@evil.example")
    invite(wave, keeper, now)
    deliver(now=now)

    assert len(mail.outbox) == 6
    head, _blank, _body = mail.outbox[0].message().as_string().partition("\n\n")
    names = [line.partition(":")[0] for line in head.splitlines() if not line[0].isspace()]
    assert "Bcc" not in names
    assert mail.outbox[0].recipients() == mail.outbox[0].to


def test_an_address_of_which_no_letter_can_be_made_holds_up_nobody(
    wave: Wave, keeper: Viewer, now: datetime
) -> None:
    invite(wave, keeper, now, ["a@b.org\nBcc: eve@evil.example", *SIX])
    deliver(now=now)

    assert set(by_address()) == set(SIX)
    assert Letter.objects.get(stage="refused").fault == "malformed"


def test_no_address_is_in_the_log_or_the_audit(
    wave: Wave, keeper: Viewer, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        invite(wave, keeper, now, ["a@example.org\nBcc: eve@example.org", *SIX])
        deliver(now=now)
        answer(wave, secret_in(mail.outbox[0]), now)
        actions.remind_by_letter(wave_id=wave.pk, by=keeper, now=now + LATER)
        deliver(now=now + LATER)
        actions.close_wave(wave_id=wave.pk, by=keeper, now=now + LATER)

    told = [one.getMessage() for one in caplog.records if not one.name.startswith("django.db")]
    assert told  # that a letter cannot be written is said
    kept = [*told, *map(str, AuditLine.objects.values()), *map(str, Job.objects.values())]
    assert not [one for one in kept if "example.org" in one]


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


def test_unsubscribed_meanwhile_is_not_reminded(wave: Wave, keeper: Viewer, now: datetime) -> None:
    invite(wave, keeper, now)
    unsubscribe(key=address_key(SIX[0]), kind="survey", by=STRANGER, now=now)
    deliver(now=now)
    assert SIX[0] not in by_address()

    mailing = actions.remind_by_letter(wave_id=wave.pk, by=keeper, now=now + LATER)
    assert (mailing.letters, mailing.silent) == (5, 1)


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


def test_some_thousands_are_a_few_questions_to_the_database(
    wave: Wave, keeper: Viewer, now: datetime
) -> None:
    def asked(count: int, of: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            invite(wave, keeper, now, [f"{of}{number}@example.org" for number in range(count)])
        return len(captured)

    few, many = asked(10, "few"), asked(4_900, "many")
    assert Letter.objects.count() == 4_910
    assert many - few < 200
    with CaptureQueriesContext(connection) as captured:
        actions.remind_by_letter(wave_id=wave.pk, by=keeper, now=now + LATER)
    assert len(captured) < 200
    assert Letter.objects.count() == 2 * 4_910


def test_twenty_thousand_are_refused_before_anything_is_asked(cast: Cast, wave: Wave) -> None:
    Wave.objects.update(opens_on="2020-01-01", closes_on="2099-01-01")
    text = "\n".join(f"a{number}@example.org" for number in range(20_000))
    given = {"whom": "list", "addresses": text, "basis": "consent", "why": WHY, "send": "yes"}
    client = cast.client("infrastructure_manager")
    began = time.process_time()
    page = client.post(f"/questions/waves/{wave.pk}/invitations/new/", given)

    assert "more than five thousand addresses. Split it." in page.content.decode()
    assert time.process_time() - began < 2
    assert Letter.objects.count() == 0
