"""`trellis demo`: the example partnership on one's own machine; `make run` calls it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trellis.web.running import demo, server, static_files


class Command(BaseCommand):
    help = "Make the example if it is not there, say where to look, and serve it."
    # To be quick the second time, only the checks that keep the house safe are made.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="start over")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--only-prepare", action="store_true", help="do not serve")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        try:
            demo.refuse_unsafe()
            server.refuse_used_port("127.0.0.1", options["port"])
            if options["fresh"]:
                demo.start_over()
        except (server.PortInUseError, demo.DemoRefusedError) as fault:
            raise CommandError(str(fault)) from fault
        demo.prepare(self._say)
        static_files.collect_when_changed()
        if options["only_prepare"]:
            return
        for line in demo.where_to_look():
            self._say(line)
        server.serve(address="127.0.0.1", port=options["port"], workers=2)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
