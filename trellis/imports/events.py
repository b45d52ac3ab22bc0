"""What happened in the imports room."""

from dataclasses import dataclass

from trellis.kernel.events import Event


@dataclass(frozen=True)
class TableBrought(Event):
    verb = "imports.table.brought"
    intake_id: int


@dataclass(frozen=True)
class TableLookedAtAnew(Event):
    """Another sheet, or other headings, of the same file."""

    verb = "imports.table.looked_at_anew"
    intake_id: int


@dataclass(frozen=True)
class ColumnsMapped(Event):
    verb = "imports.columns.mapped"
    intake_id: int


@dataclass(frozen=True)
class TableChecked(Event):
    """Every row has been read and compared with the record; nothing is in it yet."""

    verb = "imports.table.checked"
    intake_id: int
    rows: int


@dataclass(frozen=True)
class RowMended(Event):
    """Cells of one row were written anew."""

    verb = "imports.row.mended"
    intake_id: int
    line: int


@dataclass(frozen=True)
class RowsLeftOut(Event):
    verb = "imports.rows.left_out"
    intake_id: int
    rows: int


@dataclass(frozen=True)
class ImportStarted(Event):
    verb = "imports.import.started"
    intake_id: int


@dataclass(frozen=True)
class ImportFinished(Event):
    verb = "imports.import.finished"
    intake_id: int


@dataclass(frozen=True)
class ImportStopped(Event):
    """What was written so far is being taken back: somebody said so, or it could not go on."""

    verb = "imports.import.stopped"
    intake_id: int


@dataclass(frozen=True)
class IntakeEnded(Event):
    """Nothing of it is in the record, but what had to be left because somebody changed it."""

    verb = "imports.intake.ended"
    intake_id: int


@dataclass(frozen=True)
class IntakeForgotten(Event):
    """Its rows, and what it takes to take them back, are deleted; the numbers stay."""

    verb = "imports.intake.forgotten"
    intake_id: int
