"""What of this room waits for somebody: waves whose last day is near."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.kernel.capabilities import Capability
from trellis.kernel.deadlines import Due
from trellis.kernel.viewer import Viewer
from trellis.questions.lifecycle import Stage
from trellis.questions.models import Wave
from trellis.questions.policy import WAVE
from trellis.questions.queries.keeping import WaveFacts, wave_facts

NEAR = timedelta(days=7)


def due_for(viewer: Viewer, today: date) -> list[Due]:
    """The viewer's waves that close within a week, with how many have answered."""
    if not viewer.holds(Capability.QUESTIONS_KEEP):
        return []
    rows = Wave.objects.filter(stage=Stage.OPEN, closes_on__lte=today + NEAR)
    mine = WAVE.rows(viewer, rows.select_related("version__questionnaire"), "keep")
    waves = list(mine.order_by("closes_on", "id"))
    return [
        _due(row, facts)
        for row, facts in zip(waves, wave_facts(waves) if waves else (), strict=True)
    ]


def _due(row: Wave, facts: WaveFacts) -> Due:
    asked = {"survey": row.version.questionnaire.title, "wave": row.title}
    return Due(
        title=_("Survey: %(survey)s, %(wave)s") % asked,
        why=_answered(facts),
        due=row.closes_on,
        step=_("Enter paper and close it"),
        url=reverse("questions:wave", args=[row.pk]),
    )


def _answered(facts: WaveFacts) -> str:
    n, asked = facts.returned.responses, facts.returned.asked
    if asked:
        return _("%(n)s of %(asked)s have answered.") % {"n": n, "asked": asked}
    return ngettext("%(n)s person has answered.", "%(n)s people have answered.", n) % {"n": n}
