"""An agreement is ended before its time, and with it what is paid on out of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.cast import Cast
from tests.conftest import TODAY
from tests.funding.paying import YEAR, Paying, terms
from trellis.funding import queries
from trellis.funding.models import Agreement
from trellis.kernel.editing import EditedMeanwhileError
from trellis.kernel.models import AuditLine
from trellis.kernel.periods import Span
from trellis.kernel.viewer import system

pytestmark = pytest.mark.usefixtures("clock")
DAY = date(2026, 12, 1)


@pytest.fixture
def paying(cast: Cast) -> Paying:
    return Paying(cast)


def test_it_holds_until_its_last_day(paying: Paying) -> None:
    row = paying.main()
    client = paying.cast.client("council_officer")
    sent = {"ends_on": "2026-11-30", "why": "The service closes", "seen": row.mark}
    assert client.post(paying.url(row, "end/"), sent)["Location"] == paying.url(row)

    row.refresh_from_db()
    assert (row.ended_on, row.ended_why, row.ends_on) == (DAY, "The service closes", YEAR.end)
    line = AuditLine.objects.latest("id")
    assert (line.verb, line.why) == ("funding.agreement.ended", "The service closes")
    shown = paying.cast.client("anonymous").get(paying.url(row)).content.decode()
    for words in ("30 November 2026", "Ended early: The service closes", "Agreed until 31 March"):
        assert words in shown


def test_what_is_paid_on_ends_with_it(paying: Paying) -> None:
    main = paying.main()
    sub = paying.sub(main)
    third = paying.make(
        system("tests"),
        under_id=sub.pk,
        payer_id=sub.provider_id,
        provider_id=paying.body("group_a"),
        terms=terms(reference="A/3", runs=Span(date(2027, 1, 1), YEAR.end)),
    )
    over = paying.sub(
        main,
        provider_id=paying.body("hub_b"),
        terms=terms(reference="A/4", runs=Span(YEAR.start, date(2026, 9, 1))),
    )
    page = paying.cast.client("council_officer").get(paying.url(main, "end/")).content.decode()
    assert "2 agreements paid out of it end with it" in page
    assert "Ambley hub a, Ambley group a" in page

    paying.end(main, DAY)

    assert dict(Agreement.objects.values_list("pk", "ended_on")) == {
        main.pk: DAY,
        sub.pk: DAY,
        third.pk: date(2027, 1, 1),  # it never began
        over.pk: None,
    }
    shown = paying.cast.client("anonymous").get(paying.url(sub)).content.decode()
    assert "It ended with the agreement above it." in shown
    never = paying.cast.client("anonymous").get(paying.url(third)).content.decode()
    assert "Never began" in never


def test_what_stands_beside_it_goes_on(paying: Paying) -> None:
    main = paying.main()
    first = paying.sub(main)
    second = paying.sub(main, provider_id=paying.body("hub_b"), terms=terms(reference="A/3"))
    paying.end(first, DAY)

    assert {one.until for one in (Agreement.objects.get(pk=first.pk),)} == {DAY}
    assert Agreement.objects.get(pk=second.pk).ended_on is None
    assert Agreement.objects.get(pk=main.pk).ended_on is None


def test_it_may_be_ended_earlier_still_and_never_later(paying: Paying) -> None:
    row = paying.main()
    paying.end(row, DAY)
    for late in (DAY, YEAR.end):
        with pytest.raises(ValidationError, match="31 March 2026 to 29 November 2026"):
            paying.end(row, late)
    with pytest.raises(ValidationError, match="Enter a day from"):
        paying.end(row, date(2026, 3, 31))

    paying.end(row, YEAR.start)
    row.refresh_from_db()
    assert row.until == YEAR.start
    assert queries.accepting([row.provider_id], row.area_id, TODAY) == {}


def test_the_second_of_two_is_told(paying: Paying) -> None:
    row = paying.main()
    seen = row.mark
    paying.change(row, terms=terms(amount_pence=1_00))
    with pytest.raises(EditedMeanwhileError):
        paying.end(row, DAY, seen=seen)
    sent = {"ends_on": "2026-11-30", "why": "The service closes", "seen": seen}
    answer = paying.cast.client("council_officer").post(paying.url(row, "end/"), sent)

    assert answer.status_code == 409
    assert "2026-11-30" in answer.content.decode()


def test_whoever_is_paid_cannot_end_it(paying: Paying) -> None:
    row = paying.main()
    for viewer in (paying.prime, paying.cast.viewer("funder"), paying.cast.viewer("hub_worker")):
        with pytest.raises(PermissionDenied):
            paying.end(row, DAY, by=viewer)
