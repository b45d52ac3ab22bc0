"""What is said of a document, in the shape in which it is entered and edited."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Final

MOST_TAGS: Final = 10
LONGEST_TAG: Final = 40


@dataclass(frozen=True)
class Details:
    """`dated` is the date in words, where it is no single day; `tags` as they were typed."""

    title: str
    kind: str
    about: str = ""
    author: str = ""
    dated_on: date | None = None
    dated: str = ""
    tags: tuple[str, ...] = ()
    held_at: str = ""
    source: str = ""
    caution: str = ""


OWN_FIELDS: Final = tuple(field.name for field in fields(Details) if field.name != "tags")


def tags_in(typed: str) -> tuple[str, ...]:
    """The words between commas, each once, in the order typed."""
    found = (" ".join(word.split()) for word in typed.replace(";", ",").split(","))
    return tuple(dict.fromkeys(word for word in found if word))


def changed_fields(before: Details, after: Details) -> list[str]:
    names = (*OWN_FIELDS, "tags")
    return [name for name in names if getattr(before, name) != getattr(after, name)]
