"""A wave to which people are invited by letter, and who keeps it."""

from datetime import datetime

import pytest

from tests.cast import Cast
from tests.factories import (
    make_questionnaire,
    make_questionnaire_version,
    make_wave,
)
from trellis.kernel.viewer import Viewer
from trellis.questions.models import Wave


@pytest.fixture
def wave(cast: Cast, now: datetime) -> Wave:
    asked = make_questionnaire(owner=cast.world.bodies["infrastructure"], title="Our courses")
    frozen = make_questionnaire_version(questionnaire=asked, frozen_at=now)
    return make_wave(version=frozen, access="links")


@pytest.fixture
def keeper(cast: Cast) -> Viewer:
    return cast.viewer("infrastructure_manager")
