"""Reading proposals: what is proposed, what people say of it, and what is awaited of whom."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.kernel.deadlines import Due
from trellis.kernel.lifecycle import Move
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance.lifecycle import (
    PROPOSAL_LIFE,
    Change,
    Opinion,
    ProposalStage,
    Standing,
)
from trellis.performance.models import Framework, IndicatorVersion, Proposal, ProposalComment
from trellis.performance.policy import FRAMEWORK, PROPOSAL
from trellis.performance.queries.facts import FrameworkFacts
from trellis.performance.queries.frameworks import framework_row
from trellis.performance.rules.codes import ChangeClass
from trellis.places import queries as places


@dataclass(frozen=True)
class ProposalFacts:
    """`title`, `definition` and what follows are those proposed; `is_open`: people can comment
    today; `is_awaited`: they could, and nobody has decided yet."""

    number: int
    change: Change
    indicator_number: int | None
    indicator_title: str
    stage: ProposalStage
    why: str
    from_on: date
    title: str
    definition: str
    change_class: ChangeClass | None
    kind: str
    unit: str
    standing: Standing | None
    place_name: str
    rated_from: date | None
    organisation_name: str
    proposed_at: datetime
    opens_on: date | None
    closes_on: date | None
    decided_on: date | None
    decided_by: str
    decision: str
    answer: str
    version_number: int | None
    is_open: bool
    is_awaited: bool

    @property
    def heading(self) -> str:
        """What it would do, in one line."""
        told = {
            "number": self.indicator_number,
            "title": self.title or self.indicator_title,
            "standing": self.standing.label if self.standing else "",
        }
        return {
            Change.NEW: _("A new indicator: %(title)s"),
            Change.VERSION: _("Change indicator %(number)s: %(title)s"),
            Change.STANDING: _("Make indicator %(number)s %(standing)s: %(title)s"),
            Change.RETIRE: _("Retire indicator %(number)s: %(title)s"),
        }[self.change] % told

    @property
    def change_words(self) -> str:
        return str(self.change.label)

    @property
    def stage_words(self) -> str:
        if self.is_open:
            return _("open for comments")
        if self.is_awaited:
            return _("awaits a decision")
        return str(self.stage.label)

    @property
    def last_on(self) -> date:
        """Of what is to be retired, the last day on which it is looked at."""
        return self.from_on - timedelta(days=1)

    @property
    def breaks_series(self) -> bool:
        return self.change_class is not None and self.change_class.breaks_series


@dataclass(frozen=True)
class CommentFacts:
    """`person_name` only for those who have a say themselves; `was_changed`: it is not the first
    that was said by them."""

    organisation_name: str
    person_name: str
    organisation_id: int
    opinion: Opinion
    words: str
    written_at: datetime
    was_changed: bool
    is_mine: bool

    @property
    def opinion_words(self) -> str:
        return str(self.opinion.label)


@dataclass(frozen=True)
class ProposalPage:
    """A proposal with what was said of it; `tally` is by opinion, in the order of the table."""

    facts: ProposalFacts
    comments: Sequence[CommentFacts]
    tally: Sequence[tuple[str, int]]
    mine: CommentFacts | None
    may_comment: bool
    moves: Sequence[Move]


def proposals(viewer: Viewer, facts: FrameworkFacts, today: date) -> list[ProposalFacts]:
    """All of them, the newest first."""
    rows = PROPOSAL.rows(viewer, _rows().filter(framework_id=facts.id)).order_by("-number")
    return _facts_of(list(rows), today)


def proposal_row(viewer: Viewer, slug: str, number: int, rule: str = "view") -> Proposal:
    """404 where there is none, 403 where the rule refuses, in words where the framework is shut."""
    if rule == "decide":
        framework_row(viewer, slug)
    return PROPOSAL.get(viewer, _rows(), rule, framework__slug=slug, number=number)


def proposal(viewer: Viewer, slug: str, number: int, today: date) -> ProposalPage:
    row = proposal_row(viewer, slug, number)
    [found] = _facts_of([row], today)
    has_say = PROPOSAL.allows(viewer, "comment", row)
    comments = _comments(viewer, row, names_people=has_say)
    counted = Counter(one.opinion for one in comments)
    may_decide = PROPOSAL.allows(viewer, "decide", row)
    return ProposalPage(
        facts=found,
        comments=comments,
        tally=[(str(one.label), counted[one]) for one in Opinion],
        mine=next((one for one in comments if one.is_mine), None),
        may_comment=has_say and found.is_open,
        moves=_moves(row, found) if may_decide else [],
    )


def _moves(row: Proposal, found: ProposalFacts) -> list[Move]:
    """Those that can be made today: nothing is adopted while people can still comment."""
    return [move for move in PROPOSAL_LIFE.open_to(row) if move.name != "adopt" or found.is_awaited]


def may_propose(viewer: Viewer, framework_id: int) -> bool:
    return _may(viewer, framework_id, "propose")


def may_inform(viewer: Viewer, framework_id: int) -> bool:
    return _may(viewer, framework_id, "inform")


def _may(viewer: Viewer, framework_id: int, rule: str) -> bool:
    if not (viewer.is_signed_in or viewer.is_system):
        return False
    return FRAMEWORK.rows(viewer, Framework.objects.filter(pk=framework_id), rule).exists()


def bodies_of(viewer: Viewer) -> list[tuple[int, str]]:
    """For whom the viewer can speak: the bodies at which they hold a role."""
    held = organisations.named({body for body, _role in viewer.roles})
    return sorted(held.items(), key=lambda one: (one[1].casefold(), one[0]))


def proposals_due_for(viewer: Viewer, today: date) -> list[Due]:
    """What the viewer has not commented on yet, and what those who keep a framework have to
    decide."""
    if not viewer.roles:
        return []
    waiting = _rows().filter(stage__in=[ProposalStage.PROPOSED, ProposalStage.CONSULTED])
    asked = PROPOSAL.rows(viewer, waiting, "comment").order_by("closes_on", "id")
    rows = {row.pk: row for row in asked}
    if not rows:
        return []
    keeps = set(PROPOSAL.rows(viewer, waiting, "decide").values_list("pk", flat=True))
    told = ProposalComment.objects.filter(proposal__in=rows, written_by_id=viewer.account_id)
    said = set(told.values_list("proposal_id", flat=True))
    found = zip(rows.values(), _facts_of(list(rows.values()), today), strict=True)
    return [
        due
        for row, facts in found
        if (due := _due(row, facts, keeps=row.pk in keeps, has_said=row.pk in said)) is not None
    ]


def _due(row: Proposal, facts: ProposalFacts, *, keeps: bool, has_said: bool) -> Due | None:
    if facts.is_open and not has_said:
        return _line(row, facts, _("Say what you think"), "comment", facts.closes_on)
    if keeps and facts.is_awaited:
        return _line(row, facts, _("Decide on it"), "proposal", None)
    if keeps and facts.stage is ProposalStage.PROPOSED:
        return _line(row, facts, _("Ask people, or turn it down"), "proposal", None)
    return None


def _line(row: Proposal, facts: ProposalFacts, step: str, name: str, due: date | None) -> Due:
    return Due(
        title=facts.heading,
        why=_("%(framework)s: a proposal that is %(stage)s")
        % {"framework": row.framework.short_title, "stage": facts.stage_words},
        due=due,
        step=step,
        url=reverse(f"performance:{name}", args=[row.framework.slug, row.number]),
    )


def _rows() -> "QuerySet[Proposal]":
    return Proposal.objects.select_related(
        "framework", "indicator", "place", "organisation", "version"
    )


def _facts_of(rows: Sequence[Proposal], today: date) -> list[ProposalFacts]:
    titles = _titles(rows)
    return [_facts(row, titles.get(row.indicator_id or 0, ""), today) for row in rows]


def _titles(rows: Sequence[Proposal]) -> dict[int, str]:
    """How each indicator reads by its last version."""
    ids = {row.indicator_id for row in rows if row.indicator_id}
    if not ids:
        return {}
    versions = IndicatorVersion.objects.filter(indicator__in=ids).order_by("number")
    return dict(versions.values_list("indicator_id", "title"))


def _facts(row: Proposal, indicator_title: str, today: date) -> ProposalFacts:
    asked = row.stage == ProposalStage.CONSULTED
    opens, closes = row.opens_on or today, row.closes_on or today
    return ProposalFacts(
        number=row.number,
        change=Change(row.change),
        indicator_number=row.indicator.number if row.indicator else None,
        indicator_title=indicator_title,
        stage=ProposalStage(row.stage),
        why=row.why,
        from_on=row.from_on,
        title=row.title,
        definition=row.definition,
        change_class=ChangeClass(row.change_class) if row.change_class else None,
        kind=row.kind,
        unit=row.unit,
        standing=Standing(row.standing) if row.standing else None,
        place_name=row.place.name if row.place else "",
        rated_from=row.rated_from,
        organisation_name=row.organisation.name if row.organisation else "",
        proposed_at=row.proposed_at,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        decided_on=row.decided_on,
        decided_by=row.decided_by,
        decision=row.decision,
        answer=row.answer,
        version_number=row.version.number if row.version else None,
        is_open=asked and opens <= today <= closes,
        is_awaited=asked and closes < today,
    )


def _comments(viewer: Viewer, row: Proposal, *, names_people: bool) -> list[CommentFacts]:
    """What each person said last, in the order in which it was said."""
    rows = row.comments.select_related("organisation", "written_by__person")
    newest: dict[tuple[str, int], ProposalComment] = {}
    times: Counter[tuple[str, int]] = Counter()
    for one in rows.order_by("written_at", "id"):
        key = ("p", one.written_by_id) if one.written_by_id else ("o", one.organisation_id)
        newest[key] = one
        times[key] += 1
    said = sorted(newest.items(), key=lambda pair: (pair[1].written_at, pair[1].pk))
    return [
        CommentFacts(
            organisation_name=one.organisation.name,
            person_name=one.written_by.person.name if names_people and one.written_by else "",
            organisation_id=one.organisation_id,
            opinion=Opinion(one.opinion),
            words=one.words,
            written_at=one.written_at,
            was_changed=times[key] > 1,
            is_mine=one.written_by_id is not None and one.written_by_id == viewer.account_id,
        )
        for key, one in said
    ]


def proposals_of(
    viewer: Viewer, facts: FrameworkFacts, number: int, today: date
) -> list[ProposalFacts]:
    """Those about one indicator, the newest first."""
    about = _rows().filter(framework_id=facts.id, indicator__number=number)
    return _facts_of(list(PROPOSAL.rows(viewer, about).order_by("-number")), today)


def place_choices(viewer: Viewer, facts: FrameworkFacts) -> list[tuple[int, str]]:
    """Of which a local indicator can be."""
    framework_row(viewer, facts.slug, "view")
    nodes = places.tree(facts.area_id)
    return [(node.id, node.name) for node in nodes if node.id != facts.area_id]
