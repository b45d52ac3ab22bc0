"""Reading frameworks, their outcomes, principles and indicators."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Max, Model, Prefetch
from django.http import Http404

from trellis.kernel.earlier import Stood, put_back
from trellis.kernel.editing import mark_of
from trellis.kernel.periods import Span
from trellis.kernel.policy import ReadOnlyError
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.performance import words
from trellis.performance.models import (
    Framework,
    Indicator,
    IndicatorStanding,
    IndicatorVersion,
    Outcome,
    Principle,
    RatingRule,
    RoundDates,
)
from trellis.performance.policy import FRAMEWORK
from trellis.performance.queries.facts import (
    FrameworkFacts,
    IndicatorFacts,
    OutcomeFacts,
    VersionFacts,
)
from trellis.performance.queries.known import known
from trellis.performance.queries.standing import standings_of
from trellis.performance.rules.codes import ChangeClass, IndicatorKind
from trellis.performance.rules.ratings import Rule, RuleKind

R = TypeVar("R", bound=Model)


@dataclass(frozen=True)
class RuleFacts:
    """A version of the rating rule, with its words."""

    rule: Rule
    words: str
    valid_from: date
    source: str

    @property
    def mark(self) -> str:
        """Of the last rule: differs as soon as another is adopted."""
        return f"{self.rule.code} {self.rule.number}"


@dataclass(frozen=True)
class SecuredFacts:
    number: int
    words: str
    owner_id: int | None
    owner_name: str
    source: str


@dataclass(frozen=True)
class PrincipleFacts:
    number: int
    title: str
    source: str
    secured_by: tuple[SecuredFacts, ...]

    @property
    def mark(self) -> str:
        """Differs as soon as its wording does, or how it is secured."""
        ways = [(way.words, way.owner_id, way.source) for way in self.secured_by]
        return mark_of(self.title, self.source, ways)


def frameworks(viewer: Viewer) -> list[FrameworkFacts]:
    """Every framework the viewer may see, newest first."""
    rows = FRAMEWORK.rows(viewer, Framework.objects.select_related("area"))
    held = list(rows)
    dues = _dues([row.pk for row in held])
    return [_facts(row, dues) for row in held]


def framework(viewer: Viewer, slug: str, *, known_at: datetime | None = None) -> FrameworkFacts:
    """One framework, as it is or as it stood at a moment; 404 when there is none that the viewer
    may see today."""
    row = FRAMEWORK.get(viewer, Framework.objects.select_related("area"), slug=slug)
    put_back([row], known_at)
    put_back([row.area], known_at)
    return _facts(row, _dues([row.pk]))


def framework_row(viewer: Viewer, slug: str, rule: str = "edit") -> Framework:
    """The row itself, to hand to an action: 404 unseen, 403 where the rule refuses, and that in
    words where it refuses everybody because the framework takes no more writes."""
    rows = Framework.objects.select_related("area")
    if rule != "edit":
        return FRAMEWORK.get(viewer, rows, rule, slug=slug)
    row = FRAMEWORK.get(viewer, rows, "keep", slug=slug)
    if not FRAMEWORK.allows(viewer, "edit", row):
        raise ReadOnlyError(words.why_read_only(row.area.standing, row.stage, row.area.name))
    return row


def indicator_row(viewer: Viewer, slug: str, number: int, rule: str = "write") -> Indicator:
    row = framework_row(viewer, slug, rule)
    found = Indicator.objects.select_related("framework").filter(framework=row, number=number)
    return _one(found.first())


def may_edit(viewer: Viewer, framework_id: int) -> bool:
    return may(viewer, framework_id, "edit")


def may(viewer: Viewer, framework_id: int, rule: str) -> bool:
    rows = Framework.objects.filter(pk=framework_id)
    return FRAMEWORK.rows(viewer, rows, rule).exists()


def outcome_row(viewer: Viewer, slug: str, number: int) -> Outcome:
    """One outcome, to be reworded: 404 where there is none, 403 as for the framework."""
    row = framework_row(viewer, slug)
    found = Outcome.objects.select_related("framework").filter(framework=row, number=number)
    return _one(found.first())


def outcome_rows(viewer: Viewer, slug: str, numbers: Collection[int]) -> list[Outcome]:
    """These outcomes, for an indicator to serve."""
    row = framework_row(viewer, slug)
    return list(Outcome.objects.filter(framework=row, number__in=numbers))


def next_number(facts: FrameworkFacts) -> int:
    """The number after that of the last indicator."""
    return number_after(facts.id)


def number_after(framework_id: int) -> int:
    last = Indicator.objects.filter(framework_id=framework_id).aggregate(last=Max("number"))["last"]
    return 1 if last is None else int(last) + 1


def principle_row(viewer: Viewer, slug: str, number: int) -> Principle:
    row = framework_row(viewer, slug)
    found = Principle.objects.select_related("framework").filter(framework=row, number=number)
    return _one(found.first())


def principle_mark(row: Principle) -> str:
    """That of its facts, worked out from the row an act holds."""
    return mark_of(row.title, row.source, ways_of(row))


def indicator_mark(row: Indicator) -> str:
    """Differs as soon as anything does that is set down of it beside its wording."""
    served = row.outcomes.order_by("number").values_list("number", flat=True)
    return mark_of(
        row.kind,
        row.unit,
        row.decimals,
        row.direction,
        row.control,
        row.level,
        row.combine,
        row.why_it_matters,
        row.source,
        list(served),
    )


def is_relied_on(row: Indicator) -> bool:
    """Whether anything was found, wanted or reported of it, so that it must stay what it is."""
    return row.values.exists() or row.targets.exists() or row.reported_ratings.exists()


def outcomes(facts: FrameworkFacts, *, known_at: datetime | None = None) -> list[OutcomeFacts]:
    """The outcomes in order, each with the numbers of the indicators that speak of it."""
    rows = Outcome.objects.filter(known(known_at), framework_id=facts.id)
    held, _rest = put_back(rows, known_at)
    linked = _linked(facts.id, known_at)
    return [
        OutcomeFacts(
            number=row.number,
            section=row.section,
            priority=row.priority,
            title=row.title,
            source=row.source,
            indicator_numbers=tuple(linked[row.number]),
        )
        for row in held
    ]


def _linked(framework_id: int, known_at: datetime | None) -> dict[int, list[int]]:
    """By the number of the outcome, the numbers of the indicators that speak of it."""
    linked: dict[int, list[int]] = defaultdict(list)
    rows = Indicator.objects.filter(framework_id=framework_id)
    if known_at is None:
        pairs = rows.exclude(outcomes=None).order_by("number")
        for outcome, number in pairs.values_list("outcomes__number", "number"):
            linked[outcome].append(number)
        return linked
    first = IndicatorVersion.objects.filter(known(known_at), number=1).values("indicator_id")
    then = rows.filter(pk__in=first).prefetch_related("outcomes")
    held, rest = put_back(then, known_at)
    for row in held:
        for number in _served(row, rest):
            linked[number].append(row.number)
    return linked


def _served(row: Indicator, rest: Mapping[int, Stood]) -> list[int]:
    """The numbers of the outcomes that it serves, or served at the moment of what was put back."""
    was = rest.get(row.pk, {}).get("outcomes")
    return sorted(one.number for one in row.outcomes.all()) if was is None else sorted(was)


def principles(facts: FrameworkFacts, *, known_at: datetime | None = None) -> list[PrincipleFacts]:
    """The principles, how each is secured, and who answers for it (or that nobody is named)."""
    rows = Principle.objects.filter(known(known_at), framework_id=facts.id)
    held, rest = put_back(rows.prefetch_related("secured_by"), known_at)
    ways = {row.pk: rest.get(row.pk, {}).get("secured_by", ways_of(row)) for row in held}
    owners = {owner for those in ways.values() for _words, owner, _source in those if owner}
    names = organisations.named(owners, known_at=known_at) if owners else {}
    return [
        PrincipleFacts(
            number=row.number,
            title=row.title,
            source=row.source,
            secured_by=tuple(
                SecuredFacts(number, said, owner, names.get(owner, ""), source)
                for number, (said, owner, source) in enumerate(ways[row.pk], start=1)
            ),
        )
        for row in held
    ]


def ways_of(row: Principle) -> list[tuple[str, int | None, str]]:
    """How it is secured, in order: in words, who answers for it, and where that stands."""
    ways = sorted(row.secured_by.all(), key=lambda way: way.number)
    return [(way.words, way.owner_id, way.source) for way in ways]


def rating_rules(facts: FrameworkFacts, *, known_at: datetime | None = None) -> list[RuleFacts]:
    return [
        RuleFacts(
            rule=Rule(row.code, row.number, RuleKind(row.kind), row.amber_within),
            words=row.words,
            valid_from=row.valid_from,
            source=row.source,
        )
        for row in RatingRule.objects.filter(known(known_at), framework_id=facts.id)
    ]


def rule_in_force(rules: Sequence[RuleFacts], span: Span) -> RuleFacts | None:
    """The rule whose validity began last on or before the period's last day."""
    begun = [rule for rule in rules if rule.valid_from < span.end]
    return begun[-1] if begun else None


def indicators(
    facts: FrameworkFacts,
    span: Span,
    number: int | None = None,
    *,
    known_at: datetime | None = None,
) -> list[IndicatorFacts]:
    """The indicators of a framework, each as it reads for that period; at a moment before its
    first version was recorded, there was no such indicator."""
    standings = IndicatorStanding.objects.filter(known(known_at)).select_related("place")
    rows = Indicator.objects.filter(framework_id=facts.id).prefetch_related(
        Prefetch("versions", IndicatorVersion.objects.filter(known(known_at))),
        "outcomes",
        Prefetch("standings", standings),
    )
    if number is not None:
        rows = rows.filter(number=number)
    held, rest = put_back(rows, known_at)
    put_back((one.place for row in held for one in row.standings.all() if one.place), known_at)
    return [_indicator(row, span, _served(row, rest)) for row in held if row.versions.all()]


def _indicator(row: Indicator, span: Span, served: Sequence[int]) -> IndicatorFacts:
    versions = tuple(_version(version) for version in row.versions.all())
    in_force = [version for version in versions if version.valid_from < span.end]
    return IndicatorFacts(
        id=row.pk,
        number=row.number,
        kind=IndicatorKind(row.kind),
        unit=row.unit,
        decimals=row.decimals,
        direction=row.direction,
        control=row.control,
        level=row.level,
        combine=row.combine,
        printed_code=row.printed_code,
        evidence_class=row.evidence_class,
        why_it_matters=row.why_it_matters,
        source=row.source,
        is_retired=row.retired_on is not None and row.retired_on < span.end,
        retired_on=row.retired_on,
        version=in_force[-1] if in_force else versions[0],
        versions=versions,
        outcomes=tuple(served),
        standings=standings_of(row),
    )


def _version(row: IndicatorVersion) -> VersionFacts:
    return VersionFacts(
        number=row.number,
        valid_from=row.valid_from,
        change=ChangeClass(row.change_class),
        title=row.title,
        definition=row.definition,
        reason=row.reason,
        source=row.source,
    )


Dues = dict[int, list[tuple[datetime, Span, date]]]


def _dues(framework_ids: list[int]) -> Dues:
    """Of each framework, since when its periods' figures are due on which day."""
    found: Dues = defaultdict(list)
    rows = RoundDates.objects.filter(framework_id__in=framework_ids)
    fields = ("framework_id", "recorded_at", "period_start", "period_end", "due_on")
    for of, at, start, end, due in rows.order_by("recorded_at", "id").values_list(*fields):
        found[of].append((at, Span(start, end), due))
    return found


def _facts(row: Framework, dues: Dues) -> FrameworkFacts:
    return FrameworkFacts(
        id=row.pk,
        slug=row.slug,
        title=row.title,
        short_title=row.short_title,
        about=row.about,
        source=row.source,
        runs=Span(row.starts_on, row.ends_on),
        stage=row.stage,
        area_id=row.area_id,
        area_name=row.area.name,
        area_slug=row.area.slug,
        standing=row.area.standing,
        due_working_days=row.due_working_days,
        dues=tuple(dues.get(row.pk, ())),
        core_most=row.core_most,
        consult_days=row.consult_days,
    )


def _one(row: R | None) -> R:
    if row is None:
        raise Http404
    return row
