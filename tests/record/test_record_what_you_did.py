"""A worker records what was done in seconds, repeats it, corrects it, withdraws it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.conftest import NOW, StrictClient
from tests.factories import make_share_rule
from tests.record.doing import DAY, SYSTEM, Doing, another_body, cell, shares, wrong_cells
from trellis.record import actions
from trellis.record.models import Activity, Contribution, PersonToken
from trellis.record.rules.shares import Party, Role
from trellis.record.words import brought_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def url(doing: Doing, name: str, *args: object) -> str:
    return reverse(f"record:{name}", args=[doing.county.slug, *args])


def typed(doing: Doing, **given: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "provider": doing.body("hub_a").pk,
        "service_type": doing.kinds[0].pk,
        "organisation": doing.body("group_a").name,
        "on": DAY.isoformat(),
        "place": doing.district("a").pk,
        "quantity": "2",
        "title": "A first budget",
    }
    return usual | given


def worker(doing: Doing) -> StrictClient:
    return doing.cast.client("hub_worker")


def test_seven_fields_are_enough(doing: Doing) -> None:
    sent = worker(doing).post(url(doing, "mine"), typed(doing))
    assert sent.status_code == 302
    row = Activity.objects.get()
    assert (row.quantity, row.title, row.organisation) == (
        2,
        "A first budget",
        doing.body("group_a"),
    )
    assert row.recorded_by == doing.cast.account("hub_worker")
    assert shares(row) == {doing.body("hub_a").pk: 10_000}
    shown = worker(doing).get(sent["Location"]).content.decode()
    assert "A first budget" in shown
    assert "1 thing recorded" in shown


def test_done_with_others_it_is_shared_by_the_rule(doing: Doing) -> None:
    partners = {"partner_1": doing.body("hub_b").name, "role_1": "partner"}
    worker(doing).post(url(doing, "mine"), typed(doing, **partners))
    held = {doing.body("hub_a").pk: 5_000, doing.body("hub_b").pk: 5_000}
    assert shares(Activity.objects.get()) == held


def test_by_minutes_each_has_its_own_and_a_correction_keeps_them(doing: Doing) -> None:
    make_share_rule(service_type=doing.kinds[0], kind="minutes", valid_from=DAY)
    partner = {"partner_1": doing.body("hub_b").name, "role_1": "partner", "minutes_1": "30"}
    worker(doing).post(url(doing, "mine"), typed(doing, minutes="90", **partner))
    row = Activity.objects.get()
    held = {doing.body("hub_a").pk: 7_500, doing.body("hub_b").pk: 2_500}
    assert (row.minutes, shares(row)) == (120, held)
    address = url(doing, "correct", row.line_id)
    form = worker(doing).get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    sent = worker(doing).post(address, {**shown, "title": "Budgets", "reason": "Misspelt"})
    assert sent.status_code == 302
    later = Activity.objects.get(stands=True)
    assert (later.title, later.minutes, shares(later)) == ("Budgets", 120, held)


def test_however_many_took_part_a_correction_keeps_them(doing: Doing) -> None:
    more = [another_body(doing, name=f"Partner {n}", kind="hub") for n in range(5)]
    others = [Party(one.pk, Role.PARTNER) for one in more]
    row = doing.record(parties=[Party(doing.body("hub_a").pk, Role.LEAD), *others])
    address = url(doing, "correct", row.line_id)
    form = worker(doing).get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    worker(doing).post(address, {**shown, "quantity": "2", "reason": "Two came"})
    assert set(shares(Activity.objects.get(stands=True))) == set(shares_before(row))


def shares_before(row: Activity) -> list[int]:
    rows = Contribution.objects.filter(split__activity=row)
    return list(rows.values_list("provider_id", flat=True))


def test_a_person_is_known_by_a_code_alone(doing: Doing) -> None:
    for _n in range(2):
        worker(doing).post(url(doing, "mine"), typed(doing, organisation="", person="Case 12/B"))
    token = PersonToken.objects.get()
    assert len(token.digest) == 64
    assert cell(doing).people == 1
    row = Activity.objects.first()
    assert row
    shown = worker(doing).get(url(doing, "activity", row.line_id)).content.decode()
    assert "Case 12" not in shown
    assert "known here by a code alone" in shown


def test_what_does_not_fit_is_said_beside_its_field_and_nothing_is_lost(doing: Doing) -> None:
    wrong = typed(doing, quantity="0", organisation="Nobody of that name", on="31 July 2031")
    page = worker(doing).post(url(doing, "mine"), wrong)
    said = page.content.decode()
    assert not Activity.objects.exists()
    assert {"quantity", "organisation"} <= set(page.context["form"].errors)
    assert "A first budget" in said
    late = worker(doing).post(url(doing, "mine"), typed(doing, on="31 July 2031"))
    assert "on" in late.context["form"].errors


def test_a_form_sent_twice_records_once(doing: Doing) -> None:
    once = {"once": "the-same"}
    for _n in range(2):
        worker(doing).post(url(doing, "mine"), typed(doing, **once))
    assert Activity.objects.count() == 1


def test_nobody_records_for_another_body(doing: Doing) -> None:
    page = worker(doing).post(url(doing, "mine"), typed(doing, provider=doing.body("hub_b").pk))
    assert "provider" in page.context["form"].errors
    assert doing.cast.client("councillor").get(url(doing, "mine")).status_code == 403
    assert not Activity.objects.exists()


def test_done_once_more_it_is_filled_in_but_for_the_day(doing: Doing) -> None:
    worker(doing).post(url(doing, "mine"), typed(doing))
    row = Activity.objects.get()
    page = worker(doing).get(url(doing, "mine") + f"?again={row.line_id}")
    form = page.context["form"]
    assert form["title"].value() == "A first budget"
    assert form["organisation"].value() == doing.body("group_a").name
    assert form["on"].value() != DAY


def correction(doing: Doing, row: Activity, **given: Any) -> dict[str, Any]:
    return typed(doing, reason="It was five", seen=row.number, **{"quantity": "5", **given})


def test_corrected_both_stay_readable_and_the_later_counts(doing: Doing) -> None:
    worker(doing).post(url(doing, "mine"), typed(doing))
    row = Activity.objects.get()
    sent = worker(doing).post(url(doing, "correct", row.line_id), correction(doing, row))
    assert sent.status_code == 302
    shown = worker(doing).get(url(doing, "activity", row.line_id)).content.decode()
    assert "It was five" in shown
    assert [one.quantity for one in Activity.objects.order_by("number")] == [2, 5]
    assert cell(doing).quantity_shared == 50_000
    assert wrong_cells() == []


def test_of_two_who_correct_it_the_second_is_told_and_loses_nothing(doing: Doing) -> None:
    worker(doing).post(url(doing, "mine"), typed(doing))
    row = Activity.objects.get()
    for quantity, status in (("5", 302), ("6", 409)):
        told = correction(doing, row, quantity=quantity)
        sent = worker(doing).post(url(doing, "correct", row.line_id), told)
        assert sent.status_code == status
    assert sent.context["form"]["quantity"].value() == "6"
    assert [one.label for one in sent.context["edited"].differences] == ["How many"]
    assert cell(doing).quantity_shared == 50_000
    form = sent.context["form"]
    again = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert worker(doing).post(url(doing, "correct", row.line_id), again).status_code == 302
    assert cell(doing).quantity_shared == 60_000


def test_of_one_who_corrects_and_one_who_withdraws_the_second_is_told(doing: Doing) -> None:
    row = doing.record()
    worker(doing).post(url(doing, "correct", row.line_id), correction(doing, row))
    told = {"reason": "Nobody came", "seen": row.mark}
    sent = worker(doing).post(url(doing, "withdraw", row.line_id), told)
    assert sent.status_code == 409
    assert "Nobody came" in sent.content.decode()
    assert cell(doing).events == 1


def test_one_case_number_at_two_bodies_is_two_people(doing: Doing) -> None:
    for who in ("hub_a", "hub_b"):
        doing.record(who, organisation_id=None, person="Case 12")
    assert PersonToken.objects.count() == 2
    assert cell(doing).people == 2


def test_a_body_that_has_closed_stays_in_a_correction(doing: Doing) -> None:
    row = doing.record()
    group = doing.body("group_a")
    group.closed_on = DAY
    group.save()
    sent = worker(doing).post(url(doing, "correct", row.line_id), correction(doing, row))
    assert sent.status_code == 302
    assert cell(doing).quantity_shared == 50_000


def test_the_person_stays_who_it_was_in_a_correction(doing: Doing) -> None:
    worker(doing).post(url(doing, "mine"), typed(doing, organisation="", person="Case 1"))
    row = Activity.objects.get()
    told = correction(doing, row, organisation="", person="")
    worker(doing).post(url(doing, "correct", row.line_id), told)
    assert cell(doing).people == 1
    assert PersonToken.objects.count() == 1


def test_withdrawn_it_says_why_and_takes_no_more(doing: Doing) -> None:
    worker(doing).post(url(doing, "mine"), typed(doing))
    row = Activity.objects.get()
    told = {"reason": "Nobody came", "seen": row.number}
    worker(doing).post(url(doing, "withdraw", row.line_id), told)
    shown = worker(doing).get(url(doing, "activity", row.line_id)).content.decode()
    assert "Nobody came" in shown
    assert worker(doing).get(url(doing, "correct", row.line_id)).status_code == 404
    assert wrong_cells() == []


def test_a_correction_that_comes_too_late_stays_readable(doing: Doing) -> None:
    row = doing.record()
    told = correction(doing, row, title="What nobody else knows", minutes="soon")
    withdrawn = {"reason": "Nobody came", "seen": row.mark}
    worker(doing).post(url(doing, "withdraw", row.line_id), withdrawn)
    sent = worker(doing).post(url(doing, "correct", row.line_id), told)
    assert sent.status_code == 409
    text = sent.content.decode()
    assert "It was withdrawn meanwhile" in text
    assert "Nobody came" in text
    entered = dict(sent.context["entered"])
    assert entered["What it was about"] == "What nobody else knows"
    assert entered["Minutes of your people"] == "soon"
    assert entered["What was done"] == doing.kinds[0].name
    assert entered["When"] == "14 July 2026"
    assert not [label for label in entered if label.startswith("What they did")]
    again = worker(doing).post(url(doing, "withdraw", row.line_id), {"reason": "Me too"})
    assert (again.status_code, dict(again.context["entered"])) == (
        409,
        {"Why it is withdrawn": "Me too"},
    )
    for other, status in (("group_trustee", 403), ("other_hub_worker", 404)):
        closed = doing.cast.client(other).post(url(doing, "correct", row.line_id), told)
        assert closed.status_code == status
    assert Activity.objects.filter(stands=True).count() == 0


@pytest.mark.parametrize(
    ("source", "number", "said"),
    [
        ("", "", ""),
        ("example", "12", ""),
        ("table:12", "row:3fa1", "It came in a table."),
        ("table:12", "A 7", "It came in a table. Its number there is A 7."),
        ("Lamplight", "A 7", "It came in a table from Lamplight. Its number there is A 7."),
    ],
)
def test_where_it_was_taken_from_is_said_in_words(
    doing: Doing, source: str, number: str, said: str
) -> None:
    assert brought_words(source, number) == said
    row = doing.record(source=source, natural_key=number)
    shown = worker(doing).get(url(doing, "activity", row.line_id)).content.decode()
    assert "table:12" not in shown
    assert ("It came in a table" in shown) == bool(said)


def test_whom_it_was_for_is_asked_on_its_page(doing: Doing) -> None:
    row = doing.record()
    address = url(doing, "answer", doing.body("group_a").pk, row.line_id)
    asked = f'href="{address}"'
    trustee = doing.cast.client("group_trustee").get(url(doing, "activity", row.line_id))
    assert asked in trustee.content.decode()
    assert asked not in worker(doing).get(url(doing, "activity", row.line_id)).content.decode()


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("hub_worker", 200), ("infrastructure_manager", 200), ("council_officer", 200),
        ("group_trustee", 200), ("other_group_trustee", 404), ("other_hub_worker", 404),
        ("councillor", 404), ("resident", 404),
    ],
)  # fmt: skip
def test_who_reads_one_activity(doing: Doing, key: str, status: int) -> None:
    row = doing.record()
    assert doing.cast.client(key).get(url(doing, "activity", row.line_id)).status_code == status


def test_strangers_read_what_is_counted(doing: Doing) -> None:
    doing.record("infrastructure", "hub_a")
    doing.record("hub_b", place_id=doing.district("b").pk)
    page = doing.cast.client("anonymous").get(url(doing, "area") + "?period=2026-Q2")
    said = page.content.decode()
    name = doing.county.name
    assert f"Figures add to 3, including 2 repeat counts; {name} 1." in said
    assert doing.cast.client("anonymous").get(url(doing, "mine")).status_code == 302


def test_whoever_is_named_by_a_correction_reads_it_and_who_is_left_out_no_longer(
    doing: Doing,
) -> None:
    row = doing.record("hub_a")
    url = f"/record/{doing.county.slug}/activities/{row.pk}/"
    named, group = doing.cast.client("other_hub_worker"), doing.cast.client("group_trustee")
    assert (named.get(url).status_code, group.get(url).status_code) == (404, 200)
    other = doing.body("group_b").pk
    later = actions.correct_activity(
        by=SYSTEM, now=NOW, activity=row, reason="Both did, for others",
        done=doing.done("hub_a", "hub_b", organisation_id=other),
    )  # fmt: skip
    assert (named.get(url).status_code, group.get(url).status_code) == (200, 404)
    actions.withdraw_activity(by=SYSTEM, now=NOW, activity=later, reason="It was not held")
    assert "It was not held" in named.get(url).content.decode()
    assert group.get(url).status_code == 404


def test_whoever_leads_it_since_a_correction_corrects_it(doing: Doing) -> None:
    row = doing.record("hub_a")
    later = actions.correct_activity(
        by=SYSTEM, now=NOW, activity=row, done=doing.done("hub_b"), reason="It was them"
    )
    url = f"/record/{doing.county.slug}/activities/{row.pk}/"
    assert doing.cast.client("other_hub_worker").get(f"{url}correct/").status_code == 200
    assert doing.cast.client("hub_worker").get(f"{url}correct/").status_code == 404
    again = doing.done("hub_b", quantity=2)
    with pytest.raises(PermissionDenied):
        actions.correct_activity(
            by=doing.cast.viewer("hub_worker"), now=NOW, activity=later, done=again, reason="No"
        )
    actions.correct_activity(
        by=doing.cast.viewer("other_hub_worker"), now=NOW, activity=later, done=again, reason="Two"
    )
