"""`kill -9` to people who write what was done, and to whoever counts it anew: what was acknowledged
is there, shares add up, and cells are as counted anew, or are so after the next run."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from bench.house import ROOT, House

pytestmark = pytest.mark.shared

_BEGIN = """
import json, os, random, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "trellis.config.settings"
import django; django.setup()
from datetime import date, timedelta
from django.utils import timezone
from trellis.kernel.viewer import system
from trellis.organisations.models import Organisation
from trellis.places.models import Place
from trellis.record import actions, jobs, queries
from trellis.record.actions import Done
from trellis.record.models import Activity, Cell, ServiceType, Split
from trellis.record.rules.shares import Part, Party, Role
SYSTEM = system("tests")
"""

_MAKE = """
from tests.factories import make_area, make_organisation, make_place, make_service_type
area = make_area(slug="killshire", name="Killshire", code="K0")
for n in range(2):
    make_place(parent=area, name=f"District {n}", code=f"K{n}1")
for n in range(8):
    make_organisation(area=area, name=f"Body {n}")
for n in range(3):
    make_service_type(area=area)
"""

# Writes until it is killed; says of each act that it was done, once it was.
_WRITE = """
number = int(sys.argv[1]); chance = random.Random(int(sys.argv[2]))
bodies = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
kinds = list(ServiceType.objects.order_by("pk").values_list("pk", flat=True))
places = list(Place.objects.order_by("pk").values_list("pk", flat=True))
def done(word):
    lead, partner = chance.sample(bodies[:4], 2)
    return Done(service_type_id=chance.choice(kinds), on=date(2026, 7, chance.randint(1, 28)),
        place_id=chance.choice(places), organisation_id=chance.choice(bodies), title=word,
        parties=[Party(lead, Role.LEAD), Party(partner, Role.PARTNER)])
turn = 0
while True:
    turn += 1
    word = f"act {sys.argv[2]}-{number}-{turn}"
    row = actions.record_activity(by=SYSTEM, now=timezone.now(), done=done(word))
    print(word, flush=True)
    if turn % 3 == 1:
        row = actions.correct_activity(by=SYSTEM, now=timezone.now(), activity=row,
            done=done(word), reason="again " + word)
        print("again " + word, flush=True)
    if turn % 3 == 2:
        lead, partner = Split.objects.get(activity=row, stands=True).contributions.order_by("pk")
        parts = [Part(lead.provider_id, Role.LEAD, 2_500), Part(partner.provider_id, Role.PARTNER, 7_500)]
        made = actions.propose_shares(by=SYSTEM, now=timezone.now(), activity=row,
            provider_id=lead.provider_id, parts=parts, reason="share " + word)
        actions.answer_shares(by=SYSTEM, now=timezone.now(), split=made,
            provider_id=partner.provider_id, agrees=True)
        print("share " + word, flush=True)
    if turn % 5 == 0:
        actions.withdraw_activity(by=SYSTEM, now=timezone.now(), activity=row, reason="not " + word)
        print("not " + word, flush=True)
"""  # noqa: E501

# Breaks cells around the house and counts anew, again and again.
_COUNT = """
chance = random.Random(int(sys.argv[2]))
while True:
    ids = list(Cell.objects.values_list("pk", flat=True))
    Cell.objects.filter(pk__in=chance.sample(ids, max(1, len(ids) // 2))).delete()
    Cell.objects.filter(pk__in=chance.sample(ids, max(1, len(ids) // 3))).update(events=99, organisations=0)
    print("broken", flush=True)
    jobs.rebuild_cells(now=timezone.now())
    print("whole", flush=True)
"""  # noqa: E501

_LOOK = """
from trellis.kernel import audit
titles = Activity.objects.values_list("title", flat=True)
said = Activity.objects.exclude(reason="").values_list("reason", flat=True)
shared = Split.objects.exclude(sealed_at=None).exclude(reason="").values_list("reason", flat=True)
print(json.dumps({
    "there": [*titles, *said, *shared],
    "standing": Activity.objects.filter(stands=True).count(),
    "split": Split.objects.filter(stands=True).count(),
    "faults": queries.faults(),
    "findings": [finding.what for finding in audit.verify()],
}))
"""


@contextmanager
def at_work(house: House, script: str, how_many: int, seed: int) -> Iterator[list[Path]]:
    """Processes that write within; then all of them are killed at once. What each has said lies in
    a file of its own."""
    said = [house.folder / f"said-{seed}-{number}" for number in range(how_many)]
    work = []
    for number, path in enumerate(said):
        with path.open("wb") as out:
            work.append(
                subprocess.Popen(
                    [sys.executable, "-c", _BEGIN + script, str(number), str(seed)],
                    cwd=ROOT, env=house.environment, stdout=out,
                    stderr=out, start_new_session=True,
                )
            )  # fmt: skip
    try:
        yield said
    finally:
        for one in work:
            os.killpg(one.pid, signal.SIGKILL)
        for one in work:
            one.wait()


def lines(path: Path) -> list[str]:
    """Whole ones: of the last the kill may have left a part."""
    return path.read_text().rpartition("\n")[0].splitlines()


def wait_until_all_have_said(said: list[Path], least: int) -> None:
    ends = time.monotonic() + 120
    while any(len(lines(path)) < least for path in said):
        assert time.monotonic() < ends, [path.read_text()[-2_000:] for path in said]
        time.sleep(0.02)


def kill_writers(house: House, times: int) -> None:
    house.python(_MAKE)
    random, acknowledged = Random(times), []
    for seed in range(times):
        with at_work(house, _WRITE, 3, seed) as said:
            wait_until_all_have_said(said, 2)
            time.sleep(random.uniform(0, 0.3))
        acknowledged += [line for path in said for line in lines(path)]
        house.trellis("rebuild-cells", "--check")
    assert len(acknowledged) > 6 * times
    found = json.loads(house.python(_BEGIN + _LOOK))
    assert set(acknowledged) - set(found["there"]) == set()
    assert found["standing"] == found["split"] > 0
    assert (found["faults"], found["findings"]) == ({}, [])


def kill_whoever_counts(house: House, times: int) -> None:
    """Until so many kills left cells that were not as counted anew."""
    random, left_broken, seed = Random(times), 0, 1_000
    while left_broken < times:
        seed += 1
        assert seed < 1_010 + 5 * times, "hardly anybody was killed while cells were broken"
        with at_work(house, _COUNT, 1, seed) as said:
            wait_until_all_have_said(said, 2)
            time.sleep(random.uniform(0, 0.1))
        left_broken += house.trellis("rebuild-cells", "--check", check=False).returncode != 0
        house.trellis("rebuild-cells")
        house.trellis("rebuild-cells", "--check")


def test_a_few_kills(empty_house: House) -> None:
    kill_writers(empty_house, 2)
    kill_whoever_counts(empty_house, 2)


@pytest.mark.prove
def test_many_kills(empty_house: House) -> None:
    kill_writers(empty_house, 40)
    kill_whoever_counts(empty_house, 40)
