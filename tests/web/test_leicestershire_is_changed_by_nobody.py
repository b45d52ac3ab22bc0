"""Nobody at all changes Leicestershire 2010/11: no act and no page lets them, whatever their role,
not even at the bodies of that world itself."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client

from tests.cast import PARTS, Cast, sign_in
from tests.conftest import NOW, TODAY, StrictClient
from tests.factories import make_account, make_membership
from tests.web.worlds import undone
from trellis.kernel.models import AuditLine
from trellis.kernel.periods import financial_year
from trellis.kernel.viewer import Viewer
from trellis.organisations import actions as organisations
from trellis.organisations.actions import Details
from trellis.organisations.models import Organisation
from trellis.organisations.queries import viewer_for
from trellis.people.models import Account
from trellis.people.queries import roles
from trellis.performance import actions
from trellis.performance.models import Framework, Indicator, Outcome, Principle, Value
from trellis.performance.rules.codes import ChangeClass, TargetState, ValueState, Word
from trellis.performance.rules.ratings import RuleKind
from trellis.places import actions as places
from trellis.places.models import Place
from trellis.web.examples import fosseshire, leicestershire
from trellis.web.examples.cast import CAST

pytestmark = [pytest.mark.django_db, pytest.mark.shared]

YEAR = financial_year(date(2010, 4, 1))
ROOM = f"/performance/{leicestershire.SLUG}/"
PLACE = f"/places/{leicestershire.SLUG}/E10000018/"
_KEPT = (
    "change", "live", "close", "rule", "outcomes", "outcomes/1", "principles", "principles/1",
    "indicators/add", "indicators/2/change", "indicators/2/version", "indicators/2/retire",
    "reporters/add",
)  # fmt: skip
INFRASTRUCTURE = "Voluntary Action LeicesterShire"


@pytest.fixture(scope="module", autouse=True)
def _worlds(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), undone():
        leicestershire.load(now=NOW)
        fosseshire.load(now=NOW)
        yield


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


# Whoever might try: the whole cast of the tests, the cast of the other world, and everybody who
# would hold that role at the infrastructure organisation or the county council of this world.


@pytest.fixture
def people(cast: Cast) -> dict[str, Viewer]:
    found = {f"test {key}": cast.viewer(key) for key in PARTS}
    for member in CAST:
        account = Account.objects.get(email=member.email)
        found[f"demo {member.key}"] = _viewer(account)
    for key in (INFRASTRUCTURE, "Leicestershire County Council"):
        body = Organisation.objects.get(name=key)
        for role in roles():
            found[f"{role.code} of {key}"] = _viewer(_holding(role.code, body))
    return found


def _holding(role: str, body: Organisation) -> Account:
    account = make_account()
    make_membership(person=account.person, organisation=body, role=role)
    return account


def _viewer(account: Account) -> Viewer:
    return viewer_for(account.pk, today=TODAY, second_factor_passed=True)


Deed = tuple[Callable[..., object], dict[str, Any]]


def of_the_framework() -> dict[str, Deed]:
    framework = Framework.objects.get(slug=leicestershire.SLUG)
    names = {"slug": "again", "title": "Again", "short_title": "Again"}
    more = {"framework": framework, "title": "More"}
    return {
        "outcome": (actions.add_outcome, {"number": 25, "section": "", "priority": "low", **more}),
        "rule": (
            actions.adopt_rating_rule,
            {
                "framework": framework,
                "kind": RuleKind.MET_OR_NOT,
                "words": "x",
                "valid_from": TODAY,
                "why": "x",
            },
        ),
        "change": (
            actions.change_framework,
            {**more, "short_title": "More", "runs": YEAR, "due_working_days": 1, "why": "x"},
        ),
        "reword": (
            actions.reword_outcome,
            {
                "outcome": Outcome.objects.filter(framework=framework).latest("id"),
                "section": "",
                "priority": "low",
                "title": "Other",
                "why": "x",
            },
        ),
        "principle": (actions.add_principle, {**more, "number": 99, "secured_by": []}),
        "reword principle": (
            actions.reword_principle,
            {
                "principle": Principle.objects.filter(framework=framework).latest("id"),
                "title": "Other",
                "secured_by": [],
                "why": "x",
            },
        ),
        "stage": (actions.stage_framework, {"framework": framework, "stage": "live"}),
        "begin": (
            actions.begin_framework,
            {"area_id": framework.area_id, "runs": YEAR, **names},
        ),
    }


def of_the_indicators() -> dict[str, Deed]:
    framework = Framework.objects.get(slug=leicestershire.SLUG)
    indicator = Indicator.objects.get(framework=framework, number=2)
    version = {"valid_from": TODAY, "title": "Other", "reason": "Clearer"}
    more = {"framework": framework, "title": "More"}
    return {
        "version": (
            actions.adopt_version,
            {"indicator": indicator, "change_class": ChangeClass.WORDING, **version},
        ),
        "indicator": (
            actions.add_indicator,
            {"number": 31, "kind": "number", "valid_from": YEAR.start, **more},
        ),
        "retire": (
            actions.retire_indicator,
            {"indicator": indicator, "retired_on": TODAY, "why": "x"},
        ),
        "change indicator": (
            actions.change_indicator,
            {
                "indicator": indicator,
                "kind": "number",
                "unit": "x",
                "decimals": 0,
                "level": "",
                "direction": "",
                "control": "",
                "combine": "none",
                "why": "x",
            },
        ),
    }


def of_the_figures() -> dict[str, Deed]:
    indicator = Indicator.objects.get(framework__slug=leicestershire.SLUG, number=2)
    value = Value.objects.filter(indicator=indicator).latest("id")
    provider = Organisation.objects.get(name=INFRASTRUCTURE).pk
    line = {"indicator": indicator, "place_id": indicator.framework.area_id}
    of_year = {**line, "period": YEAR}
    better = {"value": Decimal(1), "seen": value.pk, "reason": "Better so"}
    return {
        "record": (actions.record_value, {**of_year, "state": ValueState.MEASURED, **better}),
        "record for": (
            actions.record_value,
            {**of_year, "state": ValueState.ZERO, "provider_id": provider},
        ),
        "target": (actions.set_target, {**of_year, "state": TargetState.NOT_SET}),
        "appraise": (
            actions.appraise_evidence,
            {"value": value, "strength": 5, "reason": "Seen", "purpose": "summative"},
        ),
        "expect": (
            actions.expect_reports,
            {
                "indicators": [indicator],
                "reporters": [actions.Reporter(indicator.framework.area_id, provider)],
                "every": "year",
                "from_on": YEAR.start,
            },
        ),
        "colour": (actions.report_rating, {**of_year, "word": Word.GREEN, "basis": "none"}),
    }


def of_bodies_and_places() -> dict[str, Deed]:
    county = Place.objects.get(code="E10000018")
    city = Place.objects.get(code="E06000016", area__slug=leicestershire.SLUG)
    body = Organisation.objects.get(name=INFRASTRUCTURE)
    council = Organisation.objects.get(name="Leicester City Council")
    of_it = {"organisation_id": body.pk}
    new = Details(name="New", kind="group", coverage=((county.pk, "serves"),))
    place = {"parent_id": county.pk, "kind": "district", "code": "X", "name": "New"}
    figure = {"measure": "population", "value": 1, "on_date": TODAY, "source": "none"}
    return {
        "edit": (
            organisations.edit_organisation,
            {**of_it, "seen": body.version, "details": Details(name="Other", kind="group")},
        ),
        "close": (
            organisations.close_organisation,
            {**of_it, "closed_on": TODAY, "why": "Gone"},
        ),
        "register": (
            organisations.register_organisation,
            {"area_id": body.area_id, "details": new},
        ),
        "relate": (
            organisations.relate_organisations,
            {**of_it, "kind": "parent", "other_id": council.pk},
        ),
        "place": (places.add_place, place),
        "rename": (places.rename_place, {"place_id": county.pk, "name": "Other"}),
        "figure": (places.record_figure, {"place_id": county.pk, **figure}),
        "succeed": (
            places.record_succession,
            {"predecessor_id": county.pk, "successor_id": city.pk, "on": TODAY},
        ),
    }


def test_nobody_changes_anything_by_any_act(people: dict[str, Viewer]) -> None:
    before = AuditLine.objects.count()
    done = []
    deeds = {
        **of_the_framework(),
        **of_the_indicators(),
        **of_the_figures(),
        **of_bodies_and_places(),
    }
    for name, (deed, given) in deeds.items():
        for who, viewer in people.items():
            with suppress(PermissionDenied, Http404):
                deed(by=viewer, now=NOW, **given)
                done.append((who, name))
    assert done == []
    assert AuditLine.objects.count() == before


def forms() -> dict[str, tuple[str, dict[str, Any]]]:
    value = Value.objects.filter(indicator__framework__slug=leicestershire.SLUG).latest("id")
    body = Organisation.objects.get(name=INFRASTRUCTURE)
    at = f"/organisations/{body.pk}/"
    return {
        "record": (f"{ROOM}indicators/2/LLR-2010/{YEAR.code}/record/", {"state": "zero"}),
        "record for": (
            f"{ROOM}indicators/2/LLR-2010/{YEAR.code}/record/?provider={body.pk}",
            {"state": "measured", "value": "1"},
        ),
        "target": (f"{ROOM}indicators/2/target/", {"state": "not_set", "reason": "x"}),
        **{f"keep {page}": (f"{ROOM}keep/{page}/", {"title": "x", "why": "x"}) for page in _KEPT},
        **{
            f"place {page}": (f"{PLACE}{page}/", {"name": "x", "why": "x"})
            for page in ("add", "rename", "figure", "successor", "close")
        },
        "begin": (f"/performance/begin/{leicestershire.SLUG}/", {"title": "x"}),
        "appraise": (
            f"{ROOM}values/{value.pk}/appraise/",
            {"strength": "5", "reason": "x", "purpose": "summative"},
        ),
        "edit": (f"{at}edit/", {"name": "Other"}),
        "close": (f"{at}close/", {"why": "Gone", "closed_on": "2026-10-19"}),
        "relate": (f"{at}relations/", {"kind": "parent"}),
        "invite": (f"{at}people/invite/", {"email": "a@example.org", "role": "hub_worker"}),
        "bring": (f"/places/imports/{leicestershire.SLUG}/", {"kind": "outlines"}),
    }


def test_nobody_changes_anything_by_any_page(cast: Cast) -> None:
    clients: dict[str, Client] = {f"test {key}": cast.client(key) for key in PARTS}
    body = Organisation.objects.get(name=INFRASTRUCTURE)
    for role in roles():
        clients[f"{role.code} here"] = StrictClient()
        sign_in(clients[f"{role.code} here"], _holding(role.code, body))
    before = AuditLine.objects.count()
    answers = {
        (name, who): client.post(url, sent).status_code
        for name, (url, sent) in forms().items()
        for who, client in clients.items()
    }
    let_in = {key: status for key, status in answers.items() if status not in {403, 404}}
    assert let_in == {}
    assert AuditLine.objects.count() == before
