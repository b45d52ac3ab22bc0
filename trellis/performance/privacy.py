"""Personal fields of the performance room: who recorded what, and what somebody wrote."""

from trellis.kernel.privacy import (
    Basis,
    By,
    Ends,
    Estate,
    Holding,
    PersonalField,
    Whose,
    of_record,
    stays,
)

_RECORDED = "Who answers for the statement; shown to those who may see the figure before it counts"
_DID = "Who did it, so that nobody checks or accepts what they answer for themselves"
_AS_THE_RETURN = "As long as the return; it asks for names of bodies, not of people"
_SAID = "Who answers for what was entered; not shown"
_WITH_IT = "As long as the statement; the account it points to may be erased by itself"

_DONE_IN_SCRUTINY = (
    "draw.drawn_by",
    "linefinding.found_by",
    "findingreply.replied_by",
    "challenge.raised_by",
    "challenge.answered_by",
    "challengestep.by",
    "sharechallenge.raised_by",
    "sharechallenge.answered_by",
    "sharechallengestep.by",
    "peerreview.planned_by",
    "reviewfinding.noted_by",
    "actionprogress.checked_by",
)
# Words of the scrutiny: the field, what it is for, and what it is called on the page of a file.
_SAID_IN_SCRUTINY = (
    (
        "linefinding.words",
        "What was looked at under a figure; asks for names of bodies",
        "Findings",
    ),
    ("linefinding.instead", "What was found instead of a figure", "What was found instead"),
    ("findingreply.words", "What a provider says to a finding", "Replies to findings"),
    ("challenge.question", "What was asked about a figure; asks for names of bodies", "Challenges"),
    ("challengestep.words", "What was said in a challenge; asks for names of bodies", "Steps"),
    (
        "sharechallengestep.words",
        "What was said of shares; read by parties and whoever decides; asks for names of bodies",
        "Steps of challenges to shares",
    ),
    ("peerreview.report", "What reviewers found on the whole", "Reports of reviews"),
    ("peerreview.response", "What a provider says to a review", "Responses to reviews"),
    ("peerreview.progress", "What came of a review", "What came of reviews"),
    ("peerreview.why_called_off", "Why a review did not take place", "Reviews called off"),
    (
        "reviewfinding.words",
        "What reviewers found; asks for names of bodies",
        "Findings of reviews",
    ),
    ("reviewaction.what", "What a provider will do", "Actions planned"),
    ("reviewaction.post", "Which post does it; asks for the post, not the person", "Posts"),
    ("actionprogress.words", "How far an action has come", "Progress of actions"),
)

FIELDS = (
    PersonalField("target.recorded_by", _RECORDED, Basis.LEGITIMATE_INTERESTS, _WITH_IT),
    PersonalField("value.recorded_by", _RECORDED, Basis.LEGITIMATE_INTERESTS, _WITH_IT),
    PersonalField("appraisal.appraised_by", _RECORDED, Basis.LEGITIMATE_INTERESTS, _WITH_IT),
    PersonalField(
        "value.words",
        "An account of what was done; asks for names of bodies, not of people",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the figure; a name written by mistake is corrected by a later row",
    ),
    PersonalField(
        "appraisal.reason",
        "What was looked at; asks for names of bodies, not of people",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the figure",
    ),
    *(
        PersonalField(field, _DID, Basis.LEGITIMATE_INTERESTS, _WITH_IT)
        for field in (
            "rounddates.recorded_by",
            "return.submitted_by",
            "return.checked_by",
            "returnstep.by",
            "unlock.given_by",
            "selfassessment.recorded_by",
            "linequestion.asked_by",
            "linequestion.answered_by",
            "publication.published_by",
            "publicationrun.asked_by",
            *_DONE_IN_SCRUTINY,
        )
    ),
    *(
        PersonalField(field, purpose, Basis.LEGITIMATE_INTERESTS, _AS_THE_RETURN)
        for field, purpose in (
            ("returnstep.words", "Why a return was handed in, sent back or accepted"),
            ("unlock.reason", "Why locked figures may be changed for a time"),
            ("selfassessment.words", "What a provider says of its own line"),
            ("linequestion.words", "What was asked about a line; asks for names of bodies"),
            ("linequestion.answer", "The answer to it; asks for names of bodies"),
        )
    ),
    *(
        PersonalField(field, purpose, Basis.LEGITIMATE_INTERESTS, _WITH_IT)
        for field, purpose, _words in _SAID_IN_SCRUTINY
    ),
    PersonalField("indicatorstanding.recorded_by", _SAID, Basis.LEGITIMATE_INTERESTS, _WITH_IT),
    PersonalField("retirement.recorded_by", _SAID, Basis.LEGITIMATE_INTERESTS, _WITH_IT),
    PersonalField("collectioncost.stated_by", _SAID, Basis.LEGITIMATE_INTERESTS, _WITH_IT),
    PersonalField("decisioninformed.recorded_by", _SAID, Basis.LEGITIMATE_INTERESTS, _WITH_IT),
    PersonalField("proposal.proposed_by", _SAID, Basis.LEGITIMATE_INTERESTS, _WITH_IT),
    PersonalField("proposal.settled_by", _SAID, Basis.LEGITIMATE_INTERESTS, _WITH_IT),
    PersonalField(
        "proposalcomment.written_by",
        "So that each has one say and can change it; shown to others who have a say, by name",
        Basis.LEGITIMATE_INTERESTS,
        _WITH_IT,
    ),
    PersonalField(
        "proposalcomment.words",
        "What a body says to a proposed change; asks for names of bodies, not of people",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the proposal; a name written by mistake is corrected while it is open",
    ),
    PersonalField(
        "proposal.why",
        "Why a change is proposed; asks for names of bodies, not of people",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the framework",
    ),
    PersonalField(
        "decisioninformed.words",
        "What a body decided with an indicator in hand; asks for names of bodies, not of people",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the indicator",
    ),
)
NOT_PERSONAL = (
    "framework.id", "framework.area", "framework.slug", "framework.title",
    "framework.short_title", "framework.about", "framework.source", "framework.starts_on",
    "framework.ends_on", "framework.stage", "framework.due_working_days",
    "framework.core_most", "framework.consult_days",
    "indicatorstanding.id", "indicatorstanding.indicator", "indicatorstanding.standing",
    "indicatorstanding.place", "indicatorstanding.from_on", "indicatorstanding.rated_from",
    "indicatorstanding.reason", "indicatorstanding.decided_on", "indicatorstanding.decided_by",
    "indicatorstanding.recorded_at",
    "retirement.id", "retirement.indicator", "retirement.decided_on", "retirement.decided_by",
    "retirement.reason", "retirement.recorded_at",
    "collectioncost.id", "collectioncost.indicator", "collectioncost.provider",
    "collectioncost.minutes", "collectioncost.stated_at",
    "decisioninformed.id", "decisioninformed.indicator", "decisioninformed.decided_on",
    "decisioninformed.decided_by", "decisioninformed.source", "decisioninformed.link",
    "decisioninformed.recorded_at",
    "proposal.id", "proposal.framework", "proposal.number", "proposal.change",
    "proposal.indicator", "proposal.stage", "proposal.from_on", "proposal.title",
    "proposal.definition", "proposal.change_class", "proposal.kind", "proposal.unit",
    "proposal.direction", "proposal.combine", "proposal.standing", "proposal.place",
    "proposal.rated_from", "proposal.organisation", "proposal.proposed_at", "proposal.opens_on",
    "proposal.closes_on", "proposal.decided_on", "proposal.decided_by", "proposal.decision",
    "proposal.answer", "proposal.settled_at", "proposal.version",
    "proposalcomment.id", "proposalcomment.proposal", "proposalcomment.organisation",
    "proposalcomment.opinion", "proposalcomment.written_at",
    "ratingrule.id", "ratingrule.framework", "ratingrule.code", "ratingrule.number",
    "ratingrule.kind", "ratingrule.amber_within", "ratingrule.words", "ratingrule.valid_from",
    "ratingrule.source", "ratingrule.recorded_at",
    "outcome.id", "outcome.framework", "outcome.number", "outcome.section",
    "outcome.priority", "outcome.title", "outcome.source", "outcome.recorded_at",
    "principle.id", "principle.framework", "principle.number", "principle.title",
    "principle.source", "principle.recorded_at",
    "securedby.id", "securedby.principle", "securedby.number", "securedby.words",
    "securedby.owner", "securedby.source",
    "indicator_outcomes.id", "indicator_outcomes.indicator", "indicator_outcomes.outcome",
    "indicator.id", "indicator.framework", "indicator.number", "indicator.kind",
    "indicator.unit", "indicator.decimals", "indicator.direction", "indicator.control",
    "indicator.level", "indicator.combine", "indicator.printed_code",
    "indicator.evidence_class", "indicator.why_it_matters", "indicator.source",
    "indicator.retired_on", "indicator.outcomes",
    "indicatorversion.id", "indicatorversion.indicator", "indicatorversion.number",
    "indicatorversion.valid_from", "indicatorversion.change_class", "indicatorversion.title",
    "indicatorversion.definition", "indicatorversion.reason", "indicatorversion.source",
    "indicatorversion.recorded_at",
    "reconciliation.id", "reconciliation.framework", "reconciliation.number",
    "reconciliation.title", "reconciliation.about", "reconciliation.source",
    "reconciliation.recorded_at", "statedfigure.id", "statedfigure.reconciliation",
    "statedfigure.number", "statedfigure.label", "statedfigure.stated", "statedfigure.unit",
    "statedfigure.measure", "statedfigure.argument", "statedfigure.source",
    "statedpart.id", "statedpart.figure", "statedpart.number", "statedpart.label",
    "statedpart.quantity", "statedpart.each", "statedpart.amount", "statedpart.source",
    "conflict.id", "conflict.framework", "conflict.number", "conflict.title", "conflict.says",
    "conflict.but", "conflict.source_says", "conflict.source_but", "conflict.indicator",
    "conflict.recorded_at", "surveysource.id", "surveysource.value", "surveysource.wave",
    "surveysource.question", "surveysource.answers", "surveysource.responses", "surveysource.asked",
    "target.id", "target.indicator", "target.version", "target.place", "target.provider",
    "target.period_start", "target.period_end", "target.state", "target.comparison",
    "target.value", "target.by_date", "target.reason", "target.source", "target.recorded_at",
    "value.id", "value.indicator", "value.version", "value.place", "value.provider",
    "value.period_start", "value.period_end", "value.state", "value.value", "value.numerator",
    "value.denominator", "value.reached_on", "value.measured_on", "value.basis",
    "value.source", "value.reason", "value.recorded_at",
    "appraisal.id", "appraisal.value", "appraisal.strength", "appraisal.appraised_at",
    "reportingline.id", "reportingline.indicator", "reportingline.place",
    "reportingline.provider", "reportingline.every", "reportingline.from_on",
    "reportingline.until_on", "reportingline.recorded_at",
    "lineend.id", "lineend.line", "lineend.until_on", "lineend.said_at",
    "reportedrating.id", "reportedrating.indicator", "reportedrating.place",
    "reportedrating.provider", "reportedrating.period_start", "reportedrating.period_end",
    "reportedrating.word", "reportedrating.basis", "reportedrating.is_reconstructed",
    "reportedrating.source", "reportedrating.recorded_at",
    "reportedcount.id", "reportedcount.framework", "reportedcount.provider",
    "reportedcount.period_start", "reportedcount.period_end", "reportedcount.word",
    "reportedcount.count", "reportedcount.source", "reportedcount.recorded_at",
    "rounddates.id", "rounddates.framework", "rounddates.period_start", "rounddates.period_end",
    "rounddates.opens_on", "rounddates.due_on", "rounddates.checked_by", "rounddates.meets_on",
    "rounddates.publishes_on", "rounddates.reason", "rounddates.recorded_at", "return.id",
    "return.framework", "return.period_start", "return.period_end", "return.provider",
    "return.stage", "return.first_submitted_at", "return.submitted_at", "return.checked_at",
    "return.accepted_at", "returnacceptor.id", "returnacceptor.of_return",
    "returnacceptor.organisation", "returnacceptor.is_prime", "returnstep.id",
    "returnstep.of_return", "returnstep.move", "returnstep.at", "unlock.id", "unlock.of_return",
    "unlock.until_at", "unlock.given_at", "selfassessment.id", "selfassessment.indicator",
    "selfassessment.place", "selfassessment.provider", "selfassessment.period_start",
    "selfassessment.period_end", "selfassessment.rating", "selfassessment.recorded_at",
    "linequestion.id", "linequestion.of_return", "linequestion.indicator", "linequestion.place",
    "linequestion.asked_at", "linequestion.answered_at", "publication.id",
    "publication.framework", "publication.period_start", "publication.period_end",
    "publication.number", "publication.known_at", "publication.published_at",
    "publication.digest", "publication.audit_head", "publication.reason", "publication.effect",
    "publishedfile.id", "publishedfile.publication", "publishedfile.name",
    "publishedfile.media_type", "publishedfile.size", "publishedfile.digest", "publicationrun.id",
    "publicationrun.framework", "publicationrun.period_start", "publicationrun.period_end",
    "publicationrun.number", "publicationrun.stage", "publicationrun.known_at",
    "publicationrun.reason", "publicationrun.words", "publicationrun.audit_head",
    "publicationrun.done", "publicationrun.tries", "publicationrun.touched_at",
    "draw.id", "draw.framework", "draw.of_return", "draw.review", "draw.made_of", "draw.seed",
    "draw.drawn_at", "drawnline.id", "drawnline.draw", "drawnline.number", "drawnline.key",
    "drawnline.of_kind", "drawnline.value", "drawnline.is_drawn", "linefinding.id",
    "linefinding.line", "linefinding.result", "linefinding.found_at", "findingreply.id",
    "findingreply.finding", "findingreply.replied_at", "challenge.id", "challenge.framework",
    "challenge.period_start", "challenge.period_end", "challenge.value", "challenge.of_return",
    "challenge.raised_for", "challenge.stage", "challenge.raised_at", "challenge.answered_at",
    "challenge.closed_at", "challengestep.id", "challengestep.challenge", "challengestep.move",
    "challengestep.at", "sharechallenge.id", "sharechallenge.area", "sharechallenge.activity",
    "sharechallenge.proposal", "sharechallenge.raised_for", "sharechallenge.awaits",
    "sharechallenge.stage", "sharechallenge.raised_at", "sharechallenge.answered_at",
    "sharechallenge.closed_at", "sharechallenge.decided", "sharechallengestep.id",
    "sharechallengestep.challenge", "sharechallengestep.move", "sharechallengestep.body",
    "sharechallengestep.at", "peerreview.id", "peerreview.framework", "peerreview.provider",
    "peerreview.year_start", "peerreview.starts_on", "peerreview.stage", "peerreview.planned_at",
    "peerreview.begun_at", "peerreview.found_at", "peerreview.responded_at",
    "peerreview.closed_at", "peerreviewer.id", "peerreviewer.review", "peerreviewer.organisation",
    "reviewfinding.id", "reviewfinding.review", "reviewfinding.kind", "reviewfinding.line",
    "reviewfinding.noted_at", "reviewaction.id", "reviewaction.review", "reviewaction.by_on",
    "reviewaction.added_at", "actionprogress.id", "actionprogress.action", "actionprogress.state",
    "actionprogress.checked_at", "appraisal.purpose", "appraisal.retags",
)  # fmt: skip

_NAMELESS = "Figures are never changed; it points to somebody without a name or an address"
_CORRECTED = "Figures are never changed. It asks not to name people; a later row corrects it"
_SAID_IN_PUBLIC = "Said about a figure that stays, and asks not to name people"
_AS_LONG = Ends(why="Kept as long as the figure")


_OF_A_BODY = "Said for a body in public, so that a decision can be followed; asks to name nobody"


def _said(model: str, words: str, path: str, shows: tuple[str, ...]) -> Holding:
    return Holding(model, words, By.ACCOUNT, path, {path: stays(_NAMELESS)}, _AS_LONG, shows)


def _by(model: str, words: str, path: str, when: str) -> Holding:
    return Holding(
        model, words, By.ACCOUNT, path, {path: stays(_NAMELESS)}, _AS_LONG, ("indicator", when)
    )


HOLDINGS = (
    _by("target", "Targets set", "recorded_by", "recorded_at"),
    _by("value", "Figures recorded", "recorded_by", "recorded_at"),
    Holding(
        "appraisal",
        "Evidence appraised",
        By.ACCOUNT,
        "appraised_by",
        {"appraised_by": stays(_NAMELESS)},
        _AS_LONG,
        ("value", "strength", "appraised_at"),
    ),
    *(
        Holding(
            model, words, By.ACCOUNT, path, {path: stays(_NAMELESS)}, _AS_LONG, ("of_return", when)
        )
        for model, words, path, when in (
            ("returnstep", "What they did with returns", "by", "at"),
            ("unlock", "Locked figures they opened", "given_by", "given_at"),
            ("linequestion", "Questions about figures", "asked_by", "asked_at"),
            ("linequestion", "Questions they answered", "answered_by", "answered_at"),
        )
    ),
    *(
        Holding(model, words, By.ACCOUNT, path, {path: stays(_NAMELESS)}, _AS_LONG, (when,))
        for model, words, path, when in (
            ("rounddates", "Dates of rounds set", "recorded_by", "recorded_at"),
            ("return", "Returns handed in", "submitted_by", "submitted_at"),
            ("return", "Returns checked", "checked_by", "checked_at"),
            ("selfassessment", "What they said of figures", "recorded_by", "recorded_at"),
            ("publication", "What they published", "published_by", "published_at"),
            ("publicationrun", "What they asked to be published", "asked_by", "known_at"),
        )
    ),
    *(
        Holding(model, words, By.NOBODY, "", {field: stays(_CORRECTED)}, _AS_LONG)
        for model, words, field in (
            ("returnstep", "Reasons given with returns", "words"),
            ("unlock", "Reasons for opening figures", "reason"),
            ("selfassessment", "What was said of figures", "words"),
            ("linequestion", "Questions", "words"),
            ("linequestion", "Answers", "answer"),
        )
    ),
    _said("indicatorstanding", "Standings recorded", "recorded_by", ("indicator", "recorded_at")),
    _said("retirement", "Indicators retired", "recorded_by", ("indicator", "recorded_at")),
    _said("collectioncost", "Minutes stated", "stated_by", ("indicator", "stated_at")),
    _said("decisioninformed", "Decisions noted", "recorded_by", ("indicator", "recorded_at")),
    _said("proposal", "Changes proposed", "proposed_by", ("number", "proposed_at")),
    _said("proposal", "Proposals decided", "settled_by", ("number", "settled_at")),
    Holding(
        "proposalcomment",
        "Comments on proposals",
        By.ACCOUNT,
        "written_by",
        {"written_by": stays(_NAMELESS), "words": stays(_OF_A_BODY)},
        _AS_LONG,
        ("proposal", "opinion", "written_at"),
    ),
    Holding("proposal", "Reasons for changes", By.NOBODY, "", {"why": stays(_OF_A_BODY)}, _AS_LONG),
    Holding("decisioninformed", "Decisions", By.NOBODY, "", {"words": stays(_OF_A_BODY)}, _AS_LONG),
    *(
        Holding(model, words, By.ACCOUNT, path, {path: stays(_NAMELESS)}, _AS_LONG, (when,))
        for model, words, path, when in (
            ("draw", "Lines they drew", "drawn_by", "drawn_at"),
            ("linefinding", "What they found under figures", "found_by", "found_at"),
            ("findingreply", "Findings they replied to", "replied_by", "replied_at"),
            ("challenge", "Figures they challenged", "raised_by", "raised_at"),
            ("challenge", "Challenges they replied to", "answered_by", "answered_at"),
            ("challengestep", "Steps they took in challenges", "by", "at"),
            ("sharechallenge", "Shares they challenged", "raised_by", "raised_at"),
            (
                "sharechallenge",
                "Challenges to shares they replied to",
                "answered_by",
                "answered_at",
            ),
            ("sharechallengestep", "Steps they took in challenges to shares", "by", "at"),
            ("peerreview", "Reviews they planned", "planned_by", "planned_at"),
            ("reviewfinding", "What they found in reviews", "noted_by", "noted_at"),
            ("actionprogress", "Actions they looked at again", "checked_by", "checked_at"),
        )
    ),
    *(
        Holding(
            field.partition(".")[0],
            words,
            By.NOBODY,
            "",
            {field.partition(".")[2]: stays(_SAID_IN_PUBLIC)},
            _AS_LONG,
        )
        for field, _purpose, words in _SAID_IN_SCRUTINY
    ),
    Holding("value", "Accounts", By.NOBODY, "", {"words": stays(_CORRECTED)}, _AS_LONG),
    Holding("appraisal", "Reasons", By.NOBODY, "", {"reason": stays(_CORRECTED)}, _AS_LONG),
)

_OF_PROVIDER = Whose(body="provider", area="indicator__framework__area")
CONTROLLERS = {
    "target": _OF_PROVIDER,
    "value": _OF_PROVIDER,
    # Evidence is appraised for the framework, not for whoever reported.
    "appraisal": of_record("value__indicator__framework__area"),
    "rounddates": of_record("framework__area"),
    "publication": of_record("framework__area"),
    "publicationrun": of_record("framework__area"),
    "return": Whose(body="provider", area="framework__area"),
    "selfassessment": _OF_PROVIDER,
    # What is done and said about a return is the partnership's.
    "returnstep": of_record("of_return__framework__area"),
    "unlock": of_record("of_return__framework__area"),
    "linequestion": of_record("of_return__framework__area"),
    "indicatorstanding": of_record("indicator__framework__area"),
    "retirement": of_record("indicator__framework__area"),
    "collectioncost": _OF_PROVIDER,
    "decisioninformed": of_record("indicator__framework__area"),
    "proposal": of_record("framework__area"),
    "proposalcomment": Whose(body="organisation", area="proposal__framework__area"),
    # So is what is asked and found in the scrutiny; what a provider answers is its own.
    "draw": of_record("framework__area"),
    "linefinding": of_record("line__draw__framework__area"),
    "findingreply": of_record("finding__line__draw__framework__area"),
    "challenge": Whose(body="raised_for", area="framework__area"),
    "challengestep": of_record("challenge__framework__area"),
    "sharechallenge": Whose(body="raised_for", area="area"),
    "sharechallengestep": of_record("challenge__area"),
    "peerreview": Whose(body="provider", area="framework__area"),
    "reviewfinding": of_record("review__framework__area"),
    "reviewaction": Whose(body="review__provider", area="review__framework__area"),
    "actionprogress": of_record("action__review__framework__area"),
}
_SAID_IN_PUBLIC = "Said in public before a decision, which can be followed only with it"
_COUNTED_ON = "Figures are never changed: others rest on them. They name who reported them"
ESTATES = (
    Estate("target", "provider", "Targets", duty=_COUNTED_ON),
    Estate("value", "provider", "Figures reported", duty=_COUNTED_ON),
    Estate("return", "provider", "Returns handed in", duty=_COUNTED_ON),
    Estate("challenge", "raised_for", "Challenges it raised", duty=_COUNTED_ON),
    Estate("sharechallenge", "raised_for", "Challenges to shares", duty=_COUNTED_ON),
    Estate("peerreview", "provider", "Its peer reviews", duty=_COUNTED_ON),
    Estate("selfassessment", "provider", "What it said of its figures", duty=_COUNTED_ON),
    Estate("collectioncost", "provider", "What figures take", duty=_COUNTED_ON),
    Estate("proposalcomment", "organisation", "Comments on proposals", duty=_SAID_IN_PUBLIC),
)
