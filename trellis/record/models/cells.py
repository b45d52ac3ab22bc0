"""What is counted, kept up with every act and proved by a nightly rebuild. Nothing here is a
source: all of it follows from the sealed contributions."""

from django.db import models
from django.db.models import F, Q

from trellis.record.models.taxonomy import ServiceType, Tag


class CellBase(models.Model):
    """What adds up of one subject in one place, quarter and provider, and who was reached.

    Provider 0 stands for the activity itself, counted once; a total never adds up the `events`
    of providers, who all count the same joint activity. `…_shared` are in ten-thousandths. The
    sets are compact (`rules.reach`); what they count is beside them, so that a page reads none.
    """

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    quarter = models.PositiveIntegerField()
    # A number, not a key: 0 is nobody’s.
    provider = models.BigIntegerField(db_column="provider_id")
    events = models.BigIntegerField()
    events_shared = models.BigIntegerField()
    quantity_shared = models.BigIntegerField()
    minutes_shared = models.BigIntegerField()
    pence_shared = models.BigIntegerField()
    organisations = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    organisation_set = models.BinaryField(default=b"", max_length=50_000_000)
    person_set = models.BinaryField(default=b"", max_length=50_000_000)

    class Meta:
        abstract = True


class Cell(CellBase):
    """Of one kind of service. Those of an area's kinds add up to all that was done there."""

    service_type = models.ForeignKey(ServiceType, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quarter", "service_type", "place", "provider"], name="cell_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.service_type_id} {self.place_id} {self.provider}"


class TagCell(CellBase):
    """Of what serves one outcome, or is about one issue. What is of two stands in both, so that
    nothing ever adds up over tags."""

    tag = models.ForeignKey(Tag, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quarter", "tag", "place", "provider"], name="tag_cell_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.tag_id} {self.place_id} {self.provider}"


class CountedAs(models.Model):
    """An organisation that turned out to be another, and is counted as that other since.

    Never more than one step: what was counted as it is counted as the other too.
    """

    organisation = models.OneToOneField(
        "organisations.Organisation", models.PROTECT, related_name="+"
    )
    counted_as = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    since_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(organisation=F("counted_as")), name="counted_as_another"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} as {self.counted_as_id}"
