"""Reading in a process of its own, which may use so much memory and so many seconds and can
write nothing: whatever a file does to its reader, nobody else comes to harm.

Run as `python -m trellis.imports.rules.apart look|rows [SHEET]` with the file as standard input;
answers in lines of JSON, of which the last is an object: what was found, or why it was refused.
"""

import json
import os
import sys
from typing import Any, Final

from trellis.imports.rules.problems import FileRefusedError, Wrong
from trellis.imports.rules.reading import all_rows, as_plain, look

MOST_MEMORY: Final = 256 << 20
SECONDS: Final = {"look": 2, "rows": 120}


def main() -> None:
    what, *sheet = sys.argv[1:]
    _limit(SECONDS[what])
    try:
        with os.fdopen(0, "rb", closefd=False) as content:
            if what == "look":
                answer = as_plain(look(content, sheet[0] if sheet else None))
            else:
                answer = _tell_rows(content, sheet[0])
    except FileRefusedError as fault:
        answer = {"refused": fault.wrong, "value": fault.value}
    except (MemoryError, RecursionError):
        answer = {"refused": Wrong.TOO_TANGLED, "value": ""}
    sys.stdout.write(json.dumps(answer) + "\n")


def _tell_rows(content: Any, sheet: str) -> dict[str, Any]:
    rows = 0
    for line in all_rows(content, sheet):
        sys.stdout.write(json.dumps(line) + "\n")
        rows += 1
    return {"rows": rows}


def _limit(seconds: int) -> None:
    """What the machine knows of these limits; not every system knows all of them."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main()
