"""From which survey a value was counted, and from which one it could be."""

from dataclasses import dataclass

from trellis.kernel.viewer import Viewer
from trellis.performance.models import SurveySource, Value
from trellis.performance.queries.facts import FrameworkFacts
from trellis.questions import queries as questions
from trellis.questions.queries import SurveyWave


@dataclass(frozen=True)
class SurveyFacts:
    """`wave_id` is None for whoever may not see the wave's results; its numbers they may, for
    they belong to the figure. `rate` is per cent, None where it is not known."""

    wave_id: int | None
    question: str
    answers: str
    responses: int
    asked: int | None
    rate: int | None


def survey_behind(viewer: Viewer, value: Value | None) -> SurveyFacts | None:
    """Of one value; None where it was not counted from a survey. The page of the value has
    asked its policy."""
    if value is None or value.basis != Value.Basis.SURVEY:
        return None
    row = SurveySource.objects.filter(value=value).first()
    if row is None:  # counted from one that is not kept here
        return None
    known = row.asked is not None and row.responses <= row.asked
    return SurveyFacts(
        wave_id=row.wave_id if questions.wave_names(viewer, [row.wave_id]) else None,
        question=row.question,
        answers=row.answers,
        responses=row.responses,
        asked=row.asked,
        rate=(200 * row.responses + row.asked) // (2 * row.asked) if known and row.asked else None,
    )


def waves_to_fill_from(viewer: Viewer, facts: FrameworkFacts) -> list[SurveyWave]:
    """The counted waves of the framework's area that the viewer may see."""
    return questions.waves_to_count_from(viewer, facts.area_id)
