"""Several pay into one agreement, and one of them signs for all."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.cast import Cast
from tests.funding.paying import Paying, terms
from trellis.funding import queries
from trellis.funding.models import Contributor
from trellis.kernel.models import AuditLine
from trellis.organisations.models import Organisation

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def paying(cast: Cast) -> Paying:
    return Paying(cast)


def shares() -> dict[str, int | None]:
    rows = Contributor.objects.values_list("organisation__name", "amount_pence")
    return dict(rows)


def test_they_are_set_as_a_whole(paying: Paying) -> None:
    row = paying.main()
    client = paying.cast.client("council_officer")
    mark = queries.agreement_page(
        paying.council, paying.cast.world.area.slug, row.pk, timezone.localdate()
    ).agreement.contributors_mark
    sent = {"body_1": "Ambley funder", "amount_1": "30,000", "body_3": "Ambley surgery"}
    answer = client.post(paying.url(row, "contributors/"), sent | {"seen": mark})

    assert answer["Location"] == paying.url(row)
    assert shares() == {"Ambley funder": 30_000_00, "Ambley surgery": None}
    assert AuditLine.objects.latest("id").verb == "funding.contributors.set"

    paying.share(row, {paying.body("surgery"): 5_000_00})
    assert shares() == {"Ambley surgery": 5_000_00}


def test_the_same_again_is_nothing_new(paying: Paying) -> None:
    row = paying.main()
    paying.share(row, {paying.body("funder"): None})
    line = AuditLine.objects.latest("id")
    paying.share(row, {paying.body("funder"): None})

    assert AuditLine.objects.latest("id") == line


def test_the_second_of_two_is_told_and_loses_nothing(paying: Paying) -> None:
    row = paying.main()
    paying.share(row, {paying.body("funder"): None})
    sent = {"body_1": "Ambley surgery", "amount_1": "10", "seen": "an older mark"}
    answer = paying.cast.client("council_officer").post(paying.url(row, "contributors/"), sent)

    assert answer.status_code == 409
    assert "Ambley funder" in answer.content.decode()
    assert "Ambley surgery" in answer.content.decode()
    assert shares() == {"Ambley funder": None}


def test_nobody_pays_into_what_they_are_paid_by(paying: Paying) -> None:
    row = paying.main()
    paying.sub(row)
    for body, words in (
        ("council", "Its payer signs it"),
        ("infrastructure", "Ambley infrastructure: paid by this chain"),
        ("hub_a", "Ambley hub a: paid by this chain"),
    ):
        with pytest.raises(ValidationError, match=words):
            paying.share(row, {paying.body(body): None})

    assert shares() == {}


def test_only_a_main_agreement_is_paid_into(paying: Paying) -> None:
    sub = paying.sub(paying.main())
    with pytest.raises(ValidationError, match="Only a main agreement"):
        paying.share(sub, {paying.body("funder"): None})


def test_together_they_pay_no_more_than_its_amount(paying: Paying) -> None:
    row = paying.main()
    with pytest.raises(ValidationError, match=r"Together they pay £100,000\.01"):
        paying.share(row, {paying.body("funder"): 100_000_00, paying.body("surgery"): 1})

    paying.change(row, terms=terms(amount_pence=None))
    paying.share(row, {paying.body("funder"): 100_000_00, paying.body("surgery"): 1})


def test_nobody_new_of_another_record(paying: Paying) -> None:
    row = paying.main()
    with pytest.raises(ValidationError, match="open organisations of this record"):
        paying.share(row, {paying.cast.other_world.bodies["funder"].pk: None})


def test_who_pays_in_already_may_have_closed(paying: Paying) -> None:
    row = paying.main()
    paying.share(row, {paying.body("funder"): None})
    Organisation.objects.filter(pk=paying.body("funder")).update(closed_on="2026-09-01")
    client = paying.cast.client("council_officer")
    form = client.get(paying.url(row, "contributors/")).context["form"]
    sent = {"body_1": "Ambley funder", "amount_1": "12.50", "seen": form["seen"].value()}
    client.post(paying.url(row, "contributors/"), sent)

    assert shares() == {"Ambley funder": 12_50}


def test_what_is_wrong_stands_by_its_row(paying: Paying) -> None:
    row = paying.main()
    sent = {"amount_1": "10", "body_2": "Nowhere", "body_3": "Ambley funder"}
    client = paying.cast.client("council_officer")
    answer = client.post(paying.url(row, "contributors/"), sent | {"body_1": ""})
    errors = answer.context["form"].errors

    assert set(errors) == {"body_1", "body_2"}
    twice = {"body_1": "Ambley funder", "body_2": "Ambley funder"}
    again = client.post(paying.url(row, "contributors/"), twice)
    assert "stands above already" in str(again.context["form"].errors["body_2"])


def test_a_contributor_cannot_say_so_for_themselves(paying: Paying) -> None:
    row = paying.main()
    paying.share(row, {paying.body("funder"): None})
    with pytest.raises(PermissionDenied):
        paying.share(row, {}, by=paying.cast.viewer("funder"))
    for key, elsewhere in (("funder", False), ("council_officer", True)):
        client = paying.cast.client(key, elsewhere=elsewhere)
        assert client.post(paying.url(row, "contributors/"), {}).status_code == 403

    assert shares() == {"Ambley funder": None}
