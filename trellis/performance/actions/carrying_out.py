"""Making true what was adopted: a version, an indicator, a standing, or an end."""

from datetime import datetime

from django.utils.translation import gettext as _

from trellis.kernel.acts import act
from trellis.kernel.viewer import Viewer
from trellis.performance.actions.indicators import (
    add_indicator,
    adopt_version,
    retire_indicator,
)
from trellis.performance.actions.worth import change_standing
from trellis.performance.lifecycle import Change, Standing
from trellis.performance.models import Proposal
from trellis.performance.queries.frameworks import number_after
from trellis.performance.rules.codes import ChangeClass

_LONGEST = 300


@act
def carry_out(*, by: Viewer, now: datetime, proposal_id: int) -> None:
    """Do what an adopted proposal says, by the action that does it without one; what comes of it
    is kept with the proposal. ValidationError where it cannot be done (any more)."""
    row = Proposal.objects.select_related("framework", "indicator__framework").get(pk=proposal_id)
    if row.change == Change.NEW:
        _add(row, by, now)
    elif row.change == Change.VERSION:
        _reword(row, by, now)
    elif row.change == Change.STANDING:
        _stand(row, by, now)
    else:
        _retire(row, by, now)


def _add(row: Proposal, by: Viewer, now: datetime) -> None:
    assert row.decided_on is not None
    row.indicator = add_indicator(
        by=by,
        now=now,
        framework=row.framework,
        number=number_after(row.framework_id),
        kind=row.kind,
        title=row.title,
        definition=row.definition,
        unit=row.unit,
        direction=row.direction,
        combine=row.combine,
        why_it_matters=row.why,
        valid_from=row.from_on,
        reason=_reason(row),
        source=source_of(row),
        standing=Standing(row.standing) if row.standing else None,
        place_id=row.place_id,
        rated_from=row.rated_from,
        decided_on=row.decided_on,
        decided_by=row.decided_by,
    )
    row.version = row.indicator.versions.get()
    row.save(update_fields=["indicator", "version"])


def _reword(row: Proposal, by: Viewer, now: datetime) -> None:
    assert row.indicator is not None
    row.version = adopt_version(
        by=by,
        now=now,
        indicator=row.indicator,
        valid_from=row.from_on,
        change_class=ChangeClass(row.change_class),
        title=row.title,
        definition=row.definition,
        reason=_reason(row),
        source=source_of(row),
    )
    row.save(update_fields=["version"])


def _stand(row: Proposal, by: Viewer, now: datetime) -> None:
    assert row.indicator is not None
    assert row.decided_on is not None
    change_standing(
        by=by,
        now=now,
        indicator=row.indicator,
        standing=Standing(row.standing),
        place_id=row.place_id,
        rated_from=row.rated_from,
        from_on=row.from_on,
        reason=_reason(row),
        decided_on=row.decided_on,
        decided_by=row.decided_by,
    )


def _retire(row: Proposal, by: Viewer, now: datetime) -> None:
    assert row.indicator is not None
    retire_indicator(
        by=by,
        now=now,
        indicator=row.indicator,
        retired_on=row.from_on,
        why=_reason(row),
        decided_on=row.decided_on,
        decided_by=row.decided_by,
    )


def _reason(row: Proposal) -> str:
    """Why it is so now, as it stands beside the series: the proposal holds all of it."""
    return row.decision[:_LONGEST]


def source_of(row: Proposal) -> str:
    told = {"number": row.number, "who": row.decided_by}
    return _("Proposal %(number)s, decided by %(who)s") % told
