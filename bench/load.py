"""Load: connections kept open, requests one after another on each, every wait measured."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.house import HOST


@dataclass
class Waits:
    """What a spell of load gave: each request's wait in milliseconds, and what went wrong."""

    milliseconds: list[float] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """The wait that the given share of the requests did not exceed."""
        if not self.milliseconds:
            return float("nan")
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True)
class Asking:
    """What is asked for. With `anew` a cookie is sent, and no page is answered as it was kept."""

    port: int
    path: str
    anew: bool = True

    def request(self, *, gzip: bool = True) -> bytes:
        lines = [f"GET {self.path} HTTP/1.1", f"Host: localhost:{self.port}"]
        lines += ["Connection: keep-alive"]
        lines += ["Accept-Encoding: gzip"] if gzip else []
        lines += ["Cookie: seen=1"] if self.anew else []
        return "\r\n".join([*lines, "", ""]).encode()


def flat_out(asking: Asking, *, connections: int, seconds: float) -> Waits:
    """As many requests as the server will answer."""
    return asyncio.run(_spell(asking, connections, seconds, pause=0.0))


def paced(asking: Asking, *, clients: int, seconds: float) -> Waits:
    """Each client asks once a second, and they begin spread over the first."""
    return asyncio.run(_spell(asking, clients, seconds, pause=1.0))


async def _spell(asking: Asking, connections: int, seconds: float, *, pause: float) -> Waits:
    waits = Waits()
    begun = time.perf_counter()
    ends = begun + seconds
    await asyncio.gather(
        *(
            _ask_again_and_again(asking, waits, ends, pause, pause * number / connections)
            for number in range(connections)
        )
    )
    waits.seconds = time.perf_counter() - begun
    return waits


async def _ask_again_and_again(
    asking: Asking, waits: Waits, ends: float, pause: float, first: float
) -> None:
    await asyncio.sleep(first)
    reader, writer = await asyncio.open_connection(HOST, asking.port)
    request = asking.request()
    while (begun := time.perf_counter()) < ends:
        status, _size = await _ask(reader, writer, request)
        took = time.perf_counter() - begun
        waits.milliseconds.append(took * 1000)
        waits.errors += status != 200
        if pause:
            await asyncio.sleep(max(0.0, pause - took))
    writer.close()
    await writer.wait_closed()


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> tuple[int, int]:
    """The status and the size of the body on the wire."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    size = length_of(head)
    await reader.readexactly(size)
    return int(head[9:12]), size


def length_of(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise ValueError("an answer without a length")


def bytes_of(asking: Asking) -> tuple[int, int]:
    """The page's size on the wire (compressed where the server does that) and as it is read."""

    async def once(*, gzip: bool) -> int:
        reader, writer = await asyncio.open_connection(HOST, asking.port)
        _status, size = await _ask(reader, writer, asking.request(gzip=gzip))
        writer.close()
        await writer.wait_closed()
        return size

    async def both() -> tuple[int, int]:
        return await once(gzip=True), await once(gzip=False)

    return asyncio.run(both())


def median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]
