"""Looking over for viruses whatever somebody brings, before anybody reads or keeps it.

Every field for files is `kernel.fields.FileField`, which asks here; so there is one way in. Where
no scanner is set nothing is looked over, and what is kept says so.
"""

import hashlib
import logging
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.conf import settings

from trellis.kernel import clamd
from trellis.kernel.clamd import ScannerSilentError

__all__ = [
    "Infected",
    "InfectedError",
    "ScannerSilentError",
    "address",
    "infected_among",
    "is_set",
    "look_over",
]
logger = logging.getLogger("trellis.scanning")


class InfectedError(Exception):
    """There is a virus in it; it is kept nowhere."""


@dataclass(frozen=True)
class Infected:
    """What is said of a refused file in the audit: its SHA-256 and the virus, and no more of it."""

    digest: str
    virus: str


def is_set() -> bool:
    return bool(settings.TRELLIS_SCANNER)


def address() -> clamd.Address:
    """Raises ValueError where the setting is written in another way."""
    return clamd.address_in(settings.TRELLIS_SCANNER)


def look_over(upload: Any) -> bool:
    """Of an upload, once however often it is asked: True where it was looked over and nothing was
    found, False where no scanner is set. Raises InfectedError, ScannerSilentError."""
    if not is_set():
        return False
    if not getattr(upload, "is_looked_over", False):
        _ask(upload)
        upload.is_looked_over = True
    return True


def infected_among(uploads: Any) -> list[Infected]:
    """Those of a request's uploads in which a virus was found."""
    found = (getattr(upload, "infected", None) for upload in uploads)
    return [one for one in found if one is not None]


def _ask(upload: Any) -> None:
    try:
        virus = clamd.found_in(upload.file, address=address())
    except ScannerSilentError as fault:
        logger.error("the virus scanner does not answer: %s", fault)  # noqa: TRY400
        raise
    if virus:
        upload.infected = Infected(_digest(upload.file), virus)
        raise InfectedError(virus)


def _digest(content: BinaryIO) -> str:
    content.seek(0)
    digester = hashlib.sha256()
    while block := content.read(1 << 20):
        digester.update(block)
    return digester.hexdigest()
