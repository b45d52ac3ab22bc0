"""What people of Fosseshire asked and found: lines drawn by lot, challenges, two peer reviews.

Everybody acts as themselves, with what their role lets them do.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from trellis.kernel.periods import Span, financial_year
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance import actions as performance
from trellis.performance import queries
from trellis.performance.queries import FrameworkFacts
from trellis.web.examples.fosseshire.bodies import COUNTY_CODE, DISTRICTS

AMBERDALE = next(one.code for one in DISTRICTS if one.key == "amberdale")


@dataclass(frozen=True)
class Scene:
    """The framework, its bodies, and the people of the cast by their account."""

    now: datetime
    today: date
    framework: Any
    bodies: dict[str, int]
    accounts: dict[str, int]

    def viewer(self, key: str) -> Viewer:
        return organisations.viewer_for(
            self.accounts[key], today=self.today, second_factor_passed=True
        )

    def facts(self) -> FrameworkFacts:
        return queries.framework(self.viewer("council_officer"), self.framework.slug)

    def figure(self, number: int, place: str, body: str, span: Span) -> int:
        """The row that counts of a line."""
        line = queries.one_line(
            self.viewer("council_officer"),
            self.facts(),
            number,
            place,
            self.bodies[body],
            span,
            today=self.today,
        )
        assert line.found.row_id is not None, "it was recorded"
        return line.found.row_id


def write(scene: Scene) -> None:
    newest, last, *_earlier = queries.rounds(scene.facts())
    _drawn(scene, last.span, last.dates.due_on)
    _closed_challenge(scene, last.span, last.dates.due_on)
    _open_challenge(scene, newest.span)
    _appraised_to_improve(scene, last.span)
    _responded_review(scene)
    _review_under_way(scene)


def _on(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def _drawn(scene: Scene, span: Span, due_on: date) -> None:
    """Of Amberdale's last return one line cannot be followed and is explained; the others stand."""
    officer, worker = scene.viewer("council_officer"), scene.viewer("hub_worker")
    facts = scene.facts()
    provider = scene.bodies["amberdale_hub"]
    row = queries.return_row(officer, facts, span, provider)
    performance.draw_sample(return_id=row.pk, by=officer, now=_on(due_on))
    [drawn] = [
        one.draw.drawn for one in queries.samples(officer, facts, span)
        if one.draw and one.provider_id == provider
    ]  # fmt: skip
    for number, line in enumerate(drawn):
        result, words = _FOUND[min(number, len(_FOUND) - 1)]
        finding = performance.look_at_line(
            drawn_id=line.id,
            result=result,
            words=words,
            instead="",
            by=officer,
            now=_on(due_on + timedelta(days=1), 10 + number),
        )
        if result == "cannot_be_followed":
            performance.answer_finding(
                finding_id=finding.pk,
                words="That sheet lay at the village hall. It is in the folder now.",
                by=worker,
                now=_on(due_on + timedelta(days=3)),
            )


_FOUND = (
    ("cannot_be_followed", "The sheets of two months were there, that of the third was not."),
    ("stands", "Counted again from the diary of the hub: the same."),
)


def _closed_challenge(scene: Scene, span: Span, due_on: date) -> None:
    """Harrowby asked whether Amberdale counted a joint course; it had not."""
    row = performance.raise_challenge(
        value_id=scene.figure(1, AMBERDALE, "amberdale_hub", span),
        for_id=scene.bodies["harrowby_hub"],
        question="Does it count the groups of our joint course at Coldstone as well?",
        reason="Six of the groups came from Harrowby, and we count them. They cannot be both.",
        by=scene.viewer("other_hub_worker"),
        now=_on(due_on + timedelta(days=1)),
    )
    performance.reply_to_challenge(
        challenge_id=row.pk,
        words="No. We counted the four groups from Amberdale, each once. The list of the course "
        "is attached to the figure of training.",
        by=scene.viewer("hub_manager"),
        now=_on(due_on + timedelta(days=5)),
    )
    performance.decide_challenge(
        challenge_id=row.pk,
        outcome="not_uphold",
        words="Both lists were laid side by side. No group stands on both.",
        by=scene.viewer("council_officer"),
        now=_on(due_on + timedelta(days=8)),
    )


def _open_challenge(scene: Scene, span: Span) -> None:
    """Amberdale asks Voluntary Action about the directory; the reply is due in a fortnight."""
    performance.raise_challenge(
        value_id=scene.figure(10, COUNTY_CODE, "vaf", span),
        for_id=scene.bodies["amberdale_hub"],
        question="Are the groups that closed this year still among those checked?",
        reason="Four groups of Amberdale that have closed are in the directory as checked in May.",
        by=scene.viewer("hub_worker"),
        now=scene.now,
    )


def _appraised_to_improve(scene: Scene, span: Span) -> None:
    funder = scene.viewer("funder")
    value_id = scene.figure(9, AMBERDALE, "amberdale_hub", span)
    value, _line = queries.appraisal(funder, scene.facts(), value_id, today=scene.today)
    performance.appraise_evidence(
        by=funder,
        now=scene.now - timedelta(days=12),
        value=value,
        strength=1,
        reason="A good account. Two words from somebody who was there would make it a strong one.",
        purpose="formative",
    )


def _planned(scene: Scene, provider: str, by_people_of: str, days_ago: int) -> Any:
    return performance.plan_peer_review(
        framework=scene.framework,
        provider_id=scene.bodies[provider],
        year=financial_year(scene.today - timedelta(days=days_ago)).before(),
        starts_on=scene.today - timedelta(days=days_ago - 14),
        reviewer_ids=[scene.bodies[by_people_of]],
        by=scene.viewer("council_officer"),
        now=scene.now - timedelta(days=days_ago),
    )


def _responded_review(scene: Scene) -> None:
    """People of Harrowby reviewed Amberdale, which has a plan of two actions."""
    row = _planned(scene, "amberdale_hub", "harrowby_hub", 100)
    reviewer, manager = scene.viewer("other_hub_worker"), scene.viewer("hub_manager")

    def ago(days: int) -> datetime:
        return scene.now - timedelta(days=days)

    performance.begin_peer_review(review_id=row.pk, by=reviewer, now=ago(86))
    for kind, words in _NOTED:
        performance.note_finding(review_id=row.pk, kind=kind, words=words, by=reviewer, now=ago(70))
    performance.give_findings(
        review_id=row.pk,
        report="A hub that knows its groups. Most figures could be followed to a sheet or a diary "
        "within the hour; those of placements rest on one person’s memory.",
        by=reviewer,
        now=ago(60),
    )
    for what, post, days in _ACTIONS:
        performance.add_action(
            review_id=row.pk,
            what=what,
            post=post,
            by_on=scene.today + timedelta(days=days),
            by=manager,
            now=ago(44),
        )
    performance.respond_to_review(
        review_id=row.pk,
        response="We thank our neighbours, who came twice. They are right about placements, and "
        "we have begun with it.",
        by=manager,
        now=ago(40),
    )


_NOTED = (
    ("strength", "Every workshop has its sheet, in one folder, signed on the day."),
    ("concern", "Whether a volunteer is still placed after a month is noted nowhere."),
    ("suggestion", "Ask groups three months later whether the help made a difference."),
)
_ACTIONS = (
    ("Ring each group a month after a placement, and note the answer", "Volunteering adviser", 30),
    ("Send a short survey three months after support", "Hub manager", 120),
)


def _review_under_way(scene: Scene) -> None:
    """People of Amberdale look at Harrowby."""
    row = _planned(scene, "harrowby_hub", "amberdale_hub", 20)
    reviewer = scene.viewer("hub_worker")
    performance.begin_peer_review(review_id=row.pk, by=reviewer, now=scene.now - timedelta(days=6))
    performance.note_finding(
        review_id=row.pk,
        kind="concern",
        words="Four figures of last year came in after the round was over.",
        by=reviewer,
        now=scene.now - timedelta(days=2),
    )
