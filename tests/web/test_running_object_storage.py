"""Backup, restore and the doctor where files are kept in object storage, on a real server."""

import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from pytest_django import Settings

from bench.house import House, free_port
from tests.cast import Cast
from tests.factories import make_audience, make_document, make_version
from tests.houses import Pattern
from tests.object_store import KEYS, ObjectStore, kept_in
from trellis.kernel import files
from trellis.kernel.objects import ObjectStorage
from trellis.web.running.archive import open_checked
from trellis.web.running.doctor import Finding, examine
from trellis.web.running.stored_files import put_back

_KEEP = """
from io import BytesIO
from trellis.kernel import files
kept = files.keep(BytesIO(b"The minutes."), folder="documents")
apart = files.keep_apart(BytesIO(b"What one person attached."), folder="questions")
print(files.name_of("documents", kept.digest), files.name_of("questions", apart.digest))
"""


@dataclass
class Moving:
    """A house whose files were on disk when the backup was taken and are to be in object storage
    from then on: the tests share it, and each finds in the store what is in the backup."""

    house: House
    backup: Path
    minutes: str
    attached: str
    store: Path
    address: str

    def restore(self) -> dict[str, str]:
        """Returns what lies in the store afterwards."""
        self.house.trellis("restore", str(self.backup))
        found = (path for path in self.store.rglob("*") if path.is_file())
        return {path.relative_to(self.store).as_posix(): path.read_text() for path in found}

    def failed(self, *words: str) -> str:
        done: subprocess.CompletedProcess[str] = self.house.trellis(*words, check=False)
        assert done.returncode == 1
        return done.stderr


@pytest.fixture(scope="module")
def moving(
    empty: Pattern, object_store: ObjectStore, tmp_path_factory: pytest.TempPathFactory
) -> Moving:
    folder = tmp_path_factory.mktemp("moving")
    house = empty.copied_to(folder / "house")
    minutes, attached = house.python(_KEEP).split()
    house.trellis("backup", str(folder / "on_disk.zip"))
    house.environment.update(object_store.environment("moved"))
    store = object_store.folder / "house" / "moved"
    address = object_store.address("moved")
    return Moving(house, folder / "on_disk.zip", minutes, attached, store, address)


def test_a_record_moves_from_disk_into_object_storage(moving: Moving) -> None:
    there = {moving.minutes: "The minutes.", moving.attached: "What one person attached."}
    assert moving.restore() == there
    assert list(moving.house.folder.glob("files.before-*")) == []


def test_a_damaged_file_is_named_costs_no_backup_and_is_mended_beside_what_is_there(
    moving: Moving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    came_later = f"documents/{sha256(b'later').hexdigest()}"
    there = {**moving.restore(), came_later: "later"}
    ObjectStorage(moving.address).save(came_later, ContentFile(b"later"))
    (moving.store / moving.minutes).write_text("The minutXs.")
    said = moving.failed("backup", str(tmp_path / "taken.zip"))
    assert f"taken, but 1 files in it are not what their names say: {moving.minutes}. " in said
    with zipfile.ZipFile(tmp_path / "taken.zip") as taken:
        assert taken.read(f"files/{moving.minutes}") == b"The minutXs."
    assert len(open_checked(tmp_path / "taken.zip").names("files")) == 3
    assert moving.restore() == there


def test_a_store_that_does_not_answer_leaves_no_half_backup_and_the_record_as_it_was(
    moving: Moving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = f"s3://house?endpoint=http://127.0.0.1:{free_port()}"
    monkeypatch.setitem(moving.house.environment, "TRELLIS_FILES", nobody)
    said = moving.failed("backup", str(tmp_path / "none.zip"))
    assert "No backup was taken: the files cannot be had." in said
    assert list(tmp_path.iterdir()) == []
    kept_aside = set(moving.house.folder.glob("*before*"))
    said = moving.failed("restore", str(moving.backup))
    assert "The record is as it was: its files could not be put back." in said
    assert set(moving.house.folder.glob("*before*")) == kept_aside


def test_an_address_that_is_none_is_refused_with_the_remedy(
    settings: Settings, tmp_path: Path
) -> None:
    settings.TRELLIS_FILES = "s3://house"
    settings.STORAGES = {**settings.STORAGES, **kept_in("s3://house")}
    [refused] = [one for one in run_checks() if one.id == "trellis.E004"]
    remedy = "Write s3://bucket/prefix?endpoint=https://host&region=region"
    assert str(refused.hint).startswith(remedy)
    with pytest.raises(CommandError, match="TRELLIS_FILES: it names neither") as told:
        call_command("backup", str(tmp_path / "none.zip"))
    assert remedy in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_the_house_does_not_open_without_the_library(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TRELLIS_FILES = "s3://house?region=eu-west-2"
    assert [one.id for one in run_checks() if one.id in {"trellis.E004", "trellis.E005"}] == []
    monkeypatch.setitem(sys.modules, "obstore", None)
    assert "trellis.E005" in [one.id for one in run_checks()]


@pytest.fixture
def store(
    object_store: ObjectStore, prefix: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> ObjectStore:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {**settings.STORAGES, **kept_in(object_store.address(prefix))}
    return object_store


def found(now: datetime) -> dict[str, Finding]:
    return {finding.about: finding for finding in examine(now=now)}


@pytest.mark.django_db
def test_the_doctor_says_where_files_are_and_leaves_nothing_there(
    store: ObjectStore, prefix: str, now: datetime
) -> None:
    at = f"house/{prefix} at http://127.0.0.1:{store.port}"
    files.keep(BytesIO(b"left over"), folder="documents")
    seen = found(now)
    assert seen["store"] == Finding("store", f"files are kept in {at}, which answers")
    assert seen["files"].says == "0 kept, 1 more that no document speaks of (harmless)"
    assert len(store.lies_in(prefix)) == 1


@pytest.mark.django_db
def test_the_doctor_says_what_to_do_about_a_store_that_refuses(
    store: ObjectStore, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    seen = found(now)
    assert "does not keep and give back files" in seen["store"].says
    assert "403" in seen["store"].says
    assert seen["store"].remedy.startswith("Correct TRELLIS_FILES, or the keys")
    assert seen["files"].remedy == "See store, above"


def test_what_is_sound_in_the_store_is_never_replaced_by_what_is_damaged(
    store: ObjectStore, prefix: str
) -> None:
    name = files.name_of("documents", files.keep(BytesIO(b"sound"), folder="documents").digest)
    put_back(name, ContentFile(b"damaged"), sha256(b"damaged").hexdigest())
    assert [path.read_bytes() for path in store.lies_in(prefix)] == [b"sound"]


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_a_document_leaves_by_its_own_page(cast: Cast) -> None:
    row = make_document(owner=cast.world.bodies["hub_a"])
    make_audience(document=row)
    version = make_version(document=row, content=b"What was said.", scan="clean")
    address = reverse("documents:file", args=[row.pk, 1])
    answer = cast.client("anonymous").get(address)
    assert (answer.status_code, answer.getvalue()) == (200, b"What was said.")
    files.let_go("documents", version.digest)
    assert cast.client("anonymous").get(address).status_code == 404
