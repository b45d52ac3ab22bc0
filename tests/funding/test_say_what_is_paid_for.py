"""The payer says of each kind of thing that is recorded whether the agreement pays for it; what is
not said is in neither."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.conftest import NOW, TODAY
from tests.factories import make_paid_agreement, make_scope_line, make_service_type
from tests.funding.paying import YEAR, Paying, terms
from tests.web.worlds import main_of
from trellis.funding import queries
from trellis.funding.actions import set_scope
from trellis.funding.models import Agreement, ScopeLine
from trellis.funding.queries import Said
from trellis.funding.rules import Scope
from trellis.kernel.editing import EditedMeanwhileError
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import STRANGER, system
from trellis.record.models import ServiceType

pytestmark = pytest.mark.usefixtures("clock")


@dataclass(frozen=True)
class Kinds:
    advice: ServiceType
    rooms: ServiceType
    news: ServiceType


@pytest.fixture
def paying(cast: Cast) -> Paying:
    return Paying(cast)


@pytest.fixture
def kinds(cast: Cast) -> Kinds:
    area = cast.world.area
    return Kinds(
        make_service_type(area=area, name="Advice session"),
        make_service_type(area=area, name="Room hired", heading="Facilities"),
        make_service_type(area=area, name="Newsletter", heading="Voice"),
    )


def lines(row: Agreement) -> dict[str, bool]:
    rows = ScopeLine.objects.filter(agreement=row)
    return dict(rows.values_list("service_type__name", "is_paid_for"))


def said(paying: Paying, row: Agreement) -> Said:
    slug = paying.cast.world.area.slug
    return queries.agreement_page(STRANGER, slug, row.pk, TODAY).said


def sent(kinds: Kinds, **more: str) -> dict[str, str]:
    answers = {f"kind_{kinds.advice.pk}": "inside", f"kind_{kinds.rooms.pk}": "outside"}
    return answers | {"why": "Schedule 2 of the contract"} | more


def test_it_is_said_as_a_whole_and_what_is_left_out_is_not_said(
    paying: Paying, kinds: Kinds
) -> None:
    row = paying.main()
    client = paying.cast.client("council_officer")
    form = client.get(paying.url(row, "scope/")).context["form"]
    answer = client.post(paying.url(row, "scope/"), sent(kinds, seen=form["seen"].value()))

    assert answer["Location"] == paying.url(row)
    assert lines(row) == {"Advice session": True, "Room hired": False}
    line = AuditLine.objects.latest("id")
    assert (line.verb, line.why) == ("funding.scope.set", "Schedule 2 of the contract")
    assert [(one.name, one.scope) for one in said(paying, row).kinds] == [
        ("Advice session", Scope.INSIDE),
        ("Room hired", Scope.OUTSIDE),
        ("Newsletter", Scope.NOT_SAID),
    ]

    paying.say(row, {kinds.news.pk: True})
    assert lines(row) == {"Newsletter": True}


def test_a_stranger_reads_all_three(paying: Paying, kinds: Kinds) -> None:
    row = paying.main()
    client = paying.cast.client("anonymous")
    assert (
        "has not said which of the 3 kinds of things"
        in client.get(paying.url(row)).content.decode()
    )

    paying.say(row, {kinds.advice.pk: True, kinds.rooms.pk: False})
    shown = main_of(client.get(paying.url(row)).content.decode())
    for words in (
        "Of 3 kinds of things that are recorded it pays for 1 and not for 1; of 1 nothing is said.",
        "Pays for Advice: Advice session",
        "Does not pay for Facilities: Room hired",
        "Not said Voice: Newsletter",
    ):
        assert words in shown


def test_where_nothing_is_recorded_there_is_nothing_to_say(paying: Paying) -> None:
    row = paying.main()
    client = paying.cast.client("council_officer")
    shown = client.get(paying.url(row)).content.decode()

    assert "Say what it pays for" not in shown
    assert "What was done in its time" not in shown
    empty = client.get(paying.url(row, "scope/")).content.decode()
    assert "No kinds of things are recorded in this area yet" in empty


def test_the_same_again_is_nothing_new(paying: Paying, kinds: Kinds) -> None:
    row = paying.main()
    paying.say(row, {kinds.advice.pk: True})
    line = AuditLine.objects.latest("id")
    paying.say(row, {kinds.advice.pk: True})

    assert AuditLine.objects.latest("id") == line


def test_it_is_done_once_however_often_it_is_sent(paying: Paying, kinds: Kinds) -> None:
    row = paying.main()
    client = paying.cast.client("council_officer")
    form = client.get(paying.url(row, "scope/")).context["form"]
    once = sent(kinds, seen=form["seen"].value(), once=form["once"].value())
    for _time in range(2):
        assert client.post(paying.url(row, "scope/"), once)["Location"] == paying.url(row)

    assert AuditLine.objects.filter(verb="funding.scope.set").count() == 1


def test_the_second_of_two_is_told_and_loses_nothing(paying: Paying, kinds: Kinds) -> None:
    row = paying.main()
    client = paying.cast.client("council_officer")
    seen = client.get(paying.url(row, "scope/")).context["form"]["seen"].value()
    paying.say(row, {kinds.rooms.pk: True})
    answer = client.post(paying.url(row, "scope/"), sent(kinds, seen=seen))

    assert answer.status_code == 409
    assert [
        (one.label, one.in_record, one.entered) for one in answer.context["edited"].differences
    ] == [("Advice session", "Not said", "Yes"), ("Room hired", "Yes", "No")]
    assert lines(row) == {"Room hired": True}
    again = answer.context["form"]
    meant = sent(kinds, seen=again["seen"].value(), once=again["once"].value())
    assert client.post(paying.url(row, "scope/"), meant)["Location"] == paying.url(row)
    assert lines(row) == {"Advice session": True, "Room hired": False}


def test_a_mark_that_is_old_is_refused(paying: Paying, kinds: Kinds) -> None:
    row = paying.main()
    with pytest.raises(EditedMeanwhileError):
        paying.say(row, {kinds.advice.pk: True}, seen="an older mark")


def test_it_needs_its_reason(paying: Paying, kinds: Kinds) -> None:
    row = paying.main()
    client = paying.cast.client("council_officer")
    answer = client.post(paying.url(row, "scope/"), sent(kinds, why=""))

    form = answer.context["form"]
    assert set(form.errors) == {"why"}
    assert form[f"kind_{kinds.rooms.pk}"].value() == "outside"


def test_a_sub_agreement_pays_for_nothing_that_the_one_above_does_not(
    paying: Paying, kinds: Kinds
) -> None:
    main = paying.main()
    sub = paying.sub(main)
    paying.say(main, {kinds.rooms.pk: False})
    form = paying.cast.client("infrastructure_manager").get(paying.url(sub, "scope/"))
    assert "An agreement that it is paid out of does not pay for this." in form.content.decode()

    with pytest.raises(ValidationError) as refused:
        paying.say(sub, {kinds.rooms.pk: True, kinds.advice.pk: True})
    assert refused.value.message_dict == {
        f"kind_{kinds.rooms.pk}": [
            "Room hired: Infrastructure services, out of which it is paid, does not pay for this. "
            "Choose another answer, or ask Ambley council to say otherwise first."
        ]
    }
    # What is not said above may be said below; so may that it is not paid for.
    paying.say(sub, {kinds.rooms.pk: False, kinds.advice.pk: True})
    assert lines(sub) == {"Room hired": False, "Advice session": True}


def test_nor_for_what_one_further_up_does_not(paying: Paying, kinds: Kinds) -> None:
    main = paying.main()
    sub = paying.sub(main)
    lowest = make_paid_agreement(under=sub)
    paying.say(main, {kinds.rooms.pk: False})
    by = system("tests")
    with pytest.raises(ValidationError, match="Room hired: Infrastructure services"):
        set_scope(by=by, now=NOW, agreement_id=lowest.pk, paid_for={kinds.rooms.pk: True}, why="-")


def test_what_the_one_above_says_later_holds_and_both_show_it(paying: Paying, kinds: Kinds) -> None:
    main = paying.main()
    sub = paying.sub(main)
    paying.say(sub, {kinds.rooms.pk: True, kinds.advice.pk: True})
    paying.say(main, {kinds.rooms.pk: False, kinds.advice.pk: True})

    assert lines(sub) == {"Room hired": True, "Advice session": True}
    above, below = said(paying, sub).against, said(paying, main).against
    assert [(one.agreement.id, one.is_above, one.kinds) for one in above] == [
        (main.pk, True, ("Room hired",))
    ]
    assert [(one.agreement.id, one.is_above, one.kinds) for one in below] == [
        (sub.pk, False, ("Room hired",))
    ]
    client = paying.cast.client("anonymous")
    shown = main_of(client.get(paying.url(main)).content.decode())
    assert "Ambley hub a is paid out of it for what it does not pay for: Room hired." in shown
    shown = main_of(client.get(paying.url(sub)).content.decode())
    assert "It pays for what Infrastructure services" in shown

    paying.say(sub, {kinds.advice.pk: True})
    assert (said(paying, sub).against, said(paying, main).against) == ((), ())


def test_what_never_began_contradicts_nobody(paying: Paying, kinds: Kinds) -> None:
    main = paying.main()
    sub = paying.sub(main)
    paying.say(sub, {kinds.rooms.pk: True})
    paying.end(sub, sub.starts_on)
    paying.say(main, {kinds.rooms.pk: False})

    assert said(paying, main).against == ()


def test_only_kinds_of_its_own_area(paying: Paying, kinds: Kinds) -> None:
    row = paying.main()
    with pytest.raises(ValidationError, match="recorded in this area"):
        paying.say(row, {make_service_type().pk: True})


def test_what_was_ended_stays_as_it_was(paying: Paying, kinds: Kinds) -> None:
    row = paying.main()
    paying.say(row, {kinds.advice.pk: True})
    paying.end(row, TODAY)
    with pytest.raises(ValidationError, match="It was ended"):
        paying.say(row, {})

    assert lines(row) == {"Advice session": True}
    page = queries.agreement_page(paying.council, paying.cast.world.area.slug, row.pk, TODAY)
    assert "scope" not in page.moves


def test_a_kind_that_ended_before_is_not_asked_about_unless_it_was_said(
    paying: Paying, kinds: Kinds
) -> None:
    row = paying.main()
    ServiceType.objects.filter(pk=kinds.news.pk).update(ended_on=YEAR.start)
    assert [one.name for one in said(paying, row).kinds] == ["Advice session", "Room hired"]
    make_scope_line(agreement=row, service_type=kinds.news)
    assert said(paying, row).kinds[-1].name == "Newsletter"


def test_only_its_payer_says_so(paying: Paying, kinds: Kinds) -> None:
    row = paying.main()
    with pytest.raises(PermissionDenied):
        paying.say(row, {}, by=paying.prime)
    for key, elsewhere in (("infrastructure_manager", False), ("council_officer", True)):
        client = paying.cast.client(key, elsewhere=elsewhere)
        assert client.post(paying.url(row, "scope/"), sent(kinds)).status_code == 403

    assert lines(row) == {}
    page = queries.agreement_page(paying.council, paying.cast.world.area.slug, row.pk, TODAY)
    assert page.moves == {"change", "end", "contributors", "scope", "follow"}


def test_as_many_questions_for_three_kinds_below_three_as_for_one(
    paying: Paying, kinds: Kinds
) -> None:
    main = paying.main(terms=terms(amount_pence=None))
    paying.say(main, {kinds.rooms.pk: False})
    facts = queries.agreement_page(STRANGER, paying.cast.world.area.slug, main.pk, TODAY).agreement
    asked = []
    for _number in range(3):
        make_scope_line(agreement=make_paid_agreement(under=main), service_type=kinds.rooms)
        make_scope_line(agreement=main)
        with CaptureQueriesContext(connection) as questions:
            found = queries.scope_of(STRANGER, facts, TODAY)
        asked.append((len(questions), len(found.against)))

    assert asked == [(5, 1), (5, 2), (5, 3)]
