"""A paste through its pages, in as few words as a test can have."""

import re
from typing import Any

from django.urls import reverse

from tests.conftest import StrictClient
from trellis.imports.models import Intake

HERE = reverse("imports:paste")
# The week before the Monday on which the tests are made: 19 October 2026.
WEEK = """Date\tType\tGroup\tHow many\tWhat it was about
Mon 12 Oct\tAdvice session\tAmbley group a\t1\tA lease
13/10\tAdvice session\tAmbley group a\t2\tInsurance
14th October\tAdvice session\tAmbley group a\t\tReserves
"""


def paste(client: StrictClient, text: str, what: str, **other: str) -> Any:
    query = f"?of={other.pop('of')}" if "of" in other else ""
    return client.post(HERE + query, {"what": what, "text": text, **other})


def pasted(client: StrictClient, text: str, what: str, **other: str) -> Intake:
    """Pasted, and led to a page about it."""
    sent = paste(client, text, what, **other)
    assert sent.status_code == 302, sent.context["form"].errors
    found = re.search(r"/imports/(\d+)/", sent["Location"])
    assert found
    return Intake.objects.get(pk=found[1])


def shown(client: StrictClient, intake: Intake) -> str:
    return client.get(reverse("imports:intake", args=[intake.pk])).content.decode()


def outcomes(intake: Intake) -> list[str]:
    return list(intake.rows.order_by("line").values_list("outcome", flat=True))
