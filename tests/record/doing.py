"""One area in which things are done: what most tests of this room begin with."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from tests.cast import Cast
from tests.conftest import NOW
from tests.documents.making import upload
from tests.factories import make_organisation, make_record_tag, make_service_type, make_share_rule
from trellis.documents.actions import take_in
from trellis.kernel.viewer import system
from trellis.organisations.models import Organisation
from trellis.places.models import Place
from trellis.record import actions
from trellis.record.actions import Done
from trellis.record.models import Activity, Cell, Contribution, ServiceType, Tag
from trellis.record.queries import KINDS, TAGS, proving
from trellis.record.rules.cells import ALL
from trellis.record.rules.shares import Party, Role

SYSTEM = system("tests")
DAY = date(2026, 7, 14)  # in the second quarter of 2026/27
QUARTER = 20262


@dataclass(frozen=True)
class Doing:
    """Two kinds of things, shared in equal parts, an outcome and an issue, and the bodies of the
    first world."""

    cast: Cast
    kinds: tuple[ServiceType, ServiceType]
    tags: tuple[Tag, Tag]

    @property
    def county(self) -> Place:
        return self.cast.world.area

    def district(self, letter: str) -> Place:
        return self.cast.world.districts[letter]

    def body(self, key: str) -> Organisation:
        return self.cast.world.bodies[key]

    def done(self, *who: str, **given: Any) -> Done:
        """What the first of these bodies led and the others were partners in."""
        parties = [
            Party(self.body(key).pk, Role.PARTNER if place else Role.LEAD)
            for place, key in enumerate(who or ("hub_a",))
        ]
        usual: dict[str, Any] = {
            "service_type_id": self.kinds[0].pk,
            "on": DAY,
            "place_id": self.district("a").pk,
            "parties": parties,
            "organisation_id": self.body("group_a").pk,
        }
        return Done(**(usual | given))

    def record(self, *who: str, now: datetime = NOW, **given: Any) -> Activity:
        return actions.record_activity(by=SYSTEM, now=now, done=self.done(*who, **given))


def begin(cast: Cast) -> Doing:
    kinds = tuple(make_service_type(area=cast.world.area) for _one in range(2))
    for kind in kinds:
        make_share_rule(service_type=kind, kind="equal")
    area = cast.world.area
    outcome = make_record_tag(area=area, kind="outcome", code="1", name="Groups run well")
    issue = make_record_tag(area=area, kind="issue", code="i1", name="Loneliness")
    return Doing(cast, (kinds[0], kinds[1]), (outcome, issue))


def attach(doing: Doing, row: Activity, key: str = "hub_worker", **given: Any) -> int:
    """A sheet of the one who leads it, brought by the system where no `key` is given."""
    return actions.attach_evidence(
        by=doing.cast.viewer(key) if key else SYSTEM,
        now=NOW,
        activity=row,
        provider_id=given.get("provider_id", row.provider_id),
        title="Attendance sheet",
        about="Who came",
        file=take_in(upload()),
        readers=given.get("readers", actions.Readers.PARTIES),
        address="/record/",
    )


def another_body(doing: Doing, **given: Any) -> Organisation:
    return make_organisation(area=doing.county, **given)


def cells(doing: Doing, key: str = "", letter: str = "a") -> QuerySet[Cell]:
    """That of a body in a district, or the one in which activities are counted once."""
    provider = doing.body(key).pk if key else ALL
    place = doing.district(letter) if letter else doing.county
    return Cell.objects.filter(
        service_type=doing.kinds[0], quarter=QUARTER, place=place, provider=provider
    )


def cell(doing: Doing, key: str = "", letter: str = "a") -> Cell:
    return cells(doing, key, letter).get()


def wrong_cells() -> list[object]:
    """The cells that are not as counted anew; and what the record says against itself."""
    wrong: list[object] = []
    for of, subjects in ((KINDS, proving.kinds()), (TAGS, proving.tags_counted())):
        for one in subjects:
            wrong += proving.differing(proving.made_anew(one, of), proving.kept_cells(one, of))
    return [*wrong, *proving.faults().items()]


def shares(row: Activity) -> dict[int, int]:
    """What stands for an activity: by body, its share."""
    rows = Contribution.objects.filter(split__activity=row, stands=True)
    return dict(rows.values_list("provider_id", "share"))
