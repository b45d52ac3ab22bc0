"""Whoever keeps a framework says how a value and its target become a rating, from a day on."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.cast import PARTS, Cast
from tests.conftest import NOW, StrictClient
from tests.factories import make_framework
from tests.performance.keeping import KEEPER, Keeping, errors_of, keeping, last_line
from tests.performance.reporting import SUMMER, SYSTEM, Reporting, fields_of
from trellis.performance import actions
from trellis.performance.models import Framework, RatingRule
from trellis.performance.rules.ratings import Outcome, RuleKind

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def draft(cast: Cast) -> Reporting:
    """A draft without a rule."""
    return Reporting(cast, make_framework(area=cast.world.area, stage=Framework.Stage.DRAFT))


def adopting(reporting: Reporting) -> Keeping:
    return keeping(reporting.cast, reporting.url("keep_rule"))


BANDED = {"kind": "banded", "band": "10", "words": "", "valid_from": "2026-04-01", "source": "M. 3"}
STRICT = {"kind": "met_or_not", "band": "", "words": "As agreed.", "valid_from": "2026-04-01"}


def rules() -> list[tuple[Any, ...]]:
    return [
        (row.code, row.number, row.kind, row.amber_within, row.words, row.valid_from)
        for row in RatingRule.objects.order_by("number")
    ]


def test_a_rule_with_a_band_is_put_in_plain_words(draft: Reporting) -> None:
    assert adopting(draft).shown().context["form"]["valid_from"].value() == date(2026, 4, 1)
    assert adopting(draft).send(**BANDED)["Location"] == draft.url("keep")
    assert rules() == [
        (
            "rule",
            1,
            "banded",
            Decimal("0.9"),
            "Met when the value reaches its target; nearly met when it misses it by 10% of the "
            "target or less.",
            date(2026, 4, 1),
        )
    ]
    assert RatingRule.objects.get().source == "M. 3"
    assert last_line() == ("performance.rating_rule.adopted", ["code", "kind", "number"], "")


def test_the_first_rule_makes_figures_be_rated(draft: Reporting) -> None:
    Framework.objects.update(stage=Framework.Stage.LIVE)
    indicator = draft.indicator(hubs="a", number=1)
    draft.target(indicator, 100)
    draft.record(indicator, "a", 91)
    assert draft.line(indicator).rating.outcome is Outcome.NOT_RATED
    adopting(draft).send(**BANDED, why="Agreed in May")
    assert draft.line(indicator).rating.outcome is Outcome.NEARLY
    assert last_line()[2] == "Agreed in May"
    page = StrictClient().get(draft.url("framework")).content.decode()
    assert "nearly met when it misses it by 10% of the target" in page


def test_a_later_rule_rates_what_ends_from_its_day_on(draft: Reporting) -> None:
    adopting(draft).send(**BANDED)
    indicator = draft.indicator(hubs="a", number=1)
    Framework.objects.update(stage=Framework.Stage.LIVE)
    for span in (SUMMER.before(), SUMMER):
        draft.target(indicator, 100, period_start=span.start, period_end=span.end)
        draft.record(indicator, "a", 91, period=span)
    keeper = adopting(draft)
    assert keeper.shown().context["form"]["valid_from"].value() is None
    keeper.send(**{**STRICT, "valid_from": "2026-09-30"}, why="Stricter from now on")
    assert [rule[:3] for rule in rules()] == [("rule", 1, "banded"), ("rule", 2, "met_or_not")]
    assert draft.line(indicator).rating.outcome is Outcome.NOT_MET
    before = draft.line(indicator, span=SUMMER.before())
    assert before.rating.outcome is Outcome.NEARLY


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"kind": ""}, {"kind": ["Choose a kind of rule."]}),
        ({"band": ""}, {"band": ["Enter how much is a little, such as 10."]}),
        ({"band": "0"}, {"band": ["Enter at least 1 per cent."]}),
        ({"band": "51"}, {"band": ["Enter at most 50 per cent."]}),
        ({"band": "some"}, {"band": ["Enter whole per cent, such as 10."]}),
        (
            {"kind": "met_or_not"},
            {"band": ["Remove the per cent, or choose a rule with a band."]},
        ),
        ({"valid_from": ""}, {"valid_from": ["Enter the day from which it holds."]}),
    ],
)
def test_what_does_not_fit_is_said_by_the_field(
    draft: Reporting, given: dict[str, str], errors: dict[str, Any]
) -> None:
    page = adopting(draft).send(**{**BANDED, **given})
    assert errors_of(page) == errors
    assert page.context["form"]["source"].value() == "M. 3"
    assert rules() == []


def test_no_rule_slips_in_before_the_one_there_is(draft: Reporting) -> None:
    adopting(draft).send(**BANDED)
    assert errors_of(adopting(draft).send(**{**STRICT, "valid_from": "2026-03-31"})) == {
        "valid_from": [
            "The rule before it holds from 1 April 2026 on: enter that day or a later one."
        ]
    }
    assert adopting(draft).send(**STRICT).status_code == 302
    assert len(rules()) == 2


def test_of_two_who_adopt_one_the_second_is_told(draft: Reporting) -> None:
    keeper = adopting(draft)
    earlier = keeper.hidden()
    keeper.send(earlier, **BANDED)
    page = keeper.send({**earlier, "once": "another"}, **STRICT)
    assert page.status_code == 409
    assert [one.entered for one in page.context["edited"].differences] == ["As agreed."]
    assert len(rules()) == 1
    again = {**fields_of(page.content.decode()), **STRICT}
    assert keeper.client.post(keeper.url, again).status_code == 302
    assert len(rules()) == 2


def test_a_form_sent_twice_adopts_one(draft: Reporting) -> None:
    hidden = adopting(draft).hidden()
    sent = [adopting(draft).send(hidden, **BANDED).status_code for _ in range(2)]
    assert (sent, len(rules())) == ([302, 302], 1)


def test_the_act_refuses_a_band_that_does_not_fit(draft: Reporting) -> None:
    for kind, within in ((RuleKind.BANDED, None), (RuleKind.MET_OR_NOT, Decimal("0.9"))):
        with pytest.raises(ValueError, match="band"):
            actions.adopt_rating_rule(
                by=SYSTEM, now=NOW, framework=draft.framework, kind=kind, words="x",
                valid_from=SUMMER.start, amber_within=within,
            )  # fmt: skip
    Framework.objects.update(stage=Framework.Stage.LIVE)
    with pytest.raises(ValidationError, match="Say why"):
        actions.adopt_rating_rule(
            by=SYSTEM, now=NOW, framework=draft.framework, kind=RuleKind.MET_OR_NOT, words="x",
            valid_from=SUMMER.start,
        )  # fmt: skip
    assert rules() == []


def test_only_who_keeps_the_framework_adopts_a_rule(draft: Reporting) -> None:
    Framework.objects.update(stage=Framework.Stage.LIVE)
    url = draft.url("keep_rule")
    may = {key for key in PARTS if draft.cast.client(key).get(url).status_code == 200}
    assert may == {KEEPER}
