"""Letters go out in our name. What somebody types as a name must not become a paragraph of one."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.cast import Cast
from tests.people.mailroom import letters_to, run_jobs
from trellis.kernel.forms import one_line

LURE = "Your account is locked. Go to evil.example"
GUEST = "ivo@example.org"


@pytest.mark.parametrize("breaks", ["\n\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_a_name_is_one_line(cast: Cast, breaks: str) -> None:
    hub = cast.world.bodies["hub_a"]
    given = {"name": f"Ivo{breaks}{LURE}", "email": GUEST, "role": "hub_worker"}

    page = cast.client("infrastructure_manager").post(
        reverse("organisations:invite", args=[hub.pk]), given
    )

    assert (page.status_code, "Write it in one line." in page.content.decode()) == (200, True)
    run_jobs()
    assert letters_to(GUEST) == []


@pytest.mark.parametrize("breaks", ["\v", "\f", "\x1e", "\x85"])
def test_whatever_some_program_takes_for_a_line_break(breaks: str) -> None:
    with pytest.raises(ValidationError):
        one_line(f"Ivo{breaks}{LURE}")


def test_so_is_ones_own_and_that_of_an_organisation(cast: Cast) -> None:
    client = cast.client("infrastructure_manager")
    own = client.post("/people/name/", {"name": f"Maeve\n{LURE}", "known_as": ""})
    edit = reverse("organisations:edit", args=[cast.world.bodies["hub_a"].pk])
    body = client.post(edit, {"name": f"Hub\n{LURE}", "kind": "hub"})

    for page in (own, body):
        assert "Write it in one line." in page.content.decode()


def test_what_is_written_in_lines_may_be(cast: Cast) -> None:
    edit = reverse("organisations:edit", args=[cast.world.bodies["hub_a"].pk])
    page = cast.client("infrastructure_manager").post(
        edit, {"name": "Hub", "kind": "hub", "about": "What we do:\n- tea\n- advice"}
    )
    assert "Write it in one line." not in page.content.decode()
