"""A private Trellis: own folder, own database, own real server. The proofs use it too."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"


class NotReadyError(Exception):
    """The server did not answer in time; the message ends with the end of its log."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


class House:
    """`folder` is made when it is not there; without `database_url` the database is SQLite."""

    def __init__(self, folder: Path, *, database_url: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = free_port()
        self.log = folder / "server.log"
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("TRELLIS_", "DJANGO_"))},
            "TRELLIS_VAR": str(folder),
            "TRELLIS_DEMO": "1",
            "TRELLIS_SITE_URL": f"http://localhost:{self.port}",
            "PYTHONPATH": str(ROOT),
            **({"TRELLIS_DATABASE_URL": database_url} if database_url else {}),
        }
        self._process: subprocess.Popen[bytes] | None = None

    # --- commands ------------------------------------------------------------------------------

    def trellis(self, *words: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        """Run one command of Trellis on this house, to its end."""
        return self._run(["-m", "trellis.config.cli", *words], check=check)

    def python(self, script: str, *words: str) -> str:
        """Run a script with Django set up on this house; returns what it prints."""
        begin = (
            "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'trellis.config.settings'\n"
            "import django; django.setup()\n"
        )
        return self._run(["-c", begin + script, *words], check=True).stdout

    def prepare(self) -> None:
        """Make the database and load both examples, unless they are there."""
        self.trellis("demo", "--only-prepare", "--port", str(self.port))

    def settle(self) -> None:
        """Do the work that waits since it was made, so that nothing is measured beside it."""
        self.python(
            "from django.utils import timezone\n"
            "from trellis.kernel.jobs import run_next\n"
            "while run_next(now=timezone.now()) is not None: pass\n"
        )

    def _run(self, words: list[str], *, check: bool) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(f"{words[:3]} ended with {done.returncode}:\n{done.stderr[-3000:]}")
        return done

    # --- the server ----------------------------------------------------------------------------

    def start(self, *words: str, until: str = "/readyz") -> float:
        """Serve, in a process group of its own; returns the seconds to the first 200 there."""
        begun = time.perf_counter()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    sys.executable, "-m", "trellis.config.cli", "serve",
                    "--address", HOST, "--port", str(self.port), *words,
                ],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.wait_until_ready(until)
        return time.perf_counter() - begun

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Served within, and no longer, whatever happens."""
        try:
            self.start()
            yield
        finally:
            self.stop()

    def wait_until_ready(self, path: str = "/readyz", patience: float = 60) -> None:
        ends = time.monotonic() + patience
        while time.monotonic() < ends:
            if answers(self.port, path) == 200:
                return
            time.sleep(0.01)
        raise NotReadyError(self.log.read_text(errors="replace")[-3000:])

    def kill(self) -> None:
        """`kill -9` to server, its processes and the worker, all at once."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def kill_server_only(self) -> None:
        """`kill -9` to the one process that was started; what it started is left to itself."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def wait_until_port_is_free(self, patience: float = 30) -> None:
        """Until what a killed server left behind has ended by itself."""
        ends = time.monotonic() + patience
        while self.processes():
            if time.monotonic() > ends:
                raise NotReadyError(f"{self.processes()} processes outlive their parent")
            time.sleep(0.02)

    def stop(self) -> int:
        """Ask it to end; returns its exit code."""
        if self._process is None:
            return 0
        self._process.terminate()
        code = self._process.wait(60)
        self.wait_until_port_is_free()
        self._process = None
        return code

    def processes(self) -> int:
        """How many processes of the group are alive."""
        assert self._process is not None
        alive = 0
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                state, _parent, group = status.read_text().rpartition(")")[2].split()[:3]
            except (OSError, ValueError):
                continue
            alive += int(group) == self._process.pid and state != "Z"
        return alive


def answers(port: int, path: str) -> int:
    """The status of the answer; 0 when there is none."""
    asked = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        asked.request("GET", path, headers={"Host": f"localhost:{port}"})
        return asked.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        asked.close()
