"""Leicestershire 2010/11: documented facts only, each with its paragraph, read-only once loaded.

The facts are in the CSV and TOML files beside this module; see docs/rooms/web.md for what they
are taken from and which of them are our own reading.
"""

from trellis.web.examples.leicestershire.loading import SLUG, load

__all__ = ["SLUG", "load"]
