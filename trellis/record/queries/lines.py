"""Activities as a list shows them: in words, with everybody's part."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trellis.organisations import queries as organisations
from trellis.record.models import Activity, BeneficiaryReply, Contribution
from trellis.record.rules.shares import Role
from trellis.record.words import where_words


@dataclass(frozen=True)
class PartFacts:
    """A provider's part; `share` in per cent, `minutes` of its own people (None: not known)."""

    provider_id: int
    name: str
    role: Role
    share: Decimal
    minutes: int | None


@dataclass(frozen=True)
class LineFacts:
    """One activity as it counts. `answer` is what the organisation that it was for said last:
    None where it has said nothing."""

    id: int
    line_id: int
    number: int
    on: date
    kind: str
    kind_code: str
    unit: str
    title: str
    quantity: int
    minutes: int | None
    pence: int | None
    place: str
    organisation_id: int | None
    organisation: str
    is_for_a_person: bool
    parts: tuple[PartFacts, ...]
    answer: bool | None
    answer_words: str

    @property
    def lead(self) -> PartFacts:
        return next(one for one in self.parts if one.role is Role.LEAD)


def lines(rows: Sequence[Activity]) -> list[LineFacts]:
    """Of activities that count, read with their kind and place; in their order. Three queries."""
    ids = [row.pk for row in rows]
    parts = _parts(ids)
    named = {part.provider_id for held in parts.values() for part in held}
    names = organisations.named(
        named | {row.organisation_id for row in rows if row.organisation_id}
    )
    answers = _answers(ids)
    return [_line(row, parts[row.pk], names, answers.get(row.pk)) for row in rows]


def _line(
    row: Activity,
    parts: Sequence[Contribution],
    names: dict[int, str],
    answer: BeneficiaryReply | None,
) -> LineFacts:
    return LineFacts(
        id=row.pk,
        line_id=row.line_id,
        number=row.number,
        on=row.on,
        kind=row.service_type.name,
        kind_code=row.service_type.code,
        unit=row.service_type.unit,
        title=row.title,
        quantity=row.quantity,
        minutes=row.minutes,
        pence=row.pence,
        place=where_words(row.place.name, is_area=row.place_id == row.area_id),
        organisation_id=row.organisation_id,
        organisation=names.get(row.organisation_id or 0, ""),
        is_for_a_person=row.person_id is not None,
        parts=tuple(part_facts(part, names) for part in parts),
        answer=answer.confirms if answer else None,
        answer_words=answer.words if answer else "",
    )


def part_facts(part: Contribution, names: dict[int, str]) -> PartFacts:
    share = Decimal(part.share) / 100
    name = names.get(part.provider_id, "")
    return PartFacts(part.provider_id, name, Role(part.role), share, part.own_minutes)


def _parts(ids: Collection[int]) -> dict[int, list[Contribution]]:
    found: dict[int, list[Contribution]] = defaultdict(list)
    rows = Contribution.objects.filter(split__activity__in=ids, stands=True)
    for row in rows.select_related("split").order_by("id"):
        found[row.split.activity_id].append(row)
    return found


def _answers(ids: Collection[int]) -> dict[int, BeneficiaryReply]:
    rows = BeneficiaryReply.objects.filter(activity__in=ids).order_by("id")
    return {row.activity_id: row for row in rows}
