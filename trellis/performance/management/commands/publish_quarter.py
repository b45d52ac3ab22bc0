"""`trellis publish-quarter FRAMEWORK PERIOD`: publish a period, or restate it, from here.

The same state of the record and the same `--as-at` give byte-identical files.
"""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from trellis.kernel.periods import Span, span_from_code
from trellis.kernel.viewer import system
from trellis.performance import actions, jobs, queries


class Command(BaseCommand):
    help = "Publish a period of a framework, or restate it where it is published already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("framework", help="as in its address, for example fosseshire")
        parser.add_argument("period", help="for example 2026-Q2")
        parser.add_argument("--why", default="", help="why before its day, or why it is restated")
        parser.add_argument("--effect", default="", help="what you add to the effect worked out")
        parser.add_argument("--as-at", default="", help="show what was known then; else now")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        by, span = system("publish-quarter"), _span(options["period"])
        now = _moment(options["as_at"])
        try:
            row = queries.framework_row(by, options["framework"], "round")
        except Http404 as fault:
            raise CommandError(f"There is no framework {options['framework']}.") from fault
        facts = queries.framework(by, row.slug)
        common: dict[str, Any] = {"by": by, "now": now, "framework": row, "period": span}
        try:
            if queries.publications(facts, span):
                actions.restate_round(**common, reason=options["why"], effect=options["effect"])
            else:
                actions.publish_round(**common, why=options["why"])
        except ValidationError as refused:
            raise CommandError("\n".join(refused.messages)) from refused
        self._make(facts, span, now)

    def _make(self, facts: queries.FrameworkFacts, span: Span, now: datetime) -> None:
        run = queries.newest_run(facts, span)
        assert run is not None, "it was asked for"
        jobs.make_publication(run_id=run.id, now=now)
        made, _all = queries.publication(facts, span, run.number)
        for one in made.files:
            self.stdout.write(f"{one.digest}  {one.size:>9}  {one.name}")
        self.stdout.write(f"Published {facts.slug} {span.code}, number {made.number}.")
        self.stdout.write(f"SHA-256 {made.digest}")


def _span(code: str) -> Span:
    try:
        return span_from_code(code)
    except (ValueError, OverflowError) as fault:
        raise CommandError(f"{code} is no period: write 2026-Q2 or 2026-FY.") from fault


def _moment(text: str) -> datetime:
    if not text:
        return timezone.now()
    moment = parse_datetime(text)
    if moment is None or timezone.is_naive(moment):
        raise CommandError("Write the moment with its zone, as 2026-11-25T10:00:00+00:00.")
    if moment > timezone.now():
        raise CommandError("That moment has not come yet.")
    return moment
