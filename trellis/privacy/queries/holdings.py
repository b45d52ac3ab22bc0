"""What is held of one person, in every room: counted, told, and what would become of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from trellis.kernel import holdings
from trellis.kernel.holdings import Held, Subject
from trellis.kernel.privacy import By, Ending
from trellis.kernel.viewer import Viewer, system
from trellis.people import queries as people
from trellis.privacy.models import Request
from trellis.privacy.policy import REQUEST


@dataclass(frozen=True)
class FieldFate:
    """Fields that come to the same; `why` is the duty by which they stay."""

    labels: str
    ending: Ending
    why: str


@dataclass(frozen=True)
class Kept:
    """One kind of row there is of a person. `by_name`: found by the name alone, so it may be
    about somebody else who has it too."""

    room: str
    words: str
    rows: int
    by_name: bool
    fates: tuple[FieldFate, ...]


def subject_of(viewer: Viewer, person_id: int, *, takes_name: bool) -> Subject:
    """All that the person is recognised by. A name anybody can choose and many share, so it counts
    only where somebody has looked."""
    found = people.subject(viewer, person_id)
    return found if takes_name else replace(found, name="")


def kept_of(viewer: Viewer, request_id: int) -> list[Kept]:
    """What there is of whoever asked, and what an erasure would do to each field of it."""
    row = REQUEST.get(viewer, Request.objects.all(), "answer", pk=request_id)
    looking = system("privacy")
    named = subject_of(looking, row.person_id, takes_name=True)
    sure = replace(named, name="")
    return [one for held in holdings.declared() for one in _kept(held, sure, named)]


def _kept(held: Held, sure: Subject, named: Subject) -> Iterator[Kept]:
    rows = holdings.rows(held, sure).count()
    if rows:
        yield _told(held, rows, by_name=False)
    if held.holding.by in {By.NAME, By.MENTIONS}:
        more = holdings.rows(held, named).count() - rows
        if more > 0:
            yield _told(held, more, by_name=True)


def _told(held: Held, rows: int, *, by_name: bool) -> Kept:
    alike: dict[tuple[Ending, str], list[str]] = {}
    for name, fate in held.holding.fates.items():
        alike.setdefault((fate.ending, fate.why), []).append(held.label(name))
    fates = tuple(FieldFate(", ".join(labels), *end) for end, labels in alike.items())
    return Kept(held.room, held.holding.words, rows, by_name, fates)
