"""The whole suite: SQLite with a real browser, then a real PostgreSQL started for it.

What the machine lacks is named at the end, with the command that installs it and the number of
tests that did not run for want of it. With TRELLIS_TESTS_ALLOW_NO_GAP=1 a gap is a failure.
"""

import os
import re
import shutil
import subprocess
import sys
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


# What asks no database anything is not asked twice.
WITHOUT_A_DATABASE = (
    "--ignore=tests/architecture/test_templates.py",
    "--ignore=tests/performance/rules",
    "--ignore=tests/ui",
)


def run_pytest(tally: Tally, title: str, marks: str, *words: str, **environment: str) -> None:
    print(f"\n== {title}", flush=True)
    command = [sys.executable, "-m", "pytest", "-m", marks, *words, *sys.argv[1:]]
    command = [word for word in command if word != "--prove"]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    last = ""
    for line in process.stdout:
        print(line, end="", flush=True)
        last = line if line.strip() else last
    tally.add(last)
    tally.failed |= process.wait() not in {0, 5}


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
    marks = kind if chromium else f"{kind} and not browser"
    run_pytest(tally, "SQLite, with a browser" if chromium else "SQLite", marks)

    server = find_postgres()
    marks = f"{kind} and not browser"
    if server is None:
        tally.gaps.append(
            f"PostgreSQL's server programs are missing: {count_tests(marks)} tests did not run "
            "on it. Install them: sudo apt-get install postgresql"
        )
    else:
        with PostgresServer(server) as url:
            run_pytest(tally, "PostgreSQL", marks, *WITHOUT_A_DATABASE, TRELLIS_DATABASE_URL=url)
    return close(tally)


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
