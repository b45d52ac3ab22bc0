"""Two keepers invite in the same moment, and somebody pulls the plug: everybody has one letter or
none."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.at_once import at_once
from tests.cast import Cast
from tests.factories import make_questionnaire, make_questionnaire_version, make_wave
from tests.privacy.test_erase_somebody import KilledError, counting, record, undone
from tests.questions.by_letter.inviting import LATER, SIX, WHY, invite
from trellis.kernel.viewer import Viewer
from trellis.messages.actions import delivering
from trellis.messages.jobs import look_after_outbox
from trellis.messages.models import Letter
from trellis.questions import actions
from trellis.questions.models import Link, Mailing, Wave


def asking(cast: Cast, now: datetime) -> Wave:
    asked = make_questionnaire(owner=cast.world.bodies["infrastructure"])
    frozen = make_questionnaire_version(questionnaire=asked, frozen_at=now)
    today = timezone.localdate(now)
    return make_wave(version=frozen, access="links", opens_on=today, closes_on=today + 5 * LATER)


@pytest.fixture
def keeper(cast: Cast) -> Viewer:
    return cast.viewer("infrastructure_manager")


@pytest.mark.django_db(transaction=True)
def test_two_invite_the_same_people(cast: Cast, keeper: Viewer, now: datetime) -> None:
    for _ in range(3):
        wave = asking(cast, now)
        answers = at_once(partial(invite, wave, keeper, now), partial(invite, wave, keeper, now))

        assert sorted(answers) == ["done", "refused"]
        assert (wave.links.count(), wave.mailings.count()) == (6, 1)
    assert Letter.objects.count() == 18


@pytest.mark.django_db(transaction=True)
def test_two_invite_others(cast: Cast, keeper: Viewer, now: datetime) -> None:
    wave, others = asking(cast, now), [f"b{one}" for one in SIX]
    answers = at_once(
        partial(invite, wave, keeper, now), partial(invite, wave, keeper, now, [*others, *SIX[:1]])
    )
    assert answers == ["done", "done"]
    assert set(wave.links.values_list("number", flat=True)) == set(range(1, 13))
    assert Letter.objects.values("address").distinct().count() == Letter.objects.count() == 12


@pytest.mark.django_db(transaction=True)
def test_two_remind_and_one_closes(cast: Cast, keeper: Viewer, now: datetime) -> None:
    wave = asking(cast, now)
    invite(wave, keeper, now)
    Letter.objects.all().delete()
    remind = partial(actions.remind_by_letter, wave_id=wave.pk, by=keeper, now=now + LATER)
    assert sorted(at_once(remind, remind)) == ["done", "refused"]
    assert Letter.objects.count() == 6

    close = partial(actions.close_wave, wave_id=wave.pk, by=keeper, now=now + 2 * LATER)
    again = partial(actions.remind_by_letter, wave_id=wave.pk, by=keeper, now=now + 2 * LATER)
    assert at_once(close, again)[0] == "done"
    assert (Letter.objects.count(), Link.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("deed", ["invite", "remind", "close"])
def test_killed_anywhere_nothing_is_done(
    cast: Cast, keeper: Viewer, now: datetime, deed: str
) -> None:
    wave = asking(cast, now)
    deeds: dict[str, Callable[..., Mailing | Wave]] = {
        "invite": partial(
            actions.invite_by_letter, addresses=SIX, basis="consent", why=WHY, now=now
        ),
        "remind": partial(actions.remind_by_letter, now=now + LATER),
        "close": partial(actions.close_wave, now=now + LATER),
    }
    if deed != "invite":
        invite(wave, keeper, now)
    do = partial(deeds[deed], wave_id=wave.pk, by=keeper)
    before = record()
    with undone(), counting() as sent:
        do()
        statements = sent[0]
    assert statements > 8

    strange = []
    for statement in range(1, statements):
        with undone():
            with counting(statement), pytest.raises(KilledError):
                do()
            if record() != before:
                strange.append(statement)
            do()
    assert strange == []


@pytest.mark.django_db
def test_a_worker_killed_while_sending_sends_nothing_twice(
    cast: Cast, keeper: Viewer, now: datetime
) -> None:
    """Nobody knows whether it went out, so nobody sends it again but a person; whom it was for is
    reminded like the others."""
    wave = asking(cast, now)
    invite(wave, keeper, now)
    taken = delivering.claim(now=now)
    assert taken
    for days in range(3):
        look_after_outbox(now=now + days * LATER / 3)

    stages = dict(Letter.objects.values_list("address_key", "stage"))
    assert stages.pop(taken.address_key) == "uncertain"
    assert set(stages.values()) == {"sent"}
    with pytest.raises(ValidationError, match="all were invited"):
        invite(wave, keeper, now)
    actions.remind_by_letter(wave_id=wave.pk, by=keeper, now=now + LATER)
    assert Letter.objects.filter(address_key=taken.address_key).count() == 2
    assert Mailing.objects.get(kind="reminder").letters == 6
