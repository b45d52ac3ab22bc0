"""What an agreement says is changed for a reason, and never past what hangs on it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.cast import PARTS, Cast
from tests.funding.paying import YEAR, Paying, terms
from trellis.funding.models import Agreement
from trellis.kernel.editing import EditedMeanwhileError
from trellis.kernel.models import AuditLine
from trellis.kernel.periods import Span

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def paying(cast: Cast) -> Paying:
    return Paying(cast)


def fields(row: Agreement, **given: str) -> dict[str, str]:
    usual = {
        "title": row.title,
        "reference": row.reference,
        "starts_on": "2026-04-01",
        "ends_on": "2027-03-31",
        "amount": "100000",
        "is_reported": "on",
        "why": "A figure was left out",
        "seen": row.mark,
    }
    return {**usual, **given}


def test_only_what_is_new_is_written(paying: Paying) -> None:
    row = paying.main()
    client = paying.cast.client("council_officer")
    answer = client.post(paying.url(row, "change/"), fields(row, title="Better words", amount=""))

    assert answer["Location"] == paying.url(row)
    row.refresh_from_db()
    assert (row.title, row.amount_pence) == ("Better words", None)
    line = AuditLine.objects.latest("id")
    assert (line.verb, line.fields, line.why) == (
        "funding.agreement.changed", ["amount_pence", "title"], "A figure was left out",
    )  # fmt: skip

    paying.change(row, terms=terms(title="Better words", amount_pence=None))
    assert AuditLine.objects.latest("id") == line  # nothing was new


def test_the_second_of_two_is_told_and_loses_nothing(paying: Paying) -> None:
    row = paying.main()
    client = paying.cast.client("council_officer")
    paying.change(row, terms=terms(title="The first one’s words"))
    answer = client.post(paying.url(row, "change/"), fields(row, title="The second one’s words"))

    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "The first one’s words" in shown
    assert "The second one’s words" in shown
    row.refresh_from_db()
    assert row.title == "The first one’s words"
    with pytest.raises(EditedMeanwhileError):
        paying.change(row, terms=terms(), seen="an older mark")

    again = answer.context["form"].data
    client.post(paying.url(row, "change/"), again)
    row.refresh_from_db()
    assert row.title == "The second one’s words"


def test_nobody_changes_it_but_who_signs_for_its_payer(paying: Paying) -> None:
    row = paying.main()
    for key in PARTS:
        if key != "council_officer":
            with pytest.raises(PermissionDenied):
                paying.change(row, terms=terms(title="Mine"), by=paying.cast.viewer(key))
    with pytest.raises(PermissionDenied):
        paying.change(row, terms=terms(), by=paying.cast.viewer("council_officer", elsewhere=True))


@pytest.mark.parametrize(
    ("runs", "field", "day"),
    [
        (Span(date(2026, 5, 2), YEAR.end), "starts_on", "1 May 2026"),
        (Span(YEAR.start, date(2026, 11, 30)), "ends_on", "30 November 2026"),
    ],
)
def test_it_is_not_shortened_past_what_is_paid_on(
    paying: Paying, runs: Span, field: str, day: str
) -> None:
    main = paying.main()
    paying.sub(main, terms=terms(reference="A/2", runs=Span(date(2026, 5, 1), date(2026, 12, 1))))
    with pytest.raises(ValidationError) as refused:
        paying.change(main, terms=terms(runs=runs))

    assert list(refused.value.error_dict) == [field]
    assert day in str(refused.value)
    paying.change(main, terms=terms(runs=Span(date(2026, 5, 1), date(2026, 12, 1))))


def test_what_never_began_holds_nothing_back(paying: Paying) -> None:
    main = paying.main()
    sub = paying.sub(main)
    paying.end(sub, YEAR.start)

    paying.change(main, terms=terms(runs=Span(date(2026, 9, 1), YEAR.end)))


def test_a_sub_agreement_stays_within_the_one_above(paying: Paying) -> None:
    sub = paying.sub(paying.main())
    with pytest.raises(ValidationError, match="enter that day or an earlier one"):
        paying.change(sub, terms=terms(reference="A/2", runs=Span(YEAR.start, date(2027, 5, 1))))


def test_it_never_comes_to_less_than_others_pay_of_it(paying: Paying) -> None:
    row = paying.main()
    paying.share(row, {paying.body("funder"): 60_000_00})
    with pytest.raises(ValidationError, match="Others pay £60,000 of it"):
        paying.change(row, terms=terms(amount_pence=59_999_99))

    paying.change(row, terms=terms(amount_pence=60_000_00))
    paying.change(row, terms=terms(amount_pence=None))


def test_what_was_ended_stays_as_it_was(paying: Paying) -> None:
    row = paying.main()
    paying.end(row, date(2026, 9, 1))
    with pytest.raises(ValidationError, match="It was ended"):
        paying.change(row, terms=terms(title="Later words"))
    with pytest.raises(ValidationError, match="It was ended"):
        paying.share(row, {paying.body("funder"): None})


def test_a_reference_of_another_is_refused(paying: Paying) -> None:
    paying.main()
    other = paying.main(terms=terms(reference="A/9"))
    with pytest.raises(ValidationError, match="has that reference"):
        paying.change(other, terms=terms(reference="A/1"))
