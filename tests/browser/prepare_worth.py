"""Proposals at each stage, and an indicator that was retired: part of what `prepare.py` makes."""

from datetime import datetime, timedelta

from django.utils import timezone

from tests.factories import (
    make_indicator,
    make_proposal,
    make_proposal_comment,
    make_reporting_line,
    make_retirement,
)
from trellis.organisations.models import Organisation
from trellis.performance.models import Framework, Proposal


def proposals(now: datetime) -> dict[str, int]:
    """Numbers of indicators of their own, so that no story meets them."""
    today = timezone.localdate(now)
    framework = Framework.objects.get(slug="fosseshire")
    found = {"asked_about": Proposal.objects.get(framework=framework, stage="consulted").number}
    hub = Organisation.objects.get(name="Birchwold Community Hub", area=framework.area)
    stories = Framework.objects.create(
        area=framework.area,
        slug="clubs-and-groups",
        title="What clubs and groups are helped with",
        short_title="Clubs and groups",
        starts_on=framework.starts_on,
        ends_on=framework.ends_on,
        stage="live",
    )
    make_reporting_line(
        indicator=make_indicator(framework=stories, number=1, title="Groups helped"),
        provider=Organisation.objects.get(name="Amberdale Community Hub", area=framework.area),
        from_on=today,
    )
    indicator = make_indicator(
        framework=framework, number=31, retired_on=today - timedelta(days=200)
    )
    make_retirement(indicator=indicator, decided_on=today - timedelta(days=210))
    usual = {"indicator": indicator, "organisation": hub, "proposed_at": now}
    make_proposal(**usual, number=31)
    closed = make_proposal(
        **usual,
        number=32,
        stage="consulted",
        opens_on=today - timedelta(days=40),
        closes_on=today - timedelta(days=10),
    )
    make_proposal_comment(proposal=closed, organisation=hub, written_at=now)
    return {**found, "proposed": 31, "to_decide": closed.number, "ended": 31}
