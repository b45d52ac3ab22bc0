"""A stranger reads what was published: as it was kept, whatever is written afterwards, and with
nothing in it that was not public."""

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.factories import (
    make_coverage,
    make_document,
    make_line_question,
    make_organisation,
    make_paid_agreement,
    make_return_step,
    make_self_assessment,
)
from tests.performance.publishing import (
    AFTER,
    LATER,
    accept,
    begin_round,
    correct,
    newest,
    page,
    publish,
    restate,
)
from tests.performance.reporting import SUMMER, Reporting, begin
from trellis.performance import queries
from trellis.performance.exports.editions import gather_edition
from trellis.performance.exports.place_sheet import place_sheet
from trellis.performance.models import Publication, Value
from trellis.performance.queries.published import content
from trellis.performance.rules.codes import ChangeClass
from trellis.performance.rules.publishing import digest_of


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast, slug="together", short_title="Together")


def addresses(reporting: Reporting) -> dict[str, str]:
    code, place = SUMMER.code, reporting.district("a").code
    return {
        "all": reporting.url("all_published"),
        "period": reporting.url("published", code),
        "place": reporting.url("published_place", code, place),
        "pack": reporting.url("published_pack", code),
        "manifest": reporting.url("published_file", code, 1, "manifest.json"),
    }


def test_a_stranger_reads_every_page_and_downloads_every_file(reporting: Reporting) -> None:
    begin_round(reporting)
    one = publish(reporting)
    client = StrictClient()
    for name, url in addresses(reporting).items():
        answer = client.get(url)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "public, max-age=60"), name
    for file in one.files:
        answer = client.get(reporting.url("published_file", SUMMER.code, 1, file.name))
        assert (answer.status_code, answer["Content-Type"]) == (200, file.media_type)
        assert digest_of(answer.content) == file.digest
        assert answer["Content-Disposition"].startswith("attachment")
    manifest = client.get(addresses(reporting)["manifest"])
    assert digest_of(manifest.content) == one.digest


def test_the_sheet_of_a_place_says_in_plain_words_what_it_got(reporting: Reporting) -> None:
    begin_round(reporting)
    publish(reporting)
    place = reporting.district("a")
    html = page(reporting, "published_place", SUMMER.code, place.code)
    assert (
        f"Of 1 thing that was wanted in {place.name}, 0 came about in full. 1 nearly did." in html
    )
    assert "200; 70% of it here" in html
    assert f"{reporting.hub('a').name}: 1 of 1 figure is in." in html


def test_the_sheet_says_what_was_paid_in_where_that_is_known(reporting: Reporting) -> None:
    """A year's £365 is £92 for the summer's 92 days; who pays for all is not divided."""
    bodies = reporting.cast.world.bodies
    year = {"area": reporting.county, "starts_on": date(2026, 4, 1), "ends_on": date(2027, 4, 1)}
    local = make_organisation(area=reporting.county, kind="council", name="Ambley A Council")
    make_coverage(organisation=local, place=reporting.district("a"), covers_as="authority")
    for payer in (bodies["council"], local):
        provider = bodies["infrastructure"]
        make_paid_agreement(payer=payer, provider=provider, amount_pence=36_500, **year)
    begin_round(reporting)
    publish(reporting)
    run = queries.newest_run(reporting.facts, SUMMER)
    assert run is not None
    whole = gather_edition(reporting.facts, run)
    found = {
        letter: place_sheet(whole, reporting.district(letter).code, "There")["tables"][0]["items"]
        for letter in "ab"
    }
    for_all = f"Ambley council paid in £92 for the whole of {reporting.county.name}."
    assert found == {"a": ["Ambley A Council paid in £92.", for_all], "b": [for_all]}


def test_the_pack_says_what_was_handed_in_and_what_is_said_of_what_is_not_met(
    reporting: Reporting,
) -> None:
    indicator = begin_round(reporting, accepted="")
    reporting.target(indicator, 300)
    reporting.target(indicator, 300, place=reporting.district("b"))
    accept(reporting, "b")
    for letter, words in (("a", "Nobody accepted this"), ("b", "Our adviser was ill")):
        make_self_assessment(
            indicator=indicator, place=reporting.district(letter),
            provider=reporting.hub(letter), rating="off_track", words=words,
        )  # fmt: skip
    publish(reporting, why="One hub is late")
    html = page(reporting, "published_pack", SUMMER.code)
    assert "1 of 2 returns were handed in on time." in html
    assert "2 of 2 expected figures are in." in html
    assert "off track. Our adviser was ill" in html
    assert "Nobody accepted this" not in html
    assert "because nobody has accepted its return yet" in html


# --- what is kept is what is shown ---------------------------------------------------------------


def rename_everything(reporting: Reporting) -> None:
    for row in (reporting.hub("a"), reporting.district("a"), reporting.county):
        row.name = f"Another {row.name}"
        row.save()


def read_all(reporting: Reporting) -> dict[str, bytes]:
    one, _every = queries.publication(reporting.facts, SUMMER, 1)
    return {file.name: content(file.digest) for file in one.files}


def shown(reporting: Reporting) -> list[str]:
    """The inner part of each page: around it stands the house as it is now."""
    pages = [
        page(reporting, name, *args, number=1)
        for name, args in (
            ("published", (SUMMER.code,)),
            ("published_place", (SUMMER.code, reporting.district("a").code)),
            ("published_pack", (SUMMER.code,)),
        )
    ]
    return [html.split('<section class="card">', 1)[1].split("<footer")[0] for html in pages]


def test_pages_ask_nothing_of_the_record_as_it_is_now(reporting: Reporting) -> None:
    begin_round(reporting)
    publish(reporting)
    addresses_ = addresses(reporting)
    client = StrictClient()
    asked = {}
    for name, url in addresses_.items():
        client.get(url)
        with CaptureQueriesContext(connection) as queries_:
            client.get(url)
        asked[name] = [
            table
            for one in queries_.captured_queries
            for table in ("performance_value", "performance_target", "performance_indicator",
                          "organisations_organisation")
            if table in one["sql"]
        ]  # fmt: skip
        assert len(queries_) <= 5, name
    assert not any(asked.values()), asked


ACTS = ("correct", "target", "version", "rename", "restate", "retire", "account")


def write(reporting: Reporting, indicator: Any, act: str, step: int) -> None:
    now = LATER + timedelta(days=step)
    if act in ("correct", "account"):
        words = "Told otherwise" if act == "account" else ""
        reporting.record(indicator, "a", 141 + step, now=now, reason="Recounted", words=words)
    elif act == "target":
        reporting.target(indicator, 10 + step, place=reporting.district("a"), recorded_at=now)
    elif act == "version":
        latest = indicator.versions.latest("number")
        indicator.versions.create(
            number=latest.number + 1, valid_from=SUMMER.start, change_class=ChangeClass.LEVEL,
            title=f"Other groups {step}", definition="Otherwise", reason="x",
        )  # fmt: skip
    elif act == "rename":
        rename_everything(reporting)
    elif act == "retire":
        indicator.retired_on = SUMMER.end
        indicator.save()
    elif queries.differing_now(reporting.facts, SUMMER, today=now.date()):
        restate(reporting, f"Again {step}", now=now)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(st.sampled_from(ACTS), min_size=1, max_size=5))
def test_nothing_that_is_written_later_changes_what_was_published(
    reporting: Reporting, acts: list[str]
) -> None:
    with transaction.atomic():
        indicator = begin_round(reporting)
        first = publish(reporting)
        kept, pages = read_all(reporting), shown(reporting)
        for step, act in enumerate(acts):
            write(reporting, indicator, act, step)
        again, _every = queries.publication(reporting.facts, SUMMER, 1)
        assert again == first
        assert read_all(reporting) == kept
        assert shown(reporting) == pages
        assert queries.verify_publications().findings == ()
        transaction.set_rollback(True)


# --- nothing gets out ----------------------------------------------------------------------------

WHISPER = "Whispered by Winifred"


def everything(reporting: Reporting) -> str:
    """All words of all files, and of all pages."""
    told = []
    for name, data in read_all(reporting).items():
        if name.endswith(".pdf"):
            told += [one.extract_text() for one in PdfReader(io.BytesIO(data)).pages]
        elif name.endswith((".zip", ".xlsx", ".ods")):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                told += [archive.read(one).decode(errors="replace") for one in archive.namelist()]
        else:
            told.append(data.decode())
    return " ".join([*told, *(page(reporting, "published_pack", SUMMER.code).split())])


def test_nothing_that_is_not_public_gets_into_a_publication(reporting: Reporting) -> None:
    cast = reporting.cast
    keeper, worker = cast.viewer("council_officer"), cast.viewer("hub_worker")
    indicator = begin_round(reporting, accepted="")
    reporting.record(
        indicator, "a", 141, by=worker, now=AFTER - timedelta(days=40), reason="Recounted",
        seen=Value.objects.get(provider=reporting.hub("a"), indicator=indicator).pk,
    )  # fmt: skip
    returned = accept(reporting, "a")
    make_return_step(of_return=returned, words=WHISPER, by=cast.account("hub_worker"))
    make_line_question(of_return=returned, indicator=indicator, words=WHISPER)
    make_self_assessment(
        indicator=indicator, place=reporting.district("b"), provider=reporting.hub("b"),
        words=WHISPER,
    )  # fmt: skip
    make_document(owner=reporting.hub("a"), title=WHISPER)
    draft = begin(cast, slug="draft", short_title="Draft", stage="draft")
    hidden = draft.indicator(number=1, title=WHISPER)
    draft.record(hidden, "a", 99, words=WHISPER)
    publish(reporting, by=keeper, why="One hub is late")
    told = everything(reporting)
    assert "Winifred" not in told
    for account in (cast.account("council_officer"), cast.account("hub_worker")):
        assert account.person.name not in told
        assert account.email not in told


def test_words_of_a_return_that_nobody_accepted_are_marked(reporting: Reporting) -> None:
    indicator = begin_round(reporting, accepted="b")
    reporting.record(
        indicator, "a", 141, words="We were busy", reason="Recounted",
        now=AFTER - timedelta(days=30),
    )  # fmt: skip
    one = publish(reporting, why="One hub is late")
    told = [f for f in queries.figures_published(one) if f.account == "We were busy"]
    assert [figure.is_provisional for figure in told] == [True, True]  # the hub’s, its district’s
    assert "(P)" in page(reporting, "published", SUMMER.code)


def test_addresses_of_nothing_are_not_found(reporting: Reporting) -> None:
    begin_round(reporting)
    publish(reporting)
    code = SUMMER.code
    client = StrictClient()
    urls = [
        reporting.url("published", "2026-Q1"),
        reporting.url("published", "x"),
        reporting.url("published", code) + "?number=2",
        reporting.url("published", code) + "?number=-1",
        reporting.url("published", code) + "?number=99999999999999",
        reporting.url("published", code) + "?number=²",
        reporting.url("published_place", code, "NOWHERE"),
        reporting.url("published_file", code, 1, "../secret"[3:]),
        reporting.url("published_file", code, 99999999999, "area.json"),
    ]
    assert [client.get(url).status_code for url in urls] == [404] * len(urls)


def test_every_period_stands_in_the_list_with_all_that_came_of_it(reporting: Reporting) -> None:
    indicator = begin_round(reporting)
    assert "Nothing is published yet" in page(reporting, "all_published")
    publish(reporting)
    correct(reporting, indicator, 151)
    restate(reporting)
    html = page(reporting, "all_published")
    assert "Restated (R1)" in html
    assert "First publication" in html
    assert html.index("Restated (R1)") < html.index("First publication")
    assert (Publication.objects.count(), newest(reporting).number) == (2, 2)
