"""The lines of a period as they are published: which of them are provisional, and what differs
from what was published before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from trellis.kernel.periods import Span
from trellis.kernel.viewer import STRANGER
from trellis.organisations import queries as organisations
from trellis.performance.models import Return, SelfAssessment
from trellis.performance.queries.facts import FrameworkFacts, Line
from trellis.performance.queries.known import known_lines
from trellis.performance.queries.reports import place_report
from trellis.performance.queries.rows import expected_within
from trellis.performance.queries.telling import found_words, marks_of, shown_words, wanted_words
from trellis.performance.queries.within import lines_within
from trellis.performance.rules.publishing import Difference, Figure, FigureKey


@dataclass(frozen=True)
class ReturnFacts:
    """What one provider was to hand in for a period, as far as everybody may know. `stage` is ""
    where it never began."""

    provider_id: int
    provider_name: str
    stage: str = ""
    first_submitted_at: datetime | None = None

    @property
    def is_accepted(self) -> bool:
        return self.stage == "accepted"


def returns_expected(
    facts: FrameworkFacts, span: Span, *, known_at: datetime | None = None
) -> list[ReturnFacts]:
    """Of every provider who was to report in the period, as known at a moment (None: now), and of
    whoever handed something in all the same; by name. Three queries, and one for a moment."""
    lines = (
        known_lines(known_at)
        .filter(indicator__framework_id=facts.id, provider__isnull=False)
        .order_by("id")
    )
    expected = {
        row.provider_id
        for row in lines
        if row.provider_id is not None and expected_within(row, span, facts.runs, known_at=known_at)
    }
    made = {
        row.provider_id: row
        for row in Return.objects.filter(
            framework_id=facts.id, period_start=span.start, period_end=span.end
        )
    }
    names = organisations.named(expected | made.keys())
    found = [
        ReturnFacts(one, names.get(one, ""), made[one].stage, made[one].first_submitted_at)
        if one in made
        else ReturnFacts(one, names.get(one, ""))
        for one in expected | made.keys()
    ]
    return sorted(found, key=lambda one: (one.provider_name, one.provider_id))


def unaccepted(returns: Sequence[ReturnFacts]) -> list[ReturnFacts]:
    return [one for one in returns if not one.is_accepted]


def is_provisional(line: Line, waiting: Collection[int]) -> bool:
    """There is a figure, and it rests on a return that nobody has accepted. `waiting` are the
    providers of such returns."""
    if not line.found.state.is_known:
        return False
    if line.provider_id is not None:
        return line.provider_id in waiting
    return any(part.provider_id in waiting and part.found.state.is_known for part in line.made_of)


def changed_since(line: Line, moment: datetime) -> bool:
    """Whether anything was recorded after the moment that its figure, or the one it is compared
    with, rests on."""
    resting_on = [line.found, *(part.found for part in line.made_of)]
    if line.before is not None:
        resting_on.append(line.before)
    return any(one.recorded_at is not None and one.recorded_at > moment for one in resting_on)


def figure_of(line: Line, waiting: Collection[int]) -> Figure:
    found, indicator = line.found, line.indicator
    return Figure(
        number=indicator.number,
        title=indicator.title,
        place=line.place_code,
        place_name=line.place_name,
        provider=line.provider_id,
        provider_name=line.provider_name,
        state=found.state,
        value="" if found.value is None else str(found.value),
        numerator=found.numerator,
        denominator=found.denominator,
        reached_on=found.reached_on.isoformat() if found.reached_on else "",
        shown=shown_words(found, indicator),
        target=wanted_words(line.wanted, indicator),
        rating=line.rating.outcome,
        before=found_words(line.before, indicator) if line.before else "",
        account=found.words,
        is_provisional=is_provisional(line, waiting),
    )


def figures_now(
    facts: FrameworkFacts, span: Span, *, today: date, known_at: datetime | None = None
) -> list[Figure]:
    """Every line of the period, as a stranger sees it: what is published is public."""
    waiting = {one.provider_id for one in unaccepted(returns_expected(facts, span))}
    report = place_report(STRANGER, facts, span, today=today, known_at=known_at)
    within = lines_within(STRANGER, facts, span, today=today, known_at=known_at)
    lines = (*report.lines, *within.inside, *within.provided)
    return [figure_of(line, waiting) for line in lines]


def as_published(
    line: Line, figure: Figure, differing: Mapping[FigureKey, Difference], reason: str
) -> Line:
    """The line with what must stand beside it in a publication: (P) where it is provisional, (R)
    with what it was where it differs from the publication before. That a figure was corrected
    before anybody had read it is no matter of a publication."""
    one = differing.get(figure.key)
    status = "revised" if one else "provisional" if figure.is_provisional else "final"
    return replace(
        line,
        found=replace(line.found, reason=reason if one else ""),
        marks=marks_of(one, figure),
        status=status,
    )


@dataclass(frozen=True)
class OwnWords:
    """What a provider said of a line of its own, once its return was accepted."""

    number: int
    place_code: str
    provider_id: int
    rating: str
    words: str


def own_words(
    facts: FrameworkFacts, span: Span, accepted: Collection[int], known_at: datetime
) -> list[OwnWords]:
    """What providers said of their own lines, as far as it is public: only of returns that are
    accepted. The newest of each line."""
    rows = (
        SelfAssessment.objects.filter(
            indicator__framework_id=facts.id,
            period_start=span.start,
            period_end=span.end,
            provider_id__in=list(accepted),
            recorded_at__lte=known_at,
        )
        .select_related("indicator", "place")
        .order_by("recorded_at", "id")
    )
    newest = {(row.indicator_id, row.place_id, row.provider_id): row for row in rows}
    found = [
        OwnWords(row.indicator.number, row.place.code, row.provider_id, row.rating, row.words)
        for row in newest.values()
    ]
    return sorted(found, key=lambda one: (one.number, one.place_code, one.provider_id))
