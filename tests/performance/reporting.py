"""One framework with its lines: what most tests of this room begin with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import html5lib
from django.urls import reverse

from tests.cast import Cast
from tests.conftest import NOW, TODAY
from tests.factories import (
    make_framework,
    make_indicator,
    make_rating_rule,
    make_reporting_line,
    make_target,
)
from trellis.kernel.periods import Span, span_from_code
from trellis.kernel.viewer import STRANGER, Viewer, system
from trellis.organisations.models import Organisation
from trellis.performance import actions, queries
from trellis.performance.models import Framework, Indicator, Target, Value
from trellis.performance.queries import FrameworkFacts, Line
from trellis.performance.rules.codes import ValueState
from trellis.places.models import Place

SUMMER = span_from_code("2026-Q2")  # July to September 2026, over since three weeks
SPRING = span_from_code("2026-Q1")
SYSTEM = system("tests")


@dataclass(frozen=True)
class Reporting:
    """The live framework of the first world, whose districts each have a hub that reports."""

    cast: Cast
    framework: Framework

    @property
    def facts(self) -> FrameworkFacts:
        return queries.framework(STRANGER, self.framework.slug)

    @property
    def county(self) -> Place:
        return self.framework.area

    def district(self, letter: str) -> Place:
        return self.cast.world.districts[letter]

    def hub(self, letter: str) -> Organisation:
        return self.cast.world.bodies[f"hub_{letter}"]

    def indicator(self, *, hubs: str = "ab", every: str = "quarter", **given: Any) -> Indicator:
        """An indicator that the hubs of these districts are expected to report since April."""
        row = make_indicator(framework=self.framework, **given)
        for letter in hubs:
            make_reporting_line(
                indicator=row, place=self.district(letter), provider=self.hub(letter), every=every
            )
        return row

    def record(
        self, indicator: Indicator, letter: str, value: object = None, **given: Any
    ) -> Value:
        """What the hub of a district says (the county itself for the letter ""); a figure unless
        another state is given. By the system, whom nothing stops, unless somebody is named."""
        place = self.district(letter) if letter else self.county
        usual: dict[str, Any] = {
            "by": SYSTEM,
            "now": NOW,
            "indicator": indicator,
            "place_id": place.pk,
            "provider_id": self.hub(letter).pk if letter else None,
            "period": SUMMER,
            "state": ValueState.MEASURED,
            "value": None if value is None else Decimal(str(value)),
        }
        return actions.record_value(**(usual | given))

    def target(self, indicator: Indicator, value: object, **given: Any) -> Target:
        version = indicator.versions.latest("number")
        usual = {"place": self.county, "value": Decimal(str(value)), "version": version}
        return make_target(indicator=indicator, **(usual | given))

    def lines(
        self, place: Place | None = None, span: Span = SUMMER, *, today: date = TODAY, **given: Any
    ) -> dict[int, Line]:
        """The lines of a place (of the whole area) by the number of their indicator."""
        code = (place or self.county).code
        report = queries.place_report(STRANGER, self.facts, span, today=today, code=code, **given)
        return {line.indicator.number: line for line in report.lines}

    def line(self, indicator: Indicator, place: Place | None = None, **given: Any) -> Line:
        return self.lines(place, **given)[indicator.number]

    def url(self, name: str, *args: object) -> str:
        return reverse(f"performance:{name}", args=[self.framework.slug, *args])

    def record_url(self, indicator: Indicator, letter: str, period: str = SUMMER.code) -> str:
        url = self.url("record", indicator.number, self.district(letter).code, period)
        return f"{url}?provider={self.hub(letter).pk}"


def begin(cast: Cast, **given: Any) -> Reporting:
    framework = make_framework(area=cast.world.area, **given)
    make_rating_rule(framework=framework, amber_within=Decimal("0.9"))
    return Reporting(cast, framework)


def values_of(indicator: Indicator) -> list[tuple[str, Decimal | None, str]]:
    """Every row ever recorded, in the order in which it was."""
    rows = Value.objects.filter(indicator=indicator).order_by("recorded_at", "id")
    return [(row.state, row.value, row.reason) for row in rows]


def fields_of(html: str) -> dict[str, str]:
    """The hidden fields of the page's form of its own, as a browser would send them back."""
    found = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", html):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = value[1] if value else ""
    return found


@dataclass(frozen=True)
class Cell:
    """A cell of a table as a reader meets it; `tones` are the tones of the tags in it."""

    words: str
    tones: tuple[str, ...]


def rows_of(html: str, caption: str) -> dict[str, dict[str, Cell]]:
    """The rows of the table with that caption: by their header, each cell by its column."""
    document = html5lib.parse(html, namespaceHTMLElements=False)
    tables = [one for one in document.iter("table") if _words(one.find("caption")) == caption]
    assert len(tables) == 1, f"{len(tables)} tables have the caption {caption!r}"
    return {
        _words(row.find("th")): {
            cell.get("data-label", ""): Cell(_words(cell), tones_in(cell))
            for cell in row.findall("td")
        }
        for row in tables[0].iter("tr")
        if row.findall("td")
    }


def tones_in(element: Any) -> tuple[str, ...]:
    """The tones of everything in it that is coloured as a tag or a tile is."""
    classes = [name for one in element.iter() for name in (one.get("class") or "").split()]
    found = [name.partition("--") for name in classes]
    return tuple(tone for block, dash, tone in found if dash and block in {"tag", "tile"})


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def at(day: int, hour: int = 12) -> datetime:
    """A moment in October 2026."""
    return datetime(2026, 10, day, hour, tzinfo=UTC)


def viewers(cast: Cast, keys: Sequence[str]) -> dict[str, Viewer]:
    return {key: cast.viewer(key) for key in keys}
