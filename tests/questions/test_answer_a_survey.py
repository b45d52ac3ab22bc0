"""People answer on a phone without an account; nothing leads from an answer to who gave it."""

import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import models

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import make_link
from tests.questions.making import TWO_PAGES, go, owned
from trellis.kernel.models import AuditLine
from trellis.questions import actions
from trellis.questions.models import Answer, EqualityAnswer, Link, Response, Wave
from trellis.questions.queries.secrets import hashed

pytestmark = pytest.mark.django_db


def url_of(wave: Wave, secret: str = "") -> str:
    return f"/questions/answer/{wave.key}/" + (f"with/{secret}/" if secret else "")


def test_one_page_and_sent(cast: Cast, client: StrictClient) -> None:
    wave = owned(cast)
    page = client.get(url_of(wave))
    assert "Nobody can tell who you are" in page.content.decode()

    sent = go(client, url_of(wave), page, "send", q2="c1", q4="Longer hours")

    assert sent["Location"] == f"/questions/answer/{wave.key}/thanks/"
    assert client.get(sent["Location"]).status_code == 200
    response = Response.objects.get()
    assert sorted(response.answers.values_list("question", "code", "words")) == [
        ("q2", "c1", ""),
        ("q4", "", "Longer hours"),
    ]


def test_what_has_to_be_answered_is_asked_for_again(cast: Cast, client: StrictClient) -> None:
    wave = owned(cast)

    again = go(client, url_of(wave), client.get(url_of(wave)), "send", q4="Longer hours")

    text = again.content.decode()
    assert "How easy was it to get help: choose an answer." in text
    assert "Longer hours" in text
    assert not Response.objects.exists()


def test_page_by_page_back_and_looked_over(cast: Cast, client: StrictClient) -> None:
    wave = owned(cast, definition=TWO_PAGES)
    url = url_of(wave)
    second = go(client, url, client.get(url), "next", q1="c1")
    assert "How good was it?" in second.content.decode()
    entered = {"q2": "4", "q3.r1": "c2", "q4": "3", "q5": "le1 1aa", "q6": "31/3/26"}
    first = go(client, url, second, "back", **entered)
    assert "Did you come?" in first.content.decode()
    second = go(client, url, first, "next", q1="c1")
    assert re.search(r'value="4"[^>]*checked', second.content.decode())
    look = go(client, url, second, "next", **entered)
    assert "31 March 2026" in look.content.decode()
    assert "LE1 1<" in look.content.decode()

    go(client, url, look, "send")

    assert set(Answer.objects.values_list("question", "code", "figure", "words")) == {
        ("q1", "c1", None, ""),
        ("q2", "4", None, ""),
        ("q3.r1", "c2", None, ""),
        ("q4", "", Decimal(3), ""),
        ("q5", "", None, "LE1 1"),
        ("q6", "", None, "2026-03-31"),
    }


def test_saved_on_one_device_and_sent_from_another(cast: Cast, client: StrictClient) -> None:
    wave = owned(cast, definition=TWO_PAGES)
    url = url_of(wave)
    saved = go(client, url, client.get(url), "save", q1="c2").content.decode()
    found = re.search(r"/questions/answer/[^/]+/with/[^/]+/", saved)
    assert found is not None
    other = StrictClient()

    page = other.get(found[0])
    assert re.search(r'value="c2"[^>]*checked', page.content.decode())
    look = go(other, found[0], go(other, found[0], page, "next", q1="c2"), "next")
    go(other, found[0], look, "send")

    assert Answer.objects.get().code == "c2"
    assert not Link.objects.exists()
    assert other.get(found[0]).status_code == 410


def test_a_link_is_used_once_and_then_it_is_gone(cast: Cast, client: StrictClient) -> None:
    wave = owned(cast, access="links")
    make_link(wave=wave, secret_hash=hashed("abc"), number=1)
    url = url_of(wave, "abc")
    page = client.get(url)

    first = go(client, url, page, "send", q2="c1")
    twice = go(client, url, page, "send", q2="c3")  # the same page again: a double click
    later = client.get(url)

    assert (first.status_code, twice.status_code, later.status_code) == (302, 410, 410)
    assert [answer.code for answer in Answer.objects.all()] == ["c1"]
    assert not Link.objects.exists()


def test_without_a_link_nobody_answers_where_links_are_asked_for(
    cast: Cast, client: StrictClient
) -> None:
    wave = owned(cast, access="links")

    assert client.get(url_of(wave)).status_code == 403
    assert client.get(url_of(wave, "guessed")).status_code == 410
    assert client.post(url_of(wave), {"step": "s1", "q2": "c1", "go": "send"}).status_code == 403
    assert not Response.objects.exists()


def test_a_wave_that_is_over_takes_nothing(cast: Cast, client: StrictClient) -> None:
    wave = owned(cast, closes_on=date(2020, 2, 1))

    page = client.post(url_of(wave), {"step": "s1", "q2": "c1", "go": "send"})

    assert page.status_code == 410
    assert not Response.objects.exists()


def test_what_was_not_offered_does_not_get_in(cast: Cast, client: StrictClient) -> None:
    wave = owned(cast, definition=TWO_PAGES)
    forged = {
        "so_far": '{"q1": "c9", "q2": ["1"], "q3": {"r9": "c1"}, "q4": "x", "q6": 7, "q99": "z"}',
        "go": "send",
        "once": "k",
    }

    page = client.post(url_of(wave), forged)

    assert page.status_code == 200
    assert "Did you come" in page.content.decode()
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "so_far",
    [
        "[1]",
        "{",
        "null",
        "7",
        '{"q1": {"a": []}, "name": [1]}',
        '{"q1": [{}], "q2": 7, "q3": {"r1": ["c1"]}, "q4": {}, "q5": [1], "q6": ["2026-01-01"]}',
        '{"q1": "c1", "q2": "4", "q5": "\\ud800", "name": "\\ud800"}',
        '{"q1": "c1", "q2": {"a": "b"}, "q3": "c1", "q4": "1e9999", "q5": "\\u0000", "q6": 1}',
    ],
)
def test_a_page_that_was_tampered_with_is_no_fault(
    cast: Cast, client: StrictClient, so_far: str
) -> None:
    wave = owned(cast, definition=TWO_PAGES)

    for step in ("s1", "s2", "s9", ""):
        for button in ("next", "back", "save", "send", "to:s2", "?"):
            sent = {"so_far": so_far, "step": step, "go": button}
            assert client.post(url_of(wave), sent).status_code in {200, 302}


MOMENTS = (models.DateTimeField, models.TimeField)


def test_nothing_in_the_tables_ties_an_answer_to_a_link_a_person_or_a_moment(
    cast: Cast, client: StrictClient, now: datetime
) -> None:
    """Twenty links are used in turn, each with an answer of its own; then every value of every
    row that is left is compared, and every order."""
    wave = owned(cast, access="links", asks_equality=True)
    made = actions.make_links(
        wave_id=wave.pk, count=20, by=cast.viewer("infrastructure_manager"), now=now
    )
    for number, secret in made:
        url = url_of(wave, secret)
        go(client, url, client.get(url), "send", q2="c1", q4=f"the {number}th")

    for model in (Response, Answer, EqualityAnswer):
        assert not any(isinstance(field, MOMENTS) for field in model._meta.local_fields)
        keys = {f.related_model for f in model._meta.local_fields if f.is_relation}
        assert keys <= {Wave, Response}
    turns = [
        int(re.sub(r"\D", "", words))
        for words in Answer.objects.filter(question="q4")
        .order_by("id")
        .values_list("words", flat=True)
    ]
    rows = list(Response.objects.order_by("id").values_list("id", flat=True))
    assert sorted(turns) == list(range(1, 21))
    assert turns != sorted(turns)
    assert max(rows) > 2**40
    assert not Link.objects.exists()
    elsewhere = _every_value_outside(Response, Answer)
    own = {str(pk) for pk in rows} | {str(pk) for pk in Answer.objects.values_list("id", flat=True)}
    assert own & elsewhere == set()


def _every_value_outside(*rooms: type[models.Model]) -> set[str]:
    found: set[str] = set()
    for model in apps.get_models():
        if model not in rooms:
            for row in model._default_manager.values_list():
                found |= {str(value) for value in row}
    return found


def test_whoever_is_signed_in_is_nobody_to_the_audit(cast: Cast) -> None:
    wave = owned(cast)
    worker = cast.client("hub_worker")
    page = worker.get(url_of(wave))
    assert "Hana Kowalska" not in page.content.decode()

    go(worker, url_of(wave), page, "save", q2="c1")
    go(worker, url_of(wave), page, "send", q2="c1")

    lines = AuditLine.objects.filter(verb__startswith="questions.answers.")
    assert {(line.actor_id, line.actor_label, line.of) for line in lines} == {
        (None, "visitor", f"wave:{wave.pk}")
    }


def test_a_name_is_kept_only_where_the_wave_is_named(cast: Cast, client: StrictClient) -> None:
    anonymous, named = owned(cast), owned(cast, naming="named")
    for wave in (anonymous, named):
        go(client, url_of(wave), client.get(url_of(wave)), "send", q2="c1", name="Asha Rao")

    assert Response.objects.get(wave=anonymous).name == ""
    assert Response.objects.get(wave=named).name == "Asha Rao"


def test_equality_is_asked_apart_and_each_answer_by_itself(
    cast: Cast, client: StrictClient
) -> None:
    wave = owned(cast, asks_equality=True)
    page = client.get(f"{url_of(wave)}thanks/")
    assert "How old are you?" in page.content.decode()

    client.post(f"{url_of(wave)}thanks/", {"age": "65_and_over", "sex": "female", "once": "k"})
    client.post(f"{url_of(wave)}thanks/", {"age": "under_25", "once": "k"})

    assert set(EqualityAnswer.objects.values_list("question", "code")) == {
        ("age", "65_and_over"),
        ("sex", "female"),
    }


def test_paper_is_entered_by_staff_and_may_be_left_open(cast: Cast) -> None:
    wave = owned(cast)
    officer = cast.client("infrastructure_officer")
    url = f"/questions/waves/{wave.pk}/paper/"

    entered = go(officer, url, officer.get(url), "send", q3="c2")

    assert entered["Location"] == url
    response = Response.objects.get()
    assert (response.channel, list(response.answers.values_list("question", "code"))) == (
        "paper",
        [("q3", "c2")],
    )
    assert cast.client("hub_worker").get(url).status_code == 404
    assert cast.client("infrastructure_manager", elsewhere=True).get(url).status_code == 404


def test_the_questions_come_on_paper_too(cast: Cast) -> None:
    wave = owned(cast, definition=TWO_PAGES)

    response = cast.client("infrastructure_officer").get(f"/questions/waves/{wave.pk}/form.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
