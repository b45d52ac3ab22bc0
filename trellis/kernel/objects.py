"""Files in object storage that speaks S3, for whoever keeps them on no disk of the machine.

Nothing in it is public and no address of it is given to anybody: files leave by our own pages
only. Names are never altered, for what is kept under a name never changes. Keys come from the
usual variables (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`) or from the machine's own role.
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import File
from django.core.files.storage import Storage

if TYPE_CHECKING:
    from obstore.store import S3Store

HINT: Final = (
    "Write s3://bucket/prefix?endpoint=https://host&region=region, or nothing to keep files on disk"
)
INSTALL: Final = "uv pip install --require-hashes -r requirements-objects.lock"

_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_IN_MEMORY: Final = 1 << 20
_PATIENCE: Final = timedelta(seconds=60)  # for one file, however often it is tried
_USUAL_REGION: Final = "us-east-1"  # what stores that know no regions want to hear
_OWN_MACHINE: Final = {"localhost", "127.0.0.1", "::1"}


class StoreSilentError(OSError):
    """It cannot be reached, refused us or broke off: to callers, as if a disk had failed."""


@dataclass(frozen=True)
class Address:
    """`endpoint` is empty for Amazon's own; `prefix` is empty where files lie at the top."""

    bucket: str
    prefix: str
    endpoint: str
    region: str

    def __str__(self) -> str:
        where = self.endpoint or f"Amazon S3 in {self.region}"
        return f"{'/'.join(filter(None, (self.bucket, self.prefix)))} at {where}"


def address_in(written: str) -> Address:
    """Of `s3://bucket/prefix?endpoint=https://host&region=region`. Raises ValueError, which says
    what is wrong and never what was written: it may hold a key."""
    parts = urlsplit(written)
    if parts.scheme != "s3" or parts.fragment:
        raise ValueError("it does not begin with s3://")
    if "@" in parts.netloc:
        raise ValueError("keys do not belong in it: set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY")
    if not _BUCKET.fullmatch(parts.netloc):
        raise ValueError("it names no bucket")
    prefix = parts.path.strip("/")
    if any(part in {"", ".", ".."} for part in prefix.split("/")) and prefix:
        raise ValueError("its prefix is no path")
    said = _said(parts)
    endpoint, region = _endpoint(said.get("endpoint", "")), said.get("region", "")
    if not (endpoint or region):
        raise ValueError("it names neither an endpoint nor a region")
    return Address(parts.netloc, prefix, endpoint, region or _USUAL_REGION)


def _said(parts: SplitResult) -> dict[str, str]:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    said = dict(pairs)
    if len(said) < len(pairs) or said.keys() - {"endpoint", "region"}:
        raise ValueError("after the question mark it takes endpoint and region, each once")
    return said


def _endpoint(written: str) -> str:
    if not written:
        return ""
    parts = urlsplit(written)
    if not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("its endpoint is no address")
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _OWN_MACHINE):
        return written.rstrip("/")
    raise ValueError("its endpoint does not begin with https://, and personal data goes there")


def is_installed() -> bool:
    return find_spec("obstore") is not None


class ObjectStorage(Storage):
    """Django's way to files, by way of obstore. Raises ImproperlyConfigured where `address` is
    none or the library is not installed, StoreSilentError when the store does not do it."""

    def __init__(self, address: str = "") -> None:
        try:
            self.address = address_in(address)
        except ValueError as fault:
            raise ImproperlyConfigured(f"TRELLIS_FILES: {fault}. {HINT}.") from fault
        if not is_installed():
            raise ImproperlyConfigured(
                "TRELLIS_FILES names object storage, and the library for it is not installed. "
                f"Install it: {INSTALL}"
            )

    @cached_property
    def _store(self) -> "S3Store":
        """Made when it is first needed: its threads do not survive the making of a process."""
        from obstore.store import S3Store

        address = self.address
        return S3Store(
            address.bucket,
            prefix=address.prefix or None,
            endpoint=address.endpoint or f"https://s3.{address.region}.amazonaws.com",
            region=address.region,
            client_options={
                "allow_http": address.endpoint.startswith("http://"),
                "connect_timeout": timedelta(seconds=5),
                "timeout": _PATIENCE,
            },
            retry_config={"max_retries": 3, "retry_timeout": _PATIENCE},
        )

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002
        """The name itself: whatever has it already is the same content."""
        return name

    def exists(self, name: str) -> bool:
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        with _asked():
            return int(self._store.head(name)["size"])

    def get_modified_time(self, name: str) -> datetime:
        with _asked():
            return self._store.head(name)["last_modified"]

    def delete(self, name: str) -> None:
        with _asked():
            self._store.delete(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with _asked():
            found = self._store.list_with_delimiter(path or None)
        folders = [PurePosixPath(name).name for name in found["common_prefixes"]]
        return folders, [PurePosixPath(str(one["path"])).name for one in found["objects"]]

    def names_under(self, folder: str = "") -> Iterator[str]:
        """Every name that begins with the folder, asked for a thousand at a time."""
        with _asked():
            for some in self._store.list(folder or None):
                yield from (str(one["path"]) for one in some)

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        """A copy, so that it can be read to and fro however the store hands it over."""
        if mode != "rb":
            raise ValueError("what is kept never changes: it is opened to be read")
        copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        try:
            with _asked():
                for block in self._store.get(name).stream():
                    copy.write(block)
        except BaseException:
            copy.close()
            raise
        copy.seek(0)
        return File(copy, name)

    def _save(self, name: str, content: "File[bytes]") -> str:
        """It has its name only once all of it is there: the store sees to that."""
        content.seek(0)
        with _asked():
            self._store.put(name, content)
        return name


@contextmanager
def _asked() -> Iterator[None]:
    """What the library says goes on for pages; its first line is what happened."""
    from obstore.exceptions import BaseError

    try:
        yield
    except BaseError as fault:
        raise StoreSilentError(str(fault).partition("\n")[0]) from fault
