"""The measurements, each taken of the house and of the bare view in the same run."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.house import HOST, ROOT, House, answers, free_port
from bench.load import Asking, Waits, bytes_of, flat_out, median, paced
from bench.pages import Page
from bench.writers import Crowd

CLIENTS = 20
WRITERS = 8
WORKERS = 2
THREADS = 4


@dataclass(frozen=True)
class Measured:
    """One page (or the bare view): waits under both loads, and its size in bytes."""

    name: str
    paced: Waits
    flat_out: Waits
    queries: int
    on_the_wire: int
    to_read: int


@dataclass(frozen=True)
class Writing:
    """Acts through the real form; `waits` are those for the acknowledgements."""

    clients: int
    waits: Waits
    errors: int


@contextmanager
def bare_server() -> Iterator[int]:
    """The bare view on the same server with as many processes and threads; gives its port."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--no-log",
        "--workers-kill-timeout", "2", "--workers", str(WORKERS),
        "--blocking-threads", str(THREADS),
        "--host", HOST, "--port", str(port), "bench.bare:application",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        while answers(port, "/") != 200 and process.poll() is None:
            time.sleep(0.01)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def cold_start_of_bare(times: int) -> float:
    """Seconds from the start of the process to the first 200; the median."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        with bare_server():
            taken.append(time.perf_counter() - begun)
    return median(taken)


def cold_start_of(house: House, times: int) -> float:
    """Seconds from the start of the process to the first 200 of the home page; the median."""
    taken = []
    for _ in range(times):
        taken.append(house.start(until="/"))
        house.stop()
    return median(taken)


def measure(port: int, page: Page, *, seconds: float) -> Measured:
    asking = Asking(port, page.path, anew=not page.is_kept)
    flat_out(asking, connections=4, seconds=min(1.0, seconds))  # warm
    on_the_wire, to_read = bytes_of(asking)
    return Measured(
        page.name,
        paced(asking, clients=CLIENTS, seconds=seconds + 1),
        flat_out(asking, connections=CLIENTS, seconds=seconds),
        page.queries,
        on_the_wire,
        to_read,
    )


def measure_writing(house: House, *, seconds: float) -> Writing:
    crowd = Crowd(house, each=WRITERS // 2)
    begun = time.perf_counter()
    with crowd:
        time.sleep(seconds)
    waits = Waits(
        [wait for one in crowd.clients for wait in one.milliseconds],
        seconds=time.perf_counter() - begun,
    )
    errors = sum(one.refused + one.cut_off for one in crowd.clients)
    return Writing(len(crowd.clients), waits, errors)
