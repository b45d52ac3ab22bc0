"""People who correct figures through the real form, one act after another."""

import re
import time
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Thread

from bench.house import House
from bench.visitor import FAULTS, Visitor

OURS = "/performance/fosseshire/ours/"
PEOPLE = ("hub_worker", "other_hub_worker")


@dataclass
class Client:
    """Corrects one figure again and again; remembers what was acknowledged.

    Every act carries a word of its own as its reason, which stands both in the row and in its
    audit line. `milliseconds` are the waits for the acknowledgements alone.
    """

    house: House
    person: str
    path: str
    number: int
    every: float = 0  # seconds from one act to the next; 0 is as fast as it goes
    acknowledged: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    refused: int = 0
    cut_off: int = 0

    def run(self, ended: Event) -> None:
        words = (f"act {self.number}-{turn}" for turn in count())
        while not ended.is_set():
            visitor = Visitor(self.house.port, timeout=20)
            try:
                visitor.sign_in(self.person)
                while not ended.is_set():
                    begun = time.monotonic()
                    self._record(visitor, next(words))
                    ended.wait(max(0.0, self.every - (time.monotonic() - begun)))
            except FAULTS:
                self.cut_off += 1
                ended.wait(0.05)
            finally:
                visitor.close()

    def _record(self, visitor: Visitor, word: str) -> None:
        form = visitor.form(self.path, "state")
        begun = time.perf_counter()
        answer = visitor.post(self.path, {**form.fields, "reason": word})
        if answer.status == 302 and "sign-in" not in answer.location:
            self.acknowledged.append(word)
            self.milliseconds.append((time.perf_counter() - begun) * 1000)
        else:
            self.refused += 1


class Crowd:
    """Clients at work within, each in a thread of its own and on a figure of its own."""

    def __init__(self, house: House, *, each: int = 4, every: float = 0) -> None:
        self.house = house
        self.clients = [
            Client(house, person, path, number * 10 + turn, every)
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

    def acknowledged(self) -> list[str]:
        return [word for one in self.clients for word in one.acknowledged]

    def wait_for_more(self, patience: float = 60) -> None:
        """Until another act has been acknowledged: the house is at work again."""
        before, ends = len(self.acknowledged()), time.monotonic() + patience
        while len(self.acknowledged()) == before:
            if time.monotonic() > ends:
                raise RuntimeError("no act was acknowledged any more")
            time.sleep(0.01)


def _lines_to_correct(house: House, person: str, wanted: int) -> list[str]:
    """The record pages of figures that are there already, so that a reason is asked for, and
    that are not locked."""
    visitor = Visitor(house.port)
    visitor.sign_in(person)
    found: list[str] = []
    for period in re.findall(r'<option value="([^"]+)"', visitor.get(OURS).text):
        for page in visitor.links(f"{OURS}?period={period}", "/record/"):
            if len(found) < wanted and _asks_why(visitor, page):
                found.append(page)
    visitor.close()
    return found


def _asks_why(visitor: Visitor, page: str) -> bool:
    """A locked figure has no form."""
    text = visitor.get(page).text
    return 'name="reason"' in text and 'name="state"' in text
