"""What Fosseshire tells its people: who asked for bulletins, one that was sent, and a draft."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from trellis.kernel.viewer import Viewer
from trellis.messages import actions as messages
from trellis.organisations import queries as organisations
from trellis.people import queries as people

# By whom of the cast: topic, and the place by its key.
ASKED: Final = (
    ("hub.worker", "funding", "county"),
    ("group.trustee", "funding", "amberdale"),
    ("group.administrator", "training", "county"),
    ("councillor", "consultations", "county"),
)
TOLD: Final = (
    "On the sheet at the funding fair: Write your address here for news of funding. You can "
    "stop it at any time."
)
AT_THE_FAIR: Final = (
    "treasurer@wreake-singers.example", "grants@amberdale-allotments.example",
    "secretary@harrowby-swimmers.example", "hello@cotterside-repair-cafe.example",
)  # fmt: skip
SENT: Final = (
    (
        "Small grants for meeting places",
        "Up to £1,000 towards heating, chairs or a ramp. A page is enough to apply, and the hub "
        "in your district reads it through with you first.\n\nOpen until the last Friday of next "
        "month.",
        "https://grants.example/meeting-places",
    ),
    (
        "An afternoon on budgets",
        "How to write a budget that a funder believes, with examples from lunch clubs and a "
        "repair café. Bring your own figures.",
        "",
    ),
    (
        "The council’s minibus grant goes on",
        "It is paid for another year. Groups that had it need not apply again.",
        "",
    ),
)


def write(*, now: datetime, today: date, made: Mapping[str, int]) -> None:
    """The officer of the cast sends; everybody subscribes for themselves."""
    for who, topic, where in ASKED:
        messages.subscribe(topic=topic, place_id=made[where], by=_viewer(who, today), now=now)
    officer = _viewer("infrastructure.officer", today)
    messages.add_subscribers(
        addresses=AT_THE_FAIR,
        topic="funding",
        place_id=made["county"],
        basis="consent",
        given_on=today - timedelta(days=60),
        given_words=TOLD,
        by=officer,
        now=now,
    )
    _bulletin(officer, now, made, f"Funding in {today:%B}", "funding", SENT, is_sent=True)
    _bulletin(officer, now, made, "Training this winter", "training", SENT[1:2], is_sent=False)


def _bulletin(
    by: Viewer,
    now: datetime,
    made: Mapping[str, int],
    title: str,
    topic: str,
    items: tuple[tuple[str, str, str], ...],
    *,
    is_sent: bool,
) -> None:
    row = messages.begin_bulletin(
        place_id=made["county"],
        topic=topic,
        title=title,
        opening="In a few lines, what is worth knowing for groups in Fosseshire.",
        by=by,
        now=now,
    )
    for heading, words, link in items:
        messages.put_item(
            bulletin_id=row.pk, heading=heading, words=words, link=link, by=by, now=now
        )
    if is_sent:
        messages.send_bulletin(bulletin_id=row.pk, by=by, now=now)


def _viewer(who: str, today: date) -> Viewer:
    """Somebody of the cast, as they act on the day."""
    account = people.account_for_signing_in(f"{who}@fosseshire.example")
    assert account is not None, who
    return organisations.viewer_for(account.pk, today=today, second_factor_passed=True)
