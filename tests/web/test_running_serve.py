"""Serving: server and worker start together and end together, whatever is killed."""

import json
import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.house import HOST, House
from bench.visitor import Visitor

pytestmark = pytest.mark.shared


@pytest.fixture
def serving(house: House) -> Iterator[House]:
    with house.serving():
        yield house


def worker_of(house: House) -> int | None:
    """The worker's process id; None while there is none."""
    for words in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            said = words.read_bytes().split(b"\0")
            folder = (words.parent / "environ").read_bytes()
        except OSError:
            continue
        if b"--beside-server" in said and str(house.folder).encode() in folder:
            return int(words.parent.name)
    return None


def wait_until(true: Callable[[], object], patience: float = 60) -> None:
    ends = time.monotonic() + patience
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.05)


def test_pages_are_served_and_both_end_when_asked(serving: House) -> None:
    visitor = Visitor(serving.port)
    assert visitor.get("/healthz").text == "ok"
    assert visitor.get("/readyz").text == "ready\n"
    page = visitor.get("/")
    style = re.search(r'href="(/static/[^"]+\.css)"', page.text)
    assert style is not None
    assert visitor.get(style.group(1)).status == 200
    visitor.close()
    wait_until(lambda: worker_of(serving))
    assert serving.stop() == 0
    assert worker_of(serving) is None


def test_a_worker_that_dies_is_started_again(serving: House) -> None:
    wait_until(lambda: worker_of(serving))
    first = worker_of(serving)
    assert first is not None
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: worker_of(serving) not in {None, first})


def test_nothing_outlives_a_server_that_was_killed(serving: House) -> None:
    wait_until(lambda: worker_of(serving))
    serving.kill_server_only()
    serving.wait_until_port_is_free()
    assert worker_of(serving) is None


def test_a_worker_barely_begun_does_not_outlive_it_either(serving: House) -> None:
    """It has no time to see its parent alive."""
    wait_until(lambda: worker_of(serving))
    first = worker_of(serving)
    assert first is not None
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: worker_of(serving) not in {None, first})
    serving.kill_server_only()
    serving.wait_until_port_is_free()


def test_a_second_server_on_the_port_is_refused_in_words(serving: House) -> None:
    second = serving.trellis("serve", "--port", str(serving.port), check=False)
    assert second.returncode == 1
    assert second.stderr.splitlines()[-1] == (
        f"CommandError: Port {serving.port} is in use by another program. Stop that program, or "
        f"choose another port: make run PORT={serving.port + 1}"
    )


def test_a_port_in_use_stops_the_demo_before_anything_is_made(bare_house: House) -> None:
    with socket.socket() as other:
        other.bind((HOST, bare_house.port))
        other.listen()
        refused = bare_house.trellis("demo", "--port", str(bare_house.port), check=False)
    assert refused.returncode == 1
    assert "is in use by another program" in refused.stderr
    assert not (bare_house.folder / "trellis.sqlite3").exists()


def test_the_log_is_one_json_object_a_line(serving: House) -> None:
    serving.stop()
    lines = [json.loads(line) for line in serving.log.read_text().splitlines()]
    assert {"at", "level", "logger", "message"} <= set(lines[0])
    assert lines[0]["message"] == f"serving on {HOST} port {serving.port}"
