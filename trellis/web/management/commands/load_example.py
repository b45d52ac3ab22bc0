"""`trellis load-example leicestershire|fosseshire`: load one of the two worlds to try."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from trellis.web.examples import fosseshire, is_loaded, leicestershire

WORLDS = {"leicestershire": leicestershire, "fosseshire": fosseshire}


class Command(BaseCommand):
    help = "Load an example: documented facts of Leicestershire 2010/11, or invented Fosseshire."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("world", choices=list(WORLDS))
        parser.add_argument("--if-absent", action="store_true", help="say nothing when it is there")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        world = WORLDS[options["world"]]
        if is_loaded(world.SLUG):
            if not options["if_absent"]:
                self.stdout.write(f"{options['world'].title()} is loaded already.")
            return
        with transaction.atomic():  # whole or not at all, whatever stops it
            world.load(now=timezone.now())
        self.stdout.write(f"{options['world'].title()} is loaded.")
