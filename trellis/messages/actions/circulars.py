"""The post office for rooms that have letters to send and know nothing of how: `kernel.posting`.

Each is a part of the act of the room that asks, which signs it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from html import escape
from secrets import token_hex

from django.utils.translation import gettext as _

from trellis.kernel.jobs import enqueue
from trellis.kernel.posting import Circular, Written
from trellis.messages import words
from trellis.messages.lifecycle import Stage
from trellis.messages.models import Kind, Letter
from trellis.messages.queries.addresses import address_key, suppressed_among
from trellis.messages.queries.unsubscribing import unsubscribe_secret

# What stands where each letter has something of its own. Nobody writes these signs.
_LINK, _RID = "\ue000", "\ue001"


class PostOffice:
    def silent(self, addresses: Collection[str]) -> set[str]:
        return suppressed_among(addresses, Kind.SURVEY)

    def preview(self, circular: Circular) -> Written:
        blank = _written(circular)
        return _filled(blank, _("[their own link]"), _("[their own link to be rid of them]"))

    def send(self, circular: Circular, to: Sequence[tuple[str, str]], *, now: datetime) -> None:
        blank = _written(circular)
        letters = [_letter(circular, blank, address, link, now=now) for address, link in to]
        Letter.objects.bulk_create(letters, batch_size=500)
        enqueue("messages.deliver", now=now)

    def withdraw(self, about: str, *, now: datetime) -> None:
        """What is just being handed over keeps its row, for what became of it; it is not tried a
        second time, and if its worker dies, nobody is asked to decide over somebody's address."""
        rows = Letter.objects.filter(about=about).exclude(about="")
        rows.exclude(stage=Stage.SENDING).delete()
        rows.update(not_after=now, address="", text="", html="")

    def recall(self, about: str, address: str) -> None:
        rows = Letter.objects.filter(about=about, address_key=address_key(address))
        rows.filter(stage=Stage.WAITING).exclude(about="").delete()


def _written(circular: Circular) -> Written:
    """The same for everybody, written once."""
    found = words.write("circular", circular=circular, link=_LINK, rid_url=_RID)
    return Written(circular.subject[:200], found.text, found.html)


def _filled(blank: Written, link: str, rid: str) -> Written:
    return Written(
        blank.subject,
        blank.text.replace(_LINK, link).replace(_RID, rid),
        blank.html.replace(_LINK, escape(link)).replace(_RID, escape(rid)),
    )


def _letter(
    circular: Circular, blank: Written, address: str, link: str, *, now: datetime
) -> Letter:
    key = address_key(address)
    secret = unsubscribe_secret(key, Kind.SURVEY)
    own = _filled(blank, link, words.address_of("messages:unsubscribe", secret=secret))
    return Letter(
        token=token_hex(16),
        kind=Kind.SURVEY,
        address=address,
        address_key=key,
        subject=own.subject,
        text=own.text,
        html=own.html,
        about=circular.about,
        queued_at=now,
        not_before=now,
        not_after=circular.not_after,
    )
