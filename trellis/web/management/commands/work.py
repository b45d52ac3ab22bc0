"""`trellis work`: the worker alone."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from trellis.web.running import failed_jobs
from trellis.web.running.parent import end_with_parent
from trellis.web.running.worker import Worker


class Command(BaseCommand):
    help = "Run due jobs and seal the audit; ends on SIGTERM after the job at hand."
    # The server beside it has checked, and a worker must be back soon after it died.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due, then end")
        parser.add_argument("--retry-failed", action="store_true", help="put failed jobs back")
        parser.add_argument("--beside-server", type=int, help="its process id: end with it")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        worker = Worker(timezone.now)
        worker.end_on_signals(beside_server=bool(options["beside_server"]))
        if options["beside_server"]:
            end_with_parent(options["beside_server"])
        if options["retry_failed"]:
            count = failed_jobs.put_back(now=timezone.now())
            self.stdout.write(f"{count} failed jobs wait again.")
        elif options["once"]:
            self.stdout.write(f"{worker.run_once()} jobs run.")
        else:
            worker.run()
