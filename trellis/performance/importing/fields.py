"""The columns that a table of figures may have, and how their cells are read."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.imports import ImportField, Kind, WrongCellError
from trellis.performance.rules.codes import STATES_OF, ValueState
from trellis.performance.rules.written_spans import span_written
from trellis.performance.words import STATES


def _period(text: str) -> str:
    """Its code, as what a column holds is kept as plain data."""
    try:
        return span_written(text).code
    except ValueError as fault:
        raise WrongCellError("not_a_period") from fault


def _states() -> list[tuple[str, str]]:
    """In the words of the page where one figure is recorded, also of what is reached or not."""
    said = dict.fromkeys(state for states in STATES_OF.values() for state in states)
    of_a_milestone = [
        (ValueState.MEASURED.value, _("reached")),
        (ValueState.ZERO.value, _("not reached")),
    ]
    return [*((state.value, str(STATES[state])) for state in said), *of_a_milestone]


FIELDS: Final = (
    ImportField(
        "indicator", gettext_lazy("Indicator"), is_required=True, max_length=300,
        help=gettext_lazy("Its number, or its title as the framework has it."),
        headings=("indicator number", "indicator no", "number", "no", "title", "indicator title",
                  "measure", "kpi"),
    ),
    ImportField(
        "place", gettext_lazy("Place"), is_required=True,
        help=gettext_lazy("The name or code of a place of the record."),
        headings=("district", "area", "where", "place name", "place code", "locality",
                  "local authority", "area code"),
    ),
    ImportField(
        "provider", gettext_lazy("Provider"),
        help=gettext_lazy("Its name. Not needed where one alone reports the line."),
        headings=("organisation", "hub", "reported by", "reporter", "body", "provider name"),
    ),
    ImportField(
        "period", gettext_lazy("Period"), is_required=True, read=_period,
        help=gettext_lazy("Such as July to September 2026, 2026-Q2, July 2026 or 2026/27."),
        headings=("quarter", "month", "year", "reporting period", "when"),
    ),
    ImportField(
        "figure", gettext_lazy("Figure"), Kind.NUMBER,
        headings=("value", "actual", "result", "amount", "percentage", "count", "total"),
    ),
    ImportField(
        "numerator", gettext_lazy("How many"), Kind.NUMBER,
        help=gettext_lazy("With the next, in the place of a percentage."),
        headings=("numerator", "of which", "some"),
    ),
    ImportField(
        "denominator", gettext_lazy("Out of how many"), Kind.NUMBER,
        headings=("denominator", "out of how many answers", "out of", "answers", "responses", "n"),
    ),
    ImportField(
        "reached_on", gettext_lazy("Reached on"), Kind.DATE,
        help=gettext_lazy("Of a milestone."),
        headings=("date reached", "reached", "completed on", "completed"),
    ),
    ImportField(
        "words", gettext_lazy("In words"), max_length=4_000,
        help=gettext_lazy("What was done, with dates and names of bodies, not of people."),
        headings=("narrative", "commentary", "comment", "comments", "notes", "what was done"),
    ),
    ImportField(
        "known", gettext_lazy("What is known"), Kind.CHOICE, choices=_states,
        headings=("state", "status"),
    ),
    ImportField(
        "source", gettext_lazy("Where it is from"), max_length=300,
        headings=("source", "where from"),
    ),
    ImportField(
        "reason", gettext_lazy("Why the earlier figure is replaced"), max_length=300,
        help=gettext_lazy("Both figures stay readable."),
        headings=("reason", "why", "reason for correction", "correction"),
    ),
)  # fmt: skip
