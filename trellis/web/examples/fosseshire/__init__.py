"""Fosseshire: an invented county, drawn from a fixed seed and dated relative to today."""

from trellis.web.examples.fosseshire.loading import SLUG, load

__all__ = ["SLUG", "load"]
