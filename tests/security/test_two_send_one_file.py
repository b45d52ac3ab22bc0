"""A file that was attached once is sent once, whoever sends at that moment; and one that comes
while the survey is being closed is sent, refused or gone, and never lies about."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import Settings

from tests.at_once import at_once
from tests.cast import Cast
from tests.questions.attaching import ASKED, attach, send, stored
from tests.questions.making import owned
from trellis.questions import actions
from trellis.questions.models import AnswerFile, Response, Wave

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 5
REFUSED = (actions.DoNotFitError, actions.WaveOverError, ValidationError)


@pytest.fixture
def wave(cast: Cast, settings: Settings, tmp_path: Path) -> Wave:
    settings.MEDIA_ROOT = tmp_path / "files"
    return owned(cast, definition=ASKED)


def test_sent_by_several_at_once_one_has_it(wave: Wave) -> None:
    handle = attach(wave)

    answers = at_once(*[lambda: send(wave, handle)] * AT_ONCE, refused=REFUSED)

    assert sorted(answers) == ["done"] + ["refused"] * (AT_ONCE - 1)
    assert AnswerFile.objects.get().response == Response.objects.get()
    assert len(stored()) == 1


def test_attached_and_sent_while_the_survey_is_closed(cast: Cast, wave: Wave) -> None:
    by = cast.viewer("infrastructure_manager")

    answers = at_once(
        *[lambda: send(wave, attach(wave))] * AT_ONCE,
        lambda: actions.close_wave(wave_id=wave.pk, by=by, now=timezone.now()),
        refused=REFUSED,
    )

    assert set(answers) <= {"done", "refused"}
    wave.refresh_from_db()
    assert (wave.stage, wave.returned) == ("closed", Response.objects.count())
    sent = AnswerFile.objects.filter(response__wave=wave)
    assert sent.count() == AnswerFile.objects.count() == wave.returned
    assert stored() == sorted(sent.values_list("stored", flat=True))
