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
    ("sharechallengestep.words", "What was said of shares; asks for names of bodies", "On shares"),
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
_PLAIN = {
    "framework": (
        "id area slug title short_title about source starts_on ends_on stage due_working_days "
        "core_most consult_days"
    ),
    "indicatorstanding": (
        "id indicator standing place from_on rated_from reason decided_on decided_by recorded_at"
    ),
    "retirement": "id indicator decided_on decided_by reason recorded_at",
    "collectioncost": "id indicator provider minutes stated_at",
    "decisioninformed": "id indicator decided_on decided_by source link recorded_at",
    "proposal": (
        "id framework number change indicator stage from_on title definition change_class kind "
        "unit direction combine standing place rated_from organisation proposed_at opens_on "
        "closes_on decided_on decided_by decision answer settled_at version"
    ),
    "proposalcomment": "id proposal organisation opinion written_at",
    "ratingrule": "id framework code number kind amber_within words valid_from source recorded_at",
    "outcome": "id framework number section priority title source recorded_at",
    "principle": "id framework number title source recorded_at",
    "securedby": "id principle number words owner source",
    "indicator_outcomes": "id indicator outcome",
    "indicator": (
        "id framework number kind unit decimals direction control level combine printed_code "
        "evidence_class why_it_matters source retired_on outcomes"
    ),
    "indicatorversion": (
        "id indicator number valid_from change_class title definition reason source recorded_at"
    ),
    "reconciliation": "id framework number title about source recorded_at",
    "statedfigure": "id reconciliation number label stated unit measure argument source",
    "statedpart": "id figure number label quantity each amount source",
    "conflict": "id framework number title says but source_says source_but indicator recorded_at",
    "surveysource": "id value wave question answers responses asked",
    "target": (
        "id indicator version place provider period_start period_end state comparison value "
        "by_date reason source recorded_at"
    ),
    "value": (
        "id indicator version place provider period_start period_end state value numerator "
        "denominator reached_on measured_on basis source reason recorded_at"
    ),
    "appraisal": "id value strength appraised_at purpose retags",
    "reportingline": "id indicator place provider every from_on until_on recorded_at",
    "lineend": "id line until_on said_at",
    "reportedrating": (
        "id indicator place provider period_start period_end word basis is_reconstructed source "
        "recorded_at"
    ),
    "reportedcount": "id framework provider period_start period_end word count source recorded_at",
    "rounddates": (
        "id framework period_start period_end opens_on due_on checked_by meets_on publishes_on "
        "reason recorded_at"
    ),
    "return": (
        "id framework period_start period_end provider stage first_submitted_at submitted_at "
        "checked_at accepted_at"
    ),
    "returnacceptor": "id of_return organisation is_prime",
    "returnstep": "id of_return move at",
    "unlock": "id of_return until_at given_at",
    "selfassessment": "id indicator place provider period_start period_end rating recorded_at",
    "linequestion": "id of_return indicator place asked_at answered_at",
    "publication": (
        "id framework period_start period_end number known_at published_at digest audit_head "
        "reason effect"
    ),
    "publishedfile": "id publication name media_type size digest",
    "publicationrun": (
        "id framework period_start period_end number stage known_at reason words audit_head done "
        "tries touched_at"
    ),
    "draw": "id framework of_return review made_of seed drawn_at",
    "drawnline": "id draw number key of_kind value is_drawn",
    "linefinding": "id line result found_at",
    "findingreply": "id finding replied_at",
    "challenge": (
        "id framework period_start period_end value of_return raised_for stage raised_at "
        "answered_at closed_at"
    ),
    "challengestep": "id challenge move at",
    "sharechallenge": (
        "id area activity proposal raised_for awaits stage raised_at answered_at closed_at decided"
    ),
    "sharechallengestep": "id challenge move body at",
    "peerreview": (
        "id framework provider year_start starts_on stage planned_at begun_at found_at "
        "responded_at closed_at"
    ),
    "peerreviewer": "id review organisation",
    "reviewfinding": "id review kind line noted_at",
    "reviewaction": "id review by_on added_at",
    "actionprogress": "id action state checked_at",
}
NOT_PERSONAL: tuple[str, ...] = tuple(
    f"{model}.{name}" for model, names in _PLAIN.items() for name in names.split()
)

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
