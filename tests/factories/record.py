"""What was done. Rows are made as the database lets them be: a split that stands is sealed."""

from datetime import UTC, date, datetime
from typing import Any

from tests.factories.making import filled, number
from tests.factories.organisations import make_organisation
from tests.factories.places import make_area
from trellis.record import models as of
from trellis.record.rules.cells import quarter_of

WHEN = datetime(2026, 10, 1, 12, tzinfo=UTC)
DAY = date(2026, 7, 14)


def make_service_type(**given: Any) -> of.ServiceType:
    """An advice session for an organisation."""
    n = number()
    return of.ServiceType.objects.create(
        **filled(
            given,
            area=make_area,
            code=f"kind-{n}",
            name=f"Advice session {n}",
            heading="Advice",
            unit="sessions",
            whom_for="either",
        )
    )


def make_share_rule(**given: Any) -> of.ShareRule:
    return of.ShareRule.objects.create(
        **filled(
            given,
            service_type=make_service_type,
            kind="equal",
            valid_from=date(2020, 4, 1),
            agreed="Partnership board, March 2020",
            recorded_at=WHEN,
        )
    )


def make_record_tag(**given: Any) -> of.Tag:
    n = number()
    return of.Tag.objects.create(
        **filled(given, area=make_area, kind="issue", code=f"issue-{n}", name=f"Issue {n}")
    )


def make_person_token(**given: Any) -> of.PersonToken:
    told = filled(given, area=make_area, digest=f"{number():064}", first_seen_on=DAY)
    return of.PersonToken.objects.create(**told)


def make_activity(**given: Any) -> of.Activity:
    """In the area of its kind, by a hub there, county-wide; not shared out: see `make_split`."""
    kind = given.pop("service_type", None) or make_service_type()
    day = given.pop("on", DAY)
    return of.Activity.objects.create(
        area=kind.area,
        service_type=kind,
        on=day,
        quarter=quarter_of(day),
        **filled(
            given,
            place=kind.area,
            provider=lambda: make_organisation(area=kind.area, kind="hub"),
            recorded_at=WHEN,
        ),
    )


def make_split(**given: Any) -> of.Split:
    """One that is proposed: not sealed."""
    told = filled(given, activity=make_activity, basis="agreed", stated_at=WHEN)
    return of.Split.objects.create(**told)


def make_contribution(**given: Any) -> of.Contribution:
    """The whole of it, by the one who leads it."""
    split = given.pop("split", None) or make_split()
    whole = split.activity
    return of.Contribution.objects.create(
        split=split,
        service_type=whole.service_type,
        place=whole.place,
        quarter=whole.quarter,
        organisation=whole.organisation,
        person=whole.person,
        quantity=whole.quantity,
        minutes=whole.minutes or 0,
        pence=whole.pence or 0,
        **filled(given, provider=whole.provider, role="lead", share=10_000),
    )


def make_split_reply(**given: Any) -> of.SplitReply:
    split = given.pop("split", None) or make_split()
    told = filled(given, provider=split.activity.provider, agrees=True, said_at=WHEN)
    return of.SplitReply.objects.create(split=split, **told)


def make_tagged(**given: Any) -> of.Tagged:
    activity = given.pop("activity", None) or make_activity()
    told = filled(given, tag=lambda: make_record_tag(area=activity.area))
    return of.Tagged.objects.create(activity=activity, **told)


def make_beneficiary_reply(**given: Any) -> of.BeneficiaryReply:
    told = filled(given, activity=make_activity, confirms=True, said_at=WHEN)
    return of.BeneficiaryReply.objects.create(**told)


def make_double_verdict(**given: Any) -> of.DoubleVerdict:
    one = given.pop("one", None) or make_activity()
    told = filled(given, other=make_activity, provider=one.provider, verdict="apart", said_at=WHEN)
    return of.DoubleVerdict.objects.create(one=one, **told)


def make_cell(**given: Any) -> of.Cell:
    """Two activities, counted once, of nobody in particular."""
    kind = given.pop("service_type", None) or make_service_type()
    return of.Cell.objects.create(service_type=kind, **_counted(given, kind.area))


def make_tag_cell(**given: Any) -> of.TagCell:
    """As `make_cell`, of what serves one outcome."""
    tag = given.pop("tag", None) or make_record_tag()
    return of.TagCell.objects.create(tag=tag, **_counted(given, tag.area))


def _counted(given: dict[str, Any], place: Any) -> dict[str, Any]:
    return filled(
        given,
        place=place,
        quarter=20262,
        provider=0,
        events=2,
        events_shared=20_000,
        quantity_shared=20_000,
        minutes_shared=0,
        pence_shared=0,
    )


def make_counted_as(**given: Any) -> of.CountedAs:
    told = filled(
        given, organisation=make_organisation, counted_as=make_organisation, since_at=WHEN
    )
    return of.CountedAs.objects.create(**told)
