"""Whoever keeps the record says what kinds are recorded and how each is shared out; all read it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import PARTS, Cast
from tests.conftest import NOW
from tests.factories import make_service_type, make_share_rule
from tests.record.doing import DAY, SYSTEM, Doing
from trellis.kernel.models import AuditLine
from trellis.places.models import Place
from trellis.record import actions, words
from trellis.record.models import ServiceType, ShareRule
from trellis.record.rules.shares import RuleKind

pytestmark = pytest.mark.usefixtures("clock")
KEEPER = "infrastructure_manager"


def url(doing: Doing, name: str, *more: int) -> str:
    return reverse(f"record:{name}", args=[doing.county.slug, *more])


def kind_fields(**given: str) -> dict[str, str]:
    usual = {
        "name": "Training place",
        "heading": "Training",
        "unit": "places taken",
        "whom_for": "either",
        "asks_minutes": "on",
    }
    return {**usual, **given}


def changed_fields(row: ServiceType, **given: str) -> dict[str, str]:
    usual = kind_fields(name=row.name, heading=row.heading, unit=row.unit, why="Clearer")
    return {**usual, "seen": row.mark, **given}


def test_anybody_reads_what_is_recorded_and_how_it_is_shared_out(doing: Doing) -> None:
    over = make_service_type(area=doing.county, name="Fax sent", ended_on=date(2026, 4, 1))
    client = doing.cast.client("anonymous")

    text = client.get(url(doing, "kinds")).content.decode()
    assert "In equal parts to whoever leads and their partners" in text
    assert "since 1 April 2020" in text
    assert "1 kind that is no longer recorded" in text
    assert "Until 31 March 2026" in text
    assert "Add a kind" not in text

    one = read(client.get(url(doing, "kind", doing.kinds[0].pk)))
    assert "Three bodies have 33.34 %, 33.33 % and 33.33 %" in one
    assert "Partnership board, March 2020" in one
    assert "Change it" not in one
    bare = client.get(url(doing, "kind", over.pk)).content.decode()
    assert "No other rule has been agreed." in bare


def read(answer: Any) -> str:
    return str(answer.content.decode()).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (RuleKind.LEAD, "whoever leads has 100 % and each partner 0 %"),
        (RuleKind.EQUAL, "33.34 %, 33.33 % and 33.33 %"),
        (RuleKind.MINUTES, "90, 60 and 30 minutes have 50 %, 33.33 % and 16.67 %"),
    ],
)
def test_each_rule_is_shown_with_what_it_gives(kind: RuleKind, says: str) -> None:
    assert says in words.rule_example(kind).replace("\xa0", " ")


def test_as_many_questions_for_three_kinds_as_for_one(doing: Doing) -> None:
    client = doing.cast.client("anonymous")
    ServiceType.objects.filter(pk=doing.kinds[1].pk).update(ended_on=DAY)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(url(doing, "kinds"))
        return len(found)

    asked()
    before = asked()
    for _ in range(2):
        make_share_rule(service_type=make_service_type(area=doing.county), kind="lead")
    assert asked() == before


def test_a_kind_is_added_once_and_can_be_recorded(doing: Doing) -> None:
    client = doing.cast.client(KEEPER)
    for _ in range(2):
        answer = client.post(url(doing, "add_kind"), kind_fields(once="one-key"))
        assert answer.status_code == 302

    row = ServiceType.objects.get(name="Training place")
    assert (row.code, row.unit, row.whom_for) == ("training-place", "places taken", "either")
    assert (row.asks_minutes, row.asks_money) == (True, False)
    assert AuditLine.objects.latest("id").verb == "record.service_type.added"
    assert doing.record(service_type_id=row.pk).stands


def test_what_is_wrong_with_it_stands_by_its_field(doing: Doing) -> None:
    client = doing.cast.client(KEEPER)

    def said(**given: str) -> str:
        answer = client.post(url(doing, "add_kind"), kind_fields(**given))
        assert answer.status_code == 200
        return str(answer.context["form"].errors)

    assert "There is a kind of that name already" in said(name=doing.kinds[0].name.upper())
    assert "What is counted: this is empty" in said(unit="")
    assert "Whom it is done for: choose one" in said(whom_for="")
    assert ServiceType.objects.count() == 2


def test_a_kind_is_changed_and_ended_and_the_second_of_two_is_told(doing: Doing) -> None:
    row = doing.kinds[0]
    here = url(doing, "change_kind", row.pk)
    client = doing.cast.client(KEEPER)
    first = changed_fields(row, name="The first one’s words", ended_on="31/3/2027")
    answer = client.post(here, first)
    assert answer["Location"] == url(doing, "kind", row.pk)
    now = ServiceType.objects.get(pk=row.pk)
    assert (now.name, now.ended_on) == ("The first one’s words", date(2027, 4, 1))

    answer = client.post(here, changed_fields(row, name="The second one’s words"))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "The first one’s words" in text
    assert "The second one’s words" in text
    client.post(here, answer.context["form"].data)
    now.refresh_from_db()
    assert (now.name, now.ended_on) == ("The second one’s words", None)


def test_it_takes_no_others_name_and_ends_on_no_day_that_has_something(doing: Doing) -> None:
    doing.record()
    told: dict[str, Any] = {
        "by": SYSTEM, "now": NOW, "service_type": doing.kinds[0], "heading": "Advice",
        "unit": "sessions",
    }  # fmt: skip
    with pytest.raises(ValidationError, match="of that name already"):
        actions.change_service_type(**told, name=doing.kinds[1].name)
    with pytest.raises(ValidationError, match="14 July 2026 already"):
        actions.change_service_type(**told, name="Advice", ended_on=DAY)
    assert actions.change_service_type(**told, name="Advice", ended_on=date(2026, 7, 15))


def test_a_rule_is_agreed_in_advance_and_the_earlier_one_stays_to_be_read(doing: Doing) -> None:
    doing.record()
    row = doing.kinds[0]
    client = doing.cast.client(KEEPER)
    here = url(doing, "agree_rule", row.pk)
    given = {"kind": "minutes", "valid_from": "14/7/2026", "agreed": "Board, 12 October 2026"}

    refused = client.post(here, given)
    assert "14 July 2026 already" in str(refused.context["form"].errors)
    assert ShareRule.objects.filter(service_type=row).count() == 1

    client.post(here, {**given, "valid_from": "1/8/2026"})
    text = client.get(url(doing, "kind", row.pk)).content.decode()
    assert "90, 60 and 30 minutes" in text
    assert "Board, 12 October 2026" in text
    assert "1 April 2020 to 31 July 2026" in text

    client.post(here, {**given, "kind": "lead", "valid_from": "1/4/2027"})
    text = client.get(url(doing, "kind", row.pk)).content.decode()
    assert "Agreed for later" in text
    assert "From 1 April 2027" in text


def test_nobody_keeps_them_but_who_keeps_the_record_of_the_area(doing: Doing, cast: Cast) -> None:
    addresses = [
        url(doing, "add_kind"),
        url(doing, "change_kind", doing.kinds[0].pk),
        url(doing, "agree_rule", doing.kinds[0].pk),
    ]
    for key in PARTS:
        for address in addresses:
            wanted = 302 if key == "anonymous" else 403
            wanted = 200 if key == KEEPER else wanted
            assert cast.client(key).get(address).status_code == wanted, (key, address)
    elsewhere = cast.client(KEEPER, elsewhere=True)
    assert [elsewhere.get(address).status_code for address in addresses] == [403, 403, 403]


def test_documented_history_is_read_only_in_words(doing: Doing) -> None:
    Place.objects.filter(pk=doing.county.pk).update(standing="documented")
    client = doing.cast.client(KEEPER)
    for name, more in (("add_kind", ()), ("change_kind", (doing.kinds[0].pk,))):
        answer = client.get(url(doing, name, *more))
        assert answer.status_code == 403
        assert "is documented history" in answer.content.decode()
    assert "Add a kind" not in client.get(url(doing, "kinds")).content.decode()
