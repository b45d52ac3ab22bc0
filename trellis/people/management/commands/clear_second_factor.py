"""`trellis clear-second-factor ADDRESS --why REASON`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from trellis.kernel.viewer import system
from trellis.people import actions, queries


class Command(BaseCommand):
    help = "Remove the second factor of somebody who lost both phone and recovery codes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address")
        parser.add_argument("--why", required=True, help="how you know; it stands in the audit")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        account = queries.account_for_signing_in(options["address"])
        if account is None:
            raise CommandError(f"No open account has the address {options['address']}.")
        actions.clear_second_factor(
            account_id=account.pk,
            why=options["why"],
            by=system("clear-second-factor"),
            now=timezone.now(),
        )
        self.stdout.write(
            f"The account of {options['address']} has no second factor now, and was told so."
        )
