"""The server: granian's processes, and the worker beside them."""

import logging
import socket
from copy import deepcopy
from typing import Any

from django.conf import settings
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from trellis.web.running.beside import WorkerBeside

# A thread holds one database connection; SQLite has one writer at a time anyway.
THREADS = 4
logger = logging.getLogger("trellis.serve")


class PortInUseError(Exception):
    """Somebody else answers on that port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is in use by another program. Stop that program, or choose another "
            f"port: make run PORT={port + 1}"
        )


def refuse_used_port(address: str, port: int) -> None:
    """The server's processes share the port among themselves, so that a second server would
    silently take half of the first one's visitors: it is refused here."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as fault:
            raise PortInUseError(port) from fault


def serve(*, address: str, port: int, workers: int, with_worker: bool = True) -> None:
    """Serve until SIGTERM or SIGINT; requests and the job at hand are finished first."""
    refuse_used_port(address, port)
    server = Server(
        "trellis.web.running.application:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        # A thread that ends takes its database connection with it: keep threads.
        blocking_threads_idle_timeout=600,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        log_level=LogLevels.warning,
        log_dictconfig=_logging(),
    )
    if with_worker:
        beside = WorkerBeside()
        server.on_startup(beside.start)
        server.on_shutdown(beside.stop)
    logger.info("serving on %s port %s", address, port)
    # The server's processes are copies of this one and must not share its connections.
    connections.close_all()
    server.serve()


def _logging() -> dict[str, Any]:
    """Our own logging for the server too: one JSON line an event."""
    config: dict[str, Any] = deepcopy(settings.LOGGING)
    config["loggers"]["_granian"] = {"level": "WARNING"}
    return config
