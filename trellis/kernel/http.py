"""The request as our views see it: with its viewer and its clock."""

from datetime import date, datetime

from django.http import HttpRequest

from trellis.kernel.viewer import Viewer


class Request(HttpRequest):
    """What `web.middleware` makes of every request before a view sees it.

    `standing` is what the record is that the page is about (live, documented or invented); a view
    that knows says so, and the frame of the page is labelled accordingly. `network` is whom to
    count together among those who are not signed in. `looked` is filled by `kernel.looks`.
    """

    viewer: Viewer
    now: datetime
    today: date
    standing: str
    network: str
    looked: list[tuple[str, int]]
    htmx: object
