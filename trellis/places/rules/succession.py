"""Which place took over from which when boundaries changed, worked out from their outlines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

WHOLE: Final = 10_000
# Outlines are simplified, so neighbours of a boundary that did not move still overlap a little.
SLIVER: Final = 0.02


@dataclass(frozen=True)
class Takeover:
    """`share_bp` ten-thousandths of the predecessor's territory went to the successor."""

    predecessor: str
    successor: str
    share_bp: int


def takeovers(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Takeover]:
    """Both by key, as GeoJSON. The shares of a predecessor add up to the whole where its
    territory is covered by successors; shares below `SLIVER` are put down to drawing."""
    import shapely  # slow to load, and only a change of boundaries needs it
    from shapely.geometry import shape

    old = {key: shapely.make_valid(shape(geometry)) for key, geometry in before.items()}
    new = {key: shapely.make_valid(shape(geometry)) for key, geometry in after.items()}
    tree, keys = shapely.STRtree(list(new.values())), list(new)
    found: list[Takeover] = []
    for key, whole in old.items():
        shares = {
            keys[place]: whole.intersection(new[keys[place]]).area / whole.area
            for place in tree.query(whole)
        }
        found.extend(
            Takeover(key, successor, share) for successor, share in _sealed(shares).items()
        )
    return found


def _sealed(shares: Mapping[str, float]) -> dict[str, int]:
    """Without slivers, in ten-thousandths, what was lost to rounding given to the largest; a
    part that nobody took (over a tenth) stays nobody's."""
    kept = {key: share for key, share in shares.items() if share >= SLIVER}
    total = sum(kept.values())
    if not kept:
        return {}
    scale = 1 / total if total > 0.9 else 1.0
    whole = {key: round(share * scale * WHOLE) for key, share in kept.items()}
    if total > 0.9:
        largest = max(whole, key=lambda key: whole[key])
        whole[largest] += WHOLE - sum(whole.values())
    return dict(sorted(whole.items(), key=lambda pair: (-pair[1], pair[0])))
