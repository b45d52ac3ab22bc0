"""A chain held for the time of an act, and what would not fit into it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.funding.models import Agreement, Contributor
from trellis.funding.policy import AGREEMENT
from trellis.funding.rules import below
from trellis.kernel.money import pounds
from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer


@dataclass(frozen=True)
class Chain:
    """A main agreement with all that stands under it, as they are now; `contributors` pay into
    the main agreement."""

    main: Agreement
    rows: Mapping[int, Agreement]
    contributors: tuple[Contributor, ...]

    def above(self, row: Agreement) -> Agreement | None:
        return None if row.under_id is None else self.rows[row.under_id]

    def below(self, row: Agreement) -> list[Agreement]:
        """All that stands under it, nearest first."""
        under = {pk: one.under_id for pk, one in self.rows.items()}
        return [self.rows[pk] for pk in below(under, row.pk)]

    def directly_below(self, row: Agreement) -> list[Agreement]:
        return [one for one in self.rows.values() if one.under_id == row.pk]

    def bodies_down_to(self, row: Agreement) -> set[int]:
        """Every body from whoever pays into the main agreement to the provider of this one."""
        found = {one.organisation_id for one in self.contributors} | {self.main.payer_id}
        step: Agreement | None = row
        while step is not None:
            found.add(step.provider_id)
            step = self.above(step)
        return found

    def providers(self) -> set[int]:
        return {one.provider_id for one in self.rows.values()}


def held(agreement_id: int, *, by: Viewer) -> tuple[Chain, Agreement]:
    """The agreement, for whoever keeps it, and the chain it is held in. 403 for anybody else."""
    AGREEMENT.get(by, Agreement.objects.all(), "edit", pk=agreement_id)
    chain = held_chain(agreement_id)
    return chain, chain.rows[agreement_id]


def held_chain(agreement_id: int) -> Chain:
    """The chain of that agreement, held by its main one until the act is done: of two people who
    write to it at once, the second sees what the first wrote. What an agreement stands under never
    changes, so that the way up needs no holding."""
    main_id, above = agreement_id, _above(agreement_id)
    while above is not None:
        main_id, above = above, _above(above)
    main = Agreement.objects.select_for_update(of=("self",)).get(pk=main_id)
    rows, level = {main.pk: main}, [main.pk]
    while level:
        found = Agreement.objects.filter(under_id__in=level).order_by("starts_on", "id")
        level = [one.pk for one in found]
        rows |= {one.pk: one for one in found}
    return Chain(main, rows, tuple(Contributor.objects.filter(agreement=main)))


def _above(agreement_id: int) -> int | None:
    return Agreement.objects.values_list("under_id", flat=True).get(pk=agreement_id)


def refuse_outside(runs: Span, above: Agreement) -> None:
    """A sub-agreement lies within the time of the one above it."""
    if runs.start < above.starts_on or runs.start >= above.until:
        words = _(
            "The agreement above it runs from %(first)s to %(last)s: enter a day within that."
        )
        raise ValidationError({"starts_on": words % _in_words(above)})
    if runs.end > above.until:
        words = _("The agreement above it runs up to %(last)s: enter that day or an earlier one.")
        raise ValidationError({"ends_on": words % _in_words(above)})


def refuse_leaving_out(runs: Span, under: Iterable[Agreement]) -> None:
    """What stands under an agreement lies within its time."""
    held = [one for one in under if one.until > one.starts_on]
    first = min((one.starts_on for one in held), default=runs.start)
    until = max((one.until for one in held), default=runs.end)
    if first < runs.start:
        words = _("Agreements under it run from %(day)s on: enter that day or an earlier one.")
        raise ValidationError({"starts_on": words % {"day": _day(first)}})
    if until > runs.end:
        words = _("Agreements under it run up to %(day)s: enter that day or a later one.")
        raise ValidationError({"ends_on": words % {"day": _day(until - timedelta(days=1))}})


def refuse_ended(row: Agreement) -> None:
    if row.ended_on is not None:
        raise ValidationError(_("It was ended. What it said stays as it was."))


def refuse_overpaid(total: int | None, shares: list[int | None]) -> None:
    """Those who pay into an agreement pay parts of its amount."""
    stated = sum(share for share in shares if share is not None)
    if total is not None and stated > total:
        words = _("Others pay %(stated)s of it: enter at least that, or change what they pay.")
        raise ValidationError({"amount": words % {"stated": pounds(stated)}})


def _in_words(above: Agreement) -> dict[str, str]:
    last = above.until - timedelta(days=1)
    return {"first": _day(above.starts_on), "last": _day(last)}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
