"""Files go over to a scanner in chunks, and only a plain OK is one."""

import io
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scanner import EICAR, Scanner, scanning
from trellis.kernel import clamd
from trellis.kernel.clamd import Address, ScannerSilentError, address_in, found_in

HEX = EICAR.hex()


@pytest.fixture
def scanner() -> Iterator[Scanner]:
    with scanning() as found:
        yield found


def look(scanner: Scanner, content: bytes, *, patience: float = 5) -> str:
    return found_in(io.BytesIO(content), address=address_in(scanner.url), patience=patience)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("clamd://scanner.example.org:3311", Address(host="scanner.example.org", port=3311)),
        ("clamd://127.0.0.1", Address(host="127.0.0.1", port=3310)),
        ("clamd://[::1]:3310", Address(host="::1", port=3310)),
        ("clamd:///run/clamav/clamd.ctl", Address(path="/run/clamav/clamd.ctl")),
    ],
)
def test_where_it_is(written: str, meant: Address) -> None:
    assert address_in(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "scanner:3310", "http://scanner:3310", "clamd://", "clamd:///", "clamd://h:port",
        "clamd://host/path", "clamd://me@host", "clamd:run/clamd.ctl", "clamd://host?x=1",
    ],
)  # fmt: skip
def test_where_it_cannot_be(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        address_in(written)


@pytest.mark.parametrize("size", [0, 1, (1 << 17) - 1, 1 << 17, (1 << 17) + 1, 3_000_000])
def test_a_file_goes_over_whole_and_is_clean(scanner: Scanner, size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    assert look(scanner, content[:size]) == ""
    assert scanner.had == [content[:size]]


def test_what_is_found_is_named(scanner: Scanner) -> None:
    assert look(scanner, b"before " + EICAR + b" after") == "Eicar-Test-Signature"


def test_what_it_says_of_itself(scanner: Scanner) -> None:
    assert clamd.version(address_in(scanner.url)).startswith("ClamAV 1.4.3/27823")


def test_by_a_socket_of_this_machine(tmp_path: Path) -> None:
    with scanning(tmp_path / "clamd.ctl") as scanner:
        assert look(scanner, EICAR) == "Eicar-Test-Signature"
        assert look(scanner, b"nothing") == ""


@pytest.mark.parametrize(
    "answer",
    [
        b"stream: OK",  # without an end
        b"stream: ok\0", b"OK\0", b"\0", b"stream: OK FOUND OK\0", b"stream: Something ERROR\0",
        b"\xff\xfe\0", b"stream: " + b"A" * 10_000, b"PONG\0",
    ],
)  # fmt: skip
def test_anything_but_yes_or_no_is_no_answer(scanner: Scanner, answer: bytes) -> None:
    scanner.answer = answer
    with pytest.raises(ScannerSilentError):
        look(scanner, b"nothing")


def test_a_name_of_odd_signs_is_cut(scanner: Scanner) -> None:
    scanner.answer = b"stream: A\x1b[31m" + b"B" * 200 + b" FOUND\0"
    assert look(scanner, b"") == "A[31m" + "B" * 75


def test_too_long_for_the_scanner_is_not_looked_over(scanner: Scanner) -> None:
    scanner.most = 1_000_000
    with pytest.raises(ScannerSilentError):
        look(scanner, bytes(30_000_000))


def test_silence_has_an_end(scanner: Scanner) -> None:
    scanner.hangs = True
    began = time.monotonic()
    with pytest.raises(ScannerSilentError):
        look(scanner, bytes(10_000_000), patience=0.5)
    assert time.monotonic() - began < 3


def test_nobody_there(tmp_path: Path) -> None:
    for address in (Address(path=str(tmp_path / "none")), Address(host="127.0.0.1", port=9)):
        with pytest.raises(ScannerSilentError):
            found_in(io.BytesIO(b""), address=address)


@pytest.fixture(scope="module")
def clamav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """The real one, with one signature of our own."""
    program = shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if program is None:
        pytest.skip("clamd is not on this machine: apt install clamav-daemon")
    folder = tmp_path_factory.mktemp("clamav")
    socket = folder / "clamd.ctl"
    (folder / "signatures").mkdir()
    (folder / "signatures" / "own.ndb").write_text(f"Own.Eicar:0:*:{HEX}\n")
    (folder / "clamd.conf").write_text(
        f"LocalSocket {socket}\nDatabaseDirectory {folder / 'signatures'}\nForeground yes\n"
        "StreamMaxLength 5M\n"
    )
    running = subprocess.Popen(
        [program, "--config-file", folder / "clamd.conf"], stdout=subprocess.DEVNULL
    )
    try:
        for _time in range(300):
            if socket.exists() or running.poll() is not None:
                break
            time.sleep(0.1)
        assert running.poll() is None, "clamd did not start"
        yield Address(path=str(socket))
    finally:
        running.terminate()
        running.wait(timeout=30)


def test_the_real_scanner_says_the_same(clamav: Address) -> None:
    assert clamd.version(clamav).startswith("ClamAV ")
    assert found_in(io.BytesIO(b"minutes"), address=clamav) == ""
    assert found_in(io.BytesIO(EICAR), address=clamav).startswith("Own.Eicar")
    assert found_in(io.BytesIO(bytes(4_000_000) + EICAR), address=clamav).startswith("Own.Eicar")
    with pytest.raises(ScannerSilentError):
        found_in(io.BytesIO(bytes(6_000_000)), address=clamav)
