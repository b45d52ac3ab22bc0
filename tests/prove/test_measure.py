"""`make bench` measures what it says, without an error, and compares with the bare view."""

import subprocess
import sys

import pytest

from bench.house import ROOT
from bench.load import Waits


@pytest.mark.prove
def test_a_short_run_prints_a_line_for_each_page() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--seconds", "1", "--starts", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = [line.split(" | ") for line in done.stdout.splitlines() if line.startswith("| ")]
    assert [row[0].removeprefix("| ") for row in rows] == [
        "page",
        "bare view",
        "county report",
        "district",
        "indicator",
        "provider",
        "organisations",
        "county report, kept",
    ]
    assert "; 0 errors." in done.stdout


def test_a_percentile_is_the_wait_that_so_many_did_not_exceed() -> None:
    waits = Waits([float(number) for number in range(1, 101)], seconds=2)
    assert waits.percentile(0.5) == 51
    assert waits.percentile(0.95) == 96
    assert waits.percentile(1) == 100
    assert waits.per_second == 50
