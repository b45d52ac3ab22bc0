"""What is done can name the outcomes of live frameworks, as they read now."""

import pytest

from tests.conftest import NOW
from tests.factories import make_area, make_framework, make_outcome
from trellis.kernel.jobs import run_next
from trellis.kernel.viewer import system
from trellis.performance import actions, jobs
from trellis.performance.models import Framework
from trellis.record.models import Tag

pytestmark = pytest.mark.django_db
SYSTEM = system("tests")


def named() -> dict[str, bool]:
    rows = Tag.objects.filter(kind="outcome").order_by("name")
    return dict(rows.values_list("name", "is_open"))


def test_those_of_live_frameworks_and_no_others() -> None:
    area = make_area()
    live = make_framework(area=area)
    make_outcome(framework=live, number=3, title="People volunteer")
    draft = make_framework(area=area, stage=Framework.Stage.DRAFT)
    make_outcome(framework=draft, title="Not agreed")
    past = make_framework(area=make_area(standing="documented"))
    make_outcome(framework=past, title="Long ago")
    jobs.keep_outcomes(now=NOW)
    assert named() == {"People volunteer": True}
    assert Tag.objects.get().area_id == area.pk


def test_they_follow_what_the_framework_says() -> None:
    framework = make_framework()
    outcome = actions.add_outcome(
        by=SYSTEM, now=NOW, framework=framework, number=1, section="S", priority="high",
        title="Groups grow",
    )  # fmt: skip
    while run_next(now=NOW) is not None:
        pass
    assert named() == {"Groups grow": True}
    actions.reword_outcome(
        by=SYSTEM, now=NOW, outcome=outcome, section="S", priority="high",
        title="Groups grow and last", why="Clearer",
    )  # fmt: skip
    while run_next(now=NOW) is not None:
        pass
    assert named() == {"Groups grow and last": True}
    Framework.objects.update(stage=Framework.Stage.CLOSED)
    jobs.keep_outcomes(now=NOW)
    assert named() == {"Groups grow and last": False}
