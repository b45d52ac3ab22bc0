"""What the tests in a browser need to know of the scrutiny in Fosseshire, and what it lacks there:
a challenge that was answered, a finding without a reply, reviews at the steps between."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from tests.factories import (
    make_challenge,
    make_line_finding,
    make_peer_review,
    make_peer_reviewer,
    make_review_action,
    make_review_finding,
)
from trellis.kernel.periods import Span, financial_year, quarter
from trellis.organisations.models import Organisation
from trellis.performance.models import (
    Appraisal,
    Challenge,
    DrawnLine,
    Framework,
    PeerReview,
    Value,
)


def scrutiny_facts(now: datetime) -> dict[str, Any]:
    newest = quarter(timezone.localdate(now)).before()
    framework = Framework.objects.get(slug="fosseshire")
    drawn = list(DrawnLine.objects.filter(draw__of_return__isnull=False, is_drawn=True))
    of_round = drawn[0].draw.of_return
    assert of_round is not None
    make_line_finding(line=drawn[-1], result="differs", instead="38 groups", found_at=now)
    formative = Appraisal.objects.get(purpose="formative")
    return {
        "closed_challenge": Challenge.objects.get(stage="not_upheld").pk,
        "open_challenge": Challenge.objects.get(stage="raised").pk,
        "answered_challenge": _answered(framework, newest, now),
        "to_challenge": _value("Birchwold", 4, newest).pk,
        "not_to_challenge": _value("Birchwold", 4, newest.before().before()).pk,
        "drawn_period": Span(of_round.period_start, of_round.period_end).code,
        "looked_at_line": drawn[0].pk,
        "differing_line": drawn[-1].pk,
        "formative": formative.pk,
        "formative_value": formative.value_id,
        **_reviews(framework, now),
    }


def _value(place: str, number: int, span: Span) -> Value:
    return Value.objects.filter(
        indicator__framework__slug="fosseshire",
        indicator__number=number,
        place__name=place,
        period_start=span.start,
        period_end=span.end,
    ).latest("id")


def _hub(name: str) -> Organisation:
    return Organisation.objects.get(name=f"{name} Community Hub", area__slug="fosseshire")


def _answered(framework: Framework, span: Span, now: datetime) -> int:
    row = make_challenge(
        value=_value("Cotterby", 1, span),
        raised_for=_hub("Harrowby"),
        period_start=span.start,
        period_end=span.end,
        raised_at=now,
        stage="answered",
        answered_at=now,
    )
    assert row.framework == framework
    return int(row.pk)


def _reviews(framework: Framework, now: datetime) -> dict[str, Any]:
    year = financial_year(timezone.localdate(now))
    planned = make_peer_review(
        framework=framework,
        provider=_hub("Birchwold"),
        year_start=year.start,
        starts_on=timezone.localdate(now),
    )
    make_peer_reviewer(review=planned, organisation=_hub("Harrowby"))
    found = make_peer_review(
        framework=framework,
        provider=_hub("Harrowby"),
        year_start=year.start,
        starts_on=timezone.localdate(now),
        stage="found",
        found_at=now,
        report="A hub that is near its groups. Its sheets came late.",
    )
    make_peer_reviewer(review=found, organisation=_hub("Amberdale"))
    make_review_finding(review=found, noted_at=now)
    action = make_review_action(review=found, by_on=year.end)
    return {
        "planned_review": planned.pk,
        "found_review": found.pk,
        "planned_action": action.pk,
        "responded_review": PeerReview.objects.get(stage="responded").pk,
        "review_under_way": PeerReview.objects.get(stage="under_way").pk,
    }
