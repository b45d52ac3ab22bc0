"""Pages for what went wrong say what to do next, and look like the others."""

import re

import pytest

from tests.cast import Cast
from tests.conftest import StrictClient
from trellis.web.views import errors


def test_a_fault_needs_no_request_and_has_its_sheets() -> None:
    answer = errors.fault(None)  # type: ignore[arg-type]
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "A fault on our side" in page
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', page)
    assert [sheet.split("/")[-1].split(".")[0] for sheet in sheets] == ["tokens", "base", "layout"]


def test_without_its_sheets_it_is_said_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(name: str) -> str:
        raise ValueError(name)

    monkeypatch.setattr(errors, "static", lost)
    page = errors.fault(None).content.decode()  # type: ignore[arg-type]
    assert "A fault on our side" in page
    assert "stylesheet" not in page


def test_whoever_is_signed_in_is_led_to_their_own_page(cast: Cast) -> None:
    lost = cast.client("hub_worker").get("/no-such-page/").content.decode()
    assert "There is no such page" in lost
    assert 'class="button button--quiet" href="/today/"' in lost
    assert 'class="button button--quiet"' not in (
        StrictClient().get("/no-such-page/").content.decode()
    )
