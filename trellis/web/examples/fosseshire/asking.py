"""What people of Fosseshire have asked about their data."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from trellis.kernel.viewer import Viewer
from trellis.people import queries as people
from trellis.privacy import actions as privacy
from trellis.privacy.lifecycle import Kind

# Who, what, how many days ago, in which words.
ASKED = (
    ("volunteer", Kind.ACCESS, 9, ""),
    (
        "vcs_representative",
        Kind.CORRECTION,
        26,
        "The list of the board says I sit for the hubs. I sit for all groups.",
    ),
)


def ask(now: datetime, area_id: int, accounts: Mapping[str, int]) -> None:
    """One request that has time, and one that is nearly due."""
    for key, kind, ago, said in ASKED:
        account = people.account(accounts[key])
        assert account is not None, "the cast has just been given accounts"
        by: Viewer = people.holder(account)
        privacy.open_request(
            kind=kind, area_id=area_id, said=said, by=by, now=now - timedelta(days=ago)
        )
