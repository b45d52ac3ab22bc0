"""What is true of a file on disk is true in object storage, asked of a real server."""

import hashlib
import io
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import Settings

from bench.house import free_port
from tests.kernel.test_keep_a_file import CONTENT, DIGEST, Torn, read
from tests.object_store import KEYS, ObjectStore, kept_in
from trellis.kernel import files
from trellis.kernel.objects import Address, ObjectStorage, StoreSilentError, address_in

AT_AMAZON = "s3://house?region=eu-west-2"


@pytest.fixture
def _kept_there(
    object_store: ObjectStore,
    prefix: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = kept_in(object_store.address(prefix))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (AT_AMAZON, Address("house", "", "", "eu-west-2")),
        (
            "s3://house/a/b/?endpoint=https://objects.example.org/",
            Address("house", "a/b", "https://objects.example.org", "us-east-1"),
        ),
        (
            "s3://the.house?region=x&endpoint=http://localhost:9000",
            Address("the.house", "", "http://localhost:9000", "x"),
        ),
    ],
)
def test_where_it_is(written: str, meant: Address) -> None:
    assert address_in(written) == meant


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("house", "does not begin with s3://"),
        ("https://house/?region=x", "does not begin with s3://"),
        ("s3://?region=x", "names no bucket"),
        ("s3://House?region=x", "names no bucket"),
        ("s3://house", "neither an endpoint nor a region"),
        ("s3://house/a/../b?region=x", "prefix is no path"),
        ("s3://house?region=x&acl=public", "takes endpoint and region"),
        ("s3://house?region=x&region=y", "takes endpoint and region"),
        ("s3://house?endpoint=objects.example.org", "endpoint is no address"),
        ("s3://house?endpoint=http://objects.example.org", "does not begin with https://"),
        ("s3://key:hidden@house?region=x", "keys do not belong in it"),
    ],
)
def test_where_it_cannot_be(written: str, says: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=says) as refused:
        ObjectStorage(written)
    assert str(refused.value).startswith("TRELLIS_FILES: ")
    assert "Write s3://bucket/prefix?endpoint=" in str(refused.value)
    assert "hidden" not in str(refused.value)


def test_without_the_library_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "obstore", None)
    with pytest.raises(ImproperlyConfigured, match=r"-r requirements-objects\.lock"):
        ObjectStorage(AT_AMAZON)


@pytest.mark.usefixtures("_kept_there")
def test_it_is_kept_once_under_its_digest(object_store: ObjectStore, prefix: str) -> None:
    for _time in range(2):
        assert files.keep(io.BytesIO(CONTENT), folder="kept") == files.Kept(DIGEST, len(CONTENT))
    assert read(DIGEST) == CONTENT
    assert list(files.all_in("kept")) == [DIGEST]
    assert [path.name for path in object_store.lies_in(prefix)] == [DIGEST]
    assert datetime.now(UTC) - files.kept_at("kept", DIGEST) < timedelta(minutes=1)


@pytest.mark.usefixtures("_kept_there")
def test_a_large_file_goes_over_in_parts_and_comes_back_whole() -> None:
    content = bytes(range(256)) * 50_000
    digest = files.keep(io.BytesIO(content), folder="kept").digest
    with files.opened("kept", digest) as opened:
        opened.seek(1_000_000)
        assert opened.read(3) == content[1_000_000:1_000_003]
        opened.seek(0)
        assert hashlib.sha256(opened.read()).hexdigest() == digest


@pytest.mark.usefixtures("_kept_there")
def test_a_name_is_never_altered(object_store: ObjectStore, prefix: str) -> None:
    for content in (b"once", b"once"):
        assert default_storage.save("places/outlines", ContentFile(content)) == "places/outlines"
    assert default_storage.listdir("places") == ([], ["outlines"])
    assert len(object_store.lies_in(prefix)) == 1


@pytest.mark.usefixtures("_kept_there")
def test_what_breaks_off_leaves_nothing_under_the_name() -> None:
    with pytest.raises(OSError, match="full"):
        files.keep(Torn(CONTENT), folder="kept")
    assert not files.is_there("kept", DIGEST)


@pytest.mark.usefixtures("_kept_there")
def test_what_is_let_go_is_not_found() -> None:
    files.keep(io.BytesIO(CONTENT), folder="kept")
    for _time in range(2):
        files.let_go("kept", DIGEST)
    assert (files.is_there("kept", DIGEST), list(files.all_in("kept"))) == (False, [])
    with pytest.raises(FileNotFoundError):
        read(DIGEST)
    with pytest.raises(FileNotFoundError):
        files.kept_at("kept", DIGEST)


@pytest.mark.usefixtures("_kept_there")
def test_no_address_of_a_file_is_given_to_anybody() -> None:
    kept = files.keep(io.BytesIO(CONTENT), folder="kept")
    with pytest.raises(NotImplementedError):
        default_storage.url(files.name_of("kept", kept.digest))


@pytest.mark.usefixtures("_kept_there")
def test_wrong_keys_fail_as_a_disk_does_and_stay_unsaid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-key-of-somebody-else")
    with pytest.raises(StoreSilentError, match="403") as refused:
        files.keep(io.BytesIO(CONTENT), folder="kept")
    assert "somebody" not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.usefixtures("_kept_there")
def test_a_store_that_does_not_answer_fails_as_a_disk_does(settings: Settings) -> None:
    settings.STORAGES = kept_in(f"s3://house?endpoint=http://127.0.0.1:{free_port()}")
    with pytest.raises(StoreSilentError, match="error sending request"):
        files.is_there("kept", DIGEST)
