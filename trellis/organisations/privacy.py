"""The personal fields of this room. What is asked of organisations can be somebody's own: a
treasurer's telephone, a secretary's home."""

from trellis.kernel.privacy import (
    Basis,
    By,
    Ends,
    Estate,
    Holding,
    PersonalField,
    Whose,
    blanked,
    of_record,
    stays,
)

_WHILE_LISTED = "while the organisation's entry gives it; removed by editing the entry"
_MEMBERSHIP = "while the role is held, and six years after it ends"
_CONTACT = "To reach the organisation; published only where it said so"
_ACTS = "To know who acts for an organisation, and who did when something was recorded"

FIELDS: tuple[PersonalField, ...] = (
    PersonalField("organisation.email", _CONTACT, Basis.LEGITIMATE_INTERESTS, _WHILE_LISTED),
    PersonalField("organisation.telephone", _CONTACT, Basis.LEGITIMATE_INTERESTS, _WHILE_LISTED),
    PersonalField("organisation.postcode", _CONTACT, Basis.LEGITIMATE_INTERESTS, _WHILE_LISTED),
    PersonalField(
        "organisation.edited_by",
        "To ask whoever edited an entry last about it",
        Basis.LEGITIMATE_INTERESTS,
        "until the next edit",
    ),
    PersonalField("membership.person", _ACTS, Basis.LEGITIMATE_INTERESTS, _MEMBERSHIP),
    PersonalField("membership.role", _ACTS, Basis.LEGITIMATE_INTERESTS, _MEMBERSHIP),
    PersonalField("membership.starts_on", _ACTS, Basis.LEGITIMATE_INTERESTS, _MEMBERSHIP),
    PersonalField("membership.ends_on", _ACTS, Basis.LEGITIMATE_INTERESTS, _MEMBERSHIP),
)

NOT_PERSONAL: tuple[str, ...] = (
    "organisation.id",
    "organisation.area",
    "organisation.name",
    "organisation.name_folded",
    "organisation.kind",
    "organisation.about",
    "organisation.website",
    "organisation.contact_is_public",
    "organisation.income_band",
    "organisation.source",
    "organisation.registered_at",
    "organisation.closed_on",
    "organisation.version",
    "organisation.edited_at",
    "organisation.checked_at",
    "othername.id",
    "othername.organisation",
    "othername.kind",
    "othername.name",
    "othername.name_folded",
    "nameword.id",
    "nameword.organisation",
    "nameword.start",
    "nameword.word",
    "identifier.id",
    "identifier.organisation",
    "identifier.scheme",
    "identifier.value",
    "identifier.area",
    "coverage.id",
    "coverage.organisation",
    "coverage.place",
    "coverage.covers_as",
    "interest.id",
    "interest.organisation",
    "interest.code",
    "communityserved.id",
    "communityserved.organisation",
    "communityserved.code",
    "relation.id",
    "relation.organisation",
    "relation.kind",
    "relation.other",
    "membership.id",
    "membership.organisation",
)

_ANSWERS = (
    "Who acted for a body can be asked about it for six years (Limitation Act 1980, section 5); "
    "it points to somebody without a name"
)
_ENTRY = "The body’s own, until its entry gives another: take it out there"

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        "organisation",
        "Entries of organisations that give this address",
        By.ADDRESS,
        "email",
        {"email": blanked(), "telephone": stays(_ENTRY), "postcode": stays(_ENTRY)},
        Ends(why="Until the entry is edited"),
        shows=("name",),
    ),
    Holding(
        "organisation",
        "Entries of organisations, edited last by this person",
        By.PERSON,
        "edited_by",
        {"edited_by": stays("It points to somebody without a name, until the next edit")},
        Ends(why="Until the entry is edited"),
        shows=("name", "edited_at"),
    ),
    Holding(
        "membership",
        "Roles held",
        By.PERSON,
        "person",
        dict.fromkeys(("person", "role", "starts_on", "ends_on"), stays(_ANSWERS)),
        Ends(since="ends_on", years=6),
        shows=("organisation",),
    ),
)

CONTROLLERS = {
    # An entry of the register is whoever keeps the register’s, also where the body edits it.
    "organisation": of_record("area"),
    "membership": Whose(body="organisation", area="organisation__area"),
}
ESTATES = (Estate("membership", "organisation", "Roles held at the body", duty=_ANSWERS),)
