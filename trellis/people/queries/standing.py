"""What the room of people must know about organisations, which stands above it.

People may not import organisations, so that room answers through this door: when the house
starts it is given once with `answered_by`, as reactions are given to `kernel.events.wire`. While
nobody answers, nobody may invite and nobody is taken for harmless.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from trellis.kernel.viewer import Viewer
from trellis.people.roles import Role


@dataclass(frozen=True)
class RoleHeld:
    """A role somebody holds now, and where."""

    role: Role
    organisation_id: int
    organisation_name: str
    since: date


class Standing(Protocol):
    """The questions. `may_give` asks whether the viewer manages the people of that organisation
    and may give that role there; `may_still_give` asks it of an account that is not here, by its
    roles on the day; `roles_held` gives the memberships that count on the day."""

    def organisation_name(self, organisation_id: int) -> str: ...

    def may_see_people(self, viewer: Viewer, organisation_id: int) -> bool: ...

    def may_manage_people(self, viewer: Viewer, organisation_id: int) -> bool: ...

    def may_give(self, viewer: Viewer, role: str, organisation_id: int) -> bool: ...

    def may_still_give(
        self, account_id: int, role: str, organisation_id: int, today: date
    ) -> bool: ...

    def roles_held(self, person_id: int, today: date) -> Sequence[RoleHeld]: ...


_answering: list[Standing] = []


def answered_by(standing: Standing) -> None:
    _answering[:] = [standing]


def asked() -> Standing | None:
    return _answering[0] if _answering else None


def organisation_name(organisation_id: int) -> str:
    standing = asked()
    return standing.organisation_name(organisation_id) if standing else ""


def may_see_people(viewer: Viewer, organisation_id: int) -> bool:
    standing = asked()
    return standing is not None and standing.may_see_people(viewer, organisation_id)


def may_manage_people(viewer: Viewer, organisation_id: int) -> bool:
    standing = asked()
    return standing is not None and standing.may_manage_people(viewer, organisation_id)


def may_give(viewer: Viewer, role: str, organisation_id: int) -> bool:
    standing = asked()
    return standing is not None and standing.may_give(viewer, role, organisation_id)


def may_still_give(account_id: int, role: str, organisation_id: int, today: date) -> bool:
    standing = asked()
    return standing is not None and standing.may_still_give(
        account_id, role, organisation_id, today
    )


def roles_held(person_id: int, today: date) -> Sequence[RoleHeld]:
    standing = asked()
    return standing.roles_held(person_id, today) if standing else ()


def sees_personal_data(person_id: int, today: date) -> bool:
    """Whether any role held shows other people's personal data; true while nobody can say."""
    if asked() is None:
        return True
    return any(held.role.sees_personal_data for held in roles_held(person_id, today))
