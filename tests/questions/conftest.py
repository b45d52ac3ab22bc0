"""A store of its own, and a survey that asks for a file."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.cast import Cast
from tests.factories import make_answer_file, make_response
from tests.questions.attaching import ASKED
from tests.questions.making import closed, owned
from trellis.questions.models import Wave


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def wave(cast: Cast) -> Wave:
    return owned(cast, definition=ASKED)


@pytest.fixture
def counted(cast: Cast) -> Wave:
    """Six answered, five of them with a file."""
    wave = closed(cast, {"q1": "c1"}, definition=ASKED)
    for number in range(5):
        response = make_response(wave=wave, codes={"q1": "c1", "q5": "file"})
        make_answer_file(wave=wave, response=response, content=b"Plan %d" % number)
    Wave.objects.filter(pk=wave.pk).update(returned=6)
    return wave
