"""What the tests of tables of activities share: a hub's worker, and what they bring."""

import pytest

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.record.doing import Doing, begin
from trellis.record.models import ServiceType


@pytest.fixture
def doing(cast: Cast) -> Doing:
    doing = begin(cast)
    ServiceType.objects.filter(pk=doing.kinds[0].pk).update(name="Advice session", code="advice")
    return doing


@pytest.fixture
def client(cast: Cast) -> StrictClient:
    return cast.client("hub_worker")


@pytest.fixture
def what(doing: Doing) -> str:
    return f"activities body:{doing.body('hub_a').pk}"
