"""Asking a virus scanner that speaks ClamAV's protocol (man clamd, INSTREAM): a file goes over in
chunks, each after its length in four octets, a chunk of length nought ends it, and one line comes
back. Nothing here is trusted but that one line that says OK."""

import socket
import struct
import time
from dataclasses import dataclass
from typing import BinaryIO, Final
from urllib.parse import urlsplit

PATIENCE: Final = 30.0  # seconds for a whole file
_GREETING: Final = 5.0  # and for a word
_CHUNK: Final = 1 << 17
_LENGTH: Final = struct.Struct("!L")
_LONGEST_ANSWER: Final = 4_096
_USUAL_PORT: Final = 3310
_FOUND: Final = " FOUND"


class ScannerSilentError(Exception):
    """It cannot be reached, took too long or said something else than yes or no."""


@dataclass(frozen=True)
class Address:
    """A path of a socket on this machine, or a host and port."""

    path: str = ""
    host: str = ""
    port: int = _USUAL_PORT

    def __str__(self) -> str:
        return self.path or f"{self.host}:{self.port}"


def address_in(written: str) -> Address:
    """Of `clamd://host:3310` or `clamd:///run/clamav/clamd.ctl`. Raises ValueError."""
    parts = urlsplit(written)
    if parts.scheme != "clamd" or parts.query or parts.fragment or parts.username:
        raise ValueError(written)
    if parts.hostname and parts.path in {"", "/"}:
        return Address(host=parts.hostname, port=parts.port or _USUAL_PORT)
    if parts.netloc or not parts.path.startswith("/") or parts.path == "/":
        raise ValueError(written)
    return Address(path=parts.path)


def version(address: Address) -> str:
    """What it says it is, with its signatures: `ClamAV 1.4.3/27823/…`. Raises
    ScannerSilentError."""
    return _asked(address, b"zVERSION\0", None, _GREETING)


def found_in(content: BinaryIO, *, address: Address, patience: float = PATIENCE) -> str:
    """The name of the virus in a file; empty where there is none. Raises ScannerSilentError."""
    content.seek(0)
    said = _asked(address, b"zINSTREAM\0", content, patience)
    content.seek(0)
    if said == "stream: OK":
        return ""
    if said.startswith("stream: ") and said.endswith(_FOUND):
        name = said.removeprefix("stream: ").removesuffix(_FOUND)
        return "".join(sign for sign in name if sign.isprintable())[:80] or "unnamed"
    raise ScannerSilentError(said[:200])


def _asked(address: Address, command: bytes, content: BinaryIO | None, patience: float) -> str:
    until = time.monotonic() + patience
    try:
        with _reached(address, until) as line:
            line.sendall(command)
            if content is not None:
                _hand_over(line, content, until)
            return _answer(line, until)
    except OSError as fault:
        raise ScannerSilentError(f"{type(fault).__name__} at {address}") from fault


def _reached(address: Address, until: float) -> socket.socket:
    if not address.path:
        return socket.create_connection((address.host, address.port), timeout=_left(until))
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(_left(until))
        line.connect(address.path)
    except OSError:
        line.close()
        raise
    return line


def _hand_over(line: socket.socket, content: BinaryIO, until: float) -> None:
    """A scanner that has had enough of a file says so and hangs up; its word is read all the
    same."""
    try:
        while chunk := content.read(_CHUNK):
            line.settimeout(_left(until))
            line.sendall(_LENGTH.pack(len(chunk)) + chunk)
        line.settimeout(_left(until))
        line.sendall(_LENGTH.pack(0))
    except (BrokenPipeError, ConnectionResetError):
        return


def _answer(line: socket.socket, until: float) -> str:
    said = b""
    while b"\0" not in said and len(said) < _LONGEST_ANSWER:
        line.settimeout(_left(until))
        more = line.recv(_LONGEST_ANSWER)
        if not more:
            break
        said += more
    whole, end, _rest = said.partition(b"\0")
    if not end:
        raise ScannerSilentError("its answer has no end")
    return whole.decode("utf-8", "replace").strip()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
