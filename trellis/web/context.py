"""The frame that surrounds every page."""

from typing import Any

from django.http import HttpRequest


def page_frame(request: HttpRequest) -> dict[str, Any]:
    return {"frame": {"partnership": "Trellis", "world": "", "navigation": []}}
