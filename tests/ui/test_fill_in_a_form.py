"""Somebody fills in a form, forgets things, and is told where and how to put them right."""

from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.test import RequestFactory
from django_cotton.utils import render_component

from trellis.ui.forms import SpecimenForm


def drawn(html: str) -> Element:
    tree: Element = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return tree


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def by_id(page: Element, wanted: str) -> Element:
    found = page.find(f".//*[@id='{wanted}']")
    assert found is not None, f"nothing has the id {wanted}"
    return found


def summary_of(form: SpecimenForm) -> str:
    return str(render_component(RequestFactory().get("/"), "error-summary", form=form)).strip()


@pytest.fixture
def refused() -> Element:
    return drawn(SpecimenForm({"name": ""}).render())


def test_a_hint_and_an_error_are_read_out_with_their_field(refused: Element) -> None:
    box = by_id(refused, "id_name")
    assert box.get("aria-invalid") == "true"
    assert [words(by_id(refused, one)) for one in box.get("aria-describedby", "").split()] == [
        "As on its bank account or constitution",
        "To put right: Enter the name of the group",
    ]


def test_choices_stand_in_a_fieldset_under_their_question(refused: Element) -> None:
    questions = [
        (words(fieldset[0]), fieldset.get("aria-describedby"))
        for fieldset in refused.iter("fieldset")
    ]
    assert questions == [
        ("Whom does it reach?", "id_reach_error"),
        ("Is it open in the mornings? (optional)", None),
        ("What does it ask for?", "id_needs_helptext id_needs_error"),
    ]


def test_a_field_nobody_must_answer_says_so(refused: Element) -> None:
    labels = {label.get("for"): words(label) for label in refused.iter("label")}
    assert labels["id_members"] == "How many members has it? (optional)"
    assert labels["id_name"] == "Name of the group"


def test_a_single_tick_stands_before_its_words(refused: Element) -> None:
    label = refused.find(".//label[@for='id_agrees']")
    assert label is not None
    assert [child.tag for child in label] == ["input", "span"]


def test_the_summary_takes_focus_and_leads_to_each_field(refused: Element) -> None:
    summary = drawn(summary_of(SpecimenForm({})))[0]
    assert (summary.get("role"), summary.get("tabindex")) == ("alert", "-1")
    assert "autofocus" in summary.attrib
    links = [(link.get("href", ""), words(link)) for link in summary.iter("a")]
    assert links == [
        ("#id_name", "Enter the name of the group"),
        ("#id_reach_0", "Choose whom the group reaches"),
        ("#id_needs_0", "Tick at least one thing the group asks for"),
        ("#id_kind", "Choose what kind of group it is"),
        ("#id_agrees", "Tick to say that the committee has agreed"),
    ]
    assert [by_id(refused, target[1:]).tag for target, _ in links] == [
        "input", "input", "input", "select", "input",
    ]  # fmt: skip


def test_a_form_without_faults_has_no_summary() -> None:
    assert summary_of(SpecimenForm()) == ""


def test_what_somebody_typed_is_shown_as_they_typed_it_and_never_run() -> None:
    page = drawn(SpecimenForm({"name": "<script>alert(1)</script>"}).render())
    assert by_id(page, "id_name").get("value") == "<script>alert(1)</script>"
    assert page.find(".//script") is None
