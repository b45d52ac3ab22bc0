"""`trellis close-account ADDRESS --why REASON`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from trellis.kernel.viewer import system
from trellis.people import actions, queries


class Command(BaseCommand):
    help = "Close an account: nobody signs in with it any more, what it recorded stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address")
        parser.add_argument("--why", required=True, help="how you know; it stands in the audit")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        account = queries.account_for_signing_in(options["address"])
        if account is None:
            raise CommandError(f"No open account has the address {options['address']}.")
        actions.close_account(
            account_id=account.pk,
            why=options["why"],
            by=system("close-account"),
            now=timezone.now(),
        )
        self.stdout.write(f"The account of {options['address']} is closed.")
