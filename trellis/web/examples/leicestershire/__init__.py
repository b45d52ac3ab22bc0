"""Leicestershire 2010/11: documented facts only, each with its paragraph, read-only once loaded.

The facts are in the CSV and TOML files beside this module; see docs/rooms/web.md for what they
are taken from and which of them are our own reading.
"""

from datetime import datetime
from pathlib import Path

from trellis.kernel.viewer import system
from trellis.web.bringing import bring

SLUG = "leicestershire-2010-11"
FOLDER = Path(__file__).parent


def load(*, now: datetime) -> None:
    bring(FOLDER, standing="documented", by=system("load-example"), now=now)


__all__ = ["FOLDER", "SLUG", "load"]
