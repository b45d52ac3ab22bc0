"""What each state of a figure means: for whoever chooses one, and for whoever reads it. That nobody
counted and that somebody still owes the figure are told apart everywhere."""

from typing import Final

from django.utils.translation import gettext_lazy

from trellis.performance.rules.codes import STATES_OF, IndicatorKind, ValueState
from trellis.performance.words import STATES

# For whoever reads it: the word of `STATES`, and what happened where the word leaves that open.
STATES_EXPLAINED: Final = {
    ValueState.MISSING: gettext_lazy("missing: it was due, and was not given"),
    ValueState.NOT_MEASURED: gettext_lazy("not measured: nobody counted it"),
    ValueState.CANNOT_BE_MEASURED: gettext_lazy("cannot be measured: there is no way to count it"),
    ValueState.NOT_APPLICABLE: gettext_lazy("does not apply: there is nothing here to count"),
}
IS_THERE_ONE: Final = {
    IndicatorKind.NUMBER: gettext_lazy("Is there a figure?"),
    IndicatorKind.PERCENTAGE: gettext_lazy("Is there a figure?"),
    IndicatorKind.MONEY: gettext_lazy("Is there an amount?"),
    IndicatorKind.MILESTONE: gettext_lazy("Is it reached?"),
    IndicatorKind.NARRATIVE: gettext_lazy("Is there something to tell?"),
}
_ENTERED: Final = gettext_lazy("Yes: it is entered above")
_CHOICES: Final = {
    ValueState.MEASURED: _ENTERED,
    ValueState.ZERO: gettext_lazy("Zero: it was counted, and there was none"),
    ValueState.NOT_MEASURED: gettext_lazy("Not measured: nobody counted it this time"),
    ValueState.CANNOT_BE_MEASURED: gettext_lazy("Cannot be measured: there is no way to count it"),
    ValueState.NOT_APPLICABLE: gettext_lazy("Does not apply: there is nothing here to count"),
    ValueState.MISSING: gettext_lazy("Missing: it is due, and we cannot give it"),
    ValueState.SUPPRESSED: gettext_lazy("Withheld: so few people that one could be recognised"),
}
_OTHERWISE: Final = {
    IndicatorKind.MILESTONE: {
        ValueState.MEASURED: gettext_lazy("Yes: on the day above"),
        ValueState.ZERO: gettext_lazy("No: it is not reached"),
        ValueState.NOT_MEASURED: gettext_lazy("Not measured: nobody looked this time"),
        ValueState.CANNOT_BE_MEASURED: gettext_lazy(
            "Cannot be measured: there is no way to tell whether it is reached"
        ),
        ValueState.NOT_APPLICABLE: gettext_lazy("Does not apply: it is not to be reached here"),
    },
    IndicatorKind.NARRATIVE: {
        ValueState.MEASURED: gettext_lazy("Yes: it is told above"),
        ValueState.NOT_MEASURED: gettext_lazy("Not measured: nobody looked this time"),
        ValueState.CANNOT_BE_MEASURED: gettext_lazy(
            "Cannot be measured: there is no way to find out"
        ),
        ValueState.NOT_APPLICABLE: gettext_lazy("Does not apply: nothing is to be done here"),
    },
}


def choices_of(kind: IndicatorKind) -> list[tuple[str, str]]:
    said = _CHOICES | _OTHERWISE.get(kind, {})
    return [(state.value, str(said[state])) for state in STATES_OF[kind]]


def explained(state: ValueState) -> str:
    return str(STATES_EXPLAINED.get(state, STATES[state]))
