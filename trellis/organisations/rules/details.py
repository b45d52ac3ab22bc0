"""What is written of an organisation in one go: by its form, an import or an example."""

from dataclasses import dataclass, replace
from typing import Any

Items = tuple[Any, ...]


@dataclass(frozen=True)
class Details:
    """All that is kept of one organisation, already in its normal form.

    `other_names` are pairs (kind, name), `identifiers` pairs (scheme, value), `coverage` pairs
    (id of a place, as what); `interests` and `communities` are codes of our word lists.
    """

    name: str
    kind: str
    about: str = ""
    website: str = ""
    email: str = ""
    telephone: str = ""
    contact_is_public: bool = False
    postcode: str = ""
    income_band: str = ""
    source: str = ""
    other_names: tuple[tuple[str, str], ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    coverage: tuple[tuple[int, str], ...] = ()
    interests: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()


# Kept in the organisation's own row; the rest in rows of their own.
OWN_FIELDS = (
    "name",
    "kind",
    "about",
    "website",
    "email",
    "telephone",
    "contact_is_public",
    "postcode",
    "income_band",
    "source",
)
# How a telephone number may be written.
TELEPHONE = r"^\+?[0-9() ]{6,30}$"
LISTS = ("other_names", "identifiers", "coverage", "interests", "communities")


def changed_fields(before: Details, after: Details) -> list[str]:
    """The names of what differs; the order of a list does not count."""
    own = [field for field in OWN_FIELDS if getattr(before, field) != getattr(after, field)]
    lists = [field for field in LISTS if set(getattr(before, field)) != set(getattr(after, field))]
    return own + lists


def details_from_plain(plain: dict[str, Any]) -> Details:
    """Details that went through JSON, where tuples became lists."""
    lists = {
        field: tuple(
            tuple(item) if isinstance(item, list) else item for item in plain.get(field, ())
        )
        for field in LISTS
    }
    return Details(**{**plain, **lists})


@dataclass(frozen=True)
class Merged:
    """Two people's edits of one record laid together. `theirs` names what only the other had
    changed and is kept; `both` what each had changed to something else, where ours stands and
    somebody must look."""

    details: Details
    theirs: tuple[str, ...]
    both: tuple[str, ...]


def merge(base: Details, ours: Details, theirs: Details) -> Merged:
    """What became of `base` when `theirs` was saved while `ours` was being written.

    A list takes up what either added and drops what either took away, so lists never clash.
    """
    taken: dict[str, Any] = {}
    both: list[str] = []
    for field in changed_fields(base, theirs):
        if field in LISTS:
            taken[field] = _merged_list(
                getattr(base, field), getattr(ours, field), getattr(theirs, field)
            )
        elif getattr(ours, field) == getattr(base, field):
            taken[field] = getattr(theirs, field)
        elif getattr(ours, field) != getattr(theirs, field):
            both.append(field)
    merged = replace(ours, **taken)
    return Merged(merged, tuple(changed_fields(ours, merged)), tuple(both))


def _merged_list(base: Items, ours: Items, theirs: Items) -> Items:
    gone = set(base) - set(ours)
    kept = [item for item in theirs if item not in gone]
    return tuple(dict.fromkeys([*kept, *(item for item in ours if item not in base)]))
