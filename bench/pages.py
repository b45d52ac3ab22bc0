"""The five pages that are measured, found in the example's own database."""

import json
from dataclasses import dataclass

from bench.house import House

_FIND = """
import json
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from trellis.organisations.models import Organisation
from trellis.web.examples.fosseshire.bodies import DISTRICTS

slug = "fosseshire"
hub = Organisation.objects.get(name="Amberdale Community Hub")
pages = {
    "county report": reverse("performance:area", args=[slug]),
    "district": reverse("performance:place", args=[slug, DISTRICTS[0].code]),
    "indicator": reverse("performance:indicator", args=[slug, 1]),
    "provider": reverse("performance:provider", args=[slug, hub.pk]),
    "organisations": reverse("organisations:list"),
}
client = Client(HTTP_HOST="localhost")
client.cookies["seen"] = "1"  # made anew each time, never as it was kept
found = []
for name, path in pages.items():
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        status = client.get(path).status_code
    found.append([name, path, status, len(queries)])
print(json.dumps(found))
"""


@dataclass(frozen=True)
class Page:
    """A page and the number of queries it makes once the house is warm; or that page as it is
    kept for strangers."""

    name: str
    path: str
    queries: int
    is_kept: bool = False


class PageFailedError(Exception):
    """A page that is to be measured does not answer 200."""


def find_pages(house: House) -> list[Page]:
    found = []
    for name, path, status, queries in json.loads(house.python(_FIND)):
        if status != 200:
            raise PageFailedError(f"{name} ({path}) answers {status}")
        found.append(Page(name, path, queries))
    return [*found, *(Page(f"{one.name}, kept", one.path, 1, is_kept=True) for one in found[:1])]
