"""Lists ask the database as often for three as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.factories import make_breach, make_complaint, make_pause, make_person, make_request

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("infrastructure_manager", "/privacy/requests/"),
        ("infrastructure_manager", "/today/"),
        ("volunteer", "/privacy/own/"),
    ],
)
def test_three_rows_cost_no_more_than_one(cast: Cast, who: str, page: str) -> None:
    client, area = cast.client(who), cast.world.area
    person = cast.account("volunteer").person

    def add(kind: str) -> None:
        make_pause(request=make_request(area=area, person=make_person(), kind="access"))
        make_request(area=area, person=person, kind=kind)
        make_complaint(area=area, person=person)
        make_breach(area=area)

    add("access")
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(page)
    add("correction")
    add("erasure")
    with CaptureQueriesContext(connection) as three:
        client.get(page)

    assert len(three) == len(one)
