"""A file leaves as something to save: no browser shows it, and nothing in it runs."""

from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.documents.making import PDF, PNG, TEXT, add, office
from tests.factories import make_audience, make_document, make_version
from trellis.documents.actions import Reader
from trellis.kernel import files


def download(cast: Cast, row: Any, key: str = "anonymous") -> Any:
    return cast.client(key).get(reverse("documents:file", args=[row.pk, 1]))


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        (PDF, "application/pdf", "Minutes of May.pdf"),
        (PNG, "image/png", "Minutes of May.png"),
        (TEXT, "text/plain", "Minutes of May.txt"),
        (
            office(),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "Minutes of May.docx",
        ),
    ],
)
def test_it_is_handed_out_to_be_saved(
    cast: Cast, now: datetime, content: bytes, kind: str, name: str
) -> None:
    answer = download(cast, add(cast, now, Reader("public"), content=content))
    assert answer.getvalue() == content
    wanted = {
        "Content-Type": kind,
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(len(content)),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
    assert {header: answer.headers.get(header) for header in wanted} == wanted


@pytest.mark.parametrize(("scan", "says"), [("waiting", "looked over"), ("infected", "a virus")])
def test_a_file_that_is_held_back_is_handed_to_nobody(cast: Cast, scan: str, says: str) -> None:
    row = make_document(owner=cast.world.bodies["hub_a"])
    make_audience(document=row)
    make_version(document=row, scan=scan)
    for key in ("anonymous", "hub_worker"):
        answer = download(cast, row, key)
        assert (answer.status_code, says in answer.content.decode()) == (409, True)


def test_a_file_that_the_store_has_lost_is_not_there(cast: Cast, now: datetime) -> None:
    row = add(cast, now, Reader("public"), content=b"Only here, and then lost.")
    files.let_go("documents", row.versions.get().digest)
    assert download(cast, row).status_code == 404


def test_files_are_rationed(cast: Cast, now: datetime) -> None:
    row = add(cast, now, Reader("public"))
    address = reverse("documents:file", args=[row.pk, 1])
    client = cast.client("hub_worker")
    answers = [client.get(address) for _time in range(11)]
    assert [answer.getvalue() for answer in answers[:10]] == [TEXT] * 10
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
