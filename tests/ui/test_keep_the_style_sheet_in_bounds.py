"""The style sheet stays small, layered, and readable by those who see poorly."""

import re
from pathlib import Path

import pytest

import trellis.ui

ROOM = Path(trellis.ui.__file__).parent
SHEETS = sorted((ROOM / "static" / "ui").glob("*.css"))
TOKENS = dict(
    re.findall(
        r"--([\w-]+):\s*(#[0-9a-f]{3,6});",
        next(sheet for sheet in SHEETS if sheet.name == "tokens.css").read_text(),
    )
)


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    first, second = sorted((luminance(TOKENS[ink]), luminance(TOKENS[ground])), reverse=True)
    return (first + 0.05) / (second + 0.05)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *(("ink", ground) for ground in ("paper", "card", "quiet-bg", "focus")),
        *(("ink-2", ground) for ground in ("paper", "card", "quiet-bg")),
        *(("brand", ground) for ground in ("paper", "card", "quiet-bg", "info-bg", "caution-bg")),
        ("brand-deep", "brand-tint"),
        ("brand-deep", "brand-light"),
        ("card", "brand"),
        ("card", "serious"),
        *((tone, f"{tone}-bg") for tone in ("good", "caution", "serious", "info")),
        ("caution", "card"),
    ],
)
def test_words_stand_out_from_their_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("line", ["control", "improve", "concern", "common"])
def test_shapes_stand_out_from_a_card(line: str) -> None:
    assert contrast(line, "card") >= 3


def test_the_sheets_are_short() -> None:
    lines = [len(sheet.read_text().splitlines()) for sheet in SHEETS]
    assert max(lines) <= 400
    assert sum(lines) <= 1200


def rules_of(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)


def test_every_rule_stands_in_a_layer() -> None:
    for sheet in SHEETS:
        at_the_margin = re.findall(r"^(\S+) ", rules_of(sheet), flags=re.MULTILINE)
        assert set(at_the_margin) == {"@layer"}, sheet.name


def test_nothing_is_fetched_from_elsewhere() -> None:
    for sheet in SHEETS:
        assert re.findall(r"url\(|@import", sheet.read_text()) == []


def classes_in(template: Path) -> set[str]:
    """Return the classes written out; those ending in a code, as `tag--good`, have two dashes."""
    text = template.read_text()
    values = re.findall(r'\bclass="([^"]*)"', text)
    if template.parent.name == "chart":
        values += re.findall(r'(?<!:)\bkind="([^"]*)"', text)
    bare = " ".join(re.sub(r"{[%{].*?[%}]}", " ", value) for value in values)
    return {name for name in bare.split() if "--" not in name}


def test_what_is_styled_is_used_and_what_is_used_is_styled() -> None:
    styled = {
        name
        for sheet in SHEETS
        for name in re.findall(r"\.([a-z][\w-]*)", rules_of(sheet))
        if "--" not in name
    }
    used = set[str]().union(*(classes_in(one) for one in ROOM.glob("templates/**/*.html")))
    assert (used - styled, styled - used) == (set(), set())
