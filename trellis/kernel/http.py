"""The request as our views see it: with its viewer and its clock."""

from datetime import date, datetime

from django.http import HttpRequest

from trellis.kernel.viewer import Viewer


class Request(HttpRequest):
    """What `web.middleware` makes of every request before a view sees it.

    `standing` is what the record is that the page is about (live, documented or invented), and
    `area` the slug of its area; a view that knows says so by `about_record`, and the frame of the
    page is labelled accordingly and leads on inside that record. `network` is whom to count
    together among those who are not signed in. `looked` is filled by `kernel.looks`.
    """

    viewer: Viewer
    now: datetime
    today: date
    standing: str
    area: str
    network: str
    looked: list[tuple[str, int]]
    htmx: object


def about_record(request: Request, area: str, standing: str) -> None:
    """The page is about the record of this area (its slug), which has this standing."""
    request.area, request.standing = area, standing
