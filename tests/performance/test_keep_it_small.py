"""Whoever keeps a framework agrees on a core set, and says how each indicator stands."""

from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from tests.cast import PARTS, Cast
from tests.conftest import NOW, StrictClient
from tests.factories import make_indicator, make_indicator_standing
from tests.performance.keeping import KEEPER, Keeping, errors_of, keeping, last_line
from tests.performance.reporting import SPRING, SUMMER, SYSTEM, Reporting, at, begin
from trellis.kernel.editing import EditedMeanwhileError
from trellis.performance import actions
from trellis.performance.exports.saying import why_words
from trellis.performance.lifecycle import Standing
from trellis.performance.models import Framework, Indicator, IndicatorStanding
from trellis.performance.rules.ratings import Outcome, Reason
from trellis.performance.templatetags.performance_words import why_not_rated

pytestmark = pytest.mark.usefixtures("clock")

SAYS = {
    "standing": "experimental",
    "from_on": "2026-07-01",
    "rated_from": "2027-04-01",
    "decided_on": "2026-06-12",
    "decided_by": "Partnership board",
    "reason": "To see whether help lasts",
}


@pytest.fixture
def reporting(cast: Cast) -> Reporting:
    return begin(cast)


@pytest.fixture
def indicator(reporting: Reporting) -> Indicator:
    return reporting.indicator(number=1, title="Groups helped", hubs="a")


def standing(reporting: Reporting, number: int = 1) -> Keeping:
    return keeping(reporting.cast, reporting.url("keep_standing", number))


def stands(indicator: Indicator, how: Standing, **given: Any) -> IndicatorStanding:
    usual: dict[str, Any] = {
        "from_on": SUMMER.start,
        "reason": "x",
        "decided_on": SUMMER.start,
        "decided_by": "Board",
    }
    return actions.change_standing(
        by=SYSTEM, indicator=indicator, standing=how, **({"now": NOW} | usual | given)
    )


def test_a_core_set_is_agreed_with_its_reason(reporting: Reporting) -> None:
    keeper = keeping(reporting.cast, reporting.url("keep_core"))
    sent = {"core_most": "8", "consult_days": "42", "why": "Board of 12 June"}
    assert keeper.send(**sent)["Location"] == reporting.url("keep")
    row = Framework.objects.get(pk=reporting.framework.pk)
    assert (row.core_most, row.consult_days) == (8, 42)
    assert last_line() == (
        "performance.core_set.agreed",
        ["consult_days", "core_most"],
        "Board of 12 June",
    )
    assert errors_of(keeper.send(**{**sent, "consult_days": "", "core_most": "9"})) == {
        "consult_days": ["Enter a number of days, such as 28."]
    }
    assert errors_of(keeper.send(**{**sent, "why": "", "core_most": "0"})) == {
        "core_most": ["At most how many core indicators: enter 1 or more."],
        "why": ["Say who agreed it."],
    }


def test_of_two_who_agree_the_second_is_told(reporting: Reporting) -> None:
    keeper = keeping(reporting.cast, reporting.url("keep_core"))
    before = keeper.hidden()
    keeper.send(core_most="8", consult_days="28", why="x")
    page = keeper.send(before, core_most="9", consult_days="28", why="y")
    assert page.status_code == 409
    [told] = page.context["edited"].differences
    assert (told.in_record, told.entered) == ("8", "9")


def test_one_more_core_indicator_than_agreed_is_refused_with_the_remedy(
    reporting: Reporting, indicator: Indicator
) -> None:
    Framework.objects.update(core_most=1)
    other = reporting.indicator(number=2)
    stands(indicator, Standing.CORE)
    page = standing(reporting, 2).send(**{**SAYS, "standing": "core", "rated_from": ""})
    assert errors_of(page) == {
        "standing": [
            "1 is core already, and no more than 1 was agreed. Make it local, optional or "
            "experimental first (1), or agree on more."
        ]
    }
    stands(indicator, Standing.CORE, reason="said again")  # it is one of them already
    stands(indicator, Standing.OPTIONAL)
    stands(other, Standing.CORE)
    stands(indicator, Standing.OPTIONAL)
    with pytest.raises(ValidationError, match="1 is core already"):
        stands(indicator, Standing.CORE)


def test_what_is_retired_makes_room(reporting: Reporting, indicator: Indicator) -> None:
    Framework.objects.update(core_most=1)
    make_indicator_standing(
        indicator=make_indicator(framework=reporting.framework, retired_on=SPRING.end)
    )
    assert stands(indicator, Standing.CORE).standing == "core"


def test_where_nothing_is_agreed_any_number_is_core(reporting: Reporting) -> None:
    for number in range(1, 5):
        stands(reporting.indicator(number=number), Standing.CORE)
    assert IndicatorStanding.objects.count() == 4


def test_what_is_tried_out_has_no_rating_at_first_and_says_so_everywhere(
    reporting: Reporting, indicator: Indicator
) -> None:
    reporting.record(indicator, "a", 12)
    reporting.target(indicator, 10, place=reporting.district("a"))
    a = reporting.district("a")
    assert reporting.line(indicator, a).rating.outcome is Outcome.MET
    assert standing(reporting).send(**SAYS)["Location"] == reporting.url("keep_indicator", 1)
    line = reporting.line(indicator, a)
    assert (line.rating.outcome, line.rating.reason) == (Outcome.NOT_RATED, Reason.TRIED_OUT)
    said = "new: rated from 1 April 2027"
    assert (why_not_rated(line), why_words(line)) == (said, said)
    reader = StrictClient()
    code = f"?period={SUMMER.code}"
    for url in (
        reporting.url("place", a.code) + code,
        reporting.url("made", 1, a.code, SUMMER.code),
    ):
        assert said in reader.get(url).content.decode(), url
    file = reader.get(f"{reporting.url('download', 'csv')}{code}").content
    with ZipFile(BytesIO(file)) as tables:
        assert ",not_rated,tried_out," in tables.read("figures.csv").decode()
    assert last_line()[0] == "performance.standing.changed"


def test_without_a_value_the_reason_is_that_there_is_none(
    reporting: Reporting, indicator: Indicator
) -> None:
    stands(indicator, Standing.EXPERIMENTAL, rated_from=date(2027, 4, 1))
    line = reporting.line(indicator, reporting.district("a"))
    assert line.rating.reason is Reason.VALUE_NOT_DUE


@pytest.mark.parametrize(
    ("rated_from", "outcome"),
    [
        (date(2026, 10, 1), Outcome.NOT_RATED),
        (date(2026, 7, 2), Outcome.NOT_RATED),  # the period began before it
        (None, Outcome.MET),
    ],
)
def test_a_period_that_begins_before_the_day_is_not_rated(
    reporting: Reporting, indicator: Indicator, rated_from: date | None, outcome: Outcome
) -> None:
    reporting.record(indicator, "a", 12)
    reporting.target(indicator, 10, place=reporting.district("a"))
    stands(indicator, Standing.LOCAL, rated_from=rated_from, place_id=reporting.district("a").pk)
    assert reporting.line(indicator, reporting.district("a")).rating.outcome is outcome


def test_a_page_of_the_past_rates_as_it_did_then(
    reporting: Reporting, indicator: Indicator
) -> None:
    a = reporting.district("a")
    reporting.record(indicator, "a", 12, now=at(1))
    reporting.target(indicator, 10, place=a, recorded_at=at(1))
    reporting.record(indicator, "a", 12, period=SPRING, now=at(1))
    stands(indicator, Standing.EXPERIMENTAL, rated_from=date(2027, 4, 1), now=at(10))
    stands(indicator, Standing.CORE, now=at(15))
    outcomes = [
        reporting.line(indicator, a, known_at=at(day)).rating.outcome for day in (5, 12, 16)
    ]
    assert outcomes == [Outcome.MET, Outcome.NOT_RATED, Outcome.MET]


def test_what_was_rated_before_it_was_tried_out_anew_stays_rated(
    reporting: Reporting, indicator: Indicator
) -> None:
    a = reporting.district("a")
    reporting.record(indicator, "a", 12, period=SPRING)
    spring = {"period_start": SPRING.start, "period_end": SPRING.end}
    reporting.target(indicator, 10, place=a, **spring)
    stands(indicator, Standing.EXPERIMENTAL, rated_from=date(2027, 4, 1))
    assert reporting.line(indicator, a, span=SPRING).rating.outcome is Outcome.MET


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"standing": ""}, {"standing": ["Choose how it stands."]}),
        ({"standing": "local"}, {"place": ["Choose the place of which it is."]}),
        (
            {"standing": "core"},
            {"rated_from": ["Only what is local or experimental begins without a rating: leave it "
                            "empty."]},
        ),
        (
            {"rated_from": "2026-07-01"},
            {"rated_from": ["Enter a day after 1 July 2026, or leave it empty: it is rated from "
                            "the start then."]},
        ),
        ({"decided_by": ""}, {"decided_by": ["Say who decided it."]}),
        ({"reason": ""}, {"reason": ["Say why."]}),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_by_the_field(
    reporting: Reporting, indicator: Indicator, given: dict[str, str], errors: dict[str, Any]
) -> None:
    assert errors_of(standing(reporting).send(**{**SAYS, **given})) == errors
    assert not IndicatorStanding.objects.exists()


def test_a_standing_holds_after_the_one_before(reporting: Reporting, indicator: Indicator) -> None:
    stands(indicator, Standing.CORE)
    page = standing(reporting).send(**{**SAYS, "from_on": "2026-06-30"})
    assert errors_of(page) == {
        "from_on": ["It stands as it does since 1 July 2026: enter that day or a later one."]
    }


def test_only_a_local_one_is_of_a_place(reporting: Reporting, indicator: Indicator) -> None:
    with pytest.raises(ValidationError, match="Only a local"):
        stands(indicator, Standing.CORE, place_id=reporting.district("a").pk)
    with pytest.raises(ValidationError, match="Choose the place"):
        stands(indicator, Standing.LOCAL, place_id=reporting.county.pk)


def test_of_two_who_say_it_the_second_is_told(reporting: Reporting, indicator: Indicator) -> None:
    keeper = standing(reporting)
    before = keeper.hidden()
    keeper.send(**SAYS)
    page = keeper.send(before, **{**SAYS, "standing": "optional", "rated_from": ""})
    assert page.status_code == 409
    with pytest.raises(EditedMeanwhileError):
        stands(indicator, Standing.CORE, seen="")
    assert IndicatorStanding.objects.count() == 1


def test_nothing_said_of_it_is_ever_changed(indicator: Indicator) -> None:
    row = make_indicator_standing(indicator=indicator)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        IndicatorStanding.objects.filter(pk=row.pk).update(standing="optional")


def test_only_who_keeps_the_framework_says_so(reporting: Reporting, indicator: Indicator) -> None:
    for name, args in (("keep_core", ()), ("keep_standing", (1,))):
        url = reporting.url(name, *args)
        may = {key for key in PARTS if reporting.cast.client(key).get(url).status_code == 200}
        assert may == {KEEPER}
    with pytest.raises(PermissionDenied):
        actions.change_standing(
            by=reporting.cast.viewer("council_officer"), now=NOW, indicator=indicator,
            standing=Standing.CORE, from_on=SUMMER.start, reason="x", decided_on=SUMMER.start,
            decided_by="x",
        )  # fmt: skip


def test_an_indicator_without_a_standing_is_called_none(
    reporting: Reporting, indicator: Indicator
) -> None:
    page = StrictClient().get(reporting.url("worth")).content.decode()
    assert "Standing not said" in page
    stands(indicator, Standing.LOCAL, place_id=reporting.district("a").pk)
    page = StrictClient().get(reporting.url("worth")).content.decode()
    assert f"Local: {reporting.district('a').name}" in page
