"""What every reader gives, whatever the format."""

from typing import Final

# The line of the file (or the row of the sheet, from 1) and its cells.
Line = tuple[int, list[str]]
DAMAGE: Final = "\ufffd"  # what stands where a sign could not be read
