"""Who checks and accepts a provider's return: what the agreements say, else those who pay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trellis.funding import queries as funding
from trellis.kernel.viewer import system
from trellis.organisations import queries as organisations


@dataclass(frozen=True)
class Acceptor:
    """A body whose officers check and accept. `is_prime`: it holds the main agreement, and the
    provider delivers a part of it."""

    organisation_id: int
    is_prime: bool = False


def acceptors(
    provider_ids: Iterable[int], area_id: int, on: date
) -> dict[int, tuple[Acceptor, ...]]:
    """For each provider who accepts its returns on a day: whoever pays it under the agreements in
    force, where that is a sub-agreement the holder of the main one; without any agreement the
    councils and funders of the whole area. Never the provider itself."""
    wanted = set(provider_ids)
    agreed = {
        provider: tuple(Acceptor(pk, one.is_prime) for pk in one.organisations)
        for provider, one in funding.accepting(wanted, area_id, on).items()
    }
    usual = _those_who_pay(area_id) if wanted - agreed.keys() else ()
    return {
        provider: tuple(
            one for one in agreed.get(provider, usual) if one.organisation_id != provider
        )
        for provider in wanted
    }


def _those_who_pay(area_id: int) -> tuple[Acceptor, ...]:
    by = system("acceptors")
    found = {
        listed.id
        for covers_as in ("authority", "funds")
        for listed in organisations.for_place(by, [area_id], covers_as)
    }
    return tuple(Acceptor(pk) for pk in sorted(found))
