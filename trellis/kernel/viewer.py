"""Whoever is asking: a person signed in, a stranger, or the system itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from trellis.kernel.capabilities import Capability

Powers = Mapping[Capability, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Viewer:
    """What a request may know and do.

    `at` gives, for each capability, the ids of the organisations where a membership carries it;
    `over` gives the ids of the places (whole subtrees) that an area-wide role reaches;
    `everywhere` holds the capabilities of platform administrators. `roles` are the roles that
    count today, each as organisation id and code; `areas` are the areas of those organisations.
    """

    account_id: int | None = None
    person_id: int | None = None
    name: str = ""
    label: str = "visitor"
    at: Powers = field(default_factory=dict)
    over: Powers = field(default_factory=dict)
    everywhere: frozenset[Capability] = frozenset()
    roles: frozenset[tuple[int, str]] = frozenset()
    areas: frozenset[int] = frozenset()
    needs_second_factor: bool = False
    is_system: bool = False

    @property
    def is_signed_in(self) -> bool:
        return self.account_id is not None

    def holds(self, capability: Capability) -> bool:
        """Whether the capability is held at all, anywhere."""
        return (
            capability in self.everywhere
            or bool(self.at.get(capability))
            or bool(self.over.get(capability))
        )

    def organisations_with(self, capability: Capability) -> frozenset[int]:
        return self.at.get(capability, frozenset())

    def places_with(self, capability: Capability) -> frozenset[int]:
        return self.over.get(capability, frozenset())


STRANGER = Viewer()


def system(label: str) -> Viewer:
    """The system acting by itself, named in the audit by what it was doing."""
    return Viewer(label=label, everywhere=frozenset(Capability), is_system=True)
