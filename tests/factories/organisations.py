"""Organisations, what hangs on them, and who acts for them."""

from datetime import date
from typing import Any

from tests.factories.making import NOW, filled, number
from tests.factories.people import make_person
from tests.factories.places import make_area, make_place
from trellis.organisations.models import (
    CommunityServed,
    Coverage,
    Identifier,
    Interest,
    Membership,
    NameWord,
    Organisation,
    OtherName,
    Relation,
)
from trellis.organisations.rules.names import fold, start_of, words_of


def make_organisation(**given: Any) -> Organisation:
    """A group that is found by its name, covers nothing and has nobody yet."""
    fields = filled(
        given,
        area=make_area,
        name=f"Organisation {number()}",
        kind=Organisation.Kind.GROUP,
        registered_at=NOW,
        edited_at=NOW,
        checked_at=NOW,
    )
    row = Organisation.objects.create(name_folded=fold(fields["name"]), **fields)
    for word in sorted(words_of(row.name)):
        make_name_word(organisation=row, word=word)
    return row


def make_name_word(**given: Any) -> NameWord:
    fields = filled(given, organisation=make_organisation, word=f"word{number()}")
    return NameWord.objects.create(start=start_of(fields["word"]), **fields)


def make_other_name(**given: Any) -> OtherName:
    fields = filled(
        given,
        organisation=make_organisation,
        kind=OtherName.Kind.WORKING,
        name=f"Other name {number()}",
    )
    return OtherName.objects.create(name_folded=fold(fields["name"]), **fields)


def make_identifier(**given: Any) -> Identifier:
    organisation = given.pop("organisation", None) or make_organisation()
    return Identifier.objects.create(
        **filled(
            given,
            organisation=organisation,
            area=organisation.area,
            scheme="GB-CHC",
            value=str(1_000_000 + number()),
        )
    )


def make_coverage(**given: Any) -> Coverage:
    """That the organisation works in a place of its own area."""
    organisation = given.pop("organisation", None) or make_organisation()
    return Coverage.objects.create(
        **filled(
            given,
            organisation=organisation,
            place=lambda: make_place(parent=organisation.area),
            covers_as=Coverage.As.SERVES,
        )
    )


def make_interest(**given: Any) -> Interest:
    return Interest.objects.create(**filled(given, organisation=make_organisation, code="food"))


def make_community_served(**given: Any) -> CommunityServed:
    return CommunityServed.objects.create(
        **filled(given, organisation=make_organisation, code="everyone")
    )


def make_relation(**given: Any) -> Relation:
    organisation = given.pop("organisation", None) or make_organisation()
    return Relation.objects.create(
        **filled(
            given,
            organisation=organisation,
            kind=Relation.Kind.PARENT,
            other=lambda: make_organisation(area=organisation.area),
        )
    )


def make_membership(**given: Any) -> Membership:
    """Current since 2020."""
    return Membership.objects.create(
        **filled(
            given,
            person=make_person,
            organisation=make_organisation,
            role="group_trustee",
            starts_on=date(2020, 1, 1),
        )
    )
