"""The personal fields of this room."""

from trellis.kernel.privacy import Basis, PersonalField

_LETTERS = "ninety days after it was settled"
_WORDS = "until it is sent or given up"

FIELDS: tuple[PersonalField, ...] = (
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
    "letter": (
        "id token kind subject stage attempts queued_at not_before sending_at settled_at fault"
    ),
    "suppression": "id kind why at",
}
NOT_PERSONAL: tuple[str, ...] = tuple(
    f"{model}.{name}" for model, names in _FIELDS.items() for name in names.split()
)
