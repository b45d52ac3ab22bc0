"""What is asked and found of hub A's figure, for the pages of the scrutiny."""

from datetime import date
from typing import Any

from tests.conftest import NOW
from tests.factories import (
    make_challenge,
    make_draw,
    make_drawn_line,
    make_peer_review,
    make_peer_reviewer,
    make_review_action,
)
from trellis.organisations.models import Organisation
from trellis.performance.models import Return, Value


def look_into(value: Value, of_return: Return, asking: Organisation) -> None:
    """Another hub asks about the figure, which was drawn by lot from its return, and reviews its
    provider: this year to come, last year to the point where the provider answers."""
    make_drawn_line(draw=make_draw(of_return=of_return), value=value)
    make_challenge(value=value, of_return=of_return, raised_for=asking)
    _review(value, asking, year_start=date(2026, 4, 1))
    found = _review(
        value,
        asking,
        year_start=date(2025, 4, 1),
        stage="found",
        found_at=NOW,
        report="Its sheets are in order.",
    )
    make_review_action(review=found)


def _review(value: Value, asking: Organisation, **given: Any) -> Any:
    review = make_peer_review(framework=value.indicator.framework, provider=value.provider, **given)
    make_peer_reviewer(review=review, organisation=asking)
    return review
