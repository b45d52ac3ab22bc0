"""A table can hold what is somebody's own: a treasurer's telephone, a secretary's home."""

from trellis.kernel.privacy import (
    SCRUBBED,
    Basis,
    By,
    Ends,
    Estate,
    Holding,
    PersonalField,
    Whose,
    stays,
)

_UNTIL = "Until thirty days after the import, or after the file was last looked at; then deleted"
_ROWS = "What stands in a table that is being imported"

FIELDS: tuple[PersonalField, ...] = (
    PersonalField(
        "intake.brought_by",
        "To know whose import it is and to show it to them",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the record; when a person is erased it points to nobody",
    ),
    PersonalField(
        "intake.acts_for",
        "To write nothing that whoever asked for it may not write",
        Basis.LEGITIMATE_INTERESTS,
        "As long as the record; when a person is erased it points to nobody",
    ),
    PersonalField(
        "intake.facts",
        "The first values under each heading, to tell the columns apart",
        Basis.LEGITIMATE_INTERESTS,
        _UNTIL,
    ),
    PersonalField(
        "intake.profile", "The least and greatest of a column", Basis.LEGITIMATE_INTERESTS, _UNTIL
    ),
    PersonalField(
        "intake.columns",
        "What stands in every line alike, where a file leaves it out",
        Basis.LEGITIMATE_INTERESTS,
        _UNTIL,
    ),
    PersonalField("stagedrow.cells", _ROWS, Basis.LEGITIMATE_INTERESTS, _UNTIL),
    PersonalField("stagedrow.problems", _ROWS, Basis.LEGITIMATE_INTERESTS, _UNTIL),
    PersonalField("stagedrow.changes", _ROWS, Basis.LEGITIMATE_INTERESTS, _UNTIL),
    PersonalField(
        "batch.done",
        "What stood in the record before an import, so that it can be taken back",
        Basis.LEGITIMATE_INTERESTS,
        _UNTIL,
    ),
)

_FIELDS = {
    "intake": (
        "id shape target area organisation brought_at stage file_name digest size counts kept "
        "fault fault_value ends_as done_rows reading tries touched_at finished_at forgotten_at"
    ),
    "stagedrow": "id intake line outcome key seen problem field",
    "batch": "id intake number last_line",
    "mapping": "id shape target signature columns used_at",
}
NOT_PERSONAL: tuple[str, ...] = tuple(
    f"{model}.{name}" for model, names in _FIELDS.items() for name in names.split()
)

_NAMELESS = "It points to somebody without a name or an address"
_NUMBERS = Ends(why="Kept with the numbers of the import, as long as the record")
_THIRTY_DAYS = Ends(job="imports.forget_old")

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        "intake",
        "Tables brought",
        By.ACCOUNT,
        "brought_by",
        {"brought_by": stays(_NAMELESS)},
        _NUMBERS,
        shows=("file_name", "brought_at", "stage"),
    ),
    Holding(
        "intake",
        "Imports that go on with this account",
        By.ACCOUNT,
        "acts_for",
        {"acts_for": stays(_NAMELESS)},
        _NUMBERS,
        shows=("file_name", "brought_at", "stage"),
    ),
    Holding(
        "intake",
        "Tables with name or address in their first lines",
        By.MENTIONS,
        "",
        {"facts": SCRUBBED, "profile": SCRUBBED, "columns": SCRUBBED},
        _THIRTY_DAYS,
        hides=("facts", "profile", "columns"),
        shows=("file_name", "brought_at"),
    ),
    Holding(
        "stagedrow",
        "Lines of tables with name or address",
        By.MENTIONS,
        "",
        {"cells": SCRUBBED, "problems": SCRUBBED, "changes": SCRUBBED},
        _THIRTY_DAYS,
        shows=("intake", "line"),
    ),
    Holding(
        "batch",
        "What it takes to take an import back",
        By.MENTIONS,
        "",
        {"done": SCRUBBED},
        _THIRTY_DAYS,
        shows=("intake",),
        hides=("done",),
    ),
)

_OF_INTAKE = Whose(body="intake__organisation", area="intake__area")
CONTROLLERS = {
    "intake": Whose(body="organisation", area="area"),
    "stagedrow": _OF_INTAKE,
    "batch": _OF_INTAKE,
}
ESTATES = (
    Estate(
        "intake",
        "organisation",
        "Tables brought",
        moves=True,
        duty="What it holds of people goes by itself thirty days after the import",
    ),
)
