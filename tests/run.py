"""The whole suite: SQLite, and beside it a real browser and a real PostgreSQL started for it.

What the machine lacks is named at the end, with the command that installs it and the number of
tests that did not run for want of it. With TRELLIS_TESTS_ALLOW_NO_GAP=1 a gap is a failure.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.postgres import PostgresServer, find_postgres

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?)")


@dataclass
class Tally:
    """What ran, what failed, what could not run and why."""

    counts: dict[str, int] = field(default_factory=dict)
    gaps: list[str] = field(default_factory=list)
    failed: bool = False

    def add(self, closing_line: str) -> None:
        for number, counted in COUNT.findall(closing_line):
            word = counted.removesuffix("s")
            self.counts[word] = self.counts.get(word, 0) + int(number)


def find_chromium() -> str | None:
    named = os.environ.get("TRELLIS_CHROMIUM")
    return named or next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


@dataclass
class Run:
    """One run of pytest; `kept` takes what it prints until it is its turn to be read."""

    title: str
    process: subprocess.Popen[str]
    kept: Path | None = None

    def finish(self, tally: Tally) -> None:
        print(f"\n== {self.title}", flush=True)
        last = ""
        for line in self._lines():
            print(line, end="", flush=True)
            last = line if line.strip() else last
        tally.add(last)
        tally.failed |= self.process.wait() not in {0, 5}

    def _lines(self) -> Iterator[str]:
        if self.kept is None:
            assert self.process.stdout is not None
            yield from self.process.stdout
            return
        self.process.wait()
        with self.kept.open(encoding="utf-8", errors="replace") as lines:
            yield from lines


def begin(title: str, marks: str, *words: str, kept: Path | None = None, **environment: str) -> Run:
    """Start pytest; into the file `kept`, where one is given, so that two can run side by side."""
    command = [sys.executable, "-m", "pytest", "-m", marks, *words, *sys.argv[1:]]
    command = [word for word in command if word != "--prove"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=kept.open("w") if kept else subprocess.PIPE,
        text=True,
    )
    return Run(title, process, kept)


def count_tests(marks: str) -> int:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-m", marks]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return sum(int(line.rsplit(": ", 1)[1]) for line in listed.stdout.splitlines() if ": " in line)


def main() -> int:
    tally = Tally()
    kind = "prove" if "--prove" in sys.argv else "not prove"
    chromium = find_chromium()
    if chromium is None:
        tally.gaps.append(
            f"Chromium is missing: {count_tests(f'browser and {kind}')} browser tests did not "
            "run. Install it: sudo apt-get install chromium"
        )
    without = f"{kind} and not browser"
    server = find_postgres()
    if server is None:
        tally.gaps.append(
            f"PostgreSQL's server programs are missing: {count_tests(without)} tests did not run "
            "on it. Install them: sudo apt-get install postgresql"
        )
    with ExitStack() as open_now:
        url = open_now.enter_context(PostgresServer(server)) if server else ""
        if kind == "prove":
            _one_after_the_other(tally, url, with_browser=bool(chromium))
        else:
            folder = open_now.enter_context(tempfile.TemporaryDirectory(prefix="trellis-run-"))
            _side_by_side(tally, url, Path(folder), with_browser=bool(chromium))
    return close(tally)


def _one_after_the_other(tally: Tally, url: str, *, with_browser: bool) -> None:
    """The long runs measure and kill, so each has the machine to itself."""
    if url:
        words = ("PostgreSQL", "prove and not browser", "--asking-a-database")
        begin(*words, TRELLIS_DATABASE_URL=url).finish(tally)
    begin("SQLite", "prove" if with_browser else "prove and not browser").finish(tally)


def _side_by_side(tally: Tally, url: str, folder: Path, *, with_browser: bool) -> None:
    """Three that wait for a disk, a server and a page, so that two processors are never idle."""
    without, shared = "not prove and not browser", "1" if url else ""
    beside = []
    if url:
        words = ("PostgreSQL", without, "--asking-a-database")
        kept = folder / "postgresql"
        beside.append(
            begin(*words, kept=kept, TRELLIS_DATABASE_URL=url, TRELLIS_TESTS_SHARED=shared)
        )
    if with_browser:
        marks = "browser and not prove"
        beside.append(begin("A real browser", marks, kept=folder / "browser"))
    begin("SQLite", without, TRELLIS_TESTS_SHARED=shared).finish(tally)
    for run in beside:
        run.finish(tally)


def close(tally: Tally) -> int:
    print("\n== All together")
    for gap in tally.gaps:
        print(f"NOT RUN  {gap}")
    counts = tally.counts
    failed = counts.get("failed", 0) + counts.get("error", 0)
    print(f"{counts.get('passed', 0)} passed, {failed} failed, {counts.get('skipped', 0)} skipped")
    no_gap_allowed = os.environ.get("TRELLIS_TESTS_ALLOW_NO_GAP") == "1"
    return 1 if tally.failed or (tally.gaps and no_gap_allowed) else 0


if __name__ == "__main__":
    sys.exit(main())
