"""Who decides over rows: what a row says itself, followed through every hand-over there was."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet

from trellis.kernel import estates, holdings
from trellis.kernel.estates import RECORD, Claim
from trellis.kernel.holdings import Held, Subject
from trellis.kernel.viewer import Viewer, system
from trellis.organisations import queries as organisations
from trellis.privacy.lifecycle import HandoverStage
from trellis.privacy.models import Passed, Request, Share
from trellis.privacy.policy import REQUEST
from trellis.privacy.queries.holdings import subject_of

_MANY: Final = 500  # numbers in one question to the database


@dataclass(frozen=True)
class Controller:
    """A body that decides over rows; without an id whoever runs the platform."""

    id: int | None
    name: str


@dataclass(frozen=True)
class Standing:
    """Who decides over a row now, and who did before, each with the day on which that ended."""

    now: Controller
    before: tuple[tuple[Controller, date], ...] = ()


@dataclass(frozen=True)
class _Step:
    """What a hand-over that is done says of one body and estate."""

    to: int | None  # None: whoever keeps the record of the area
    area: int
    on: date


class Controllers:
    """Answers for many rows what each row's body came to; every fact is asked for once."""

    def __init__(self) -> None:
        self._steps: dict[tuple[str, int], _Step | None] = {}
        self._keepers: dict[int, int | None] = {}
        self._names: dict[int, str] = {}

    def of(self, claims: Iterable[Claim]) -> dict[Claim, Standing]:
        """Exactly one controller for each: the steps lead on and never back, because whoever has
        left takes nothing on (`actions.leaving`)."""
        asked = list(dict.fromkeys(claims))
        passed = self._passed(asked)
        paths = {one: [*passed.get(_root(one), ()), *self._path(one)] for one in asked}
        bodies = {body for path in paths.values() for body, _on in path if body is not None}
        if unknown := bodies - set(self._names):
            self._names |= organisations.named(unknown)
        return {one: self._standing(path) for one, path in paths.items()}

    def keeper(self, area_id: int) -> int | None:
        """Who keeps the record of the area now."""
        if area_id not in self._keepers:
            self._keepers[area_id] = organisations.keeper_of_record(area_id)
        found = self._keepers[area_id]
        while found is not None and (step := self._step(RECORD, found)):
            found = step.to
        return found

    def _path(self, claim: Claim) -> list[tuple[int | None, date | None]]:
        """The bodies from the first on, each with the day on which it ended; the last has none."""
        body, estate = claim.body_id, claim.estate
        if body is None and claim.area_id is not None:
            self.keeper(claim.area_id)
            body = self._keepers[claim.area_id]
        path: list[tuple[int | None, date | None]] = []
        while body is not None and (step := self._step(estate, body)):
            path.append((body, step.on))
            body = step.to
            if body is None and estate != RECORD:
                body = self.keeper(step.area)
                break
        return [*path, (body, None)]

    def _step(self, estate: str, body: int) -> _Step | None:
        if (estate, body) not in self._steps:
            row = (
                Share.objects.filter(
                    estate=estate,
                    handover__organisation_id=body,
                    handover__stage=HandoverStage.DONE,
                )
                .values_list("successor_id", "handover__area_id", "handover__done_on")
                .first()
            )
            to, area, on = row or (None, 0, None)
            self._steps[estate, body] = _Step(to, area or 0, on) if on else None
        return self._steps[estate, body]

    def _passed(self, claims: Collection[Claim]) -> dict[tuple[str, int], list[tuple[int, date]]]:
        """Of rows that name another body than they once did: which ones, in order."""
        found: dict[tuple[str, int], list[tuple[int, date]]] = {}
        moving = {key for key, one in estates.estates().items() if one.estate.moves}
        roots = sorted({root for root in map(_root, claims) if root[0] in moving})
        for start in range(0, len(roots), _MANY):
            part = roots[start : start + _MANY]
            rows = Passed.objects.filter(
                estate__in={estate for estate, _id in part}, row_id__in={pk for _e, pk in part}
            ).order_by("share__handover__done_on", "id")
            for estate, row_id, body, on in rows.values_list(
                "estate",
                "row_id",
                "share__handover__organisation_id",
                "share__handover__done_on",
            ):
                if on is not None:  # as it is of every case that is done
                    found.setdefault((estate, row_id), []).append((body, on))
        return found

    def _standing(self, path: list[tuple[int | None, date | None]]) -> Standing:
        before = [(self._controller(body), on) for body, on in path[:-1] if on is not None]
        return Standing(self._controller(path[-1][0]), tuple(before))

    def _controller(self, body: int | None) -> Controller:
        """A body that is not on record any more decides over nothing."""
        if body is None or body not in self._names:
            return platform()
        return Controller(body, self._names[body])


def _root(claim: Claim) -> tuple[str, int]:
    return claim.estate, claim.root_id or 0


def platform() -> Controller:
    return Controller(None, settings.TRELLIS_PARTNERSHIP)


@dataclass(frozen=True)
class Decided:
    """Rows of one kind over which the same body decides, and has since the same day."""

    words: str
    rows: int
    standing: Standing


def decided_of(viewer: Viewer) -> list[Decided]:
    """Who decides over what there is of the viewer, kind by kind, and who did before."""
    if viewer.person_id is None:
        return []
    return _decided(subject_of(system("privacy"), viewer.person_id, takes_name=False))


def bodies_of(viewer: Viewer, request_id: int) -> list[tuple[Controller, list[str]]]:
    """The bodies that a request concerns, each with what it decides over; for whoever may see the
    request."""
    row = REQUEST.get(viewer, Request.objects.all(), pk=request_id)
    kinds: dict[Controller, list[str]] = {}
    for one in _decided(subject_of(system("privacy"), row.person_id, takes_name=False)):
        kinds.setdefault(one.standing.now, []).append(one.words)
    return [(body, list(dict.fromkeys(words))) for body, words in kinds.items()]


def _decided(subject: Subject) -> list[Decided]:
    controllers = Controllers()
    found = []
    for held in holdings.declared():
        claims = list(estates.claims(held, holdings.rows(held, subject)))
        standings = controllers.of(claims)
        for standing, rows in Counter(standings[one] for one in claims).items():
            found.append(Decided(held.holding.words, rows, standing))
    return found


def with_controllers(
    held: Held, rows: QuerySet[Any], controllers: Controllers
) -> Iterable[tuple[Any, Standing]]:
    """Each row with who decides over it."""
    found = list(estates.claimed(held, rows))
    claims = [estates.claim_of(held, row) for row in found]
    standings = controllers.of(claims)
    return [(row, standings[claim]) for row, claim in zip(found, claims, strict=True)]
