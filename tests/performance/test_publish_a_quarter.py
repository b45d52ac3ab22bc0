"""Whoever keeps the round publishes a quarter: once, frozen, and as it was known then."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from tests.at_once import at_once
from tests.cast import Cast
from tests.factories import make_publication_run
from tests.performance.publishing import (
    AFTER,
    NOW,
    begin_round,
    correct,
    count,
    newest,
    publish,
)
from tests.performance.reporting import SPRING, SUMMER, SYSTEM, Reporting, begin, fields_of
from trellis.kernel import files
from trellis.kernel.models import AuditLine, Job
from trellis.performance import actions, jobs, queries
from trellis.performance.actions import publishing
from trellis.performance.models import Publication, PublicationRun, PublishedFile
from trellis.performance.queries.published import FOLDER, content
from trellis.performance.rules.publishing import digest_of

KEEPER = "council_officer"


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast, slug="together", short_title="Together")


def refusal(reporting: Reporting, **given: Any) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        publish(reporting, **given)
    assert count() == 0
    return refused.value.messages


def test_a_quarter_is_published_in_every_form(reporting: Reporting) -> None:
    begin_round(reporting)
    one = publish(reporting, by=reporting.cast.viewer(KEEPER))

    row = Publication.objects.get()
    assert (row.number, row.known_at, row.published_at) == (1, AFTER, AFTER)
    assert row.published_by == reporting.cast.account(KEEPER)
    a, b = (reporting.district(letter) for letter in "ab")
    stem = "together-2026-q2"
    sheets = {
        f"sheet-{one.name.lower().replace(' ', '-')}-{one.code.lower()}-{stem}.pdf"
        for one in (a, b)
    }
    assert {file.name for file in one.files} == {
        "area.json", "figures.json", "funders-pack.json", f"place-{a.code}.json",
        f"place-{b.code}.json", f"{stem}.pdf", f"{stem}.xlsx", f"{stem}.ods", f"{stem}.zip",
        f"funders-pack-{stem}.pdf", *sheets,
    }  # fmt: skip
    for file in one.files:
        assert digest_of(content(file.digest)) == file.digest
    [audit] = AuditLine.objects.filter(verb="performance.round.published")
    assert (audit.of, audit.why) == (f"publication:{row.pk}", f"SHA-256 {row.digest}")


def test_the_digest_is_that_of_the_list_of_files_with_all_that_was_said(
    reporting: Reporting,
) -> None:
    begin_round(reporting, accepted="a")
    one = publish(reporting, why="The hub in the north is ill")
    said = json.loads(content(one.digest))
    assert said["files"] == sorted(
        (
            {"name": f.name, "media_type": f.media_type, "size": f.size, "digest": f.digest}
            for f in one.files
        ),
        key=lambda f: str(f["name"]),
    )
    del said["files"]
    assert said == {
        "framework": "together",
        "period": "2026-Q2",
        "number": 1,
        "known_at": "2026-11-25T10:00:00.000000+00:00",
        "published_at": "2026-11-25T10:00:00.000000+00:00",
        "audit_head": "",
        "reason": "The hub in the north is ill",
        "effect": "",
        "previous": "",
    }


def test_the_same_record_makes_the_same_bytes(reporting: Reporting) -> None:
    begin_round(reporting)
    made = []
    for _ in range(2):
        with transaction.atomic():
            one = publish(reporting)
            made.append((one.digest, {file.name: file.digest for file in one.files}))
            transaction.set_rollback(True)
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("now", "accepted", "words"),
    [
        (NOW, "ab", ["The day of the funders’ meeting has not come."]),
        (AFTER, "a", ["Some returns are not accepted yet."]),
        (
            NOW,
            "",
            [
                "The day of the funders’ meeting has not come.",
                "Some returns are not accepted yet.",
            ],
        ),
    ],
)
def test_before_its_day_a_reason_is_asked_for(
    reporting: Reporting, now: Any, accepted: str, words: list[str]
) -> None:
    begin_round(reporting, accepted=accepted)
    told = refusal(reporting, now=now)
    assert [one.split(" Say why")[0] for one in told] == words
    assert publish(reporting, now=now, why="The council meets early").reason == (
        "The council meets early"
    )


def test_what_has_no_round_or_is_not_over_is_not_published(reporting: Reporting) -> None:
    begin_round(reporting)
    assert "Set the dates" in refusal(reporting, period=SPRING, why="x")[0]
    assert "not over" in refusal(reporting, now=NOW - timedelta(days=40), why="x")[0]
    reporting.framework.stage = "draft"
    reporting.framework.save()
    assert "Only a framework that is live" in refusal(reporting, why="x")[0]


def test_it_is_published_once(reporting: Reporting) -> None:
    begin_round(reporting)
    one = publish(reporting)
    with pytest.raises(ValidationError, match="This period is published"):
        publish(reporting)
    assert (count(), newest(reporting)) == (1, one)


@pytest.mark.parametrize(
    "key", ["hub_worker", "infrastructure_officer", "councillor", "funder", "vcs_representative"]
)
def test_whoever_does_not_keep_the_round_may_not(reporting: Reporting, key: str) -> None:
    begin_round(reporting)
    by, row = reporting.cast.viewer(key), reporting.framework
    with pytest.raises(PermissionDenied):
        actions.publish_round(by=by, now=AFTER, framework=row, period=SUMMER, why="x")
    with pytest.raises(PermissionDenied):
        actions.restate_round(by=by, now=AFTER, framework=row, period=SUMMER, reason="x")


def test_provisional_figures_say_so_and_their_sums_do(reporting: Reporting) -> None:
    begin_round(reporting, accepted="b")
    one = publish(reporting, why="The hub is ill")
    said = {
        (figure.place, figure.provider): figure.is_provisional
        for figure in queries.figures_published(one)
    }
    a, b = (reporting.district(letter).code for letter in "ab")
    assert said == {
        (reporting.county.code, None): True,
        (a, None): True,
        (b, None): False,
        (a, reporting.hub("a").pk): True,
        (b, reporting.hub("b").pk): False,
    }


# --- by the page ---------------------------------------------------------------------------------


@pytest.fixture
def at_the_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)


@pytest.mark.usefixtures("at_the_meeting")
def test_it_is_asked_for_on_a_page_that_says_how_far_it_is(reporting: Reporting) -> None:
    begin_round(reporting, accepted="a")
    client, url = reporting.cast.client(KEEPER), reporting.url("publish", SUMMER.code)
    html = client.get(url).content.decode()
    assert "Some returns are not accepted yet" in html
    assert reporting.hub("b").name in html

    refused = client.post(url, fields_of(html))
    assert "Say why it is published all the same" in refused.content.decode()
    assert PublicationRun.objects.count() == 0

    sent = fields_of(refused.content.decode()) | {"why": "The council meets early"}
    for _ in range(2):  # a double click
        assert client.post(url, sent)["Location"] == url
    run = PublicationRun.objects.get()
    assert "It is being made" in client.get(url).content.decode()
    assert "Nothing is published yet" in client.get(reporting.url("all_published")).content.decode()

    [job] = Job.objects.filter(name="performance.make_publication")
    jobs.make_publication(**job.payload, now=AFTER)
    html = client.get(url).content.decode()
    assert "Published on 25 November 2026" in html
    assert run.reason == Publication.objects.get().reason == "The council meets early"


@pytest.mark.usefixtures("at_the_meeting")
def test_what_stands_in_the_way_is_said_instead_of_a_form(reporting: Reporting) -> None:
    begin_round(reporting)
    client = reporting.cast.client(KEEPER)
    html = client.get(reporting.url("publish", SPRING.code)).content.decode()
    assert "Set the dates of its round first" in html
    assert "Publish it</button>" not in html
    url = reporting.url("restate", SUMMER.code)
    assert client.get(url)["Location"] == reporting.url("publish", SUMMER.code)


# --- the worker ----------------------------------------------------------------------------------


def ask(reporting: Reporting) -> PublicationRun:
    return actions.publish_round(by=SYSTEM, now=AFTER, framework=reporting.framework, period=SUMMER)


def test_killed_half_way_it_leaves_nothing_and_is_made_again(
    reporting: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_round(reporting)
    run, kept = ask(reporting), publishing.keep_file

    def until_the_fourth(**given: Any) -> Any:
        if PublicationRun.objects.get().done == 3:
            raise KeyboardInterrupt
        return kept(**given)

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "keep_file", until_the_fourth)
        with pytest.raises(KeyboardInterrupt):
            jobs.make_publication(run_id=run.pk, now=AFTER)
    assert (count(), PublishedFile.objects.count()) == (0, 0)
    run.refresh_from_db()
    assert (run.stage, run.done, run.tries) == ("asked", 3, 1)

    jobs.carry_on_publishing(now=AFTER + timedelta(seconds=60))  # somebody may be at it yet
    assert count() == 0
    jobs.carry_on_publishing(now=AFTER + timedelta(seconds=91))
    run.refresh_from_db()
    assert (run.stage, run.tries, count()) == ("made", 2, 1)
    assert queries.verify_publications().findings == ()


def test_made_twice_it_is_one_publication(reporting: Reporting) -> None:
    begin_round(reporting)
    run = ask(reporting)
    facts, _framework = queries.run_to_make(SYSTEM, run.pk) or pytest.fail("it was asked for")
    jobs.make_publication(run_id=run.pk, now=AFTER)
    jobs.make_publication(run_id=run.pk, now=AFTER)
    again = actions.keep_publication(run=facts, made=[], differing=[], by=SYSTEM, now=AFTER)
    assert (again, count()) == (None, 1)


def test_what_cannot_be_made_is_given_up_and_can_be_asked_for_again(
    reporting: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_round(reporting)
    run = ask(reporting)

    def broken(**_given: Any) -> Any:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "keep_file", broken)
        for _ in range(4):
            with pytest.raises(OSError, match="full"):
                jobs.make_publication(run_id=run.pk, now=AFTER)
        jobs.make_publication(run_id=run.pk, now=AFTER)
    run.refresh_from_db()
    assert (run.stage, count()) == ("failed", 0)
    assert AuditLine.objects.filter(verb="performance.publication.failed").count() == 1
    assert publish(reporting).number == 1


def test_what_nobody_speaks_of_is_swept_and_nothing_else(reporting: Reporting) -> None:
    begin_round(reporting)
    one = publish(reporting)
    orphan = publishing.keep_file(
        run_id=PublicationRun.objects.get().pk, name="x", media_type="x", data=b"left behind"
    )
    late = files.kept_at(FOLDER, orphan.digest) + timedelta(hours=2)
    waiting = make_publication_run(framework=reporting.framework)
    assert publishing.sweep_publications(now=late) == 0  # somebody may speak of it yet
    waiting.delete()
    publishing.sweep_publications(now=files.kept_at(FOLDER, orphan.digest))
    assert files.is_there(FOLDER, orphan.digest)  # it may be of an act that is not done
    publishing.sweep_publications(now=late)
    assert not files.is_there(FOLDER, orphan.digest)
    assert all(files.is_there(FOLDER, file.digest) for file in one.files)
    assert files.is_there(FOLDER, one.digest)


@pytest.mark.django_db(transaction=True)
def test_two_people_publish_at_once_and_it_is_made_once(cast: Cast) -> None:
    reporting = begin(cast, slug="together", short_title="Together")
    begin_round(reporting)
    both = [cast.viewer(key) for key in (KEEPER, "infrastructure_manager")]

    def deed(by: Any) -> Any:
        return lambda: actions.publish_round(
            by=by, now=AFTER, framework=reporting.framework, period=SUMMER
        )

    assert sorted(at_once(*(deed(by) for by in both))) == ["done", "refused"]
    assert PublicationRun.objects.count() == 1


def test_the_database_refuses_to_change_what_was_published(reporting: Reporting) -> None:
    begin_round(reporting)
    publish(reporting)
    for rows in (Publication.objects.all(), PublishedFile.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(digest="1" * 64)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_an_earlier_day_still_shows_a_round_that_was_not_published(reporting: Reporting) -> None:
    indicator = begin_round(reporting)
    publish(reporting)
    correct(reporting, indicator, 151)
    held = queries.rounds(reporting.facts, AFTER - timedelta(seconds=1))
    assert [one.is_published for one in held] == [False]
