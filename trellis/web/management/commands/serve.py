"""`trellis serve`: the server, with a worker beside it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trellis.web.running import server, static_files


class Command(BaseCommand):
    help = "Serve the pages, with a worker beside; ends on SIGTERM or Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="server processes")
        parser.add_argument("--without-worker", action="store_true", help="work runs elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        static_files.collect_when_changed()
        try:
            server.serve(
                address=options["address"],
                port=options["port"],
                workers=options["workers"],
                with_worker=not options["without_worker"],
            )
        except server.PortInUseError as fault:
            raise CommandError(str(fault)) from fault
