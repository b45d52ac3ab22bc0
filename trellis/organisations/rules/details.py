"""What is written of an organisation in one go: by its form, an import or an example."""

from dataclasses import dataclass


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
LISTS = ("other_names", "identifiers", "coverage", "interests", "communities")


def changed_fields(before: Details, after: Details) -> list[str]:
    """The names of what differs; the order of a list does not count."""
    own = [field for field in OWN_FIELDS if getattr(before, field) != getattr(after, field)]
    lists = [field for field in LISTS if set(getattr(before, field)) != set(getattr(after, field))]
    return own + lists
