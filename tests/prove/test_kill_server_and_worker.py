"""`kill -9` at random moments while eight people write: nothing acknowledged is lost, nothing is
half done, and the house is open again at once."""

import statistics
import time
from random import Random

import pytest

from bench.house import House
from bench.measure import cold_start_of_bare
from bench.writers import Crowd
from tests.prove.killing import look

pytestmark = pytest.mark.shared

# So many times as long as a server with one bare Django view takes, started in the same run: a
# machine that others use is slow for both. Two seconds on two quiet processors.
READY_WITHIN = 6.0


def _kill_and_start(house: House, crowd: Crowd, times: int, random: Random) -> list[float]:
    """Returns the seconds from each start to the first answer that says it can work."""
    waits = []
    for _ in range(times):
        crowd.wait_for_more()
        time.sleep(random.uniform(0, 0.4))
        if random.random() < 0.2:
            house.kill_server_only()
            house.wait_until_port_is_free()
        else:
            house.kill()
        waits.append(house.start())
    crowd.wait_for_more()
    return waits


def _prove(house: House, times: int, seed: int) -> list[float]:
    with house.serving(), Crowd(house) as crowd:
        waits = _kill_and_start(house, crowd, times, Random(seed))
    after = look(crowd)
    print(  # noqa: T201 (the figures are what a proof is run for)
        f"{times} kills: {after}, ready in {statistics.median(waits):.2f} s"
    )
    assert len(crowd.clients) == 8
    assert after.acknowledged > times
    assert after.is_whole, after
    return waits


def test_five_kills_lose_nothing(house: House) -> None:
    _prove(house, 5, seed=5)


@pytest.mark.prove
def test_a_hundred_kills_lose_nothing(house: House) -> None:
    before = cold_start_of_bare(5)
    waits = _prove(house, 100, seed=100)
    bare = (before + cold_start_of_bare(5)) / 2
    ratio = statistics.median(waits) / bare
    print(f"a bare view is ready in {bare:.2f} s, the house in {ratio:.1f} times that")  # noqa: T201
    assert ratio < READY_WITHIN


_BREAK = """
import sys
from tests.prove.tampering import drop_triggers
from trellis.kernel.models import AuditLine
from trellis.performance.models import Value
drop_triggers()
Value.objects.filter(reason=sys.argv[1]).delete()
AuditLine.objects.filter(why=sys.argv[2]).delete()
"""


def test_the_comparison_finds_what_is_lost_or_half_done(house: House) -> None:
    """The control: one acknowledged row and another's audit line are taken out by hand."""
    with house.serving(), Crowd(house) as crowd:
        crowd.wait_for_more()
        crowd.wait_for_more()
    lost, half = crowd.acknowledged()[:2]
    assert look(crowd).is_whole
    house.python(_BREAK, lost, half)
    after = look(crowd)
    assert (after.lost, after.lines_without_row) == ([lost], [lost])
    assert after.rows_without_line == [half]
    assert not after.is_whole
