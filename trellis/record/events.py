"""What happened in the record."""

from dataclasses import dataclass
from typing import ClassVar

from trellis.kernel.events import Event


@dataclass(frozen=True)
class ServiceTypeAdded(Event):
    verb: ClassVar[str] = "record.service_type.added"
    service_type_id: int


@dataclass(frozen=True)
class ServiceTypeChanged(Event):
    verb: ClassVar[str] = "record.service_type.changed"
    service_type_id: int


@dataclass(frozen=True)
class ShareRuleAgreed(Event):
    verb: ClassVar[str] = "record.share_rule.agreed"
    share_rule_id: int


@dataclass(frozen=True)
class OutcomesKept(Event):
    """So many outcomes of areas are new, read otherwise or are no longer named."""

    verb: ClassVar[str] = "record.outcomes.kept"
    changed: int


@dataclass(frozen=True)
class TagKept(Event):
    """An outcome or an issue that activities can name is there, or reads otherwise."""

    verb: ClassVar[str] = "record.tag.kept"
    tag_id: int


@dataclass(frozen=True)
class ActivityRecorded(Event):
    verb: ClassVar[str] = "record.activity.recorded"
    activity_id: int


@dataclass(frozen=True)
class ActivitiesBrought(Event):
    """Many at once, by whoever recorded them."""

    verb: ClassVar[str] = "record.activities.brought"
    activity_ids: tuple[int, ...]


@dataclass(frozen=True)
class ActivityCorrected(Event):
    """`activity_id` is the later row; the earlier one stays."""

    verb: ClassVar[str] = "record.activity.corrected"
    activity_id: int


@dataclass(frozen=True)
class ActivityWithdrawn(Event):
    verb: ClassVar[str] = "record.activity.withdrawn"
    activity_id: int


@dataclass(frozen=True)
class ActivityEvidenceAttached(Event):
    verb: ClassVar[str] = "record.activity.evidence_attached"
    activity_id: int
    document_id: int


@dataclass(frozen=True)
class SharesProposed(Event):
    verb: ClassVar[str] = "record.shares.proposed"
    split_id: int


@dataclass(frozen=True)
class SharesAnswered(Event):
    """A party agreed with what was proposed, or did not."""

    verb: ClassVar[str] = "record.shares.answered"
    split_id: int


@dataclass(frozen=True)
class SharesSealed(Event):
    """All parties agreed: it counts so from now on."""

    verb: ClassVar[str] = "record.shares.sealed"
    split_id: int


@dataclass(frozen=True)
class SharesDecided(Event):
    """Somebody who took no part has decided: it counts so from now on."""

    verb: ClassVar[str] = "record.shares.decided"
    split_id: int


@dataclass(frozen=True)
class SharesDropped(Event):
    """What was proposed will not be: the split that stands does."""

    verb: ClassVar[str] = "record.shares.dropped"
    split_id: int


@dataclass(frozen=True)
class ActivityAnswered(Event):
    """Whom it was for confirmed it, or disputes it."""

    verb: ClassVar[str] = "record.activity.answered"
    activity_id: int


@dataclass(frozen=True)
class ActivitiesConfirmed(Event):
    """Whom they were for confirmed many at once."""

    verb: ClassVar[str] = "record.activities.confirmed"
    activity_ids: tuple[int, ...]


@dataclass(frozen=True)
class DoubleJudged(Event):
    """Two activities are one, or are not."""

    verb: ClassVar[str] = "record.double.judged"
    one_id: int
    other_id: int


@dataclass(frozen=True)
class DoublesJoined(Event):
    """Both leads said that two were one: the first stands for both."""

    verb: ClassVar[str] = "record.doubles.joined"
    one_id: int
    other_id: int


@dataclass(frozen=True)
class BodiesMerged(Event):
    """An organisation is counted as another from now on."""

    verb: ClassVar[str] = "record.bodies.merged"
    organisation_id: int
    counted_as_id: int


@dataclass(frozen=True)
class BodiesParted(Event):
    verb: ClassVar[str] = "record.bodies.parted"
    organisation_id: int


@dataclass(frozen=True)
class CellsRebuilt(Event):
    """Cells that did not equal what was counted anew were put right."""

    verb: ClassVar[str] = "record.cells.rebuilt"
    service_type_id: int
    mended: int


@dataclass(frozen=True)
class TagCellsRebuilt(Event):
    """As `CellsRebuilt`, of an outcome or an issue."""

    verb: ClassVar[str] = "record.tag_cells.rebuilt"
    tag_id: int
    mended: int
