"""The table, in Markdown, fit for docs/bench.md."""

import os
import platform
from collections.abc import Iterator, Sequence

from bench.load import Waits
from bench.measure import CLIENTS, THREADS, WORKERS, Measured, Writing


def table_of(bare: Measured, pages: Sequence[Measured]) -> Iterator[str]:
    """A line a page; ratios are to the bare view in the same run."""
    yield (
        "| page | paced p50, ms | paced p95, ms | flat out, requests/s | of the bare view "
        "| p50, ms | p95, ms | queries | bytes on the wire | bytes to read |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for one in (bare, *pages):
        ratio = one.flat_out.per_second / bare.flat_out.per_second
        cells = [
            one.name,
            *_waits(one.paced),
            f"{one.flat_out.per_second:,.0f}",
            f"{ratio:.3f}",
            *_waits(one.flat_out),
            str(one.queries),
            f"{one.on_the_wire:,}",
            f"{one.to_read:,}",
        ]
        yield f"| {' | '.join(cells)} |"


def sentences(
    cold: float, bare_cold: float, writing: Writing, bare: Measured, errors: int
) -> Iterator[str]:
    yield (
        f"Cold start (process to first 200, worker beside it included): {cold:.2f} s; the bare "
        f"view {bare_cold:.2f} s, so {cold / bare_cold:.1f} times as long."
    )
    waits = writing.waits
    yield (
        f"Writing: {writing.clients} people correcting figures through the real form, "
        f"{waits.per_second:.1f} acts a second ({waits.per_second / bare.flat_out.per_second:.4f} "
        f"of the bare view's requests; each act is a form read and a form sent), acknowledged in "
        f"{waits.percentile(0.5):.0f} ms (p50), {waits.percentile(0.95):.0f} ms (p95); "
        f"{writing.errors} errors."
    )
    yield (
        f"Errors while reading: {errors}. Server: {WORKERS} processes of {THREADS} threads; "
        f"{CLIENTS} connections, paced at one request a second each, then flat out; client and "
        f"server share {os.cpu_count()} processors. Python {platform.python_version()}."
    )


def _waits(waits: Waits) -> tuple[str, str]:
    return f"{waits.percentile(0.5):.1f}", f"{waits.percentile(0.95):.1f}"
