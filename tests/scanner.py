"""A scanner that speaks clamd's protocol on a real socket, and finds one made-up virus: for what
no real one does when asked to, such as to stay silent."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Final

# The file with which scanners are tried out, in two halves, so that none finds it here.
EICAR: Final = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLEAN, FOUND = b"stream: OK\0", b"stream: Eicar-Test-Signature FOUND\0"


@dataclass
class Scanner:
    """`answer` is said of every file instead of the truth; `hangs` says nothing at all; `most`
    is how many octets it takes before it hangs up. `had` are the files that came whole."""

    url: str
    answer: bytes = b""
    hangs: bool = False
    most: int = 25_000_000
    had: list[bytes] = field(default_factory=list)
    is_over: Event = field(default_factory=Event)

    def serve(self, line: socket.socket) -> None:
        with line:
            if self.hangs:
                self.is_over.wait(20)
                return
            command = _until_nul(line)
            if command == b"zVERSION":
                line.sendall(b"ClamAV 1.4.3/27823/Mon Oct 19 08:00:00 2026\0")
            elif command == b"zINSTREAM":
                line.sendall(self._of_stream(line))
            else:
                line.sendall(b"UNKNOWN COMMAND\0")

    def _of_stream(self, line: socket.socket) -> bytes:
        whole = b""
        while length := struct.unpack("!L", _exactly(line, 4))[0]:
            if len(whole) + length > self.most:
                return b"INSTREAM size limit exceeded. ERROR\0"
            whole += _exactly(line, length)
        self.had.append(whole)
        return self.answer or (FOUND if EICAR in whole else CLEAN)


@contextmanager
def scanning(path: Path | None = None) -> Iterator[Scanner]:
    """On a socket at that path, else on a free port."""
    family = socket.AF_UNIX if path else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.bind(str(path) if path else ("127.0.0.1", 0))
        listening.listen()
        where = str(path) if path else f"127.0.0.1:{listening.getsockname()[1]}"
        scanner = Scanner(f"clamd://{where}")
        Thread(target=_listen, args=(listening, scanner), daemon=True).start()
        yield scanner
        scanner.is_over.set()
        listening.shutdown(socket.SHUT_RDWR)


def _listen(listening: socket.socket, scanner: Scanner) -> None:
    while True:
        try:
            line, _who = listening.accept()
        except OSError:
            return
        Thread(target=_serve, args=(line, scanner), daemon=True).start()


def _serve(line: socket.socket, scanner: Scanner) -> None:
    try:
        scanner.serve(line)
    except OSError:
        return


def _until_nul(line: socket.socket) -> bytes:
    said = b""
    while not said.endswith(b"\0"):
        said += _exactly(line, 1)
    return said[:-1]


def _exactly(line: socket.socket, length: int) -> bytes:
    whole = b""
    while len(whole) < length:
        more = line.recv(length - len(whole))
        if not more:
            raise ConnectionResetError
        whole += more
    return whole
