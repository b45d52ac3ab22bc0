"""Bringing files through the pages: look through, decide, import, look again."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.places.making import (
    WEST,
    collection,
    feature,
    make_county,
    postcode_file,
)
from trellis.kernel.jobs import run_next
from trellis.places import queries
from trellis.places.models import Outline, Place, Postcode, Upload


def file_of(content: bytes, name: str = "file.geojson") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def send(client: StrictClient, area: Place, kind: str, content: bytes) -> Any:
    given = {"kind": kind, "file": file_of(content), "source": "ONS, OGL v3"}
    return client.post(reverse("places:imports", args=[area.slug]), given)


def ward_of(code: str, above: Place) -> bytes:
    return collection([feature((WEST, 52.8, 0.1, 0.1), code=code, name="Abbey", lad=above.code)])


def test_from_the_file_to_the_map(cast: Cast) -> None:
    client, world = cast.client("infrastructure_manager"), cast.world
    district = world.districts["a"]
    answer = send(client, world.area, "outlines", ward_of("E05900001", district))
    upload = Upload.objects.get()
    here = reverse("places:upload", args=[world.area.slug, upload.pk])
    assert (answer.status_code, answer["Location"]) == (302, here)

    text = client.get(here).content.decode()
    assert "1 place is not in this area yet" in text
    assert "Abbey (E05900001)" in text
    assert "From which day do these boundaries hold?" in text
    assert Outline.objects.count() == 0

    given = {
        "source": "ONS",
        "valid_from": "2025-05-01",
        "code": "code",
        "add_kind": "ward",
        "add_under": str(world.area.pk),
        "once": "k1",
    }
    answer = client.post(here, given, follow=True)
    text = answer.content.decode()
    assert "The import has begun." in text
    assert "Look again" in text

    assert run_next(now=timezone.now())
    text = client.get(here).content.decode()
    assert "Look again" not in text
    assert [node.name for node in queries.children(district.pk)] == ["Abbey"]
    assert Outline.objects.count() == 1


def test_postcodes_ask_for_nothing_but_their_source(cast: Cast) -> None:
    client, area = cast.client("infrastructure_manager"), cast.world.area
    send(client, area, "postcodes", postcode_file(["LE1 1AA,52.6,-1.1,E07900001,", "x,1,1,,"]))
    upload = Upload.objects.get()
    here = reverse("places:upload", args=[area.slug, upload.pk])
    text = client.get(here).content.decode()
    assert "From which day" not in text
    assert "Line 3, pcds" in text
    client.post(here, {"source": "NSPL", "once": "k1"})
    assert run_next(now=timezone.now())
    assert [(row.code, row.source) for row in Postcode.objects.all()] == [("LE1 1AA", "NSPL")]


def test_what_is_missing_is_named_with_the_remedy(cast: Cast) -> None:
    client, area = cast.client("infrastructure_manager"), cast.world.area
    text = client.post(reverse("places:imports", args=[area.slug]), {}).content.decode()
    for words in (
        "Choose boundaries or postcodes",
        "Choose the file",
        "Enter the publisher, edition and licence",
    ):
        assert words in text
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("outlines", b"", "The file is empty."),
        ("outlines", b"name,code\n", "The file is not GeoJSON"),
        ("postcodes", b"name,code\n", "The list has no column for the postcode."),
        ("postcodes", b"PK\x03\x04", "Save a table as CSV UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words_and_not_kept(
    cast: Cast, kind: str, content: bytes, words: str
) -> None:
    answer = send(cast.client("infrastructure_manager"), cast.world.area, kind, content)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert Upload.objects.count() == 0


def test_a_double_click_brings_the_file_once(cast: Cast) -> None:
    client, area = cast.client("infrastructure_manager"), cast.world.area
    page = client.get(reverse("places:imports", args=[area.slug])).content.decode()
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found is not None
    for _click in range(2):
        content = ward_of("E05900001", cast.world.districts["a"])
        given = {"kind": "outlines", "file": file_of(content), "source": "S", "once": found[1]}
        answer = client.post(reverse("places:imports", args=[area.slug]), given)
        assert answer.status_code == 302
    assert Upload.objects.count() == 1


def test_a_day_is_asked_for_before_boundaries_are_imported(cast: Cast) -> None:
    client, area = cast.client("infrastructure_manager"), cast.world.area
    send(client, area, "outlines", ward_of("E05900001", cast.world.districts["a"]))
    upload = Upload.objects.get()
    here = reverse("places:upload", args=[area.slug, upload.pk])
    text = client.post(here, {"source": "ONS"}).content.decode()
    assert "Enter the day from which these boundaries hold" in text
    upload.refresh_from_db()
    assert upload.stage == "checked"


def test_a_file_can_be_discarded_but_not_while_it_is_imported(cast: Cast) -> None:
    client, area = cast.client("infrastructure_manager"), cast.world.area
    send(client, area, "postcodes", postcode_file(["LE1 1AA,52.6,-1.1,,"]))
    upload = Upload.objects.get()
    drop = reverse("places:discard", args=[area.slug, upload.pk])
    assert "file.geojson is discarded." in client.post(drop, follow=True).content.decode()
    here = reverse("places:upload", args=[area.slug, upload.pk])
    text = client.post(here, {"source": "NSPL"}, follow=True).content.decode()
    assert "This is discarded, so it cannot be" in text
    assert client.get(drop).status_code == 405


def test_who_may_bring_files(cast: Cast) -> None:
    here = reverse("places:imports", args=[cast.world.area.slug])
    elsewhere = reverse("places:imports", args=[cast.other_world.area.slug])
    manager = cast.client("infrastructure_manager")
    assert (manager.get(here).status_code, manager.get(elsewhere).status_code) == (200, 403)
    for who in ("hub_worker", "council_officer", "resident"):
        assert cast.client(who).get(here).status_code == 403
    assert cast.client("administrator").get(elsewhere).status_code == 200


def test_a_file_of_another_area_is_not_there(cast: Cast) -> None:
    area = cast.world.area
    send(
        cast.client("infrastructure_manager"),
        area,
        "postcodes",
        postcode_file(["LE1 1AA,52.6,-1.1,,"]),
    )
    upload = Upload.objects.get()
    theirs = cast.client("infrastructure_manager", elsewhere=True)
    for name in ("places:upload", "places:discard"):
        for slug in (area.slug, cast.other_world.area.slug):
            assert theirs.post(reverse(name, args=[slug, upload.pk])).status_code == 404


@pytest.mark.django_db
def test_nobody_brings_files_for_documented_history(cast: Cast) -> None:
    history = make_county(slug="history", standing="documented")
    here = reverse("places:imports", args=[history.area.slug])
    assert cast.client("administrator").get(here).status_code == 403


def test_the_link_is_shown_to_those_who_may(cast: Cast) -> None:
    link = reverse("places:imports", args=[cast.world.area.slug])
    shown = {
        who: link in cast.client(who).get(reverse("places:areas")).content.decode()
        for who in ("infrastructure_manager", "hub_worker", "anonymous")
    }
    assert shown == {"infrastructure_manager": True, "hub_worker": False, "anonymous": False}
