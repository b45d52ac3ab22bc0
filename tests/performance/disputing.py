"""What the tests of challenges to shares begin with: hub A led, hub B was its partner and asked for
more than its half, and hub A did not agree. The funder accepts hub A's return."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_return, make_return_acceptor
from tests.performance.reporting import begin as begin_reporting
from tests.record.doing import SYSTEM, Doing, begin
from trellis.performance import actions
from trellis.performance.models import Framework, ShareChallenge
from trellis.record import actions as record
from trellis.record.models import Activity, Split
from trellis.record.rules.shares import Part, Role

AFTER = NOW + timedelta(days=30)  # every deadline of ten working days is over
WORDS = "What was said."


@dataclass(frozen=True)
class Dispute:
    """Hub A and hub B have half each; hub B asked for 70 per cent."""

    doing: Doing
    framework: Framework
    row: Activity
    asked: Split

    @property
    def cast(self) -> Cast:
        return self.doing.cast

    def pk(self, key: str) -> int:
        return self.doing.body(key).pk

    def url(self, name: str, *args: object) -> str:
        return reverse(f"performance:{name}", args=[self.doing.county.slug, *args])

    def parts(self, first: int) -> list[Part]:
        return [
            Part(self.pk("hub_a"), Role.LEAD, first),
            Part(self.pk("hub_b"), Role.PARTNER, 10_000 - first),
        ]

    def ask(self, first: int, *, key: str = "hub_b", now: datetime = NOW) -> Split:
        return record.propose_shares(
            by=SYSTEM, now=now, activity=self.row, provider_id=self.pk(key),
            parts=self.parts(first), reason="Most of the day was ours",
        )  # fmt: skip

    def answer(
        self, made: Split, *, agrees: bool, key: str = "hub_a", now: datetime = NOW
    ) -> Split:
        return record.answer_shares(
            by=SYSTEM, now=now, split=made, provider_id=self.pk(key), agrees=agrees,
            words="" if agrees else "It was half and half",
        )  # fmt: skip

    def refused(self, first: int = 3_000, *, key: str = "hub_b", no: str = "hub_a") -> "Dispute":
        """One party asks, another does not agree: a dispute about that."""
        made = self.ask(first, key=key)
        self.answer(made, agrees=False, key=no)
        return replace(self, asked=made)

    def of_three(self) -> "Dispute":
        """The infrastructure organisation took part as well, and did not agree."""
        row = self.doing.record("hub_a", "hub_b", "infrastructure", on=date(2026, 7, 15))
        third = Part(self.pk("infrastructure"), Role.PARTNER, 0)
        made = record.propose_shares(
            by=SYSTEM, now=NOW, activity=row, provider_id=self.pk("hub_b"),
            parts=[*self.parts(3_000), third], reason="Most of the day was ours",
        )  # fmt: skip
        self.answer(made, agrees=False, key="infrastructure")
        return replace(self, row=row, asked=made)

    def about(self, row: Activity) -> "Dispute":
        return replace(self, row=row)

    def raised(self, key: str = "other_hub_worker", *, now: datetime = NOW) -> ShareChallenge:
        return actions.raise_share_challenge(
            area_id=self.doing.county.pk,
            split_id=self.asked.pk,
            reason="Our diary says seven of ten hours.",
            by=self.cast.viewer(key),
            now=now,
        )

    def replied(self, row: ShareChallenge, key: str = "hub_worker", body: str = "hub_a") -> None:
        actions.reply_to_share_challenge(
            challenge_id=row.pk,
            body_id=self.pk(body),
            words="Ours says five.",
            by=self.cast.viewer(key),
            now=NOW,
        )

    def decided(
        self, row: ShareChallenge, key: str = "council_officer", first: int = 4_000, **given: Any
    ) -> ShareChallenge:
        shares = {self.pk("hub_a"): first, self.pk("hub_b"): 10_000 - first}
        usual = {"outcome": "uphold", "words": "Both diaries were read.", "shares": shares}
        return actions.decide_share_challenge(
            challenge_id=row.pk, by=self.cast.viewer(key), **{"now": AFTER, **usual, **given}
        )


def dispute(cast: Cast) -> Dispute:
    doing = begin(cast)
    reporting = begin_reporting(cast, short_title="Ambley together")
    # The round of the quarter in which it was done, as its figures have one.
    of_return = make_return(
        framework=reporting.framework,
        provider=doing.body("hub_a"),
        period_start=date(2026, 7, 1),
        period_end=date(2026, 10, 1),
    )
    make_return_acceptor(of_return=of_return, organisation=doing.body("funder"))
    row = doing.record("hub_a", "hub_b", minutes=600)
    found = Dispute(doing, reporting.framework, row, Split.objects.get(activity=row))
    return found.refused()
