"""Requests as we read them: UTF-8, whatever else their sender says they are."""

from collections.abc import Mapping
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters


class Utf8Request(WSGIRequest):
    """Django reads query and form in any codec of Python's that a Content-Type names. Some of
    them are no text at all, which ends in a fault before any view; others make halves of
    characters, which no database keeps. No page of ours is ever sent in another than UTF-8."""

    def _set_content_type_params(self, meta: Mapping[str, Any]) -> None:
        try:
            kind, parameters = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            kind, parameters = "", {}
        parameters.pop("charset", None)
        self.content_type, self.content_params = kind, parameters


class Application(WSGIHandler):
    request_class = Utf8Request
