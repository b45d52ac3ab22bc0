"""Files given to the reader in its own process, as the house gives them, with what it took."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import Any

# Between us and the reader: what it takes is counted from a small process, as a child's peak
# begins with that of whoever started it.
_LAUNCH = """
import json, resource, subprocess, sys
ended = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
took = [ended.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss]
print(json.dumps(took), file=sys.stderr)
"""


@dataclass(frozen=True)
class Took:
    """What came of one file: `wrong` is the code it was refused by ("" for none); `ended` is the
    process's own end, 0 where it answered."""

    answer: dict[str, Any]
    rows: list[Any]
    ended: int
    seconds: float
    megabytes: float

    @property
    def wrong(self) -> str:
        return str(self.answer.get("refused", ""))


def read_apart(content: bytes, what: str = "look", *sheet: str) -> Took:
    reader = [sys.executable, "-I", "-m", "trellis.imports.rules.apart", what, *sheet]
    command = [sys.executable, "-I", "-c", _LAUNCH, *reader]
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        ended = subprocess.run(command, stdin=file, capture_output=True, check=True)
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    code, seconds, kilobytes = json.loads(ended.stderr.splitlines()[-1])
    answer = lines.pop() if lines and isinstance(lines[-1], dict) else {}
    return Took(answer, lines, code, seconds, kilobytes / 1024)
