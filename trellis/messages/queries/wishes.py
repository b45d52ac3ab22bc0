"""What somebody wants by mail."""

from dataclasses import dataclass
from datetime import date

from trellis.kernel.viewer import Viewer
from trellis.messages.models import Kind, Preference, Suppression
from trellis.messages.queries.addresses import keys_of
from trellis.messages.rules.quiet import Often, Wish
from trellis.people import queries as people


@dataclass(frozen=True)
class Wishes:
    """One's own. `stopped` says why nothing is sent although it is wished, as a code of
    `Suppression.Why`; empty: nothing stops it."""

    wish: Wish
    address: str
    stopped: str


def wishes(viewer: Viewer) -> Wishes:
    """What the settings page shows: whoever unsubscribed by a link is shown as wanting none."""
    account = people.account(viewer.account_id or 0)
    assert account is not None, "only for somebody signed in"
    wish, _last_on = wish_of(account.pk)
    rows = Suppression.objects.filter(
        address_key__in=keys_of(account.email), kind__in=["", Kind.DIGEST]
    )
    stops = set(rows.values_list("why", flat=True))
    if Suppression.Why.UNSUBSCRIBED in stops:
        wish = Wish(Often.NEVER, wish.quiet_from, wish.quiet_until, wish.quiet_weekends)
    came_back = stops - {Suppression.Why.UNSUBSCRIBED}
    return Wishes(wish, account.email, stopped=min(came_back, default=""))


def wish_of(account_id: int) -> tuple[Wish, date | None]:
    """What an account wants, and the day of its last digest."""
    row = Preference.objects.filter(account_id=account_id).first()
    if row is None:
        return Wish(), None
    often = Often(row.often)
    return Wish(often, row.quiet_from, row.quiet_until, row.quiet_weekends), row.mailed_on
