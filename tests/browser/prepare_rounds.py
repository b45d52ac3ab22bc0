"""What the tests in a browser need to know of Fosseshire's rounds."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from trellis.kernel.periods import financial_year
from trellis.organisations.models import Organisation
from trellis.performance.models import LineQuestion
from trellis.places.models import Place

_HUBS = ("Birchwold", "Cotterby", "Fosse Vale", "Northgate")


def round_facts(now: datetime) -> dict[str, Any]:
    hubs = {
        f"{name.lower().replace(' ', '_')}_hub": Organisation.objects.get(
            name=f"{name} Community Hub", area__slug="fosseshire"
        ).pk
        for name in _HUBS
    }
    return {
        **hubs,
        "cotterby": Place.objects.get(name="Cotterby").code,
        "line_question": LineQuestion.objects.get().pk,
        "this_year": financial_year(timezone.localdate(now)).code,
    }
