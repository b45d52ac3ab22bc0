"""Who may review whom: bodies of other districts, with nothing to say over the provider."""

from trellis.kernel.viewer import STRANGER
from trellis.organisations import queries as organisations
from trellis.performance.models import ReportingLine, ReturnAcceptor
from trellis.places import queries as places

# Bodies that know the work: those that do it, and those that pay for it or govern it elsewhere.
_KINDS = ("hub", "resource_centre", "infrastructure", "council")


def reported_by(framework_id: int) -> set[int]:
    """The bodies that report in a framework."""
    lines = ReportingLine.objects.filter(indicator__framework_id=framework_id)
    return {pk for pk in lines.values_list("provider_id", flat=True) if pk}


def bodies_from_elsewhere(framework_id: int, area_id: int, provider_id: int) -> dict[int, str]:
    """The bodies that cover none of the provider's districts, nor any place around or in them,
    and accept none of its returns: by id, in the order of their names."""
    covering = organisations.covering(STRANGER, area_id, _KINDS)
    covered = {one.id: {place for place, _name in one.places} for one in covering}
    lines = ReportingLine.objects.filter(
        indicator__framework_id=framework_id, provider_id=provider_id
    )
    own = covered.get(provider_id, set()) | set(lines.values_list("place_id", flat=True))
    within = places.subtrees(set().union(own, *covered.values()))
    near = {place for root in own for place in within[root]}
    accepting = set(
        ReturnAcceptor.objects.filter(
            of_return__framework_id=framework_id, of_return__provider_id=provider_id
        ).values_list("organisation_id", flat=True)
    )
    return {
        one.id: one.name
        for one in covering
        if one.id not in accepting | {provider_id}
        and covered[one.id]
        and not any(near & within[place] for place in covered[one.id])
    }
