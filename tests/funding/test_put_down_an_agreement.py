"""Whoever signs for a body puts down what it pays for, and what is paid on out of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.cast import PARTS, Cast
from tests.conftest import NOW
from tests.factories import make_organisation
from tests.funding.paying import YEAR, Paying, terms
from trellis.funding import actions
from trellis.funding.models import Agreement
from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.models import AuditLine
from trellis.kernel.periods import Span
from trellis.kernel.viewer import system
from trellis.places.models import Place

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def paying(cast: Cast) -> Paying:
    return Paying(cast)


def fields(paying: Paying, **given: str) -> dict[str, str]:
    """What a browser sends of the council's main agreement."""
    usual = {
        "payer": str(paying.body("council")),
        "provider": "Ambley infrastructure",
        "title": "Infrastructure services",
        "reference": "A/1",
        "starts_on": "2026-04-01",
        "ends_on": "31/3/2027",
        "amount": "£100,000.50",
        "is_reported": "on",
    }
    return {**usual, **given}


def test_it_stands_as_it_was_put_down(paying: Paying) -> None:
    answer = paying.cast.client("council_officer").post(paying.url(None, "begin/"), fields(paying))

    [row] = Agreement.objects.all()
    assert answer["Location"] == paying.url(row)
    assert (row.payer_id, row.provider_id) == (
        paying.body("council"),
        paying.body("infrastructure"),
    )
    assert (row.starts_on, row.ends_on) == (YEAR.start, YEAR.end)  # the last day is within it
    assert (row.amount_pence, row.under_id, row.is_reported) == (100_000_50, None, True)
    line = AuditLine.objects.latest("id")
    assert (line.verb, line.of) == ("funding.agreement.made", f"paid_agreement:{row.pk}")


def test_the_same_form_sent_twice_puts_down_one(paying: Paying) -> None:
    client = paying.cast.client("council_officer")
    for _ in range(2):
        answer = client.post(paying.url(None, "begin/"), fields(paying, once="one-key"))
        assert answer.status_code == 302

    assert Agreement.objects.count() == 1
    with pytest.raises(AlreadyDoneError):
        paying.main(once="one-key", terms=terms(reference="A/9"))


def test_what_is_wrong_stands_by_its_field(paying: Paying) -> None:
    client = paying.cast.client("council_officer")

    def said(**given: str) -> str:
        answer = client.post(paying.url(None, "begin/"), fields(paying, **given))
        assert answer.status_code == 200
        return str(answer.context["form"].errors)

    assert "enter the first day or one after it" in said(ends_on="2026-03-31")
    assert "No open organisation has this name" in said(provider="Nowhere")
    assert "Several fit: Ambley group a, Ambley group b" in said(provider="Ambley group")
    assert "Nobody pays themselves" in said(provider="Ambley council")
    assert "is not a number" in said(amount="a lot")
    assert "enter 0.01 or more" in said(amount="0")
    assert not Agreement.objects.exists()


def test_a_reference_is_given_once_in_an_area(paying: Paying) -> None:
    paying.main()
    with pytest.raises(ValidationError, match="has that reference"):
        paying.main()

    assert Agreement.objects.count() == 1


def test_only_for_a_body_one_signs_for(paying: Paying) -> None:
    for key in PARTS:
        viewer = paying.cast.viewer(key)
        if key == "council_officer":
            continue
        with pytest.raises(PermissionDenied):
            paying.main(by=viewer)
    with pytest.raises(PermissionDenied):
        paying.main(by=paying.cast.viewer("council_officer", elsewhere=True))

    assert not Agreement.objects.exists()


def test_nobody_of_another_record_and_nobody_closed(paying: Paying) -> None:
    elsewhere = paying.cast.other_world.bodies["hub_a"].pk
    closed = make_organisation(area=paying.cast.world.area, closed_on=date(2026, 1, 1)).pk
    for stranger in (elsewhere, closed):
        with pytest.raises(ValidationError, match="open organisation of this record"):
            paying.main(provider_id=stranger)
    with pytest.raises(ValidationError, match="open organisation of this record"):
        paying.main(area_id=paying.cast.other_world.area.pk)


def test_what_is_paid_on_is_paid_by_whoever_is_paid(paying: Paying) -> None:
    main = paying.main()
    sub = paying.sub(main)

    assert (sub.under_id, sub.payer_id) == (main.pk, main.provider_id)
    with pytest.raises(ValidationError, match="whoever is paid by the agreement above it"):
        paying.main(under_id=main.pk, provider_id=paying.body("hub_b"), terms=terms(reference="X"))


def test_nobody_stands_twice_in_a_chain(paying: Paying) -> None:
    main = paying.main()
    paying.share(main, {paying.body("funder"): None})
    sub = paying.sub(main)
    again = {"terms": terms(reference="A/3")}
    for body in ("council", "funder"):
        with pytest.raises(ValidationError, match="pays in this chain already"):
            paying.sub(main, provider_id=paying.body(body), **again)
    for body in ("council", "infrastructure", "funder"):
        with pytest.raises(ValidationError, match="pays in this chain already"):
            paying.make(
                system("tests"),
                under_id=sub.pk,
                payer_id=sub.provider_id,
                provider_id=paying.body(body),
                **again,
            )
    # On another branch it may: hub B is paid by the prime and by hub A.
    paying.sub(main, provider_id=paying.body("hub_b"), terms=terms(reference="A/4"))
    paying.make(
        system("tests"),
        under_id=sub.pk,
        payer_id=sub.provider_id,
        provider_id=paying.body("hub_b"),
        terms=terms(reference="A/5"),
    )


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        (date(2026, 3, 31), date(2026, 9, 1), "starts_on"),
        (date(2027, 4, 1), date(2027, 9, 1), "starts_on"),
        (date(2026, 4, 1), date(2027, 4, 2), "ends_on"),
    ],
)
def test_it_lies_within_the_time_of_the_one_above(
    paying: Paying, start: date, end: date, field: str
) -> None:
    main = paying.main()
    with pytest.raises(ValidationError) as refused:
        paying.sub(main, terms=terms(reference="A/2", runs=Span(start, end)))

    assert list(refused.value.error_dict) == [field]
    assert "1 April 2026" in str(refused.value) or "31 March 2027" in str(refused.value)


def test_the_page_offers_to_pay_on_out_of_what_one_is_paid(paying: Paying) -> None:
    main = paying.main()
    client = paying.cast.client("infrastructure_manager")
    offered = client.get(paying.url(None, "begin/") + f"?under={main.pk}").context["form"]
    assert [code for code, _words in offered.fields["under"].choices] == ["", main.pk]
    assert offered["under"].value() == main.pk

    sent = fields(
        paying,
        payer=str(paying.body("infrastructure")),
        provider="Ambley hub a",
        under=str(main.pk),
        reference="A/2",
    )
    client.post(paying.url(None, "begin/"), sent)
    assert Agreement.objects.get(reference="A/2").under_id == main.pk
    # Whoever is paid by nobody is offered nothing.
    council = paying.cast.client("council_officer").get(paying.url(None, "begin/"))
    assert "Out of which money?" not in council.content.decode()


def test_the_record_of_a_time_that_is_over_takes_none(paying: Paying) -> None:
    Place.objects.filter(pk=paying.area_id).update(standing="documented")
    with pytest.raises(PermissionDenied):
        paying.main()
    begin = paying.cast.client("council_officer").get(paying.url(None, "begin/"))
    assert begin.status_code == 403
    assert "documented history" in begin.content.decode()

    loaded = paying.main(by=system("load"))
    assert Agreement.objects.get() == loaded
    for move in ("change", "end", "contributors"):
        shut = paying.cast.client("council_officer").get(paying.url(loaded, f"{move}/"))
        assert shut.status_code == 403
    with pytest.raises(PermissionDenied):
        actions.end_agreement(
            agreement_id=loaded.pk, ends_on=date(2026, 9, 1), why="X", by=paying.council, now=NOW
        )
