"""A body larger than anything we take in is refused before it is read."""

import socket
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from bench.house import HOST, House
from trellis.places.rules.tables import MOST_BYTES as POSTCODES

TWO_GIGABYTES = 2_000_000_000


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/imports/bring/", "/nowhere/"])
def test_it_is_refused_in_words(client: Client, path: str) -> None:
    answer = client.post(path, CONTENT_LENGTH=str(TWO_GIGABYTES))

    assert answer.status_code == 413
    assert "Nothing over 64 MB is taken in anywhere here" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_the_largest_file_that_a_field_takes_fits() -> None:
    assert settings.LARGEST_BODY > POSTCODES + 1_000_000


def test_a_real_server_refuses_it_at_once_and_keeps_nothing(empty_house: House) -> None:
    with empty_house.serving(), closing(socket.create_connection((HOST, empty_house.port))) as line:
        before = _bytes_in(empty_house.folder)
        line.settimeout(10)
        line.sendall(
            f"POST /imports/bring/ HTTP/1.1\r\nHost: localhost:{empty_house.port}\r\n"
            f"Content-Type: multipart/form-data; boundary=x\r\n"
            f"Content-Length: {TWO_GIGABYTES}\r\n\r\n--x\r\n".encode()
        )
        assert line.recv(64).startswith(b"HTTP/1.1 413 ")
        assert _bytes_in(empty_house.folder) < before + 1_000_000


def _bytes_in(folder: Path) -> int:
    """Of the house's own folder, where what is brought is kept: the disk is everybody's."""
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
