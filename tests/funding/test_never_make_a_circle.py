"""Whatever is put down, changed and ended, in any order and at once: no body stands twice in a
chain, and nothing outlasts what it is paid out of."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.at_once import at_once
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_area, make_organisation
from tests.funding.paying import YEAR, Paying, terms
from tests.web.worlds import undone
from trellis.funding import actions
from trellis.funding.actions import Terms
from trellis.funding.models import Agreement, Contributor
from trellis.funding.rules import Standing, standing
from trellis.kernel.periods import Span
from trellis.kernel.viewer import system

FIRST = date(2026, 4, 1)
BODIES = 5
SYSTEM = system("tests")


def assert_sound() -> None:
    """Asked of the rows themselves, one by one."""
    rows = {row.pk: row for row in Agreement.objects.all()}
    paid_into = list(Contributor.objects.all())
    for row in rows.values():
        assert row.payer_id != row.provider_id
        paid, step = [row.provider_id], row
        while step.under_id is not None:
            above = rows[step.under_id]
            assert step.payer_id == above.provider_id
            assert step.area_id == above.area_id
            if step.until > step.starts_on:
                assert above.starts_on <= step.starts_on
                assert step.until <= above.until
            paid.append(above.provider_id)
            step = above
        pays_in = [step.payer_id]
        pays_in += [one.organisation_id for one in paid_into if one.agreement_id == step.pk]
        chain = paid + pays_in
        assert len(chain) == len(set(chain))
        shares = [one.amount_pence or 0 for one in paid_into if one.agreement_id == row.pk]
        assert row.amount_pence is None or sum(shares) <= row.amount_pence


class Numbers(NamedTuple):
    """Two of the bodies, the agreement it is about, a first day and how many."""

    one: int
    two: int
    under: int
    start: int
    length: int


class Play:
    """A few bodies do to a few agreements what the numbers say; what is refused is left."""

    def __init__(self) -> None:
        area = make_area()
        self.area_id = area.pk
        self.bodies = [make_organisation(area=area).pk for _ in range(BODIES)]
        self.made = 0

    def _which(self, number: int) -> int | None:
        ids = list(Agreement.objects.order_by("pk").values_list("pk", flat=True))
        return ids[number % len(ids)] if ids else None

    def _terms(self, by: Numbers, amount: int, reference: str = "") -> Terms:
        start = FIRST + timedelta(days=by.start)
        runs = Span(start, start + timedelta(days=by.length))
        return Terms(
            reference or f"R{self.made}", "Work", runs, is_reported=True, amount_pence=amount
        )

    def make(self, by: Numbers) -> None:
        self.made += 1
        which = self._which(by.under) if by.under else None
        above = None if which is None else Agreement.objects.get(pk=which)
        payer = above.provider_id if above else self.bodies[by.one]
        actions.make_agreement(
            area_id=self.area_id,
            payer_id=payer,
            provider_id=self.bodies[by.two],
            under_id=above.pk if above else None,
            terms=self._terms(by, 1 + by.one * 10),
            by=SYSTEM,
            now=NOW,
        )

    def change(self, by: Numbers) -> None:
        if (pk := self._which(by.under)) is not None:
            said = self._terms(by, 1 + by.two, f"C{pk}")
            actions.change_agreement(agreement_id=pk, terms=said, why="So", by=SYSTEM, now=NOW)

    def end(self, by: Numbers) -> None:
        if (pk := self._which(by.under)) is not None:
            day = FIRST + timedelta(days=by.start)
            actions.end_agreement(agreement_id=pk, ends_on=day, why="So", by=SYSTEM, now=NOW)

    def share(self, by: Numbers) -> None:
        if (pk := self._which(by.under)) is not None:
            shares = {self.bodies[by.one]: 1 + by.start, self.bodies[by.two]: None}
            actions.set_contributors(agreement_id=pk, shares=shares, by=SYSTEM, now=NOW)


NUMBERS = st.builds(
    Numbers,
    one=st.integers(0, BODIES - 1),
    two=st.integers(0, BODIES - 1),
    under=st.integers(0, 6),
    start=st.integers(0, 12),
    length=st.integers(1, 12),
)
DEEDS = st.tuples(st.sampled_from(["make", "make", "make", "change", "end", "share"]), NUMBERS)


@pytest.mark.django_db
@given(deeds=st.lists(DEEDS, min_size=4, max_size=14))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_deeds_makes_one(deeds: list[tuple[str, Numbers]]) -> None:
    with undone():
        play = Play()
        for name, numbers in deeds:
            try:
                getattr(play, name)(numbers)
            except ValidationError:
                continue
            assert_sound()


@pytest.mark.django_db
def test_the_play_gets_somewhere() -> None:
    """The deeds above are not all refused: chains of three are made, shared and cut."""
    play = Play()
    play.make(Numbers(0, 1, 0, 0, 12))
    play.make(Numbers(0, 2, 1, 0, 12))
    play.make(Numbers(0, 3, 3, 1, 10))
    play.share(Numbers(4, 4, 3, 0, 1))
    with pytest.raises(ValidationError):
        play.make(Numbers(0, 4, 5, 1, 3))  # it pays in
    play.end(Numbers(0, 0, 3, 5, 1))

    ended = Agreement.objects.exclude(ended_on=None).count()
    assert (Agreement.objects.count(), ended, Contributor.objects.count()) == (3, 3, 1)
    assert_sound()


@given(start=st.integers(0, 9), length=st.integers(0, 9), day=st.integers(0, 20))
def test_an_agreement_is_in_one_state_on_any_day(start: int, length: int, day: int) -> None:
    first = FIRST + timedelta(days=start)
    until = first + timedelta(days=length)
    today = FIRST + timedelta(days=day)
    found = standing(first, until, today)

    assert (found is Standing.IN_FORCE) == (first <= today < until)
    assert (found is Standing.OVER) == (until <= today or first == until)


@pytest.mark.django_db(transaction=True)
def test_one_ends_it_while_another_pays_on_out_of_it(cast: Cast) -> None:
    paying = Paying(cast)
    council, prime = paying.council, paying.prime
    for number in range(4):
        main = paying.main(terms=terms(reference=f"M{number}"))
        answers = at_once(
            partial(paying.end, main, date(2026, 12, 1), by=council),
            partial(paying.sub, main, terms=terms(reference=f"S{number}"), by=prime),
        )

        assert answers[0] == "done"
        assert answers[1] in {"done", "refused"}
        assert_sound()


@pytest.mark.django_db(transaction=True)
def test_one_lets_somebody_pay_in_while_another_pays_them_on(cast: Cast) -> None:
    paying = Paying(cast)
    council, prime, hub = paying.council, paying.prime, paying.body("hub_a")
    for number in range(4):
        main = paying.main(terms=terms(reference=f"M{number}"))
        deeds: list[Callable[[], object]] = [
            partial(paying.share, main, {hub: None}, by=council),
            partial(paying.sub, main, terms=terms(reference=f"S{number}"), by=prime),
        ]

        assert sorted(at_once(*deeds)) == ["done", "refused"]
        assert_sound()


@pytest.mark.django_db(transaction=True)
def test_one_shortens_it_while_another_lengthens_what_is_paid_on(cast: Cast) -> None:
    paying = Paying(cast)
    council, prime = paying.council, paying.prime
    half = Span(YEAR.start, date(2026, 10, 1))
    for number in range(4):
        main = paying.main(terms=terms(reference=f"M{number}"))
        sub = paying.sub(main, terms=terms(reference=f"S{number}", runs=half))
        shorter = terms(reference=f"M{number}", runs=half)
        answers = at_once(
            partial(paying.change, main, terms=shorter, by=council),
            partial(paying.change, sub, terms=terms(reference=f"S{number}"), by=prime),
        )

        assert sorted(answers) == ["done", "refused"]
        assert_sound()


@pytest.mark.django_db(transaction=True)
def test_two_give_the_same_reference(cast: Cast) -> None:
    paying = Paying(cast)
    council = paying.council
    for number in range(3):
        one = partial(paying.main, terms=terms(reference=f"M{number}"), by=council)

        assert sorted(at_once(one, one)) == ["done", "refused"]
