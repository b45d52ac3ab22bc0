"""The worker: enqueues what is scheduled, runs what is due, seals the audit."""

import logging
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from types import FrameType

from django.db import DatabaseError, connection

from trellis.kernel import jobs
from trellis.web.running.pulse import note_alive
from trellis.web.running.sealing import seal

_IDLE = 1.0
_SLICE = 0.1
_AFTER_FAULT = 5.0
_SCHEDULE_EVERY = timedelta(seconds=20)
logger = logging.getLogger("trellis.work")


class Worker:
    """One worker. `clock` gives the aware present time."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.is_ending = False
        self._scheduled_at: datetime | None = None

    def end_on_signals(self, *, beside_server: bool) -> None:
        """SIGTERM: finish the job at hand, then end. Beside a server, Ctrl-C is the server's."""
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, signal.SIG_IGN if beside_server else self._end)

    def run(self) -> None:
        """Work until asked to end."""
        while not self.is_ending:
            self._rest(self._turn_or_wait())

    def run_once(self) -> int:
        """Do everything that is due now; returns how many jobs were run."""
        self._schedule(self.clock())
        count = 0
        while not self.is_ending and jobs.run_next(now=self.clock()) is not None:
            count += 1
        seal(now=self.clock())
        return count

    def _turn_or_wait(self) -> float:
        """One turn; returns how long to rest after it, in seconds."""
        try:
            connection.close_if_unusable_or_obsolete()
            return self._turn()
        except DatabaseError:
            logger.exception("the database did not answer")
            connection.close()
            return _AFTER_FAULT

    def _turn(self) -> float:
        now = self.clock()
        if self._scheduled_at is None or now - self._scheduled_at >= _SCHEDULE_EVERY:
            self._schedule(now)
        ends = time.monotonic() + _IDLE
        while not self.is_ending and jobs.run_next(now=self.clock()) is not None:
            if time.monotonic() > ends:
                seal(now=self.clock())
                return 0.0
        seal(now=self.clock())
        return _IDLE

    def _schedule(self, now: datetime) -> None:
        note_alive(now=now)
        jobs.enqueue_scheduled(now=now)
        self._scheduled_at = now

    def _rest(self, seconds: float) -> None:
        """Sleep in slices: a signal does not wake a sleeping Python."""
        ends = time.monotonic() + seconds
        while not self.is_ending and time.monotonic() < ends:
            time.sleep(_SLICE)

    def _end(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        self.is_ending = True
