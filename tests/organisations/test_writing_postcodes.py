"""The postcode of an entry, however it was typed; its form is the room of places' to know."""

import pytest

from trellis.organisations.forms.entry import FactsForm


def cleaned(typed: str) -> tuple[str | None, list[str]]:
    """What the entry would keep, and what the form has against it."""
    form = FactsForm({"postcode": typed})
    form.full_clean()
    return form.cleaned_data.get("postcode"), [str(e) for e in form.errors.get("postcode", [])]


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [
        ("LE1 1AA", "LE1 1AA"),
        (" le11aa", "LE1 1AA"),
        ("ME14-1XX", "ME14 1XX"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_it_takes_its_form_or_stays_empty(typed: str, postcode: str) -> None:
    assert cleaned(typed) == (postcode, [])


@pytest.mark.parametrize("typed", ["LE1", "1AA", "GIR 0AA", "-"])
def test_half_a_postcode_is_none(typed: str) -> None:
    assert cleaned(typed) == (None, ["Enter a whole postcode, like LE1 1AA."])
