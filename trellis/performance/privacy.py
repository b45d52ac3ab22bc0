"""Personal fields of the performance room: who recorded what, and what somebody wrote."""

from trellis.kernel.privacy import Basis, PersonalField

_RECORDED = "Who answers for the statement; shown to those who may see the figure before it counts"
_WITH_IT = "As long as the statement; the account it points to may be erased by itself"

FIELDS = (
    PersonalField("Target.recorded_by", _RECORDED, Basis.LEGITIMATE_INTERESTS, _WITH_IT),
    PersonalField("Value.recorded_by", _RECORDED, Basis.LEGITIMATE_INTERESTS, _WITH_IT),
    PersonalField("Appraisal.appraised_by", _RECORDED, Basis.LEGITIMATE_INTERESTS, _WITH_IT),
    PersonalField(
        "Value.words",
        "An account of what was done; asks for names of bodies, not of people",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the figure; a name written by mistake is corrected by a later row",
    ),
    PersonalField(
        "Appraisal.reason",
        "What was looked at; asks for names of bodies, not of people",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the figure",
    ),
)
