"""Who may see and answer what people ask about their data: they themselves, and whoever answers
for the record they asked. Who may see and decide what bodies agree on sharing, and what one that
leaves hands over."""

from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, Q

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import ALL_ROWS, NO_ROWS, Policy, Rule, by_system, can, own, where
from trellis.kernel.viewer import Viewer
from trellis.privacy.lifecycle import PUBLIC
from trellis.privacy.models import Party, Share

_ANSWERS = can(Can.PRIVACY_ANSWER, over="area") | by_system()

REQUEST = Policy(
    view=own("person") | _ANSWERS,
    answer=_ANSWERS,
    withdraw=own("person"),
    fetch=own("person"),
    work=by_system(),
)

COMPLAINT = Policy(view=own("person") | _ANSWERS, answer=_ANSWERS)
# Who was hurt by a breach is told by letter; the case itself may say how it was done.
BREACH = Policy(view=_ANSWERS, answer=_ANSWERS)


@dataclass(frozen=True)
class _IsNamed(Rule):
    """Rows that name a body for which the viewer agrees, in a related row."""

    through: type[Model]
    link: str
    body: str

    def rows(self, viewer: Viewer) -> Q:
        if Can.SHARING_AGREE in viewer.everywhere:
            return ALL_ROWS
        held = viewer.organisations_with(Can.SHARING_AGREE)
        if not held:
            return NO_ROWS
        related = self.through._default_manager.filter(  # noqa: SLF001
            **{self.link: OuterRef("pk"), f"{self.body}__in": held}
        )
        return Q(Exists(related))


_OPEN_RECORD = where(~Q(area__standing="documented")) | by_system()
_IS_PARTY = _IsNamed(Party, "agreement", "organisation")
_LEAVES = can(Can.SHARING_AGREE, at="organisation")

AGREEMENT = Policy(
    view=where(Q(stage__in=PUBLIC)) | _IS_PARTY | _ANSWERS,
    decide=_IS_PARTY & _OPEN_RECORD,
)
HANDOVER = Policy(
    view=_LEAVES | _ANSWERS | _IsNamed(Share, "handover", "successor"),
    decide=(_LEAVES | _ANSWERS) & _OPEN_RECORD,
    # What it takes away is its own people’s: nobody fetches it for the body.
    fetch=_LEAVES,
)
SHARE = Policy(
    view=can(Can.SHARING_AGREE, at="successor")
    | can(Can.SHARING_AGREE, at="handover__organisation")
    | can(Can.PRIVACY_ANSWER, over="handover__area"),
    answer=can(Can.SHARING_AGREE, at="successor"),
)
