"""Fetching, once, all that a download of a report is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from trellis.kernel import audit
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer
from trellis.performance import queries
from trellis.performance.queries import (
    Check,
    ConflictFacts,
    FrameworkFacts,
    Line,
    OutcomeFacts,
    PlaceReport,
    PrincipleFacts,
    Reported,
    RuleFacts,
)
from trellis.performance.queries.frameworks import rule_in_force


@dataclass(frozen=True)
class ReportedAt:
    """A colour somebody stated, with the place of which it was said."""

    indicator_number: int
    area_code: str
    area_name: str
    said: Reported


@dataclass(frozen=True)
class Edition:
    """That the files are of a publication. `reason` and `effect` are those of a restatement, or
    why it was published before everything was in; `provisional` are the names of the providers
    whose return was not accepted."""

    number: int
    reason: str
    effect: str
    provisional: tuple[str, ...]

    @property
    def restated(self) -> int:
        return self.number - 1


@dataclass(frozen=True)
class Pack:
    """One place in one period. `inside` are the lines of the places in it, `provided` those of
    the providers who report there; what belongs to the framework as a whole (`outcomes` to
    `conflicts`) comes with the whole area only. `as_at` is when all this was known, and
    `audit_head` the end of the audit chain then ("" where it is not known)."""

    facts: FrameworkFacts
    span: Span
    report: PlaceReport
    inside: tuple[Line, ...]
    provided: tuple[Line, ...]
    reported: tuple[ReportedAt, ...]
    rules: tuple[RuleFacts, ...]
    outcomes: tuple[OutcomeFacts, ...]
    principles: tuple[PrincipleFacts, ...]
    checks: tuple[Check, ...]
    conflicts: tuple[ConflictFacts, ...]
    as_at: datetime
    is_looked_back: bool
    audit_head: str
    publisher: str
    edition: Edition | None = None

    @property
    def is_whole(self) -> bool:
        return self.report.place.id == self.facts.area_id

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.report.lines, *self.inside, *self.provided)

    @property
    def rule(self) -> RuleFacts | None:
        return rule_in_force(self.rules, self.span)


def gather(
    viewer: Viewer,
    facts: FrameworkFacts,
    span: Span,
    *,
    now: datetime,
    today: date,
    code: str = "",
    known_at: datetime | None = None,
) -> Pack:
    """Everything for the downloads of a place (the whole area when `code` is empty); 404 as on
    its page. `known_at` looks back to what was known then."""
    report = queries.place_report(viewer, facts, span, today=today, code=code, known_at=known_at)
    is_whole = report.place.id == facts.area_id
    within = queries.lines_within(viewer, facts, span, today=today, code=code, known_at=known_at)
    return Pack(
        facts=facts,
        span=span,
        report=report,
        inside=within.inside,
        provided=within.provided,
        reported=tuple(_reported(report)),
        rules=tuple(queries.rating_rules(facts, known_at=known_at)),
        outcomes=tuple(queries.outcomes(facts, known_at=known_at)) if is_whole else (),
        principles=tuple(queries.principles(facts, known_at=known_at)) if is_whole else (),
        checks=tuple(queries.checks(facts, known_at=known_at)) if is_whole else (),
        conflicts=tuple(queries.conflicts(facts, known_at=known_at)) if is_whole else (),
        as_at=known_at or now,
        is_looked_back=known_at is not None,
        # The end of the chain is that of now: of an earlier day nobody printed it.
        audit_head="" if known_at else str(audit.head() or ""),
        publisher=settings.TRELLIS_PARTNERSHIP,
    )


def _reported(report: PlaceReport) -> Iterable[ReportedAt]:
    """What was said of the place and of those in it."""
    for line in report.lines:
        for said in line.reported:
            name = said.place_name or line.place_name
            yield ReportedAt(line.indicator.number, said.place_code, name, said)


def indicators_of(lines: Sequence[Line]) -> list[Line]:
    """One line for each indicator among the lines, by number."""
    first = {line.indicator.number: line for line in reversed(lines)}
    return [first[number] for number in sorted(first)]
