"""A letter from the outbox to what became of it."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.kernel.lifecycle import Lifecycle, Move
from trellis.messages.events import LetterLeft, LetterSentAgain


class Stage(models.TextChoices):
    WAITING = "waiting", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    UNCERTAIN = "uncertain", _("not known whether it was sent")
    LEFT = "left", _("left as it is")
    REFUSED = "refused", _("refused")
    GIVEN_UP = "given_up", _("given up")
    STOPPED = "stopped", _("not sent: they want none")
    BOUNCED = "bounced", _("came back")


LETTER_LIFE: Final = Lifecycle(
    "stage",
    stages={stage.value: stage.label for stage in Stage},
    moves=(
        Move("claim", (Stage.WAITING,), Stage.SENDING, _("Send"), needs="carry"),
        Move("stop", (Stage.WAITING,), Stage.STOPPED, _("Stop"), needs="carry"),
        Move("expire", (Stage.WAITING,), Stage.GIVEN_UP, _("Give up waiting"), needs="carry"),
        # An answer that comes after we stopped hoping for it is still the truth.
        Move("accept", (Stage.SENDING, Stage.UNCERTAIN), Stage.SENT, _("Taken"), needs="carry"),
        Move("put_off", (Stage.SENDING,), Stage.WAITING, _("Try later"), needs="carry"),
        Move("give_up", (Stage.SENDING,), Stage.GIVEN_UP, _("Give up"), needs="carry"),
        Move("refuse", (Stage.SENDING,), Stage.REFUSED, _("Refused for good"), needs="carry"),
        Move("lose", (Stage.SENDING,), Stage.UNCERTAIN, _("No answer"), needs="carry"),
        Move(
            "send_again",
            (Stage.UNCERTAIN,),
            Stage.WAITING,
            _("Send it again"),
            needs="handle",
            event=LetterSentAgain,
        ),
        Move(
            "leave",
            (Stage.UNCERTAIN,),
            Stage.LEFT,
            _("Leave it"),
            needs="handle",
            event=LetterLeft,
        ),
        Move(
            "bounce",
            (Stage.SENT, Stage.UNCERTAIN, Stage.LEFT),
            Stage.BOUNCED,
            _("Came back"),
            needs="carry",
        ),
    ),
)
# Nothing more happens to these by itself, and their words are not needed any more.
OVER: Final = (
    Stage.SENT, Stage.LEFT, Stage.REFUSED, Stage.GIVEN_UP, Stage.STOPPED, Stage.BOUNCED,
)  # fmt: skip
