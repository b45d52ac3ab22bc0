"""`make bench`: measure, and print a table. Ends with 1 when anything answered with an error."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.house import House
from bench.measure import (
    bare_server,
    cold_start_of,
    cold_start_of_bare,
    measure,
    measure_writing,
)
from bench.pages import Page, find_pages
from bench.table import sentences, table_of


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="of each load on each page")
    parser.add_argument("--starts", type=int, default=3, help="cold starts to take")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="trellis-bench-") as folder:
        house = House(Path(folder) / "house")
        say("Making the example …")
        house.prepare()
        house.settle()
        return run(house, seconds=asked.seconds, starts=asked.starts)


def run(house: House, *, seconds: float, starts: int) -> int:
    pages = find_pages(house)
    say("Cold starts …")
    bare_cold, cold = cold_start_of_bare(starts), cold_start_of(house, starts)
    with bare_server() as port:
        say("The bare view …")
        bare = measure(port, Page("bare view", "/", 0), seconds=seconds)
    with house.serving():
        measured = []
        for page in pages:
            say(f"{page.name} …")
            measured.append(measure(house.port, page, seconds=seconds))
        say("Writing …")
        writing = measure_writing(house, seconds=seconds * 2)
    errors = sum(one.paced.errors + one.flat_out.errors for one in [bare, *measured])
    print("\n".join(table_of(bare, measured)))
    print("\n" + "\n\n".join(sentences(cold, bare_cold, writing, bare, errors)))
    surveys = subprocess.run([sys.executable, "-m", "bench.surveys"], check=False)
    if surveys.returncode:
        return 1
    return 1 if errors or writing.errors or not writing.waits.milliseconds else 0


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
