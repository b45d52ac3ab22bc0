"""The personal fields of this room."""

from trellis.kernel.privacy import Basis, PersonalField

_LETTERS = "ninety days after it was settled"
_WORDS = "until it is sent or given up"

_NOTICES = "ninety days after it was read or settled; a year otherwise"
_WISHES = "as long as the account"

FIELDS: tuple[PersonalField, ...] = (
    PersonalField("notice.account", "Who is told", Basis.LEGITIMATE_INTERESTS, _NOTICES),
    PersonalField(
        "notice.read_at", "Not to tell somebody twice", Basis.LEGITIMATE_INTERESTS, _NOTICES
    ),
    PersonalField(
        "preference.account", "Whose wishes they are", Basis.LEGITIMATE_INTERESTS, _WISHES
    ),
    PersonalField(
        "preference.often", "To write as often as they want", Basis.LEGITIMATE_INTERESTS, _WISHES
    ),
    PersonalField(
        "preference.quiet_from", "To leave them in peace", Basis.LEGITIMATE_INTERESTS, _WISHES
    ),
    PersonalField(
        "preference.quiet_until", "To leave them in peace", Basis.LEGITIMATE_INTERESTS, _WISHES
    ),
    PersonalField(
        "preference.quiet_weekends", "To leave them in peace", Basis.LEGITIMATE_INTERESTS, _WISHES
    ),
    PersonalField("letter.account", "Whose letter it is", Basis.LEGITIMATE_INTERESTS, _LETTERS),
    PersonalField(
        "letter.address",
        "Where a letter goes, and to say what became of it",
        Basis.LEGITIMATE_INTERESTS,
        _LETTERS,
    ),
    PersonalField(
        "letter.address_key",
        "To find out whether this address wants any (a keyed hash)",
        Basis.LEGITIMATE_INTERESTS,
        _LETTERS,
    ),
    PersonalField("letter.text", "What stands in a letter", Basis.LEGITIMATE_INTERESTS, _WORDS),
    PersonalField(
        "letter.html", "The same, as mail programs show it", Basis.LEGITIMATE_INTERESTS, _WORDS
    ),
    PersonalField(
        "suppression.address_key",
        "Not to write to an address again that wants nothing from us, whoever brings it (a keyed "
        "hash)",
        Basis.LEGAL_OBLIGATION,
        "until its owner asks for mail again",
    ),
)

_FIELDS = {
    "notice": "id source key title why step url due_on told_at settled_at mailed_at",
    "preference": "id mailed_on",
    "letter": (
        "id token kind subject stage attempts queued_at not_before sending_at settled_at fault"
    ),
    "suppression": "id kind why at",
}
NOT_PERSONAL: tuple[str, ...] = tuple(
    f"{model}.{name}" for model, names in _FIELDS.items() for name in names.split()
)
