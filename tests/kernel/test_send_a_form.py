"""A form does its deed once, says what was wrong by its fields, and loses nothing typed."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.editing import EditedMeanwhileError, mark_of, refuse_if_edited
from trellis.kernel.fields import DayField
from trellis.kernel.forms import Difference, EditForm

MARK = "what there is now"


class Visit(EditForm):
    name = forms.CharField(label="Name", max_length=20)
    on = DayField(label="Day", required=False, first=date(2012, 1, 1))
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Advice"), ("Others", [("b", "Bread")])])
    tags = forms.MultipleChoiceField(label="Tags", required=False, choices=[("x", "X"), ("y", "Y")])


def sent(text: str = "name=Ann&on=2026-04-01&kind=a&tags=x&tags=y&once=k&seen=m") -> Visit:
    form = Visit(QueryDict(text))
    form.is_valid()
    return form


def refusing(fault: Exception) -> Any:
    def deed() -> None:
        raise fault

    return deed


def test_what_is_done_is_done() -> None:
    done: list[str] = []
    assert sent().carry_out(lambda: done.append("it"))
    assert done == ["it"]


def test_what_was_done_before_counts_as_done() -> None:
    assert sent().carry_out(refusing(AlreadyDoneError()))


def test_a_refusal_stands_by_its_field_or_above_the_form() -> None:
    form = sent()
    assert not form.carry_out(refusing(ValidationError({"name": "Taken.", "other": "Odd."})))
    assert form.errors == {"name": ["Taken."], "__all__": ["Odd."]}
    form = sent()
    assert not form.carry_out(refusing(ValidationError(["One.", "Two."])))
    assert form.errors == {"__all__": ["One.", "Two."]}


def test_any_other_fault_is_a_fault() -> None:
    with pytest.raises(KeyError):
        sent().carry_out(refusing(KeyError("x")))


def test_a_day_is_shown_as_browsers_read_it_and_is_within_reach() -> None:
    assert 'value="2026-04-01"' in str(Visit(initial={"on": date(2026, 4, 1)})["on"])
    assert 'type="date"' in str(sent()["on"])
    for typed, reason in (
        ("1/13/2026", "Day: there is no such day as 1/13/2026. Check day and month."),
        ("2011-12-31", "Day: enter a day from 1 January 2012 to 31 December 2100."),
        ("2101-01-01", "Day: enter a day from 1 January 2012 to 31 December 2100."),
    ):
        assert sent(f"name=Ann&kind=a&on={typed}").errors == {"on": [reason]}
    assert sent("name=Ann&kind=a&on=2100-12-31").cleaned_data["on"] == date(2100, 12, 31)


def test_two_who_edit_meet_and_the_second_keeps_what_was_typed() -> None:
    form = sent()
    in_record = {"name": "Bob", "on": None, "kind": "b", "tags": ["x", "y"], "unasked": 1}
    assert form.meet(in_record, mark=MARK) == [
        Difference("Name", "Bob", "Ann"),
        Difference("Day", "", "1 April 2026"),
        Difference("Kind", "Bread", "Advice"),
    ]
    assert form["name"].value() == "Ann"
    assert form["seen"].value() == MARK
    assert form["once"].value() != "k"
    assert form["tags"].value() == ["x", "y"]


def test_what_is_chosen_is_told_in_words() -> None:
    [difference] = sent("name=Ann&kind=a&tags=x").meet({"tags": ["x", "y"]}, mark=MARK)
    assert (difference.in_record, difference.entered) == ("X, Y", "X")


def test_a_mark_differs_as_soon_as_a_fact_does() -> None:
    facts = ("Ann", None, date(2026, 4, 1), ["x"])
    assert mark_of(*facts) == mark_of(*facts)
    others = [("Anne", *facts[1:]), (*facts[:3], ["y"]), ("Ann", "None", "2026-04-01x", ["x"])]
    assert mark_of(*facts) not in {mark_of(*other) for other in others}
    assert mark_of("ab", "c") != mark_of("a", "bc")


def test_only_another_mark_than_the_one_seen_is_refused() -> None:
    refuse_if_edited(None, "new")
    refuse_if_edited("new", "new")
    for seen in ("old", ""):
        with pytest.raises(EditedMeanwhileError):
            refuse_if_edited(seen, "new")
