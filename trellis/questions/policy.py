"""Who may ask, enter what came on paper, and see what was answered.

Answering takes no role: it takes the address of an open wave, or a link of it.
"""

from django.db.models import Q

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import Policy, by_system, can, where
from trellis.questions.lifecycle import COUNTED, Stage

_KEEPS = can(Can.QUESTIONS_KEEP, at="owner")
_ENTERS = can(Can.ANSWERS_ENTER, at="owner")

QUESTIONNAIRE = Policy(
    view=_KEEPS | _ENTERS | by_system(),
    edit=(_KEEPS & where(~Q(area__standing="documented"))) | by_system(),
)

_KEEPS_WAVE = can(Can.QUESTIONS_KEEP, at="version__questionnaire__owner")
_ENTERS_WAVE = can(Can.ANSWERS_ENTER, at="version__questionnaire__owner")
_LIVING = where(~Q(version__questionnaire__area__standing="documented"))
_PUBLISHED = where(Q(stage=Stage.PUBLISHED))

WAVE = Policy(
    view=_PUBLISHED | _KEEPS_WAVE | _ENTERS_WAVE | by_system(),
    # Its page with how to answer it, and who it was made for.
    attend=_KEEPS_WAVE | _ENTERS_WAVE | by_system(),
    keep=(_KEEPS_WAVE & _LIVING) | by_system(),
    enter=((_KEEPS_WAVE | _ENTERS_WAVE) & _LIVING & where(Q(stage=Stage.OPEN))) | by_system(),
    results=_PUBLISHED | (_KEEPS_WAVE & where(Q(stage__in=COUNTED))) | by_system(),
    # What was said in words, and, where the wave is named, by whom.
    read=(_KEEPS_WAVE & where(Q(stage__in=COUNTED))) | by_system(),
)
