"""A survey that was counted fills an indicator: share, number of answers, response rate, and a
way back from the figure to the survey."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import make_framework, make_indicator, make_reporting_line
from tests.questions.making import closed
from trellis.kernel.models import AuditLine
from trellis.kernel.periods import span_from_code
from trellis.performance import actions
from trellis.performance.models import Indicator, SurveySource, Value
from trellis.questions.lifecycle import Stage
from trellis.questions.models import Wave

pytestmark = pytest.mark.django_db
SUMMER = span_from_code("2026-Q2")


@pytest.fixture
def indicator(cast: Cast) -> Indicator:
    """Reported by the infrastructure organisation for the whole area."""
    row = make_indicator(
        framework=make_framework(area=cast.world.area), number=1, kind="percentage", combine="ratio"
    )
    make_reporting_line(
        indicator=row, place=cast.world.area, provider=cast.world.bodies["infrastructure"]
    )
    return row


def survey(cast: Cast, **given: Any) -> Wave:
    answers = [{"q2": "c1"}] * 4 + [{"q2": "c2"}] * 3 + [{"q2": "c3"}] * 2 + [{"q3": "c1"}]
    return closed(cast, *answers, asked=40, **given)


def page(indicator: Indicator, name: str, cast: Cast) -> str:
    slug = indicator.framework.slug
    url = reverse(f"performance:{name}", args=[slug, 1, cast.world.area.code, "2026-Q2"])
    return f"{url}?provider={cast.world.bodies['infrastructure'].pk}"


def test_by_page_from_survey_to_figure_and_back(
    cast: Cast, indicator: Indicator, client: StrictClient
) -> None:
    wave = survey(cast, stage=Stage.PUBLISHED)
    manager = cast.client("infrastructure_manager")
    url = page(indicator, "from_survey", cast)
    assert url in manager.get(page(indicator, "record", cast)).content.decode()
    assert f"wave={wave.pk}" in manager.get(url).content.decode()

    form = manager.get(f"{url}&wave={wave.pk}").content.decode()
    assert "Very easy (4 of 9)" in form
    done = manager.post(f"{url}&wave={wave.pk}", {"answers": ["q2:c1", "q2:c2"]})

    value = Value.objects.get()
    assert (value.numerator, value.denominator, value.basis) == (7, 9, "survey")
    assert (
        AuditLine.objects.get(verb="performance.value.recorded").of == f"indicator:{indicator.pk}"
    )
    shown = client.get(done["Location"]).content.decode()
    assert "10 of 40 who were asked" in shown
    assert "25%" in shown
    assert "Very easy, Easy" in shown
    assert reverse("questions:results", args=[wave.pk]) in shown


def test_whoever_may_not_see_the_survey_sees_its_numbers_without_the_way(
    cast: Cast, indicator: Indicator, client: StrictClient
) -> None:
    wave = survey(cast)
    manager = cast.client("infrastructure_manager")
    url = page(indicator, "from_survey", cast)
    done = manager.post(f"{url}&wave={wave.pk}", {"answers": ["q2:c1"]})

    stranger, keeper = (one.get(done["Location"]).content.decode() for one in (client, manager))

    results = reverse("questions:results", args=[wave.pk])
    assert (results in keeper, results in stranger) == (True, False)
    assert "10 of 40 who were asked" in stranger


def test_a_correction_says_why_and_both_stay(cast: Cast, indicator: Indicator) -> None:
    wave = survey(cast)
    manager = cast.client("infrastructure_manager")
    url = f"{page(indicator, 'from_survey', cast)}&wave={wave.pk}"
    manager.post(url, {"answers": ["q2:c1"]})
    first = Value.objects.get()

    silent = manager.post(url, {"answers": ["q2:c2"], "seen": first.pk})
    said = {"answers": ["q2:c2"], "seen": first.pk, "reason": "The wrong answer was ticked"}
    manager.post(url, said)
    stale = manager.post(url, said)

    assert "Why the earlier figure is replaced: this is empty" in silent.content.decode()
    assert [value.numerator for value in Value.objects.order_by("id")] == [4, 3]
    assert "Somebody recorded this line meanwhile" in stale.content.decode()
    assert SurveySource.objects.count() == 2


def record(cast: Cast, indicator: Indicator, wave: Wave, now: datetime, **given: Any) -> Value:
    usual = {"question": "q2", "answers": ["c1"], "by": cast.viewer("infrastructure_manager")}
    return actions.record_from_survey(
        now=now,
        indicator=indicator,
        place_id=cast.world.area.pk,
        provider_id=cast.world.bodies["infrastructure"].pk,
        period=SUMMER,
        wave_id=wave.pk,
        **{**usual, **given},
    )


@pytest.mark.parametrize(
    ("question", "answers"), [("q9", ["c1"]), ("q2", ["c9"]), ("q2", []), ("q4", ["c1"])]
)
def test_nothing_is_recorded_of_what_was_not_asked(
    cast: Cast, indicator: Indicator, now: datetime, question: str, answers: list[str]
) -> None:
    wave = survey(cast)

    with pytest.raises(Http404):
        record(cast, indicator, wave, now, question=question, answers=answers)
    assert not Value.objects.exists()


def test_a_survey_of_another_area_is_no_source(
    cast: Cast, indicator: Indicator, now: datetime
) -> None:
    elsewhere = make_indicator(
        framework=make_framework(area=cast.other_world.area), kind="percentage"
    )
    wave = survey(cast, stage=Stage.PUBLISHED)
    viewer = cast.viewer("infrastructure_manager", elsewhere=True)

    with pytest.raises(ValidationError, match="same area"):
        record(cast, elsewhere, wave, now, by=viewer)


def test_a_number_is_no_share(cast: Cast, now: datetime) -> None:
    number = make_indicator(framework=make_framework(area=cast.world.area), kind="number")

    with pytest.raises(ValidationError, match="a survey gives a share"):
        record(cast, number, survey(cast), now)


def test_others_fill_nothing(cast: Cast, indicator: Indicator) -> None:
    survey(cast, stage=Stage.PUBLISHED)
    url = page(indicator, "from_survey", cast)

    assert cast.client("council_officer").get(url).status_code == 403
    assert cast.client("hub_worker").get(url).status_code == 403
