"""What a wave says of one question as a share: for indicators, which rooms above keep."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from trellis.kernel.viewer import Viewer
from trellis.questions.lifecycle import COUNTED
from trellis.questions.models import Wave
from trellis.questions.policy import WAVE
from trellis.questions.queries.results import Counted, results
from trellis.questions.rules.counting import Returned


@dataclass(frozen=True)
class SurveyShare:
    """`numerator` of the `denominator` people (n) who answered the question gave one of the
    `answers`; `returned` is who answered the wave at all, of how many who were asked."""

    wave_id: int
    area_id: int
    wave: str
    questionnaire: str
    question: str
    answers: tuple[str, ...]
    numerator: int
    denominator: int
    returned: Returned
    closed_on: date


@dataclass(frozen=True)
class SurveyWave:
    """A wave that was counted, as a choice in a form."""

    id: int
    questionnaire: str
    title: str
    owner_id: int
    closes_on: date


def waves_to_count_from(viewer: Viewer, area_id: int) -> list[SurveyWave]:
    """Every closed wave of the area whose results the viewer may see, the newest first."""
    rows = Wave.objects.filter(stage__in=COUNTED, version__questionnaire__area_id=area_id)
    seen = WAVE.rows(viewer, rows.select_related("version__questionnaire"), "results")
    return [
        SurveyWave(
            row.pk,
            row.version.questionnaire.title,
            row.title,
            row.version.questionnaire.owner_id,
            row.closes_on,
        )
        for row in seen.order_by("-closes_on", "-id")
    ]


def questions_to_count(viewer: Viewer, wave_id: int) -> list[Counted]:
    """Those of a wave with answers to choose; none where fewer than five answered."""
    return [one for one in results(viewer, wave_id).counted if one.lines]


def share(viewer: Viewer, wave_id: int, key: str, codes: Collection[str]) -> SurveyShare:
    """404 unseen, for an unknown question or answer, and where fewer than five answered the wave.
    Of a question with any of several answers one code only: others overlap."""
    found = results(viewer, wave_id)
    one = next((each for each in found.counted if each.key == key and each.lines), None)
    if one is None or not codes or not set(codes) <= {line.code for line in one.lines}:
        raise Http404
    if one.question.kind == "multiple" and len(set(codes)) > 1:
        raise Http404
    lines = [line for line in one.lines if line.code in codes]
    return SurveyShare(
        wave_id=found.wave_id,
        area_id=found.area_id,
        wave=found.title,
        questionnaire=found.questionnaire,
        question=one.text,
        answers=tuple(line.text for line in lines),
        numerator=sum(line.count for line in lines),
        denominator=one.n,
        returned=found.returned,
        closed_on=found.closes_on,
    )


def wave_names(viewer: Viewer, wave_ids: Collection[int]) -> dict[int, str]:
    """What waves are called, of those whose results the viewer may see."""
    rows = WAVE.rows(viewer, Wave.objects.filter(pk__in=wave_ids), "results")
    found = rows.select_related("version__questionnaire")
    return {row.pk: f"{row.version.questionnaire.title}, {row.title}" for row in found}
