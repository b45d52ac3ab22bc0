"""What the record holds of people: who wrote it down, and people who were helped, as tokens from
which nobody can be read. Its forms ask for no names."""

from trellis.kernel.privacy import (
    Basis,
    By,
    Ends,
    Estate,
    Holding,
    PersonalField,
    Whose,
    of_record,
    stays,
)

_RECORDED = "Who answers for what was recorded"
_WITH_IT = "As long as the record; the account it points to may be erased by itself"
_ASKS_NO_NAMES = "As long as the record; its form asks not to name people"
_NAMELESS = "A bare number, which names nobody once the account does not"
_APPENDED = "The record is only added to; the form asks for no names of people"
_HASHED = "A keyed hash that names nobody; without it one person would be counted as two"
_AS_LONG = Ends(why="Kept with the record: what was counted must be there to be counted again")

_BY = (
    ("activity", "recorded_by", "Activities recorded", "recorded_at"),
    ("splitreply", "said_by", "Answers on shares", "said_at"),
    ("beneficiaryreply", "said_by", "Answers on what was done for a group", "said_at"),
    ("doubleverdict", "said_by", "What they said of activities that look like one", "said_at"),
)
_WORDS = (
    ("activity", "title", "What was done, in a few words", "What was done"),
    ("activity", "reason", "Why it was corrected or withdrawn", "Reasons for corrections"),
    ("split", "reason", "Why shares should be others", "Reasons for shares"),
    ("splitreply", "words", "How a party sees its share", "Words on shares"),
    ("beneficiaryreply", "words", "How a group says it was", "Words of groups"),
    ("doubleverdict", "words", "What is said of two activities", "Words on doubles"),
)

FIELDS = (
    *(
        PersonalField(f"{model}.{field}", _RECORDED, Basis.LEGITIMATE_INTERESTS, _WITH_IT)
        for model, field, _words, _when in _BY
    ),
    *(
        PersonalField(f"{model}.{field}", what, Basis.LEGITIMATE_INTERESTS, _ASKS_NO_NAMES)
        for model, field, what, _heading in _WORDS
    ),
    PersonalField(
        "persontoken.digest",
        "So that a person who is helped twice is counted once: a keyed hash, never a name",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the record",
    ),
    PersonalField(
        "persontoken.age_band",
        "Whom services reach, in four broad bands",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the record",
    ),
    PersonalField(
        "persontoken.first_seen_on",
        "Since when somebody is helped, without saying who",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the record",
    ),
)
_PLAIN = {
    "servicetype": (
        "id area code name heading about unit whom_for asks_minutes asks_money ended_on"
    ),
    "sharerule": "id service_type kind valid_from agreed recorded_at",
    "tag": "id area kind code name is_open",
    "persontoken": "id area",
    "activity": (
        "id area first number service_type provider on quarter place organisation person quantity "
        "minutes pence source natural_key is_withdrawn stands recorded_at"
    ),
    "split": "id activity basis rule proposed_by stated_at sealed_at dropped_at stands",
    "contribution": (
        "id split provider role share own_minutes stands service_type place quarter organisation "
        "person quantity minutes pence"
    ),
    "splitreply": "id split provider agrees said_at",
    "tagged": "id activity tag",
    "beneficiaryreply": "id activity confirms said_at",
    "doubleverdict": "id one other provider verdict said_at",
    "cell": (
        "id service_type place quarter provider events events_shared quantity_shared "
        "minutes_shared pence_shared organisations people organisation_set person_set"
    ),
    "tagcell": (
        "id tag place quarter provider events events_shared quantity_shared minutes_shared "
        "pence_shared organisations people organisation_set person_set"
    ),
    "countedas": "id organisation counted_as since_at",
}
NOT_PERSONAL: tuple[str, ...] = tuple(
    f"{model}.{name}" for model, names in _PLAIN.items() for name in names.split()
)
HOLDINGS = (
    *(
        Holding(model, words, By.ACCOUNT, field, {field: stays(_NAMELESS)}, _AS_LONG, shows=(when,))
        for model, field, words, when in _BY
    ),
    *(
        Holding(model, heading, By.NOBODY, "", {field: stays(_APPENDED)}, _AS_LONG)
        for model, field, _what, heading in _WORDS
    ),
    Holding(
        "persontoken",
        "People who were helped, as codes",
        By.NOBODY,
        "",
        {
            "digest": stays(_HASHED),
            "age_band": stays("Says nothing of anybody who cannot be named"),
            "first_seen_on": stays("Says nothing of anybody who cannot be named"),
        },
        _AS_LONG,
    ),
)
CONTROLLERS = {
    "activity": Whose(body="provider", area="area"),
    "split": Whose(body="activity__provider", area="activity__area"),
    "splitreply": Whose(body="provider", area="split__activity__area"),
    "beneficiaryreply": of_record("activity__area"),
    "doubleverdict": Whose(body="provider", area="one__area"),
    "persontoken": of_record("area"),
}
_COUNTED_ON = "What was done is counted in what the partnership has published"
ESTATES = (
    Estate("activity", "provider", "What it did", duty=_COUNTED_ON),
    Estate("splitreply", "provider", "What it said of shares", duty=_COUNTED_ON),
    Estate("doubleverdict", "provider", "What it said of doubles", duty=_COUNTED_ON),
)
