"""The worker process beside the server: started with it, started again when it dies, ended with
it."""

import logging
import os
import subprocess
import sys
import threading

_FIRST = 0.5  # the server comes first: somebody may be waiting for a page
_AGAIN = 1.0
_PATIENCE = 30.0
logger = logging.getLogger("trellis.serve")


class WorkerBeside:
    def __init__(self) -> None:
        self._ending = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        self._keeper.start()

    def stop(self) -> None:
        """Ask the worker to finish the job at hand; returns when it has."""
        self._ending.set()
        self._keeper.join(_PATIENCE)

    def _keep(self) -> None:
        pause = _FIRST
        while not self._ending.wait(pause):
            worker = _start()
            while worker.poll() is None and not self._ending.wait(0.2):
                pass
            if self._ending.is_set():
                _end(worker)
                return
            logger.warning("worker died and is started again")
            pause = _AGAIN


def _start() -> "subprocess.Popen[bytes]":
    command = [
        sys.executable, "-m", "trellis.config.cli", "work", "--beside-server", str(os.getpid()),
    ]  # fmt: skip
    return subprocess.Popen(command)  # noqa: S603 (our own interpreter and words)


def _end(worker: "subprocess.Popen[bytes]") -> None:
    worker.terminate()
    try:
        worker.wait(_PATIENCE - 5)
    except subprocess.TimeoutExpired:
        # Its lease runs out and the job is run anew: killing loses nothing.
        worker.kill()
