"""What every template keeps to: declared components, no styling outside `ui`, translated words.

Cotton itself is lenient: a misspelt attribute is passed by in silence, and a slot that a component
does not show is lost. So the templates are read here with Cotton's own reading of a tag.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from django.template.loader import get_template
from django_cotton.compiler_regex import CottonCompiler, Tag

import trellis

HOUSE = Path(trellis.__file__).parent
UI = HOUSE / "ui"
COMPONENTS = UI / "templates" / "cotton"
GALLERY = UI / "templates" / "ui" / "gallery"
TEMPLATES = sorted(HOUSE.glob("*/templates/**/*.html"))

# Attributes that people read, wherever they stand.
WORDS = {
    "alt", "aria-label", "caption", "eyebrow", "hint", "label", "lead", "legend", "meta",
    "note", "placeholder", "says", "sub", "summary", "title",
}  # fmt: skip


def name_of(template: Path) -> str:
    return template.relative_to(HOUSE).as_posix()


every_template = pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
every_component = pytest.mark.parametrize(
    "component", sorted(COMPONENTS.glob("**/*.html")), ids=name_of
)


@dataclass
class Use:
    """One `<c-…>` in a template: its attributes, the slots it fills, what stands between."""

    component: str
    attributes: set[str]
    start: int
    slots: set[str] = field(default_factory=set)
    content: str = ""


def bare(html: str) -> str:
    """Take template tags out, so that what is left is HTML and components."""
    return str(CottonCompiler().exclude_ignorables(html)[0])


def attributes_of(text: str) -> dict[str, str]:
    """Return what is written for each attribute; a name with a colon before it takes an object."""
    found = Tag.attr_pattern.findall(text)
    return {name: quoted or unquoted for name, _, quoted, unquoted in found}


def names_in(text: str) -> set[str]:
    return {name.lstrip(":") for name in attributes_of(text)}


def uses_in(template: Path) -> Iterator[Use]:
    html = bare(template.read_text())
    open_uses: list[Use] = []
    for match in Tag.tag_pattern.finditer(html):
        tag = Tag(match)
        if tag.tag_name == "c-vars":
            continue
        if tag.tag_name == "c-slot":
            if not tag.is_closing:
                open_uses[-1].slots.add(attributes_of(tag.attrs)["name"])
        elif tag.is_closing:
            use = open_uses.pop()
            use.content = html[use.start : match.start()]
            yield use
        else:
            use = Use(tag.tag_name[2:], names_in(tag.attrs), match.end())
            if tag.is_self_closing:
                yield use
            else:
                open_uses.append(use)
    assert not open_uses, f"{open_uses[-1].component} is not closed"


def file_of(component: str) -> Path:
    return COMPONENTS / (component.replace(".", "/").replace("-", "_") + ".html")


@cache
def declared(component: Path) -> set[str]:
    found = re.search(r"<c-vars\s([^>]*?)/?>", component.read_text())
    return names_in(found[1]) if found else set()


def shows(component: Path, variable: str) -> bool:
    body = re.sub(r"<c-vars[^>]*>", "", component.read_text())
    return re.search(rf"\b{variable.replace('-', '_')}\b", body) is not None


def content_outside_slots(use: Use) -> str:
    return re.sub(r"<c-slot\b.*?</c-slot>", "", use.content, flags=re.DOTALL).strip()


@every_template
def test_it_compiles(template: Path) -> None:
    room = HOUSE / template.relative_to(HOUSE).parts[0]
    get_template(template.relative_to(room / "templates").as_posix())


@every_template
def test_every_component_it_uses_exists_and_knows_its_attributes(template: Path) -> None:
    for use in uses_in(template):
        component = file_of(use.component)
        assert component.exists(), f"there is no component <c-{use.component}>"
        strange = use.attributes - declared(component)
        assert not strange, f"<c-{use.component}> does not know {sorted(strange)}"
        lost = use.slots - declared(component)
        assert not lost, f"<c-{use.component}> has no slot {sorted(lost)}"


@every_template
def test_no_component_loses_what_stands_in_it(template: Path) -> None:
    for use in uses_in(template):
        shown = shows(file_of(use.component), "slot") or not content_outside_slots(use)
        assert shown, f"<c-{use.component}> does not show its content"


@every_component
def test_a_component_uses_all_that_it_declares(component: Path) -> None:
    unused = {name for name in declared(component) if not shows(component, name)}
    assert unused == set()


@every_template
def test_it_leaves_styling_to_the_style_sheet(template: Path) -> None:
    html = bare(template.read_text())
    assert not re.search(r"\sstyle\s*=|<style\b", html), "style belongs in the style sheet"
    if not template.is_relative_to(UI):
        assert not re.search(r"\sclass\s*=", html), "ask the ui room for a component"


@every_template
def test_it_runs_no_inline_script(template: Path) -> None:
    html = bare(template.read_text())
    assert not re.search(r"<script(?![^>]*\ssrc=)", html), "scripts are files"
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", html), "no event attributes"
    assert "javascript:" not in html


@every_template
def test_it_is_short_enough_to_be_read(template: Path) -> None:
    assert len(template.read_text().splitlines()) <= 200


def untranslated(html: str) -> list[str]:
    """Return what a reader would see in English whatever their language."""
    html = re.sub(r"{%\s*blocktrans.*?endblocktrans\w*\s*%}", "", html, flags=re.DOTALL)
    html = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->|<c-vars[^>]*>", "", html, flags=re.DOTALL)
    tags = re.compile(r"<[a-zA-Z/!](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", re.DOTALL)
    seen = tags.split(html)
    for tag in tags.findall(html):
        seen += [value for name, value in attributes_of(tag[1:]).items() if name in WORDS]
    return [text.strip() for text in seen if re.search(r"[^\W\d_]{2,}", _entities(text))]


def _entities(text: str) -> str:
    return re.sub(r"&\w+;", "", text)


# The gallery speaks to those who write pages, and its content is invented.
@pytest.mark.parametrize(
    "template", [one for one in TEMPLATES if not one.is_relative_to(GALLERY)], ids=name_of
)
def test_every_word_can_be_translated(template: Path) -> None:
    assert untranslated(template.read_text()) == []
