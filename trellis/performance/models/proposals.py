"""Changes that are proposed, consulted on, and then adopted or turned down."""

from django.db import models
from django.db.models import F, Q

from trellis.performance.lifecycle import Change, Opinion, ProposalStage
from trellis.performance.models.framework import Framework, Indicator, IndicatorVersion


class Proposal(models.Model):
    """One change of one indicator, or one new indicator. What is proposed never changes: people
    are to be asked about what is then adopted.

    States: *proposed*, *consulted* (people can comment from `opens_on` to the end of `closes_on`;
    afterwards a decision is awaited), *adopted* (with what came of it), *turned down*.
    """

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    change = models.CharField(max_length=8, choices=Change)
    # Of a new indicator there is none before it is adopted.
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    stage = models.CharField(max_length=11, choices=ProposalStage, default=ProposalStage.PROPOSED)
    why = models.TextField(max_length=1_000)
    # The first day on which it is to hold; for what is retired, the first day without it.
    from_on = models.DateField()
    title = models.CharField(max_length=300, blank=True)
    definition = models.TextField(max_length=1_500, blank=True)
    change_class = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=10, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=4, blank=True)
    combine = models.CharField(max_length=15, blank=True)
    standing = models.CharField(max_length=12, blank=True)
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+"
    )
    rated_from = models.DateField(null=True, blank=True)
    # For whom it is proposed.
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=300, blank=True)
    # What was done with the comments.
    answer = models.TextField(max_length=2_000, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.OneToOneField(
        IndicatorVersion, models.PROTECT, null=True, blank=True, related_name="proposal"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="proposal_once"),
            models.CheckConstraint(condition=Q(change__in=Change.values), name="proposal_known"),
            models.CheckConstraint(
                condition=Q(stage__in=ProposalStage.values), name="proposal_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(change=Change.NEW) | Q(indicator__isnull=False),
                name="a_change_is_of_an_indicator",
            ),
            models.CheckConstraint(
                condition=Q(opens_on=None, closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="proposal_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[ProposalStage.CONSULTED, ProposalStage.ADOPTED])
                | Q(closes_on__isnull=False),
                name="what_is_adopted_was_consulted_on",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[ProposalStage.ADOPTED, ProposalStage.TURNED_DOWN])
                | (
                    Q(decided_on__isnull=False, settled_at__isnull=False)
                    & ~Q(decided_by="")
                    & ~Q(decision="")
                ),
                name="a_decision_says_who_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework_id} {self.number}"


class ProposalComment(models.Model):
    """What somebody said while people could comment. Append-only: of one person (or of one body,
    where no person is on record) the newest counts."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="comments")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    opinion = models.CharField(max_length=7, choices=Opinion)
    words = models.TextField(max_length=2_000, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        "people.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opinion__in=Opinion.values), name="proposal_opinion_known"
            )
        ]

    def __str__(self) -> str:
        return self.opinion
