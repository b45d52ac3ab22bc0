"""Who may see and change what is measured."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import (
    NO_ROWS,
    Policy,
    Rule,
    at_one_of,
    beside,
    by_system,
    can,
    holds,
    not_by,
    own_account,
    where,
)
from trellis.kernel.viewer import Viewer
from trellis.performance.models import (
    Framework,
    PeerReviewer,
    Publication,
    ReportingLine,
    ReturnAcceptor,
)
from trellis.record import queries as record

_PUBLIC = (Framework.Stage.LIVE, Framework.Stage.CLOSED)
_OPEN = where(~Q(stage=Framework.Stage.CLOSED)) & where(~Q(area__standing="documented"))


@dataclass(frozen=True)
class reports_in(Rule):  # noqa: N801  (reads as a word in a policy)
    """Rows of a framework (`framework`, a path to its key) in which a body whose figures the
    viewer records is to report."""

    framework: str

    def rows(self, viewer: Viewer) -> Q:
        held = viewer.organisations_with(Can.VALUE_RECORD)
        if not held:
            return NO_ROWS
        lines = ReportingLine.objects.filter(
            indicator__framework=OuterRef(self.framework), provider__in=held
        )
        return Q(Exists(lines))


FRAMEWORK = Policy(
    view=where(Q(stage__in=_PUBLIC))
    | can(Can.FRAMEWORK_EDIT, over="area")
    | can(Can.VALUE_VIEW, over="area"),
    # Whoever keeps it, also once it is closed or documented and there is nothing left to keep.
    keep=can(Can.FRAMEWORK_EDIT, over="area") | by_system(),
    edit=(can(Can.FRAMEWORK_EDIT, over="area") & _OPEN) | by_system(),
    # Its rounds: their dates, and what is published of them.
    round=(can(Can.ROUND_KEEP, over="area") & _OPEN) | by_system(),
    # Something is written into it by somebody: which line, and whose, is asked beside this.
    write=_OPEN | by_system(),
    # Who reports, sees or keeps its figures has a say in what is looked at.
    propose=(
        (reports_in("pk") | can(Can.VALUE_VIEW, over="area") | can(Can.FRAMEWORK_EDIT, over="area"))
        & _OPEN
    )
    | by_system(),
    # Who decides with its figures in hand says what they decided.
    inform=(
        (can(Can.EVIDENCE_APPRAISE, over="area") | can(Can.FRAMEWORK_EDIT, over="area")) & _OPEN
    )
    | by_system(),
)

INDICATOR = Policy(
    view=where(Q(framework__stage__in=_PUBLIC))
    | can(Can.FRAMEWORK_EDIT, over="framework__area")
    | can(Can.VALUE_VIEW, over="framework__area"),
)

VALUE = Policy(
    view=where(Q(indicator__framework__stage__in=_PUBLIC))
    | can(Can.VALUE_VIEW, over="place")
    | can(Can.VALUE_VIEW, at="provider"),
    appraise=can(Can.EVIDENCE_APPRAISE, over="place") | by_system(),
    correct=can(Can.VALUE_RECORD, at="provider")
    | (can(Can.FRAMEWORK_EDIT, over="place") & where(Q(provider=None)))
    | by_system(),
    # Another body that reports here, accepts returns here, or pays for or governs the place.
    challenge=(
        beside(
            Can.FIGURE_CHALLENGE,
            through=ReportingLine,
            match=(("indicator__framework", "indicator__framework"),),
            organisation="provider",
        )
        | beside(
            Can.FIGURE_CHALLENGE,
            through=ReturnAcceptor,
            match=(("of_return__framework", "indicator__framework"),),
        )
        | (holds(Can.FIGURE_CHALLENGE) & can(Can.VALUE_VIEW, over="place"))
    )
    & ~can(Can.VALUE_RECORD, at="provider")
    & ~(can(Can.FRAMEWORK_EDIT, over="place") & where(Q(provider=None)))
    & not_by("recorded_by"),
)

_STILL_WRITTEN = where(~Q(framework__stage=Framework.Stage.CLOSED)) & where(
    ~Q(framework__area__standing="documented")
)
_ACCEPTS = at_one_of(Can.RETURN_ACCEPT, through=ReturnAcceptor, link="of_return")
# Nobody checks what they answer for: neither who handed it in nor a colleague of theirs.
_ELSEWHERE = ~can(Can.VALUE_RECORD, at="provider") & not_by("submitted_by")

_NOT_OWN = ~can(Can.VALUE_RECORD, at="provider")

RETURN = Policy(
    view=can(Can.VALUE_VIEW, over="framework__area")
    | can(Can.VALUE_VIEW, at="provider")
    | _ACCEPTS,
    fill=(can(Can.VALUE_RECORD, at="provider") & _STILL_WRITTEN) | by_system(),
    check=(_ACCEPTS & _ELSEWHERE & _STILL_WRITTEN) | by_system(),
    accept=(_ACCEPTS & _ELSEWHERE & not_by("checked_by") & _STILL_WRITTEN) | by_system(),
    unlock=(
        (_ACCEPTS | can(Can.ROUND_KEEP, over="framework__area"))
        & ~can(Can.VALUE_RECORD, at="provider")
        & _STILL_WRITTEN
    )
    | by_system(),
    # Lines of it are drawn by lot, and somebody looks at what is under them.
    draw=(_ACCEPTS | can(Can.ROUND_KEEP, over="framework__area")) & _NOT_OWN & _STILL_WRITTEN,
)

_SEEN_BY_ALL = where(Q(framework__stage__in=_PUBLIC))


def _published(prefix: str = "") -> Rule:
    """The figures of the row's period were published: whatever is said of them is, too."""
    made = Publication.objects.filter(
        framework=OuterRef("framework"),
        period_start=OuterRef(f"{prefix}period_start"),
        period_end=OuterRef(f"{prefix}period_end"),
    )
    return _SEEN_BY_ALL & where(Q(Exists(made)))


_ACCEPTS_ITS_RETURN = beside(
    Can.RETURN_ACCEPT, through=ReturnAcceptor, match=(("of_return", "of_return"),)
)

DRAW = Policy(
    # Seed and list, so that anybody can repeat it. What was found: see `findings`.
    view=_SEEN_BY_ALL
    | can(Can.VALUE_VIEW, over="framework__area")
    | can(Can.VALUE_VIEW, at="of_return__provider")
    | _ACCEPTS_ITS_RETURN,
    findings=can(Can.VALUE_VIEW, over="framework__area")
    | can(Can.VALUE_VIEW, at="of_return__provider")
    | _ACCEPTS_ITS_RETURN
    | _published("of_return__"),
    look=(_ACCEPTS_ITS_RETURN | can(Can.ROUND_KEEP, over="framework__area"))
    & ~can(Can.VALUE_RECORD, at="of_return__provider")
    & _STILL_WRITTEN,
    answer=can(Can.VALUE_RECORD, at="of_return__provider") & _STILL_WRITTEN,
)

CHALLENGE = Policy(
    view=(_SEEN_BY_ALL & where(Q(closed_at__isnull=False)))
    | _published()
    | can(Can.VALUE_VIEW, over="value__place")
    | can(Can.VALUE_VIEW, at="value__provider")
    | can(Can.FIGURE_CHALLENGE, at="raised_for")
    | _ACCEPTS_ITS_RETURN,
    reply=(
        can(Can.VALUE_RECORD, at="value__provider")
        | (can(Can.FRAMEWORK_EDIT, over="value__place") & where(Q(value__provider=None)))
    )
    & not_by("raised_by")
    & _STILL_WRITTEN,
    withdraw=can(Can.FIGURE_CHALLENGE, at="raised_for") & _STILL_WRITTEN,
    # Neither of the two: not a colleague of who asked, not of whose figure it is.
    decide=(_ACCEPTS_ITS_RETURN | can(Can.ROUND_KEEP, over="framework__area"))
    & ~can(Can.FIGURE_CHALLENGE, at="raised_for")
    & ~can(Can.VALUE_RECORD, at="value__provider")
    & ~(can(Can.FRAMEWORK_EDIT, over="value__place") & where(Q(value__provider=None)))
    & not_by("raised_by")
    & not_by("answered_by")
    & _STILL_WRITTEN,
)


@dataclass(frozen=True)
class took_part(Rule):  # noqa: N801
    """Rows about an activity (`activity`, a path to its first row) in which a body ever took part
    that the viewer records for; `but`, a path, names one body that does not count as such. With
    `in_any_role`, whatever they do there."""

    activity: str
    but: str = ""
    in_any_role: bool = False

    def rows(self, viewer: Viewer) -> Q:
        held = viewer.organisations_with(Can.ACTIVITY_RECORD)
        if self.in_any_role:
            held |= {organisation_id for organisation_id, _role in viewer.roles}
        if not held:
            return NO_ROWS
        parts = record.parts_ever(viewer, OuterRef(self.activity)).filter(provider__in=held)
        return Q(Exists(parts.exclude(provider=OuterRef(self.but)) if self.but else parts))

    def paths(self) -> tuple[str, ...]:
        return tuple(path for path in (self.activity, self.but) if path)


@dataclass(frozen=True)
class sees_activity(Rule):  # noqa: N801
    """Rows about an activity that the viewer may see in the record."""

    activity: str

    def rows(self, viewer: Viewer) -> Q:
        return Q(Exists(record.seen_by(viewer, OuterRef(self.activity))))

    def paths(self) -> tuple[str, ...]:
        return (self.activity,)


@dataclass(frozen=True)
class accepts_of_a_party(Rule):  # noqa: N801
    """Challenges to shares on which the viewer is asked as on figures: at a body that accepts the
    return of one who took part, in the round of the day on which it was done."""

    def rows(self, viewer: Viewer) -> Q:
        held = viewer.organisations_with(Can.RETURN_ACCEPT)
        if not held:
            return NO_ROWS
        parties = record.parts_ever(viewer, OuterRef(OuterRef("activity")))
        accepting = ReturnAcceptor.objects.filter(
            Exists(parties.filter(provider=OuterRef("of_return__provider"))),
            organisation__in=held,
            of_return__framework__area=OuterRef("area"),
            of_return__period_start__lte=OuterRef("proposal__activity__on"),
            of_return__period_end__gt=OuterRef("proposal__activity__on"),
        )
        return Q(Exists(accepting))

    def paths(self) -> tuple[str, ...]:
        return ("activity", "area", "proposal__activity__on")


_DECIDES_SHARES = accepts_of_a_party() | can(Can.ROUND_KEEP, over="area")
_AREA_STILL_WRITTEN = where(~Q(area__standing="documented"))

SHARE_CHALLENGE = Policy(
    # Whoever reads the activity, and whoever decides; never everybody, not once it is closed.
    view=sees_activity("activity") | took_part("activity") | _DECIDES_SHARES,
    # Every party but the one that asks may say how it sees it.
    reply=took_part("activity", but="raised_for") & not_by("raised_by") & _AREA_STILL_WRITTEN,
    withdraw=can(Can.ACTIVITY_RECORD, at="raised_for") & _AREA_STILL_WRITTEN,
    # None of the parties, not even a colleague who records nothing.
    decide=_DECIDES_SHARES
    & ~took_part("activity", in_any_role=True)
    & not_by("raised_by")
    & not_by("answered_by")
    & _AREA_STILL_WRITTEN,
    # All have agreed, or nothing is left to decide: the record says so itself.
    close=by_system(),
)

_OF_ACCEPTOR = beside(
    Can.RETURN_ACCEPT,
    through=ReturnAcceptor,
    match=(("of_return__framework", "framework"), ("of_return__provider", "provider")),
)
_REVIEWS = at_one_of(Can.FIGURE_CHALLENGE, through=PeerReviewer, link="review")
_PLANS = can(Can.ROUND_KEEP, over="framework__area") & _NOT_OWN

PEER_REVIEW = Policy(
    # That there is one, of whom, by whom and when. What was found: see `report`.
    view=where(Q(framework__stage__in=_PUBLIC))
    | can(Can.VALUE_VIEW, over="framework__area")
    | can(Can.VALUE_VIEW, at="provider")
    | _REVIEWS,
    # Before the provider has responded, or its time for that is over.
    report=_REVIEWS | can(Can.VALUE_RECORD, at="provider") | _PLANS,
    plan=_PLANS & _STILL_WRITTEN,
    review=_REVIEWS & _NOT_OWN & ~_OF_ACCEPTOR & _STILL_WRITTEN,
    respond=can(Can.VALUE_RECORD, at="provider") & _STILL_WRITTEN,
)

APPRAISAL = Policy(
    view=where(Q(purpose="summative"))
    | can(Can.VALUE_VIEW, over="value__place")
    | can(Can.VALUE_VIEW, at="value__provider")
    | own_account("appraised_by")
    | beside(
        Can.FIGURE_CHALLENGE,
        through=PeerReviewer,
        match=(
            ("review__framework", "value__indicator__framework"),
            ("review__provider", "value__provider"),
        ),
    ),
    retag=own_account("appraised_by")
    & where(~Q(value__indicator__framework__stage=Framework.Stage.CLOSED))
    & where(~Q(value__indicator__framework__area__standing="documented")),
)

PROPOSAL = Policy(
    view=where(Q(framework__stage__in=_PUBLIC))
    | can(Can.FRAMEWORK_EDIT, over="framework__area")
    | can(Can.VALUE_VIEW, over="framework__area"),
    comment=(
        (
            reports_in("framework")
            | can(Can.VALUE_VIEW, over="framework__area")
            | can(Can.FRAMEWORK_EDIT, over="framework__area")
        )
        & _STILL_WRITTEN
    )
    | by_system(),
    decide=(can(Can.FRAMEWORK_EDIT, over="framework__area") & _STILL_WRITTEN) | by_system(),
)
