"""A quarter of many figures published in every form, and its pages read while it stands.

`python -m bench.publishing`: 30 indicators of 11 providers in 8 places, twice (the second time
restated), then the published pages under twenty clients.
"""

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.house import House
from bench.load import Asking, bytes_of, flat_out, paced

INDICATORS, PROVIDERS, PLACES = 30, 11, 8
CLIENTS = 20
MOST_SECONDS = 20.0
MOST_MILLISECONDS = 100.0

# Every provider reports every indicator in every place, for the quarter and the one before it.
_FILL = """
import json, sys
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from tests.factories import (
    make_area, make_framework, make_indicator, make_organisation, make_place, make_rating_rule,
    make_reporting_line, make_round_dates, make_target,
)
from trellis.kernel.periods import span_from_code
from trellis.performance.models import Value
from trellis.performance.rules.codes import ValueState

indicators, providers, places = (int(one) for one in sys.argv[1:])
chance = Random(20261126)
spans = [span_from_code("2026-Q1"), span_from_code("2026-Q2")]
area = make_area(slug="benchshire", name="Benchshire", code="B0")
districts = [
    make_place(parent=area, name=f"District {n}", code=f"B{n}") for n in range(1, places + 1)
]
bodies = [
    make_organisation(area=area, name=f"Provider {n}") for n in range(1, providers + 1)
]
framework = make_framework(area=area, slug="benchshire", short_title="Benchshire")
make_rating_rule(framework=framework, amber_within=Decimal("0.9"))
make_round_dates(framework=framework, recorded_at=datetime(2026, 9, 1, tzinfo=UTC))
values = []
for number in range(1, indicators + 1):
    row = make_indicator(
        framework=framework, number=number,
        title=f"Groups helped with matter number {number} by somebody who knows it well",
    )
    version = row.versions.get()
    for district in districts:
        make_target(
            indicator=row, place=district, value=Decimal(chance.randrange(400, 700)),
            recorded_at=datetime(2026, 6, 1, tzinfo=UTC),
        )
        for body in bodies:
            make_reporting_line(indicator=row, place=district, provider=body)
            values += [
                Value(
                    indicator=row, version=version, place=district, provider=body,
                    period_start=span.start, period_end=span.end, state="measured",
                    value=Decimal(chance.randrange(10, 100)), words="As agreed with the hubs.",
                    basis="typed", source="Bench",
                    recorded_at=datetime(2026, 10, 12, tzinfo=UTC),
                )
                for span in spans
            ]
Value.objects.bulk_create(values)
print(json.dumps({"values": len(values)}))
"""

_PUBLISH = """
import json, resource, sys, time
from datetime import timedelta
from decimal import Decimal
from django.urls import reverse
from django.utils import timezone
from trellis.kernel.periods import span_from_code
from trellis.kernel.viewer import system
from trellis.performance import actions, jobs, queries
from trellis.performance.models import Value
from trellis.performance.rules.codes import ValueState

by, span = system("bench"), span_from_code("2026-Q2")
row = queries.framework_row(by, "benchshire", "round")
facts = queries.framework(by, "benchshire")


def made(ask, **words):
    begun = time.perf_counter()
    ask(by=by, now=timezone.now(), framework=row, period=span, **words)
    asked = time.perf_counter()
    jobs.make_publication(run_id=queries.newest_run(facts, span).id, now=timezone.now())
    return asked - begun, time.perf_counter() - asked


_asked, first = made(actions.publish_round, why="The bench accepts no returns.")
found = Value.objects.filter(period_start=span.start).order_by("id").first()
actions.record_value(
    by=by, now=timezone.now(), indicator=found.indicator, place_id=found.place_id,
    provider_id=found.provider_id, period=span, state=ValueState.MEASURED, value=found.value + 1,
    reason="Counted again",
)
asked, second = made(actions.restate_round, reason="Counted again")
publication, _all = queries.publication(facts, span)
verified = queries.verify_publications()
args = ["benchshire", span.code]
print(json.dumps({
    "publish": first, "restate": second, "ask": asked,
    "files": len(publication.files), "bytes": sum(one.size for one in publication.files),
    "findings": [str(one) for one in verified.findings], "effect": publication.effect,
    "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    "pages": {
        "published period": reverse("performance:published", args=args),
        "first publication": reverse("performance:published", args=args) + "?number=1",
        "place's sheet": reverse("performance:published_place", args=[*args, "B1"]),
        "funders' pack": reverse("performance:published_pack", args=args),
        "all that is published": reverse("performance:all_published", args=["benchshire"]),
    },
}))
"""


@dataclass(frozen=True)
class Read:
    name: str
    p50: float
    p95: float
    per_second: float
    on_the_wire: int
    errors: int

    def sentence(self) -> str:
        return (
            f"| {self.name} | {self.p50:.1f} | {self.p95:.1f} | {MOST_MILLISECONDS:.0f} "
            f"| {self.per_second:,.0f} | {self.on_the_wire:,} |"
        )


def read(house: House, name: str, path: str, *, seconds: float) -> Read:
    """Made anew for each client, as for somebody with a cookie: the hardest case."""
    asking = Asking(house.port, path)
    flat_out(asking, connections=4, seconds=1)  # warm
    calm = paced(asking, clients=CLIENTS, seconds=seconds + 1)
    fast = flat_out(asking, connections=CLIENTS, seconds=seconds)
    return Read(
        name,
        calm.percentile(0.5),
        calm.percentile(0.95),
        fast.per_second,
        bytes_of(asking)[0],
        calm.errors + fast.errors,
    )


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="trellis-bench-") as folder:
        house = House(Path(folder) / "house")
        house.trellis("migrate")
        house.python(_FILL, str(INDICATORS), str(PROVIDERS), str(PLACES))
        made: dict[str, Any] = json.loads(house.python(_PUBLISH))
        with house.serving():
            pages = [read(house, name, path, seconds=4) for name, path in made["pages"].items()]
    print(
        f"Publishing {INDICATORS} indicators of {PROVIDERS} providers in {PLACES} places: "
        f"{made['files']} files, {made['bytes'] / 1e6:.1f} MB, in {made['publish']:.1f} s; "
        f"restating one figure {made['restate']:.1f} s, of which whoever asks waits "
        f"{made['ask']:.1f} s first (limit: {MOST_SECONDS:.0f} s each); {made['memory']} MB at "
        f"most. Verified: {len(made['findings'])} findings."
    )
    print(
        f"\n| published page, {CLIENTS} clients | paced p50, ms | paced p95, ms | limit, ms "
        "| flat out, requests/s | bytes on the wire |\n|---|---|---|---|---|---|"
    )
    print("\n".join(one.sentence() for one in pages))
    is_slow = max(made["publish"], made["restate"]) > MOST_SECONDS
    is_slow |= any(one.p95 > MOST_MILLISECONDS for one in pages)
    wrong = made["findings"] or any(one.errors for one in pages)
    return 1 if is_slow or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
