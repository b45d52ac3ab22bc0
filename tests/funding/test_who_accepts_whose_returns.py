"""The acceptance of a return follows the contract: the payer's officers by default, the prime for
those it pays on, nobody for their own."""

from datetime import date

import pytest

from tests.factories import make_contributor, make_organisation, make_paid_agreement
from trellis.funding import queries
from trellis.funding.models import Agreement
from trellis.organisations.models import Organisation

pytestmark = pytest.mark.django_db

ON = date(2026, 10, 19)


@pytest.fixture
def main() -> Agreement:
    """The council pays the infrastructure organisation for 2026/27, for itself and a foundation."""
    council = make_organisation(name="Fosseshire County Council", kind="council")
    row = make_paid_agreement(
        payer=council,
        provider=make_organisation(area=council.area, name="Prime", kind="infrastructure"),
    )
    make_contributor(
        agreement=row, organisation=make_organisation(area=council.area, name="Foundation")
    )
    return row


def _accepting(main: Agreement, *providers: Organisation, on: date = ON) -> dict[int, object]:
    found = queries.accepting([one.pk for one in providers], main.area_id, on)
    return {pk: (one.names, one.is_prime, one.agreement_id) for pk, one in found.items()}


def test_whoever_pays_and_pays_in_accepts_by_default(main: Agreement) -> None:
    assert _accepting(main, main.provider) == {
        main.provider_id: (("Fosseshire County Council", "Foundation"), False, main.pk)
    }


def test_the_ids_stand_in_the_order_of_the_names(main: Agreement) -> None:
    found = queries.accepting([main.provider_id], main.area_id, ON)[main.provider_id]

    named = dict(Organisation.objects.values_list("pk", "name"))
    assert tuple(named[pk] for pk in found.organisations) == found.names


def test_the_prime_accepts_for_those_it_pays_on(main: Agreement) -> None:
    sub = make_paid_agreement(under=main)

    assert _accepting(main, sub.provider) == {sub.provider_id: (("Prime",), True, sub.pk)}


def test_the_prime_goes_before_a_body_that_pays_directly_too(main: Agreement) -> None:
    sub = make_paid_agreement(under=main)
    make_paid_agreement(area=main.area, payer=main.payer, provider=sub.provider)

    assert _accepting(main, sub.provider) == {sub.provider_id: (("Prime",), True, sub.pk)}


def test_several_direct_payers_accept_together_oldest_agreement_first(main: Agreement) -> None:
    make_paid_agreement(
        area=main.area,
        payer=make_organisation(area=main.area, name="Health Partnership"),
        provider=main.provider,
        starts_on=date(2026, 7, 1),
    )

    assert _accepting(main, main.provider) == {
        main.provider_id: (
            ("Fosseshire County Council", "Foundation", "Health Partnership"), False, main.pk,
        )
    }  # fmt: skip


def test_what_is_not_reported_on_names_nobody(main: Agreement) -> None:
    sub = make_paid_agreement(under=main, is_reported=False)

    assert _accepting(main, sub.provider) == {}


@pytest.mark.parametrize(
    ("on", "accepted"),
    [
        (date(2026, 3, 31), 0),
        (date(2026, 4, 1), 1),
        (date(2027, 3, 31), 1),
        (date(2027, 4, 1), 0),
    ],
)
def test_only_while_it_is_in_force(main: Agreement, on: date, accepted: int) -> None:
    assert len(_accepting(main, main.provider, on=on)) == accepted


def test_not_once_it_was_ended(main: Agreement) -> None:
    Agreement.objects.update(ended_on=date(2026, 10, 19), ended_why="Sold")

    assert _accepting(main, main.provider, on=date(2026, 10, 18)).keys() == {main.provider_id}
    assert _accepting(main, main.provider) == {}


def test_another_area_has_agreements_of_its_own(main: Agreement) -> None:
    elsewhere = make_paid_agreement()

    assert queries.accepting([main.provider_id], elsewhere.area_id, ON) == {}
    assert queries.accepting([elsewhere.provider_id], main.area_id, ON) == {}


def test_as_many_questions_for_three_as_for_one(
    main: Agreement, django_assert_num_queries: object
) -> None:
    subs = [make_paid_agreement(under=main) for _ in range(3)]

    for providers in (subs[:1], subs):
        with django_assert_num_queries(2):  # type: ignore[operator]
            queries.accepting([one.provider_id for one in providers], main.area_id, ON)


def test_who_pays_what_in_an_area(main: Agreement) -> None:
    Agreement.objects.filter(pk=main.pk).update(amount_pence=100_000_00)
    main.contributors.update(amount_pence=30_000_00)
    make_paid_agreement(under=main, amount_pence=20_000_00)  # the same money once more

    paid = queries.paid_in(main.area_id, ON)

    assert [(one.name, one.total_pence) for one in paid] == [
        ("Fosseshire County Council", 70_000_00),
        ("Foundation", 30_000_00),
    ]


def test_a_share_nobody_stated_leaves_the_payers_own_open(main: Agreement) -> None:
    Agreement.objects.filter(pk=main.pk).update(amount_pence=100_000_00)

    paid = queries.paid_in(main.area_id, ON)

    assert [(one.name, one.total_pence) for one in paid] == [
        ("Fosseshire County Council", None),
        ("Foundation", None),
    ]


def test_all_agreements_of_a_body_whatever_its_part(main: Agreement) -> None:
    sub = make_paid_agreement(under=main, starts_on=date(2026, 5, 1))
    paid_into = main.contributors.get().organisation_id

    def ids(organisation_id: int) -> list[int]:
        return [one.id for one in queries.agreements_of(organisation_id, ON)]

    assert ids(main.provider_id) == [sub.pk, main.pk]
    assert ids(paid_into) == [main.pk]
    assert ids(sub.provider_id) == [sub.pk]
