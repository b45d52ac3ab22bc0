"""`kill -9` to the database server itself, with all that runs on it, while eight people write."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from bench.house import House
from bench.writers import Crowd
from tests.postgres import PostgresServer, find_postgres
from tests.prove.killing import look


class KillablePostgres(PostgresServer):
    """A server of its own, for the suite's own must live on."""

    def kill(self) -> None:
        """The postmaster and every process it started, at once."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
        )
        killed = [pid, *map(int, listed.stdout.split())]
        for one in killed:
            os.kill(one, signal.SIGKILL)
        while any(Path(f"/proc/{one}").exists() for one in killed):
            time.sleep(0.02)

    def start_again(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        log, data = str(self.folder / "log"), str(self.folder / "data")
        self._run("pg_ctl", "-D", data, "-w", "-s", "-l", log, "-o", options, "start")


@pytest.fixture
def postgres() -> Iterator[tuple[KillablePostgres, str]]:
    programs = find_postgres()
    assert programs is not None, "the mark says that PostgreSQL is here"
    server = KillablePostgres(programs)
    with server as url:
        yield server, url


@pytest.mark.prove
@pytest.mark.postgres
def test_ten_kills_of_everything_lose_nothing(
    postgres: tuple[KillablePostgres, str], tmp_path: Path
) -> None:
    server, url = postgres
    house = House(tmp_path / "house", database_url=url)
    house.prepare()
    random = Random(10)
    with house.serving(), Crowd(house) as crowd:
        for turn in range(10):
            crowd.wait_for_more()
            time.sleep(random.uniform(0, 0.4))
            server.kill()
            if turn % 2:
                house.kill()
            server.start_again()
            if turn % 2:
                house.start()
            house.wait_until_ready()
        crowd.wait_for_more()
    after = look(crowd)
    print(f"10 kills of PostgreSQL: {after}")  # noqa: T201 (the figures are what it is run for)
    assert after.acknowledged > 10
    assert after.is_whole, after
