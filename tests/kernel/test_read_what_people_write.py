"""Numbers and days are taken as people write them; what nobody can read is refused in words."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from trellis.kernel.fields import DayField, NumberField, WholeField
from trellis.kernel.forms import OnceForm
from trellis.kernel.written import NoSuchDayError, NotReadableError, day, number

SIGNS = ("£", "%", "groups")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1,200", 1200),
        ("£1,200", 1200),
        ("1 200", 1200),
        ("1\u00a0200.5", "1200.5"),
        ("75 %", 75),
        ("75%", 75),
        ("12 groups", 12),
        ("1.5k", 1500),
        ("£1.2 million", 1_200_000),
        (".5", "0.5"),
        ("-5", -5),
        ("−£5", -5),
        ("１２", 12),
        (" 7 ", 7),
    ],
)
def test_a_number_in_one_of_its_forms(typed: str, meant: str | int) -> None:
    assert number(typed, signs=SIGNS) == Decimal(meant)


@pytest.mark.parametrize(
    "typed", ["", "abc", "1,5", "1,2,3", "1.200,50", "1e9", "NaN", "½", "12 or 13", "£", "😀"]
)
def test_what_is_no_number_to_everybody_is_refused(typed: str) -> None:
    with pytest.raises(NotReadableError):
        number(typed, signs=SIGNS)


def test_a_sign_that_is_not_asked_for_is_refused() -> None:
    with pytest.raises(NotReadableError):
        number("75%", signs=("£",))


@given(st.decimals(-(10**12), 10**12, places=2))
def test_every_number_is_read_as_pages_show_it(value: Decimal) -> None:
    assert number(f"{value:,}") == value


@pytest.mark.parametrize(
    "typed",
    [
        "2026-04-01",
        "01/04/2026",
        "1/4/26",
        "1.4.2026",
        "1-4-2026",
        "1 April 2026",
        "1st April 2026",
        "1 Apr 26",
        "Wed 1 april 2026",
        "1-Apr-2026",
    ],
)
def test_a_day_in_one_of_its_forms(typed: str) -> None:
    assert day(typed) == date(2026, 4, 1)


@pytest.mark.parametrize("typed", ["31/02/2026", "2026-13-01", "32 January 2026", "29/2/2025"])
def test_a_day_that_no_calendar_has(typed: str) -> None:
    with pytest.raises(NoSuchDayError):
        day(typed)


@pytest.mark.parametrize("typed", ["", "tomorrow", "1 April", "1/4/126", "0001-01-01", "1 Ju 2026"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(NotReadableError):
        day(typed)


@given(st.dates(date(1000, 1, 1)))
def test_every_day_is_read_as_pages_show_it(one: date) -> None:
    assert day(f"{one.day} {one:%B} {one.year}") == one
    assert day(one.isoformat()) == one


class Asking(OnceForm):
    amount = NumberField(
        label="Amount", max_digits=18, decimal_places=4, signs=("£",), required=False
    )
    people = WholeField(label="People", min_value=1, max_digits=12, required=False)
    on = DayField(label="Began on", required=False)
    why = forms.CharField(label="Why, in %", max_length=5)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")])
    email = forms.EmailField(label="E-mail", required=False)


def refusals(**given: str) -> dict[str, list[str]]:
    form = Asking({"why": "so", "kind": "a", **given})
    return {name: [str(one) for one in errors] for name, errors in form.errors.items()}


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("amount", "a lot", "Amount: “a lot” is not a number. Enter it like 1,200.50."),
        ("amount", "9" * 40, "Amount: the number is too long. Enter at most 18 digits."),
        ("amount", "0.00001", "Amount: enter at most 4 digits after the decimal point."),
        ("people", "2.5", "People: “2.5” is not a whole number. Count whole ones."),
        ("people", "0", "People: enter 1 or more."),
        ("on", "31/02/2026", "Began on: there is no such day as 31/02/2026. Check day and month."),
        ("on", "soon", "Began on: “soon” is not a day. Enter it like 31/03/2026."),
        ("on", "1/1/1890", "Began on: enter a day from 1 January 1900 to 31 December 2100."),
        ("why", "", "Why, in %: this is empty. Fill it in."),
        (
            "why",
            "because",
            "Why, in %: at most 5 characters fit, and this has 7. Shorten it.",
        ),
        ("kind", "", "Kind: choose one."),
        ("kind", "b", "Kind: choose one of those offered."),
        ("email", "nobody", "Enter an e-mail address like name@example.org."),
    ],
)
def test_a_refusal_names_the_field_and_the_remedy(field: str, typed: str, says: str) -> None:
    assert refusals(**{field: typed}) == {field: [says]}


def test_what_was_typed_for_a_day_is_shown_again_as_it_was_typed() -> None:
    form = Asking({"on": "31/02/2026"})
    assert 'type="text" name="on" value="31/02/2026"' in str(form["on"])


def test_a_day_and_a_large_number_are_shown_as_a_browser_takes_them() -> None:
    form = Asking(initial={"on": date(2026, 5, 25), "amount": Decimal("184700.0000")})
    assert 'type="date" name="on" value="2026-05-25"' in str(form["on"])
    assert 'value="184700"' in str(form["amount"])


def test_what_is_read_is_a_number_and_a_day() -> None:
    form = Asking({"amount": "£1,200", "people": "1,200", "on": "1/4/26", "why": "so", "kind": "a"})
    assert form.is_valid()
    found = {name: form.cleaned_data[name] for name in ("amount", "people", "on")}
    assert found == {"amount": Decimal(1200), "people": 1200, "on": date(2026, 4, 1)}
