"""What is wrong with pasted rows stands beside them, and is put right without a loss."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import NOW, StrictClient
from tests.imports.bringing import post
from tests.imports.pasting import HERE, WEEK, outcomes, paste, pasted, shown
from trellis.imports.models import Intake
from trellis.record.models import Activity


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_what_is_wrong_stands_first_with_its_remedy_and_the_rest_can_go_in(
    client: StrictClient, what: str
) -> None:
    bad = "15/10\tGuidance\tAmbley group a\t1\tA shed\n20/10\tAdvice session\tNobody\t1\tA car\n"
    intake = pasted(client, WEEK + bad, what)

    page = client.get(reverse("imports:intake", args=[intake.pk]))
    assert [one["line"] for one in page.context["lines"]] == [5, 6, 2, 3, 4]
    text = page.content.decode()
    assert "No kind of activity is called “Guidance”" in text
    assert "such as: Advice session" in text
    assert "There is no organisation “Nobody”" in text
    assert "Record the 3 that are right" in text
    # Without a word about those that are wrong nothing goes in.
    post(client, "start", intake)
    assert Activity.objects.count() == 0
    post(client, "start", intake, leave_out="1")
    assert Activity.objects.count() == 3
    assert outcomes(intake) == ["new", "new", "new", "left_out", "left_out"]

    done = shown(client, intake)
    assert "2 lines were left out." in done
    again = client.get(f"{HERE}?of={intake.pk}").context["form"]
    head = WEEK.partition("\n")[0]
    assert again["text"].value() == f"{head}\n{bad}"


def test_what_is_wrong_with_several_alike_is_put_right_once(
    client: StrictClient, what: str
) -> None:
    rows = "".join(f"{day}/10\tGuidance\tAmbley group a\t1\tNo {day}\n" for day in range(12, 16))
    intake = pasted(client, WEEK + rows + "16/10\tWalk\tAmbley group a\t1\tFar\n", what)
    assert outcomes(intake) == ["new"] * 3 + ["problem"] * 5
    assert shown(client, intake).count("The same as on line 5.") == 3

    address = reverse("imports:row", args=[intake.pk, 6])
    form = client.get(address).context["form"]
    told = {name: form[name].value() for name in form.names}
    client.post(address, {**told, "kind": "Advice session", "everywhere": "on"})
    assert outcomes(intake) == ["new"] * 7 + ["problem"]
    alone = reverse("imports:row", args=[intake.pk, 9])
    assert "everywhere" not in client.get(alone).context["form"].fields


def test_one_alone_is_put_right_where_that_is_meant(client: StrictClient, what: str) -> None:
    rows = "".join(f"{day}/10\tGuidance\tAmbley group a\t1\tNo {day}\n" for day in (12, 13))
    intake = pasted(client, WEEK + rows, what)
    address = reverse("imports:row", args=[intake.pk, 5])
    form = client.get(address).context["form"]
    told = {name: form[name].value() for name in form.names}
    client.post(address, {**told, "kind": "Advice session"})

    assert outcomes(intake) == ["new"] * 4 + ["problem"]


def test_what_was_pasted_can_be_changed_and_takes_the_place_of_it(
    client: StrictClient, what: str
) -> None:
    intake = pasted(client, WEEK.replace("13/10", "31/9"), what)
    form = client.get(f"{HERE}?of={intake.pk}").context["form"]
    assert form["text"].value() == WEEK.replace("13/10", "31/9")
    assert form["what"].value() == what

    again = pasted(client, WEEK, what, of=str(intake.pk))
    intake.refresh_from_db()
    assert (intake.stage, again.stage) == ("cancelled", "checked")
    assert outcomes(again) == ["new"] * 3


def test_what_a_neighbour_pasted_is_not_there(cast: Cast, client: StrictClient, what: str) -> None:
    intake = pasted(client, WEEK, what)

    assert cast.client("other_hub_worker").get(f"{HERE}?of={intake.pk}").status_code == 404


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Paste the rows here"),
        (" \t\n\t ", "Paste the rows here"),
        ("I met three clubs\nand two on Tuesday", "There are no columns in it."),
        ("a\t" * 300, "more than 200 columns"),
        ("12/10/2026\t" + "long " * 3_000, "more than 10,000 letters"),
        ("x" * 300_001, "Paste fewer rows at a time"),
    ],
)
def test_what_is_no_table_is_refused_and_kept(
    client: StrictClient, what: str, text: str, says: str
) -> None:
    page = paste(client, text, what)

    assert page.status_code == 200
    assert says in " ".join(page.context["form"].errors["text"])
    assert page.context["form"]["text"].value() == text
    assert Intake.objects.count() == 0
