"""What Trellis writes is for whoever runs it: nobody else on the machine reads it, however lax
the machine is."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.house import House

pytestmark = pytest.mark.shared

_UPLOAD = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
default_storage.save("ab/minutes.txt", ContentFile(b"Who said what"))
"""


@pytest.fixture
def house(bare_house: House) -> Iterator[House]:
    """On a machine where everybody reads what anybody writes."""
    bare_house.environment["TRELLIS_VAR"] = str(bare_house.folder / "var")
    before = os.umask(0)
    try:
        yield bare_house
    finally:
        os.umask(before)
        bare_house.stop()


def read_by_others(folder: Path) -> list[str]:
    return [
        f"{path.relative_to(folder)} {path.stat().st_mode & 0o777:o}"
        for path in (folder, *sorted(folder.rglob("*")))
        if path.stat().st_mode & 0o077
    ]


def test_no_file_of_any_kind_is_read_by_others(house: House) -> None:
    var = house.folder / "var"
    house.trellis("migrate")
    house.trellis(
        "begin", "--area", "Rutland", "--code", "E06000017", "--organisation", "VAR",
        "--name", "Ada Quill", "--email", "ada@example.org",
    )  # fmt: skip
    house.start()
    house.trellis("work", "--once")
    house.trellis("shell", "-c", _UPLOAD)
    house.trellis("backup", str(var / "backup.zip"))
    while_serving = read_by_others(var)
    house.stop()
    house.trellis("restore", str(var / "backup.zip"))

    assert (while_serving, read_by_others(var)) == ([], [])
    kinds = {path.relative_to(var).parts[0].split(".before")[0] for path in var.iterdir()}
    wanted = {"backup.zip", "files", "mail", "secret_key", "static"}
    assert kinds >= (
        wanted if house.environment.get("TRELLIS_DATABASE_URL") else wanted | {"trellis.sqlite3"}
    )
