"""The request as our views see it: with its viewer and its clock."""

from datetime import date, datetime

from django.http import HttpRequest

from trellis.kernel.viewer import Viewer


class Request(HttpRequest):
    """What `web.middleware` makes of every request before a view sees it."""

    viewer: Viewer
    now: datetime
    today: date
    htmx: object
