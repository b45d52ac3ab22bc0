"""Whoever keeps a group's entry reads what was done for it, and says whether it was so."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import PARTS, Cast
from tests.conftest import NOW, TODAY
from tests.record.doing import DAY, SYSTEM, Doing, cell
from trellis.kernel.models import AuditLine
from trellis.places.models import Place
from trellis.record import actions
from trellis.record.models import Activity, BeneficiaryReply
from trellis.record.queries import due_for
from trellis.record.rules.shares import Party, Role

pytestmark = pytest.mark.usefixtures("clock")
# Whoever keeps the entry, whoever recorded it, and those who see what is done in the place.
KEEPERS = {"group_trustee", "administrator"}
READERS = {
    *KEEPERS, "hub_worker", "infrastructure_officer", "infrastructure_manager",
    "council_officer", "funder",
}  # fmt: skip


def here(doing: Doing, key: str = "group_a", *more: int, name: str = "done_for") -> str:
    return reverse(f"record:{name}", args=[doing.county.slug, doing.body(key).pk, *more])


def page(doing: Doing, who: str = "group_trustee", query: str = "") -> Any:
    return doing.cast.client(who).get(here(doing) + query)


def answer(doing: Doing, row: Activity, **given: str) -> Any:
    client = doing.cast.client("group_trustee")
    return client.post(here(doing, "group_a", row.pk, name="answer"), given)


def test_the_list_says_what_was_done_when_and_by_whom(doing: Doing) -> None:
    hubs = doing.body("hub_a"), doing.body("hub_b")
    parties = [Party(hubs[1].pk, Role.HOST), Party(hubs[0].pk, Role.LEAD)]
    doing.record(parties=parties, quantity=3, title="A first talk")
    text = page(doing).content.decode()

    assert "One thing waits for your word" in text
    assert f"<strong>{doing.kinds[0].name}</strong>: A first talk" in text
    assert "14 July 2026 · Sessions: 3 · Ambley A" in text
    assert text.index("Ambley hub a</a> led it") < text.index("Ambley hub b</a> gave the room")


def test_who_reads_it_and_to_whom_it_is_not_there(doing: Doing, cast: Cast) -> None:
    doing.record()
    for key in PARTS:
        wanted = 200 if key in READERS else 404
        assert page(doing, key).status_code == wanted, key
    for key in ("group_trustee", "hub_worker", "infrastructure_manager"):
        assert cast.client(key, elsewhere=True).get(here(doing)).status_code == 404
    other = reverse("record:done_for", args=[cast.other_world.area.slug, doing.body("group_a").pk])
    assert cast.client("group_trustee").get(other).status_code == 404


def test_each_sees_the_rows_they_may_see(doing: Doing) -> None:
    doing.record("hub_a", title="By ours")
    doing.record("hub_b", title="By theirs", place_id=doing.district("b").pk)

    assert "By theirs" in page(doing, "group_trustee").content.decode()
    mine = page(doing, "hub_worker").content.decode()
    assert "By ours" in mine
    assert "By theirs" not in mine


def test_it_was_so(doing: Doing) -> None:
    row = doing.record()
    sent = answer(doing, row, answer="so")

    assert sent["Location"] == here(doing)
    said = BeneficiaryReply.objects.get()
    assert (said.activity, said.confirms, said.words) == (row, True, "")
    assert said.said_by == doing.cast.account("group_trustee")
    assert AuditLine.objects.latest("id").verb == "record.activity.answered"
    assert "Nothing waits for your word" in page(doing).content.decode()


def test_it_was_otherwise_takes_words_and_the_provider_is_told(doing: Doing) -> None:
    row = doing.record()
    refused = answer(doing, row, answer="otherwise")
    assert "How it was: say it in a few words." in str(refused.context["form"].errors)
    assert not BeneficiaryReply.objects.exists()

    answer(doing, row, answer="otherwise", words="It was two hours, not one")
    hub = page(doing, "hub_worker", "?answer=disputed").content.decode()
    assert "It was two hours, not one" in hub
    assert cell(doing).events == 1

    [due] = due_for(doing.cast.viewer("hub_worker"), TODAY)
    assert due.title == "Ambley group a says that it was otherwise"
    assert due.url == here(doing) + "?answer=disputed"
    assert due_for(doing.cast.viewer("other_hub_worker"), TODAY) == []
    assert due.title in doing.cast.client("hub_worker").get("/today/").content.decode()

    actions.correct_activity(
        by=SYSTEM, now=NOW, activity=row, done=doing.done(minutes=120), reason="As they said"
    )
    assert due_for(doing.cast.viewer("hub_worker"), TODAY) == []


def test_all_that_are_shown_are_confirmed_in_one_act(doing: Doing) -> None:
    rows = [doing.record() for _ in range(4)]
    answer(doing, rows[0], answer="otherwise", words="Not us")
    shown = page(doing).context["found"].to_confirm
    assert set(shown) == {row.pk for row in rows[1:]}
    late = doing.record()
    actions.withdraw_activity(by=SYSTEM, now=NOW, activity=rows[3], reason="Not held")

    client = doing.cast.client("group_trustee")
    given = {"shown": " ".join(map(str, shown)), "once": "one-key"}
    before = AuditLine.objects.count()
    for _ in range(2):
        client.post(here(doing, name="confirm_shown"), given)

    assert AuditLine.objects.count() == before + 1
    line = AuditLine.objects.latest("id")
    group = doing.body("group_a").pk
    assert (line.verb, line.of) == ("record.activities.confirmed", f"organisation:{group}")
    confirmed = BeneficiaryReply.objects.filter(confirms=True)
    assert set(confirmed.values_list("activity", flat=True)) == {rows[1].pk, rows[2].pk}
    assert page(doing).context["found"].to_confirm == (late.pk,)


def test_nobody_else_answers_for_the_group(doing: Doing, cast: Cast) -> None:
    row = doing.record()
    for key in PARTS:
        if key in KEEPERS:
            continue
        viewer = cast.viewer(key)
        told: dict[str, Any] = {"by": viewer, "now": NOW}
        with pytest.raises(PermissionDenied):
            actions.confirm_activities(
                **told, organisation_id=doing.body("group_a").pk, activity_ids=[row.pk]
            )
        address = here(doing, "group_a", row.pk, name="answer")
        wanted = 302 if key == "anonymous" else 403 if key in READERS else 404
        assert cast.client(key).post(address, {"answer": "so"}).status_code == wanted, key
        many = here(doing, name="confirm_shown")
        assert cast.client(key).post(many, {"shown": str(row.pk)}).status_code == wanted, key
    assert not BeneficiaryReply.objects.exists()


def test_what_was_corrected_meanwhile_is_looked_at_again(doing: Doing) -> None:
    row = doing.record()
    actions.correct_activity(
        by=SYSTEM, now=NOW, activity=row, done=doing.done(quantity=2), reason="Two"
    )
    assert answer(doing, row, answer="so").status_code == 404
    with pytest.raises(ValidationError, match="answered, or were corrected"):
        actions.confirm_activities(
            by=doing.cast.viewer("group_trustee"), now=NOW,
            organisation_id=doing.body("group_a").pk, activity_ids=[row.pk],
        )  # fmt: skip


def test_by_quarter_and_by_answer(doing: Doing) -> None:
    doing.record(title="In summer")
    doing.record(title="In autumn", on=TODAY)

    options = dict(page(doing).context["quarters"])
    assert options["20262"] == "July to September 2026"
    assert options["20263"] == "October to December 2026"
    text = page(doing, query="?quarter=20262").content.decode()
    assert "In summer" in text
    assert "In autumn" not in text
    assert "Nothing fits" in page(doing, query="?answer=disputed").content.decode()
    assert page(doing, query="?quarter=x&answer=y&page=z").status_code == 200


def test_the_group_has_one_quiet_line_for_all(doing: Doing) -> None:
    for _ in range(2):
        doing.record()
    [due] = due_for(doing.cast.viewer("group_trustee"), TODAY)
    assert (due.title, due.due) == ("2 things were done for Ambley group a, others say", None)


def test_as_many_questions_for_three_rows_as_for_one(doing: Doing) -> None:
    client = doing.cast.client("group_trustee")
    doing.record("hub_a", "hub_b")

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(here(doing)).status_code == 200
        return len(found)

    asked()
    before = asked()
    doing.record("hub_b", "hub_a")
    row = doing.record("hub_b", on=DAY)
    actions.answer_activity(
        by=doing.cast.viewer("group_trustee"), now=NOW, activity_id=row.pk, confirms=True
    )
    assert asked() == before


def test_nothing_is_answered_in_documented_history(doing: Doing) -> None:
    row = doing.record()
    Place.objects.filter(pk=doing.county.pk).update(standing="documented")
    text = page(doing).content.decode()
    assert "It was so" not in text
    refused = answer(doing, row, answer="so")
    assert refused.status_code == 403
    assert "is documented history" in refused.content.decode()
    assert due_for(doing.cast.viewer("group_trustee"), TODAY) == []
