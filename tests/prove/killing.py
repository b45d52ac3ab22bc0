"""Clients that record figures through the real form while server and worker are killed.

Every act carries a word of its own as its reason, which stands both in the row and in its audit
line, so that rows, lines and acknowledgements can be laid side by side afterwards.
"""

import http.client
import json
import re
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Thread

from bench.house import House
from bench.visitor import Visitor

OURS = "/performance/fosseshire/ours/"
PEOPLE = ("hub_worker", "other_hub_worker")
_FAULTS = (OSError, http.client.HTTPException, RuntimeError)

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


@dataclass
class Client:
    """Corrects one figure again and again; remembers what was acknowledged."""

    house: House
    person: str
    path: str
    number: int
    acknowledged: list[str] = field(default_factory=list)
    refused: int = 0

    def run(self, ended: Event) -> None:
        words = (f"act {self.number}-{turn}" for turn in count())
        while not ended.is_set():
            visitor = Visitor(self.house.port, timeout=10)
            with closing(visitor), suppress(*_FAULTS):
                visitor.sign_in(self.person)
                while not ended.is_set():
                    self._record(visitor, next(words))
            ended.wait(0.05)

    def _record(self, visitor: Visitor, word: str) -> None:
        form = visitor.form(self.path, "state")
        answer = visitor.post(self.path, {**form.fields, "reason": word})
        if answer.status == 302 and "sign-in" not in answer.location:
            self.acknowledged.append(word)
        else:
            self.refused += 1


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
            self.lost, self.rows_without_line, self.lines_without_row, self.done_twice,
            self.findings,
        )  # fmt: skip
        return not any(wrong) and self.sound == "ok"


class Crowd:
    """Eight clients at work."""

    def __init__(self, house: House, *, each: int = 4) -> None:
        self.house = house
        self.clients = [
            Client(house, person, path, number * 10 + turn)
            for number, person in enumerate(PEOPLE)
            for turn, path in enumerate(_lines_to_correct(house, person, each))
        ]
        self._ended = Event()
        self._threads = [Thread(target=one.run, args=(self._ended,)) for one in self.clients]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def acknowledged(self) -> int:
        return sum(len(one.acknowledged) for one in self.clients)

    def wait_for_more(self, patience: float = 30) -> None:
        """Until another act has been acknowledged: the house is at work again."""
        before, ends = self.acknowledged(), time.monotonic() + patience
        while self.acknowledged() == before:
            if time.monotonic() > ends:
                raise RuntimeError("no act was acknowledged any more")
            time.sleep(0.01)

    def look(self) -> Aftermath:
        """Lay acknowledgements, rows and audit lines side by side."""
        found = json.loads(self.house.python(_LOOK))
        rows, lines = found["rows"], found["lines"]
        said = [word for one in self.clients for word in one.acknowledged]
        return Aftermath(
            acknowledged=len(said),
            refused=sum(one.refused for one in self.clients),
            lost=sorted(set(said) - set(rows)),
            rows_without_line=sorted(set(rows) - set(lines)),
            lines_without_row=sorted(set(lines) - set(rows)),
            done_twice=sorted({word for word in rows if rows.count(word) > 1}),
            findings=found["findings"],
            sound=found["sound"],
        )


def _lines_to_correct(house: House, person: str, wanted: int) -> list[str]:
    """The record pages of figures that are there already, so that a reason is asked for."""
    visitor = Visitor(house.port)
    visitor.sign_in(person)
    found: list[str] = []
    for period in re.findall(r'<option value="([^"]+)"', visitor.get(OURS).text):
        for page in visitor.links(f"{OURS}?period={period}", "/record/"):
            if len(found) < wanted and "reason" in visitor.form(page, "state").names:
                found.append(page)
    visitor.close()
    return found
