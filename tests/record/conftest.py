"""What the tests of the record share."""

import pytest

from tests.cast import Cast
from tests.record.doing import Doing, begin


@pytest.fixture
def doing(cast: Cast) -> Doing:
    return begin(cast)
