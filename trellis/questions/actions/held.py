"""The row an act is about, held until the act is done."""

from datetime import datetime

from django.utils import timezone

from trellis.kernel.viewer import STRANGER, Viewer
from trellis.questions.models import Questionnaire, QuestionnaireVersion, Wave
from trellis.questions.policy import QUESTIONNAIRE, WAVE
from trellis.questions.queries.answering import is_answerable


class WaveOverError(Exception):
    """The wave takes no answers today."""


def held_questionnaire(questionnaire_id: int, rule: str, *, by: Viewer) -> Questionnaire:
    """404 or 403 as its policy says."""
    rows = Questionnaire.objects.select_for_update(of=("self",))
    return QUESTIONNAIRE.get(by, rows, rule, pk=questionnaire_id)


def held_draft(questionnaire_id: int, *, by: Viewer) -> QuestionnaireVersion | None:
    """What can be changed of a questionnaire; None while its newest version is frozen."""
    row = held_questionnaire(questionnaire_id, "edit", by=by)
    return row.versions.select_for_update().filter(frozen_at=None).first()


def held_wave(wave_id: int, rule: str, *, by: Viewer) -> Wave:
    """404 or 403 as its policy says."""
    rows = Wave.objects.select_for_update(of=("self",)).select_related("version")
    return WAVE.get(by, rows, rule, pk=wave_id)


def open_wave_held(wave_id: int, *, now: datetime) -> Wave:
    """Held so that nothing comes in while it is being closed. Raises WaveOverError."""
    rows = Wave.objects.select_for_update(of=("self",)).select_related("version")
    wave = rows.filter(pk=wave_id).first()
    if wave is None or not is_answerable(wave, timezone.localdate(now)):
        raise WaveOverError
    return wave


def nobody(by: Viewer) -> Viewer:
    """Whoever is signed in while answering is nobody to the audit."""
    return by if by.is_system else STRANGER
