"""What is found after server, worker or database were killed while people wrote: rows, audit
lines and acknowledgements laid side by side."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bench.writers import Crowd

_LOOK = """
import json
from django.db import connection
from trellis.kernel import audit
from trellis.kernel.models import AuditLine
from trellis.performance.models import Value
with connection.cursor() as cursor:
    if connection.vendor == "sqlite":
        cursor.execute("PRAGMA integrity_check")
        sound = cursor.fetchone()[0]
    else:
        cursor.execute("SELECT count(*) FROM performance_value")
        sound = "ok"
print(json.dumps({
    "rows": list(Value.objects.filter(reason__startswith="act ").values_list("reason", flat=True)),
    "lines": list(AuditLine.objects.filter(why__startswith="act ").values_list("why", flat=True)),
    "findings": [finding.what for finding in audit.verify()],
    "sound": sound,
}))
"""


@dataclass(frozen=True)
class Aftermath:
    """What is found when the dust has settled. Each list is empty when all is well."""

    acknowledged: int
    refused: int
    lost: Sequence[str]
    rows_without_line: Sequence[str]
    lines_without_row: Sequence[str]
    done_twice: Sequence[str]
    findings: Sequence[str]
    sound: str

    @property
    def is_whole(self) -> bool:
        wrong = (
            self.lost,
            self.rows_without_line,
            self.lines_without_row,
            self.done_twice,
            self.findings,
        )
        return not any(wrong) and self.sound == "ok"


def look(crowd: Crowd) -> Aftermath:
    found = json.loads(crowd.house.python(_LOOK))
    rows, lines, said = found["rows"], found["lines"], crowd.acknowledged()
    return Aftermath(
        acknowledged=len(said),
        refused=sum(one.refused for one in crowd.clients),
        lost=sorted(set(said) - set(rows)),
        rows_without_line=sorted(set(rows) - set(lines)),
        lines_without_row=sorted(set(lines) - set(rows)),
        done_twice=sorted({word for word in rows if rows.count(word) > 1}),
        findings=found["findings"],
        sound=found["sound"],
    )
