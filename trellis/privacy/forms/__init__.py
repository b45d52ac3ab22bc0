"""What the pages of this room ask for."""

from trellis.privacy.forms.cases import (
    AnswerForm,
    AskForm,
    AssessForm,
    BreachForm,
    CommissionerForm,
    ComplainForm,
    EraseForm,
    OutcomeForm,
    PeopleForm,
    RecordComplaintForm,
)
from trellis.privacy.forms.sharing import AgreementForm, EndForm, FateForm, LeaveForm, ReviewForm

__all__ = [
    "AgreementForm",
    "AnswerForm",
    "AskForm",
    "AssessForm",
    "BreachForm",
    "CommissionerForm",
    "ComplainForm",
    "EndForm",
    "EraseForm",
    "FateForm",
    "LeaveForm",
    "OutcomeForm",
    "PeopleForm",
    "RecordComplaintForm",
    "ReviewForm",
]
