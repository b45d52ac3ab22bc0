"""What others look at under the figures: draws, findings, challenges, peer reviews."""

from datetime import date
from typing import Any

from tests.factories.making import NOW, filled, number
from tests.factories.organisations import make_organisation
from tests.factories.performance import QUARTER, make_framework, make_indicator, make_value
from tests.factories.rounds import make_return
from trellis.performance import models as of


def make_draw(**given: Any) -> of.Draw:
    """Of a return; give `review` for one of a review."""
    source = given.get("review") or given.get("of_return") or make_return()
    if "review" not in given:
        given["of_return"] = source
    return of.Draw.objects.create(
        **filled(
            given,
            framework=source.framework,
            made_of="demo no seal yet",
            seed="0" * 64,
            drawn_at=NOW,
        )
    )


def make_drawn_line(**given: Any) -> of.DrawnLine:
    draw = given.pop("draw", None) or make_draw()
    n = number()
    return of.DrawnLine.objects.create(
        **filled(
            given,
            draw=draw,
            number=n,
            key=f"{n} E1 2026-Q2",
            value=lambda: make_value(indicator=make_indicator(framework=draw.framework)),
            is_drawn=True,
        )
    )


def make_line_finding(**given: Any) -> of.LineFinding:
    return of.LineFinding.objects.create(
        **filled(
            given,
            line=make_drawn_line,
            result="stands",
            words="The sheets were seen.",
            found_at=NOW,
        )
    )


def make_finding_reply(**given: Any) -> of.FindingReply:
    return of.FindingReply.objects.create(
        **filled(given, finding=make_line_finding, words="So it is.", replied_at=NOW)
    )


def make_challenge(**given: Any) -> of.Challenge:
    """Raised in the round of the quarter, with its first step."""
    value = given.pop("value", None) or make_value()
    framework = value.indicator.framework
    row = of.Challenge.objects.create(
        **filled(
            given,
            value=value,
            framework=framework,
            raised_for=lambda: make_organisation(area=framework.area),
            question="Are the two open mornings counted twice?",
            raised_at=NOW,
            **QUARTER,
        )
    )
    make_challenge_step(challenge=row, at=row.raised_at, by=row.raised_by)
    return row


def make_challenge_step(**given: Any) -> of.ChallengeStep:
    if "challenge" not in given:
        return make_challenge().steps.get()
    return of.ChallengeStep.objects.create(
        **filled(given, move="raise", words="Both were at the same hall.", at=NOW)
    )


def make_peer_review(**given: Any) -> of.PeerReview:
    framework = given.pop("framework", None) or make_framework()
    return of.PeerReview.objects.create(
        **filled(
            given,
            framework=framework,
            provider=lambda: make_organisation(area=framework.area),
            year_start=date(2026, 4, 1),
            starts_on=date(2026, 11, 2),
            planned_at=NOW,
        )
    )


def make_peer_reviewer(**given: Any) -> of.PeerReviewer:
    review = given.pop("review", None) or make_peer_review()
    return of.PeerReviewer.objects.create(
        **filled(
            given,
            review=review,
            organisation=lambda: make_organisation(area=review.framework.area),
        )
    )


def make_review_finding(**given: Any) -> of.ReviewFinding:
    return of.ReviewFinding.objects.create(
        **filled(
            given,
            review=make_peer_review,
            kind="concern",
            words="Nobody checks the sheets.",
            noted_at=NOW,
        )
    )


def make_review_action(**given: Any) -> of.ReviewAction:
    return of.ReviewAction.objects.create(
        **filled(
            given,
            review=make_peer_review,
            what="Two people sign each sheet",
            post="Hub manager",
            by_on=date(2027, 3, 31),
            added_at=NOW,
        )
    )


def make_action_progress(**given: Any) -> of.ActionProgress:
    return of.ActionProgress.objects.create(
        **filled(given, action=make_review_action, state="done", checked_at=NOW)
    )
