"""The folder's files, and what has been made from them so far."""

import csv
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from trellis.kernel.periods import Span
from trellis.kernel.viewer import Viewer

Row = dict[str, str]


@dataclass
class Loaded:
    """The ids and rows made so far, by the keys of the files."""

    folder: Path
    standing: str
    by: Viewer
    now: datetime
    about: dict[str, Any] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    organisations: dict[str, int] = field(default_factory=dict)
    indicators: dict[int, Any] = field(default_factory=dict)
    framework: Any = None
    moments: dict[str, Span] = field(default_factory=dict)


def rows(folder: Path, name: str) -> list[Row]:
    """The rows of one file, as text; none where there is no such file."""
    file = folder / f"{name}.csv"
    if not file.exists():
        return []
    with file.open(newline="", encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


def table(folder: Path, name: str) -> dict[str, Any]:
    """A TOML file with its numbers exact."""
    text = (folder / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def runs(loaded: Loaded) -> Span:
    """The files name the last day included; a span ends on the day after."""
    return Span(loaded.about["starts_on"], loaded.about["ends_on"] + timedelta(days=1))


def earliest(loaded: Loaded) -> date:
    return min([runs(loaded).start, *(moment.start for moment in loaded.moments.values())])


def number(text: str) -> int | None:
    return int(text) if text else None


def decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def exact(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)
